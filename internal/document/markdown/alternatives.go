package markdown

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// phrases are alternatives, read from texts, with what they begin with.
type phrases struct {
	list   []phrase
	starts *starts
}

func phrasesOf(texts ...string) phrases {
	var list []phrase
	for _, t := range texts {
		list = append(list, phraseOf(t))
	}
	return phrases{list, startsOfPhrases(list)}
}

// UnmarshalYAML reads a list of phrases.
func (p *phrases) UnmarshalYAML(node *yaml.Node) error {
	var texts []string
	if err := node.Decode(&texts); err != nil {
		return err
	}
	*p = phrasesOf(texts...)
	return nil
}

// with are these and others.
func (p phrases) with(other phrases) phrases {
	list := slices.Concat(p.list, other.list)
	return phrases{list, startsOfPhrases(list)}
}

// find is the longest of the phrases that stands in words, the first of those, nil without one.
func (p phrases) find(words []string, gap int) (best *found) {
	first := 0
	for start, w := range words {
		for _, i := range p.begunBy(w) {
			if best != nil && (len(p.list[i]) < len(best.at) || len(p.list[i]) == len(best.at) && i >= first) {
				continue
			}
			if f := p.list[i].from(words, start, gap); f != nil {
				best, first = f, i
			}
		}
	}
	return best
}

// has reports whether any of the phrases has a word.
func (p phrases) has(word string) bool {
	return slices.ContainsFunc(p.list, func(one phrase) bool { return one.has(word) })
}

func (p phrase) has(word string) bool {
	return slices.ContainsFunc(p, func(w phraseWord) bool { return w.fits(word) })
}

func (p phrases) in(words []string) bool {
	for start, w := range words {
		for _, i := range p.begunBy(w) {
			if p.list[i].from(words, start, 1) != nil {
				return true
			}
		}
	}
	return false
}

// begin reports whether words begin with one of the phrases.
func (p phrases) begin(words []string) bool {
	return len(words) > 0 && slices.ContainsFunc(p.begunBy(words[0]), func(i int) bool {
		return p.list[i].from(words, 0, 1) != nil
	})
}
