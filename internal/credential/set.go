// Package credential recognizes credentials by what they are: by rules of gitleaks for the tokens of
// known issuers, by the place of a password in a URL, and by the name that stands with a value.
// It returns ids of rules, never anything of a value.
package credential

import (
	"sync"

	"github.com/archcheck/archcheck/internal/model"
)

// Ids of the rules that are our own.
const (
	// InURL is a password in a URL: scheme://user:password@host.
	InURL = "password-in-url"
	// ByName is a value under a name that credentials have.
	ByName = "credential-name"
	// InCommand is a password where a well-known command takes one.
	InCommand = "password-in-command"
	// AWSSecret is a secret access key of AWS, which gitleaks does not recognize alone.
	AWSSecret = "aws-secret-access-key"
	// Hash is what a password is kept as, which whoever has it may try passwords against.
	Hash = "password-hash"
	// PrivateKey is the name of gitleaks' own rule; ours sees the form that PuTTY writes.
	PrivateKey = "private-key"
	// InLine is a password in a line of .pgpass or .netrc.
	InLine = "password-in-file"
)

// Unseen stands in a text for a part that is known only later. It is a reference where a value is
// judged by its name, and a password where only a password can stand.
const Unseen = model.KnownLater

// Set is the rules. Each is compiled when a text holds one of its keywords, so that a start costs
// nothing. It may be used by several goroutines.
type Set struct {
	issuers func() *issuers
	own     ownRules
}

// New returns all rules.
func New() *Set {
	own := newOwnRules()
	return &Set{issuers: sync.OnceValue(func() *issuers { return loadIssuers(own.valueForms) }), own: own}
}

// Variable returns the id of a rule that recognizes a credential in the value of a variable, a label or
// an option, empty for none.
func (s *Set) Variable(name, value string) string {
	if value == "" {
		return ""
	}
	if id := s.issuers().find(name, value); id != "" {
		return id
	}
	if s.own.credential(gradeOf(name), value) {
		return ByName
	}
	return s.inText(value)
}

// Text returns the id of a rule that recognizes a credential in a text, such as a command, empty for none.
func (s *Set) Text(text string) string {
	if id := s.issuers().find("", text); id != "" {
		return id
	}
	return s.inText(text)
}

// inText looks with our own rules, and into what is encoded.
func (s *Set) inText(text string) string {
	if id := s.own.find(text); id != "" {
		return id
	}
	for _, plain := range s.own.decoded(text) {
		if id := s.issuers().find("", plain); id != "" {
			return id
		}
		if id := s.own.find(plain); id != "" {
			return id
		}
	}
	return ""
}
