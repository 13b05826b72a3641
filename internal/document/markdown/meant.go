package markdown

import (
	"cmp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// match is a requirement whose words stand in a text.
type match struct {
	words *requirementWords
	found *found
}

// meant are the requirements that a text asks, as its words and those around say that they are meant.
func (r *reader) meant(s *saying, m mention) []match {
	around := slices.Clone(s.words)
	for _, above := range m.section.nearest() {
		around = append(around, r.lexicon.words(above)...)
	}
	return slices.DeleteFunc(r.matches(s.words), func(one match) bool {
		return !r.isMeant(one.words, around, m) || m.isLabel && !isOf(one.words.Ask, m.entities) || r.isElsewhere(s, one.words, m) || m.isCost && one.words.Size
	})
}

// matches are the requirements that words ask, of each the longest phrase.
func (r *reader) matches(words []string) (all []match) {
	for _, i := range r.lexicon.said.candidates(words) {
		q := &r.lexicon.Requirements[i]
		f := q.Says.find(words, 5)
		if f == nil || q.Unless.in(words) {
			continue
		}
		same := slices.IndexFunc(all, func(m match) bool { return m.words.Ask == q.Ask })
		switch {
		case same < 0:
			all = append(all, match{q, f})
		case len(f.at) > len(all[same].found.at):
			all[same] = match{q, f}
		}
	}
	return all
}

// isMeant reports whether the words around those of a requirement say that it is meant.
func (r *reader) isMeant(q *requirementWords, around []string, m mention) bool {
	if len(q.Needs) > 0 && !q.Needs.in(around) && !isOf(q.Ask, m.entities) {
		return false
	}
	k := r.lexicon.Kinds[q.About]
	return q.About == "" || isOf(q.Ask, m.entities) || k.AWS.in(around) || k.Engine.in(around) || k.Refer.in(around)
}

// isOf reports whether any of some components can be asked a requirement.
func isOf(ask string, all []*entity) bool {
	owner, name, _ := strings.Cut(ask, ".")
	return slices.ContainsFunc(all, func(e *entity) bool {
		return owner == e.kind || owner == "*" && slices.Contains(kindsWith(name), e.kind)
	})
}

// valueOf is what a match asks for, as YAML, empty where it cannot be told; what it was read from is held.
func (r *reader) valueOf(by *Statement, one match, s *saying) string {
	for _, at := range one.found.at {
		s.hold(at, at)
	}
	if one.found.number < 0 {
		return cmp.Or(one.words.Value, "true")
	}
	value, problem := one.words.quantity(s, one.found)
	if problem != "" {
		by.set(Ambiguous, problem+" Write a number, at least one, at most one, or one to another")
	}
	return value
}

// quantity is the number of a match with what bounds it. The words of the phrase itself bound nothing: they say what it is.
func (q *requirementWords) quantity(s *saying, f *found) (value, problem string) {
	words := slices.Clone(s.words)
	for _, at := range f.at {
		if _, isUnit := unitOf(words[at]); at != f.number && !isUnit {
			words[at] = "\x00"
		}
	}
	for _, one := range quantities(words) {
		if one.first <= f.number && f.number <= one.last {
			s.hold(one.first, one.last)
			return q.written(one)
		}
	}
	return "", "how much is it?"
}

// written is a quantity in the form of what is asked.
func (q *requirementWords) written(one quantity) (value, problem string) {
	owner, name, _ := strings.Cut(q.Ask, ".")
	of := requirementOf(owner, name)
	if of.Form != kind.Version {
		return one.value(q.Bare, dimensionOf(name), of.Low)
	}
	if one.low == "" || one.high != "" && one.high != one.low || one.unit != "" {
		return "", "which is the oldest version?"
	}
	return one.low, one.problem
}
