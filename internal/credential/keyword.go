package credential

import (
	"slices"
	"strings"
)

// keywords finds which rules a text may concern, by the first character of their keywords.
type keywords struct {
	byFirst [256][]keyword
}

type keyword struct {
	text string
	rule int
}

func (k *keywords) add(text string, rule int) {
	lower := strings.ToLower(text)
	if lower == "" {
		return
	}
	k.byFirst[lower[0]] = append(k.byFirst[lower[0]], keyword{lower, rule})
}

// in lists the rules of which a keyword is in the text, in their order.
func (k *keywords) in(text string) []int {
	var rules []int
	lower := strings.ToLower(text)
	for i := range len(lower) {
		for _, word := range k.byFirst[lower[i]] {
			if strings.HasPrefix(lower[i:], word.text) {
				rules = append(rules, word.rule)
			}
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}
