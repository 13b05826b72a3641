package markdown

import (
	"slices"
	"strings"
)

// subjectOfRow are the words of a row's name, with the whole name of the one component that a word beside what it asks is
// a part of: the "Booking tasks" are those of the booking engine.
func (r *reader) subjectOfRow(e *entry) []string {
	words := r.lexicon.words(cell(e.row, e.label))
	for _, w := range r.besideAsked(e) {
		if found := r.havingWord(e.asked, w); len(found) == 1 {
			return append(slices.Clone(words), strings.Split(found[0].name, "_")...)
		}
	}
	return words
}

// subjectOfCell are the words that say of what a cell is: those of its row's name, and where that names none, the
// components that the cell names itself, as in "Tasks | 2 for the API".
func (r *reader) subjectOfCell(e *entry, s *saying) []string {
	words := r.subjectOfRow(e)
	if len(e.about) == 1 || len(r.allByName(words)) > 0 {
		return words
	}
	for _, n := range r.namesIn(s.words) {
		words = append(slices.Clone(words), s.words[n.first:n.last+1]...)
	}
	return words
}

// strangerOfRow is a word of a row's name that stands beside what is asked of one of several, and is no part of the name
// of any or of several of them; empty without one.
func (r *reader) strangerOfRow(e *entry) string {
	for _, w := range r.besideAsked(e) {
		if len(r.havingWord(e.asked, w)) != 1 {
			return w
		}
	}
	return ""
}

// besideAsked are the words of a row's name that say of which of several components it is, where they are not the whole
// name of one.
func (r *reader) besideAsked(e *entry) (beside []string) {
	owner, _, _ := strings.Cut(e.asked.Ask, ".")
	words := r.lexicon.words(cell(e.row, e.label))
	f := e.asked.Rows.find(words, 1)
	if f == nil || len(r.ofKind(owner)) < 2 || len(r.allByName(words)) > 0 || len(e.about) == 1 {
		return nil
	}
	for _, w := range withoutAt(words, f.at) {
		one := []string{w}
		if w != "\x00" && !r.isReference(w) && !r.isServiceWord(w) && !isNumber(w) && !r.isSaidAnyway(one) &&
			strings.ContainsFunc(w, isWord) {
			beside = append(beside, w)
		}
	}
	return beside
}

// isSaidAnyway reports whether a word says nothing of whom a row is of: how, how many, when and in which environment.
func (r *reader) isSaidAnyway(word []string) bool {
	for _, list := range []phrases{
		r.lexicon.BesideTitles, r.lexicon.Articles, r.lexicon.Joins, r.lexicon.ScaledBeside, r.lexicon.SayNothing,
		r.lexicon.Topics, r.lexicon.Demands, r.lexicon.CountWords, r.lexicon.TierWords, r.lexicon.ZoneWords,
	} {
		if list.in(word) {
			return true
		}
	}
	_, isUnit := unitOf(word[0])
	return isUnit || isBoundWord(word[0]) || r.lexicon.environment(word[0]) != ""
}

// havingWord are the components that can be asked something and have a word in their name.
func (r *reader) havingWord(q *requirementWords, word string) (all []*entity) {
	owner, _, _ := strings.Cut(q.Ask, ".")
	for _, e := range r.ofKind(owner) {
		hasWord := func(key string) bool { return slices.Contains(strings.Fields(key), word) }
		if slices.ContainsFunc(e.keys, hasWord) {
			all = append(all, e)
		}
	}
	return all
}
