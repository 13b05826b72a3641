package markdown

import (
	"slices"
	"strings"
)

// starts are the numbers of phrases by their first word: as it is, and by the first letter of those that only have its
// beginning.
type starts struct {
	exact   map[string][]int
	stems   map[byte][]stem
	numbers []int
	// lengths are, by the first letter of a word, how long those are that can begin a phrase: most words begin none, and
	// every list is asked about every word.
	lengths [256]uint16
}

type stem struct {
	text   string
	phrase int
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
			s.lengths[first(form)] |= 1 << lengthOf(form)
		}
		for _, text := range p[0].stems {
			if text != "" {
				s.stems[text[0]] = append(s.stems[text[0]], stem{text, i})
				s.lengths[text[0]] |= ^uint16(0) << lengthOf(text)
			}
		}
	}
	return s
}

func first(word string) byte {
	if word == "" {
		return 0
	}
	return word[0]
}

// lengthOf is how long a word is; all long ones are alike.
func lengthOf(word string) int { return min(len(word), 15) }

// begunBy are the phrases that begin with a word, in their order.
func (p phrases) begunBy(word string) []int {
	if p.starts == nil || word == "" {
		return nil
	}
	var found []int
	isOwn := false // what is found so far is that of the index
	add := func(more ...int) {
		if !isOwn {
			found, isOwn = slices.Clone(found), true
		}
		found = append(found, more...)
	}
	if p.starts.lengths[word[0]]&(1<<lengthOf(word)) != 0 {
		found = p.starts.exact[word]
		for _, s := range p.starts.stems[word[0]] {
			if strings.HasPrefix(word, s.text) {
				add(s.phrase)
			}
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
