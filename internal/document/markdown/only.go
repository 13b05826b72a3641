package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// exclusive is a statement that only some components may reach others.
type exclusive struct {
	by       *Statement
	from, to []*entity
}

// onlyFrom reads "Only the load balancer may reach the tasks" and "The database accepts connections only from the
// tasks"; it reports whether it is such a sentence, of things that are drawn and nobody else.
func (r *reader) onlyFrom(by *Statement, s *saying, m mention) bool {
	from, to := r.endsOfOnly(s.words)
	if len(from) == 0 || len(to) == 0 {
		return false
	}
	s.hold(0, len(s.words)-1)
	environment, _ := r.environmentIn(s.words)
	switch {
	case r.isUnclear(by, s, m):
	case environment != "" || m.environment != "":
		by.set(
			NotUnderstood,
			"whom only some may reach is held in all environments alike; write the rules of this one into a table Source | Destination | Port",
		)
	default:
		by.set(Understood, "")
		r.exclusives = append(r.exclusives, exclusive{by, from, to})
	}
	return true
}

// endsOfOnly are who may reach whom, none where the words name anybody else.
func (r *reader) endsOfOnly(words []string) (from, to []*entity) {
	words = r.asOnly(words)
	only, reach := slices.Index(words, "only"), r.lexicon.OnlyVerbs.find(words, 0)
	if only < 0 || reach == nil {
		return nil, nil
	}
	verb := reach.at[0]
	isTwice := func(w string) int {
		return len(slices.DeleteFunc(slices.Clone(words), func(o string) bool { return o != w }))
	}
	if isTwice("to") > 1 {
		return nil, nil // one after the other: "the worker to the queue and the API to the database"
	}
	by := slices.IndexFunc(words, func(w string) bool { return w == "from" || w == "by" })
	switch {
	case by > verb && r.saysMore(words[verb+1:by], r.lexicon.OnlyBeside):
		return nil, nil // it accepts only something from them: TLS
	case by > verb:
		return r.allNamed(words[by+1:], r.lexicon.OnlyBeside), r.allNamed(words[:verb], r.lexicon.OnlyBeside)
	case only < verb && verb-only > 1:
		return r.allNamed(words[only+1:verb], r.lexicon.OnlyBeside), r.allNamed(words[verb+1:], r.lexicon.OnlyBeside)
	}
	return nil, nil
}

// asOnly are words with "only" where they say it in a roundabout way: "nothing but", "not by anything except".
func (r *reader) asOnly(words []string) []string {
	f := r.lexicon.OnlyWords.find(words, 0)
	if f == nil {
		return words
	}
	before, behind := words[:f.at[0]], words[f.at[len(f.at)-1]+1:]
	if strings.HasPrefix(words[f.at[0]], "any") {
		denial := r.lexicon.Denials.find(before, 0)
		if denial == nil {
			return words
		}
		before = slices.Delete(slices.Clone(before), denial.at[0], denial.at[len(denial.at)-1]+1)
	}
	return slices.Concat(before, []string{"only"}, behind)
}

// saysMore reports whether words have any that are not in a list.
func (r *reader) saysMore(words []string, list phrases) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "\x00" && !list.in([]string{w}) })
}

// allNamed are the components that words name, none where anything stands beside their names that is not in a list.
func (r *reader) allNamed(words []string, beside phrases) (all []*entity) {
	rest := slices.Clone(words)
	for _, k := range r.lexicon.table.placed {
		named := r.mentioned(words, []string{k})
		if len(named) > 1 && !r.speaksOfAll(words, named) {
			return nil
		}
		all = append(all, named...)
		w := r.lexicon.Kinds[k]
		rest = slices.DeleteFunc(rest, func(word string) bool {
			return len(named) > 0 &&
				(w.AWS.has(word) || w.Engine.has(word) || w.Refer.has(word) || r.isKey(word, named))
		})
	}
	if r.saysMore(rest, beside) {
		return nil
	}
	return all
}

func (r *reader) isKey(word string, all []*entity) bool {
	return slices.ContainsFunc(all, func(e *entity) bool {
		return e.name == word || slices.ContainsFunc(e.keys, func(key string) bool { return phraseOf(key).has(word) })
	})
}

// settleExclusives closes those that only some may reach: to them, where they are drawn, nobody else may go.
func (r *reader) settleExclusives() {
	for _, x := range r.exclusives {
		for _, to := range x.to {
			for _, c := range r.connections {
				isAllowed := slices.ContainsFunc(x.from, func(e *entity) bool { return e.name == c.from })
				if c.to == to.name && !c.forbidden && !isAllowed {
					r.conflict(
						x.by,
						c.by,
						fmt.Sprintf(
							"%s -> %s is drawn on line %d, and line %d lets only others in",
							c.from,
							c.to,
							c.by.Line,
							x.by.Line,
						),
					)
				}
			}
		}
		if x.by.State == Contradiction {
			continue
		}
		r.covered.direction(end{entities: x.to}, "in")
		r.join(end{entities: x.from}, end{entities: x.to}, portText{}, connection{by: x.by, source: -1, rank: prose})
		x.by.ask("edges")
	}
}
