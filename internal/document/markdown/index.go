package markdown

import "slices"

// mostWords bounds what is kept of the words of a document.
const mostWords = 20_000

// startIndex tells which of many lists of phrases can stand in a text at all, by the words that they begin with. A
// document has many texts and few words, so what a word begins is found once.
type startIndex struct {
	lists []phrases
	memo  map[string][]int
}

func newStartIndex(lists []phrases) *startIndex { return &startIndex{lists, map[string][]int{}} }

// candidates are the lists that have a phrase which begins with one of some words, in their order.
func (x *startIndex) candidates(words []string) []int {
	var all []int
	for _, w := range words {
		found, ok := x.memo[w]
		if !ok {
			found = x.begunBy(w)
			if len(x.memo) < mostWords {
				x.memo[w] = found
			}
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (x *startIndex) begunBy(word string) (all []int) {
	for i, list := range x.lists {
		if len(list.begunBy(word)) > 0 {
			all = append(all, i)
		}
	}
	return all
}
