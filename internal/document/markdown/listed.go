package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// strangers are the things that a sentence names in one list with components that are drawn, and that are not drawn:
// "the API and the scheduler run". What it says is asked of the others alone.
func (r *reader) strangers(s *saying) (all []string) {
	end := slices.IndexFunc(s.words, func(w string) bool { return r.lexicon.Verbs.in([]string{w}) })
	items := r.listedIn(s, max(end, 0))
	isNamed := func(item []string) bool { return len(item) > 0 && r.areNames(item) && len(r.told(item)) > 0 }
	at := slices.IndexFunc(items, isNamed)
	if len(items) < 2 || at < 0 {
		return nil
	}
	hasArticle := r.lexicon.Articles.in(items[at][:1])
	for _, item := range items {
		if len(item) == 0 || len(item) > mostOfName || r.areNames(item) || len(r.told(item)) > 0 ||
			hasArticle != r.lexicon.Articles.in(item[:1]) || r.lexicon.Demands.in(item[:1]) {
			continue
		}
		all = append(all, fmt.Sprintf("it of %q, which is not drawn", strings.Join(item, " ")))
	}
	return all
}

// mostOfName is how many words the name of a thing in a list has.
const mostOfName = 4

// listedIn are what stands between commas and "and" before a word; none without an "and", or where something was read
// from it.
func (r *reader) listedIn(s *saying, end int) (items [][]string) {
	start, isList := 0, false
	for i := range end {
		isJoint := r.lexicon.Joins.in(s.words[i : i+1])
		isList = isList || isJoint
		if isJoint || i > 0 && s.clause[i] != s.clause[i-1] {
			items = append(items, s.words[start:i])
			start = i
			if isJoint {
				start++
			}
		}
	}
	if !isList || end > 0 && slices.Contains(s.held[:end], true) {
		return nil
	}
	return slices.DeleteFunc(append(items, s.words[start:end]), func(item []string) bool { return len(item) == 0 })
}
