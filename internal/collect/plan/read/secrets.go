package read

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// Secrets are the texts that resources and variables mark sensitive and that nobody writes by chance. They are dropped
// wherever else they stand, alone or within a longer text; what is short or common is dropped where it is marked alone,
// or a database called "postgres" would make half of a plan unknown.
type Secrets struct {
	// byHead finds them by their first bytes: thousands that begin alike are found as fast as one.
	byHead map[string]*alike
	// amazons recognizes names of AWS's making.
	amazons *regexp.Regexp
}

// alike are the secrets of one beginning, and how long they are.
type alike struct {
	texts   map[string]bool
	lengths []int
}

// HeadLength is how many bytes a secret has at least.
const HeadLength = 8

// Any reports whether anything is marked.
func (s *Secrets) Any() bool { return len(s.byHead) > 0 }

// Learn takes texts, and what stands in them: the leaves of JSON, and the password in a URL.
func (s *Secrets) Learn(texts []string) {
	for _, text := range texts {
		s.add(text)
		if u, err := url.Parse(text); err == nil && u.User != nil {
			if password, ok := u.User.Password(); ok {
				s.add(password)
			}
		}
		if v, err := fastjson.Parse(text); err == nil &&
			(v.Type() == fastjson.TypeObject || v.Type() == fastjson.TypeArray) {
			s.Learn(leaves(v))
		}
	}
}

func leaves(v *fastjson.Value) (all []string) {
	if text := string(v.GetStringBytes()); text != "" {
		return []string{text}
	}
	for _, item := range v.GetArray() {
		all = append(all, leaves(item)...)
	}
	tree.Visit(v, func(_ string, member *fastjson.Value) { all = append(all, leaves(member)...) })
	return all
}

// add takes a text as it is, and as it is written in JSON and in a URL.
func (s *Secrets) add(text string) {
	if s.byHead == nil {
		s.byHead, s.amazons = map[string]*alike{}, regexp.MustCompile(amazonsNames)
	}
	if !s.isDistinct(text) {
		return
	}
	for _, form := range []string{text, quoted(text, true), quoted(text, false), url.QueryEscape(text), url.PathEscape(text)} {
		some := s.byHead[form[:HeadLength]]
		if some == nil {
			some = &alike{texts: map[string]bool{}}
			s.byHead[form[:HeadLength]] = some
		}
		if some.texts[form] = true; !slices.Contains(some.lengths, len(form)) {
			some.lengths = append(some.lengths, len(form))
		}
	}
}

// quoted is a text as it stands between the quotes of JSON, where some writers escape what HTML would read.
func quoted(text string, forHTML bool) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(forHTML)
	if err := e.Encode(text); err != nil {
		return text
	}
	return b.String()[1 : b.Len()-2]
}

// IsIn reports whether a text is a secret or holds one.
func (s *Secrets) IsIn(text string) bool {
	for i := 0; i+HeadLength <= len(text); i++ {
		if some := s.byHead[text[i:i+HeadLength]]; some != nil && some.begins(text[i:]) {
			return true
		}
	}
	return false
}

// begins reports whether a text begins with one of them.
func (a *alike) begins(text string) bool {
	return slices.ContainsFunc(a.lengths, func(n int) bool { return n <= len(text) && a.texts[text[:n]] })
}

// isDistinct reports whether a text is like nothing that two people would write: long enough, made of more than words
// and numbers, and no name that AWS gives.
func (s *Secrets) isDistinct(text string) bool {
	if len(text) < HeadLength || s.isAmazons(text) {
		return false
	}
	var lower, upper, digit, other bool
	for _, c := range text {
		switch {
		case unicode.IsLower(c):
			lower = true
		case unicode.IsUpper(c):
			upper = true
		case unicode.IsDigit(c):
			digit = true
		case !strings.ContainsRune("-_./: ", c):
			other = true
		}
	}
	return other || lower && upper || digit && (lower || upper)
}

