package markdown

import (
	"slices"
	"strings"
	"unicode"
)

// description is a statement that says what something drawn is for, and nothing that a rule could hold.
type description struct {
	by    *Statement
	named [][]*entity
	// words are those for services and engines, which labels must have too.
	words []string
}

// describes reports whether a text only says what things are for: it names some of them, and has no number, no
// condition and no word of what can be asked.
func (r *reader) describes(s *saying) bool {
	isForeign := strings.ContainsFunc(s.text, func(one rune) bool { return one > 127 && unicode.IsLetter(one) })
	if isForeign || s.isQuestion() || len(r.timesIn(s)) > 0 || len(quantities(s.words)) > 0 ||
		r.lexicon.Demands.in(s.words) ||
		len(r.identifiersIn(s.text)) > 0 ||
		r.hasArrow(s.text) ||
		len(r.matches(s.words)) > 0 {
		return false
	}
	rest := slices.DeleteFunc(slices.Clone(s.words), r.isReference)
	if r.lexicon.Topics.in(rest) || r.lexicon.Negations.in(s.words) || r.lexicon.PlaceWords.in(s.words) {
		return false
	}
	return !r.lexicon.TierWords.in(s.words)
}

// isReference reports whether a word points to the only one of some kind.
func (r *reader) isReference(word string) bool {
	is, ok := r.references[word]
	if !ok {
		is = slices.ContainsFunc(
			r.lexicon.table.names,
			func(k string) bool { return r.lexicon.Kinds[k].Refer.in([]string{word}) },
		)
		r.references[word] = is
	}
	return is
}

// describe notes a description; whether all that it names is drawn is known once all arrows are read.
func (r *reader) describe(by *Statement, s *saying) {
	var named [][]*entity
	var words []string
	for _, k := range r.lexicon.table.names {
		w := r.lexicon.Kinds[k]
		if r.namesKind(s.words, k) {
			named = append(named, r.mentioned(s.words, []string{k}))
		}
		for _, word := range s.words {
			if (w.AWS.has(word) || w.Engine.has(word)) && !r.isReference(word) {
				words = append(words, word)
			}
		}
	}
	r.descriptions = append(r.descriptions, description{by, named, words})
}

// settleDescriptions says of descriptions whether they describe what is drawn.
func (r *reader) settleDescriptions() {
	for _, d := range r.descriptions {
		if r.isDrawn(d.named) && r.isLabelled(d) {
			d.by.set(Understood, "it says what is drawn, and nothing more that a rule holds")
		} else {
			d.by.set(NotUnderstood, howToWrite)
		}
	}
}

// isDrawn reports whether all that is named is drawn, each of several joined to another one.
func (r *reader) isDrawn(named [][]*entity) bool {
	for i, some := range named {
		joined := len(named) == 1
		for j, others := range named {
			joined = joined || i != j && r.areJoined(some, others)
		}
		if len(some) == 0 || !joined {
			return false
		}
	}
	return true
}

// isLabelled reports whether labels have all words for services and engines that a description has: "the balancer is an
// NLB" says something new of an ALB.
func (r *reader) isLabelled(d description) bool {
	var drawn []string
	for _, some := range d.named {
		for _, e := range some {
			for _, s := range e.seen {
				drawn = append(drawn, r.lexicon.words(s.vertex.label)...)
			}
		}
	}
	return !slices.ContainsFunc(d.words, func(w string) bool { return !slices.Contains(drawn, w) })
}

func (r *reader) areJoined(some, others []*entity) bool {
	return slices.ContainsFunc(r.connections, func(c connection) bool {
		isOf := func(name string, all []*entity) bool {
			return slices.ContainsFunc(all, func(e *entity) bool { return e.name == name })
		}
		return !c.forbidden && (isOf(c.from, some) && isOf(c.to, others) || isOf(c.from, others) && isOf(c.to, some))
	})
}
