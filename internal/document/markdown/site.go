package markdown

import "slices"

const ofSecondSite = "nothing holds what a second site has: it is judged by a document of its own"

// isOfSecondSite reports whether what stands at some words is said of a second site: the sentence begins with it, or the
// part of it says so.
func (r *reader) isOfSecondSite(s *saying, at []int) bool {
	f := r.lexicon.SecondSite.find(s.words, 1)
	if f == nil {
		return false
	}
	if f.at[0] <= 1 {
		return true
	}
	return slices.ContainsFunc(r.parts(s), func(p part) bool {
		isIn := func(i int) bool { return p.first <= i && i <= p.last }
		return isIn(f.at[0]) && slices.ContainsFunc(at, isIn)
	})
}
