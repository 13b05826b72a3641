package markdown

import (
	"slices"
	"strings"
)

// unknownNames are the names of what is drawn and of which nothing says what it is, where a name has a word for a kind: a
// "syslog server" is none of the instances. They are gathered once all diagrams are read.
func (r *reader) unknownNames() phrases {
	if r.hasStrangers {
		return r.strangerNames
	}
	var list []phrase
	for _, g := range r.graphs {
		for _, id := range g.order {
			v := g.vertices[id]
			if v.isKnown() || v.role != "" || v.entity != nil || v.ignored || v.standby {
				continue
			}
			words := slices.DeleteFunc(
				r.lexicon.words(firstLine(v.label)),
				func(w string) bool { return strings.ContainsAny(w, ".:/") },
			)
			p := phraseOf(strings.Join(words, " "))
			if len(p) > 1 && slices.ContainsFunc(words, r.isReference) && len(r.allByName(words)) == 0 {
				list = append(list, p)
			}
		}
	}
	r.hasStrangers, r.strangerNames = true, phrases{list, startsOfPhrases(list)}
	return r.strangerNames
}

// withoutStrangers are words without the names of what is drawn and is nothing that is known.
func (r *reader) withoutStrangers(words []string) []string {
	for f := r.unknownNames().find(words, 0); f != nil; f = r.unknownNames().find(words, 0) {
		words = withoutAt(words, f.at)
	}
	return words
}
