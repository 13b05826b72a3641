package markdown

import (
	"slices"
	"strings"
)

// isStepToTake reports whether a sentence tells somebody what to do, now or when something goes wrong: that is no
// architecture. Under the heading of a procedure every sentence that begins with a verb does.
func (r *reader) isStepToTake(s *saying, at section) bool {
	words := s.words
	for len(words) > 0 && slices.Contains([]string{"then", "next", "first", "finally", "now", "please"}, words[0]) {
		words = words[1:]
	}
	for i, w := range words {
		if w == ":" && i < 6 && r.lexicon.Steps.begin(words[i+1:]) {
			return true // "RDS is down: force a failover"
		}
	}
	return r.lexicon.Steps.begin(words) || r.lexicon.References.begin(words) ||
		r.isUnder("procedures", r.lexicon.Procedures, at) && r.lexicon.StepVerbs.begin(words)
}

// step says of a step what became of it.
func (r *reader) step(by *Statement, s *saying) {
	if r.speaksOfArchitecture(s) || len(r.matches(s.words)) > 0 || strings.ContainsAny(s.text, "0123456789") {
		by.set(Understood, "a step to take, or a reference: not asked")
	}
}
