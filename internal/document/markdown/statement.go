package markdown

import (
	"slices"
	"strings"
)

// State is what became of a statement.
type State string

// The states.
const (
	Enforced        State = "enforced"
	InPart          State = "in part"
	Understood      State = "understood"
	Ambiguous       State = "ambiguous"
	NotUnderstood   State = "not understood"
	Contradiction   State = "contradiction"
	NotArchitecture State = "not architecture"
)

// IsDoubt reports whether something is to be written differently, or to be settled, before it can be enforced.
func (s State) IsDoubt() bool {
	return s == InPart || s == Ambiguous || s == NotUnderstood || s == Contradiction
}

// Statement is one thing that the document says.
type Statement struct {
	Line    int    `json:"line" yaml:"line"`
	Section string `json:"section" yaml:"section"`
	Text    string `json:"text" yaml:"text"`
	State   State  `json:"state" yaml:"state"`
	// Asks are the paths of what it asks in the documented architecture.
	Asks []string `json:"asks,omitempty" yaml:"asks,omitempty"`
	// Detail is the two readings of what is ambiguous, the other line of a contradiction, or what to write.
	Detail string `json:"detail,omitempty" yaml:"detail,omitempty"`
}

// worse reports whether a state says more urgently that something is to be done.
func (s State) worse(than State) bool {
	order := []State{NotArchitecture, Understood, NotUnderstood, Enforced, InPart, Ambiguous, Contradiction}
	return slices.Index(order, s) > slices.Index(order, than)
}

// set gives a statement a state, unless it has a worse one. What is enforced and not understood is enforced in part.
func (s *Statement) set(state State, detail string) {
	if state == NotUnderstood && s.State == Enforced || state == Enforced && s.State == NotUnderstood {
		state = InPart
	}
	if state.worse(s.State) {
		s.State = state
	}
	if detail != "" && len(s.Detail) < mostOfDetail && !strings.Contains(s.Detail, detail) {
		s.Detail = strings.TrimPrefix(s.Detail+"; "+detail, "; ")
	}
}

// mostOfDetail bounds what is said of one statement, which thousands of others can contradict.
const mostOfDetail = 2000

func (s *Statement) ask(path string) {
	if !slices.Contains(s.Asks, path) {
		s.Asks = append(s.Asks, path)
	}
	s.set(Enforced, "")
}

// statement notes something that the document says.
func (r *reader) statement(line int, at section, text string) *Statement {
	s := &Statement{Line: line, Section: at.title(), Text: oneLine(text), State: NotArchitecture}
	r.statements = append(r.statements, s)
	return s
}

// oneLine is a text on one line without what a terminal would act on.
func oneLine(text string) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == '\u2028' || r == '\u202e'
	}), " ")
	if runes := []rune(text); len(runes) > 200 {
		return string(runes[:200]) + "..."
	}
	return text
}
