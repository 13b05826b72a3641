package markdown

import (
	"slices"
	"strings"
)

// exception is where a sentence says of all of some things, but of some of them, what it says.
type exception struct {
	// first and last are the words that name all: "all services".
	first, last int
	// word is the first word of "except", from and to are the words that name those it is not of.
	word, from, to int
}

// exceptionIn is the exception that a sentence makes, nil where it makes none. "But" makes one right behind what it is an
// exception of; elsewhere it begins something else.
func (r *reader) exceptionIn(s *saying) *exception {
	word, size := -1, 0
	for i := range s.words {
		if f := r.lexicon.Exceptions.longestAt(s.words, i); f != nil {
			word, size = i, len(f.at)
			break
		}
	}
	all := r.lexicon.AllOf.find(s.words, 0)
	if word < 0 || all == nil {
		return nil
	}
	x := &exception{first: all.at[0], last: all.at[len(all.at)-1], word: word, from: word + size}
	for x.last+1 < len(s.words) && x.last+1 != word && r.isNamed(s.words[x.last+1]) {
		x.last++
	}
	for x.to = x.from; x.to < len(s.words) && r.isNamed(s.words[x.to]); {
		x.to++
	}
	if s.words[word] == "but" && !r.isNoun(s.words[x.last+1:max(word, x.last+1)]) {
		return nil
	}
	return x
}

// isNoun reports whether words can name something: "all stores but the cache" is no "all are small, but the cache".
func (r *reader) isNoun(words []string) bool {
	return len(words) <= 2 && !r.lexicon.Verbs.in(words) && len(quantities(words)) == 0
}

// isNamed reports whether a word is a name, or stands before names.
func (r *reader) isNamed(word string) bool {
	one := []string{word}
	return r.isName(word) || r.lexicon.Articles.in(one) || r.lexicon.Joins.in(one) || r.lexicon.Everything.in(one) ||
		word == "for"
}

// longestAt is the longest of the phrases that stands at a word, nil where none does.
func (p phrases) longestAt(words []string, at int) (best *found) {
	for _, i := range p.begunBy(words[at]) {
		if f := p.list[i].from(words, at, 0); f != nil && (best == nil || len(f.at) > len(best.at)) {
			best = f
		}
	}
	return best
}

const allButWhich = "of which is it said? Name them, instead of all but some"

// withoutExcepted is a sentence about all but some as one about the others, by name; a problem says that nobody can tell
// which those are.
func (r *reader) withoutExcepted(s *saying) (rest *saying, problem string) {
	x := r.exceptionIn(s)
	if x == nil || s.isQuestion() {
		return s, ""
	}
	names := r.othersThan(s.words[x.first:x.last+1], s.words[x.from:x.to])
	isInMiddle, isAtEnd := x.last+1 == x.word && x.to < len(s.words), x.last+1 < x.word && x.to == len(s.words)
	switch {
	case names == "" || isInMiddle == isAtEnd:
		return s, allButWhich
	case isInMiddle:
		return r.sayingOfWords(s, names, x.first, x.to, len(s.words)), ""
	}
	return r.sayingOfWords(s, names, x.first, x.last+1, x.word), ""
}

// sayingOfWords are the words of a sentence up to an end, with names in the place of some.
func (r *reader) sayingOfWords(s *saying, names string, first, behind, end int) *saying {
	put := r.lexicon.words(names)
	other := &saying{
		words:  slices.Concat(s.words[:first], put, s.words[behind:end]),
		clause: slices.Concat(s.clause[:first], slices.Repeat(s.clause[first:first+1], len(put)), s.clause[behind:end]),
	}
	if behind < end && s.clause[behind] != s.clause[first] { // "all services, except the worker, run"
		own := s.clause[behind]
		for i := range other.clause {
			if other.clause[i] == own {
				other.clause[i] = s.clause[first]
			}
		}
	}
	other.text = strings.Join(other.words, " ")
	other.held = make([]bool, len(other.words))
	other.predicate = r.predicatesOf(other)
	return other
}

// othersThan names those of some components that are not some of them, empty where it cannot be told which those are.
func (r *reader) othersThan(all, some []string) string {
	about, excepted := r.told(all), r.told(some)
	if r.lexicon.Everything.in(all) {
		about = r.entities
	}
	isExcepted := func(e *entity) bool { return slices.Contains(excepted, e) }
	isAbout := func(e *entity) bool { return slices.Contains(about, e) }
	others := slices.DeleteFunc(slices.Clone(about), isExcepted)
	if len(others) == 0 || !slices.ContainsFunc(excepted, isAbout) {
		return ""
	}
	for _, withKinds := range []bool{false, true} {
		if text := "the " + strings.Join(calledBy(others, withKinds), " and the "); r.areNamed(others, text) {
			return text
		}
	}
	return ""
}

// calledBy are the names of components, with what they are where that tells them from others of the same name.
func calledBy(all []*entity, withKinds bool) []string {
	names := namesOf(all)
	for i, e := range all {
		if kind := strings.ReplaceAll(e.kind, "_", " "); withKinds && !strings.HasSuffix(names[i], kind) {
			names[i] += " " + kind
		}
	}
	return names
}
