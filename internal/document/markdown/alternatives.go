package markdown

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// phrases are alternatives, read from texts, with what they begin with.
type phrases struct {
	list   []phrase
	starts *starts
}

// starts are the numbers of phrases by their first word: as it is, and by the first letter of those that only have its
// beginning.
type starts struct {
	exact   map[string][]int
	stems   map[byte][]stem
	numbers []int
}

type stem struct {
	text   string
	phrase int
}

func phrasesOf(texts ...string) phrases {
	var list []phrase
	for _, t := range texts {
		list = append(list, phraseOf(t))
	}
	return phrases{list, startsOfPhrases(list)}
}

func startsOfPhrases(list []phrase) *starts {
	s := &starts{exact: map[string][]int{}, stems: map[byte][]stem{}}
	for i, p := range list {
		if len(p) == 0 {
			continue
		}
		if p[0].number {
			s.numbers = append(s.numbers, i)
		}
		for _, form := range p[0].exact {
			s.exact[form] = append(s.exact[form], i)
		}
		for _, text := range p[0].stems {
			if text != "" {
				s.stems[text[0]] = append(s.stems[text[0]], stem{text, i})
			}
		}
	}
	return s
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

// begunBy are the phrases that begin with a word, in their order.
func (p phrases) begunBy(word string) []int {
	if p.starts == nil || word == "" {
		return nil
	}
	found := p.starts.exact[word]
	isOwn := false // what is found so far is that of the index
	add := func(more ...int) {
		if !isOwn {
			found, isOwn = slices.Clone(found), true
		}
		found = append(found, more...)
	}
	for _, s := range p.starts.stems[word[0]] {
		if strings.HasPrefix(word, s.text) {
			add(s.phrase)
		}
	}
	if len(p.starts.numbers) > 0 && isNumber(word) {
		add(p.starts.numbers...)
	}
	if isOwn {
		slices.Sort(found)
		found = slices.Compact(found)
	}
	return found
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

func (p phrases) in(words []string) bool { return p.find(words, 1) != nil }

// begin reports whether words begin with one of the phrases.
func (p phrases) begin(words []string) bool {
	return len(words) > 0 && slices.ContainsFunc(p.begunBy(words[0]), func(i int) bool {
		return p.list[i].from(words, 0, 1) != nil
	})
}