// isAmazons recognizes what AWS gives a name to, addresses and other forms that are no secret by themselves, though
// parameters and outputs that are marked sensitive hold them.
func (s *Secrets) isAmazons(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	if _, err := netip.ParsePrefix(text); err == nil {
		return true
	}
	return s.amazons.MatchString(text)
}

// amazonsNames are ARNs, ids, zones and regions, classes, and addresses by name.
const amazonsNames = `^(arn:aws[a-z-]*:[^\s?=@]*|[a-z]+(-[a-z]+)*-[0-9a-f]{8,17}|` +
	`[a-z]{2}(-gov|-iso[a-z]?)?-(north|south|east|west|central)+-\d[a-z]?|` +
	`((db|cache)\.)?[a-z][a-z0-9-]*\.(nano|micro|small|medium|\d*x?large|metal)|` +
	`[\w.-]+\.(amazonaws\.com(\.cn)?|internal)(:\d+)?(/[\w./:-]*)?)$`

// gatherAll learns what a plan or state marks anywhere: in what it changes, destroys, forgets, defers and found changed,
// before and after, and in the state that it began with, of which a targeted plan changes only a part.
func (s *Secrets) gatherAll(doc *document) error {
	for _, ch := range slices.Concat(doc.changes, doc.others) {
		for _, one := range []struct{ values, marks []byte }{{ch.before, ch.wereSensitive}, {ch.after, ch.sensitive}} {
			if err := s.gather(one.values, one.marks); err != nil {
				return fmt.Errorf("read the marks of %s: %w", ch.address, err)
			}
		}
	}
	for _, r := range slices.Concat(doc.state, doc.prior) {
		if err := s.gather(r.values, r.sensitive); err != nil {
			return fmt.Errorf("read the marks of %s: %w", r.address, err)
		}
	}
	return nil
}

// gather learns what a tree of values marks.
func (s *Secrets) gather(values, marks []byte) error {
	if values == nil || !bytes.Contains(marks, []byte("true")) {
		return nil
	}
	v, err := parsed(values)
	if err != nil {
		return err
	}
	mark, err := parsed(marks)
	if err != nil {
		return err
	}
	in := &Instance{After: v, Sensitive: mark}
	in.forget()
	s.Learn(in.secrets)
	return nil
}

// learnConfiguration learns the values of variables that are marked, in modules too, and the credentials that are written
// for providers.
func (p *Plans) learnConfiguration() error {
	for _, in := range p.Inputs {
		if in.Doc.Configuration == nil {
			continue
		}
		v, err := parsed(in.Doc.Configuration)
		if err != nil {
			return in.Named(err)
		}
		p.Marked.learnModule(v.Get("root_module"), p.Config.Variables[in.Root])
		tree.Visit(v.Get("provider_config"), func(_ string, provider *fastjson.Value) {
			for _, name := range providerCredentials() {
				if text := string(provider.GetStringBytes("expressions", name, "constant_value")); text != "" {
					p.Marked.Learn([]string{text})
				}
			}
		})
	}
	return nil
}

// providerCredentials are the arguments of providers that nobody may see and that no plan marks.
func providerCredentials() []string {
	return []string{"secret_key", "token", "password", "api_key", "client_secret"}
}

// learnModule learns the marked variables of a module and of those that it calls; given are the values of the root's.
func (s *Secrets) learnModule(module, given *fastjson.Value) {
	tree.Visit(module.Get("variables"), func(name string, variable *fastjson.Value) {
		if !variable.GetBool("sensitive") {
			return
		}
		for _, one := range []*fastjson.Value{variable.Get("default"), tree.DescendAll(given, name, "value")} {
			if one != nil {
				s.Learn(leaves(one))
			}
		}
	})
	tree.Visit(module.Get("module_calls"), func(_ string, call *fastjson.Value) {
		s.learnModule(call.Get("module"), nil)
	})
}

// Withheld is an error without the secrets that it quotes.
func (s *Secrets) Withheld(err error) error {
	var d *source.Difference
	if errors.As(err, &d) {
		for _, text := range []*string{&d.Plan, &d.Source} {
			if s.IsIn(*text) {
				*text = source.Hidden
			}
		}
	}
	return err
}
