package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// part is one of the things that a sentence says one after the other, from its first word to its last.
type part struct{ first, last int }

// parts cuts a sentence where a clause ends and before words that add something: "and", "with", "which". Names that
// stand before one of these say nothing alone: "the API and the worker run" is one part.
func (r *reader) parts(s *saying) []part {
	if s.cut == nil {
		s.cut = r.cutParts(s)
	}
	return s.cut
}

func (r *reader) cutParts(s *saying) (all []part) {
	isInNumber := func(at int) bool {
		return slices.ContainsFunc(s.quantities(), func(q quantity) bool { return q.first < at && at <= q.last })
	}
	for i := range s.words {
		isEnd := i > 0 && (s.clause[i] != s.clause[i-1] || r.lexicon.Joints.begin(s.words[i:]) && !isInNumber(i))
		if i == 0 ||
			isEnd && !r.areNames(s.words[all[len(all)-1].first:i]) &&
				!r.isListed(s.words[all[len(all)-1].first:i], s.words[i:]) {
			all = append(all, part{i, i})
			continue
		}
		all[len(all)-1].last = i
	}
	return r.withNames(s, all)
}

// isListed reports whether names go on behind a joint: "today the API" says nothing before "and the worker run".
func (r *reader) isListed(before, behind []string) bool {
	if behind[0] != "and" || !r.isName(before[len(before)-1]) || r.lexicon.Verbs.in(before) {
		return false
	}
	rest := behind[1:]
	for len(rest) > 0 && r.lexicon.Articles.in(rest[:1]) {
		rest = rest[1:]
	}
	return len(rest) > 0 && r.isName(rest[0]) && len(r.matches(before)) == 0
}

// withNames gives names that stand alone behind a part to it: "is on for RDS and ElastiCache".
func (r *reader) withNames(s *saying, parts []part) (all []part) {
	for i, p := range parts {
		rest := s.words[p.first : p.last+1]
		if r.lexicon.Joints.begin(rest) {
			rest = rest[1:]
		}
		if i > 0 && r.areNames(rest) && !r.areNames(s.words[all[len(all)-1].first:p.first]) {
			all[len(all)-1].last = p.last
			continue
		}
		all = append(all, p)
	}
	return all
}

// areNames reports whether words are names of things and what stands before names.
func (r *reader) areNames(words []string) bool {
	return !slices.ContainsFunc(
		words,
		func(w string) bool { return !r.isName(w) && !r.lexicon.Articles.in([]string{w}) },
	)
}

// isName reports whether a word is one for a service or one of the names of what is drawn. A document has few words, so
// each is asked once.
func (r *reader) isName(word string) bool {
	is, ok := r.nameWords[word]
	if !ok {
		is = r.isReference(word) || r.isServiceWord(word) || r.isKey(word, r.entities)
		if len(r.nameWords) < mostWords {
			r.nameWords[word] = is
		}
	}
	return is
}

// quantities are the numbers of a sentence.
func (s *saying) quantities() []quantity {
	if s.numbers == nil {
		s.numbers = quantities(s.words)
	}
	return s.numbers
}

// within is a part as a saying of its own; what is held of it is held of the whole.
func (s *saying) within(p part) *saying {
	end := p.last + 1
	return &saying{
		text:      strings.Join(s.words[p.first:end], " "),
		words:     s.words[p.first:end],
		clause:    s.clause[p.first:end],
		predicate: s.predicate[p.first:end],
		held:      s.held[p.first:end],
	}
}

// partsLost are the parts of a sentence from which nothing was read, though they ask something: "is Multi-AZ and has a
// read replica". They are held, as they are told of.
func (r *reader) partsLost(s *saying) (lost []string) {
	reason, isList := -1, r.isEnumeration(s)
	for i, p := range r.parts(s) {
		words := s.words[p.first : p.last+1]
		if r.lexicon.Reasons.begin(words) {
			reason = s.clause[p.first]
		}
		asks := r.asksMore(words) || isList && i > 0 && !r.areNames(words)
		if s.clause[p.first] == reason || s.isHeld(p.first, p.last) || !asks {
			continue
		}
		s.hold(p.first, p.last)
		lost = append(lost, fmt.Sprintf("%q", strings.Join(words, " ")))
	}
	return lost
}

// isEnumeration reports whether a text lists what something has, behind its name: "RDS: Multi-AZ, Performance Insights".
func (r *reader) isEnumeration(s *saying) bool {
	if r.lexicon.Verbs.in(s.words) {
		return false
	}
	end := slices.IndexFunc(s.words, func(w string) bool { return !r.isName(w) && !r.lexicon.Articles.in([]string{w}) })
	return end > 0 && (s.words[end] == ":" || s.clause[end] != s.clause[end-1])
}

// asksMore reports whether words ask something of what they name.
func (r *reader) asksMore(words []string) bool {
	rest := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		return r.isName(w) || r.lexicon.SayNothing.in([]string{w})
	})
	return len(rest) > 0 && (r.lexicon.Demands.in(rest) || r.lexicon.Topics.in(rest) || r.lexicon.Negations.in(rest))
}

// isServiceWord reports whether a word is one for a service of AWS or an engine.
func (r *reader) isServiceWord(word string) bool {
	return slices.ContainsFunc(r.lexicon.kindNames, func(name string) bool {
		k := r.lexicon.Kinds[name]
		return k.AWS.has(word) || k.Engine.has(word)
	})
}
