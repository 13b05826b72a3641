package markdown

import (
	"slices"
	"strings"
	"unicode"
)

// saying is one statement's text, cut into words, with what accounts for each of them.
type saying struct {
	text  string
	words []string
	// clause is the part of the sentence that each word stands in.
	clause []int
	// predicate is the same, where "and" before a verb begins another one: "is Multi-AZ and is not public".
	predicate []int
	// held are the words that something was read from.
	held []bool
	// numbers are its quantities, once anybody asked for them.
	numbers []quantity
	// cut are its parts, once anybody asked for them.
	cut []part
}

func (r *reader) sayingOf(text string) *saying {
	s := &saying{text: text, words: r.lexicon.words(text)}
	s.held = make([]bool, len(s.words))
	if parts := clauses(text); len(parts) > 1 {
		for i, part := range parts {
			for range r.lexicon.words(part) {
				s.clause = append(s.clause, i)
			}
		}
	}
	if len(s.clause) != len(s.words) {
		s.clause = make([]int, len(s.words)) // cut where no word ends: all of it is one
	}
	for i, w := range s.words {
		if i > 0 && w == "including" && s.clause[i] != s.clause[i-1] { // "all databases, including the cache, are"
			for own, k := s.clause[i], i; k < len(s.clause) && s.clause[k] == own; k++ {
				s.clause[k] = s.clause[i-1]
			}
		}
		if i > 0 && slices.Contains([]string{"but", "while", "whereas", "however", "although"}, w) {
			for k := i; k < len(s.clause); k++ {
				s.clause[k]++
			}
		}
	}
	s.predicate = r.predicatesOf(s)
	return s
}

// predicatesOf numbers what is said of a subject: each clause, and in it what "and" with a verb begins.
func (r *reader) predicatesOf(s *saying) []int {
	all, n := make([]int, len(s.words)), 0
	for i := range s.words {
		isVerb := i > 0 && i+1 < len(s.words) && s.words[i] == "and" && r.lexicon.Verbs.in(s.words[i+1:i+2])
		if isVerb || i > 0 && s.clause[i] != s.clause[i-1] {
			n++
		}
		all[i] = n
	}
	return all
}

// clauses cuts a sentence at commas, brackets and dashes.
func clauses(text string) (parts []string) {
	runes := []rune(text)
	start := 0
	for i, r := range runes {
		isEnd := strings.ContainsRune("();[]—，；（）、", r)
		if r == ',' {
			isEnd = i+1 == len(runes) || !unicode.IsDigit(runes[i+1])
		}
		if r == '-' || r == '–' {
			isEnd = i > 0 && i+1 < len(runes) && unicode.IsLetter(lastNotSpace(runes[:i])) && runes[i-1] == ' ' &&
				runes[i+1] == ' '
		}
		if isEnd {
			parts = append(parts, string(runes[start:i+1]))
			start = i + 1
		}
	}
	return append(parts, string(runes[start:]))
}

func lastNotSpace(runes []rune) rune {
	for _, r := range slices.Backward(runes) {
		if r != ' ' {
			return r
		}
	}
	return ' '
}

// hold notes that something was read from words.
func (s *saying) hold(first, last int) {
	for i := first; i <= last && i < len(s.held); i++ {
		s.held[i] = true
	}
}

// holdPhrases notes that all that a list has of a sentence was read.
func (s *saying) holdPhrases(list phrases) {
	for at, word := range s.words {
		for _, i := range list.begunBy(word) {
			if f := list.list[i].from(s.words, at, 0); f != nil {
				s.hold(at, f.at[len(f.at)-1])
			}
		}
	}
}

// isQuestion reports whether it is a question.
func (s *saying) isQuestion() bool {
	return strings.HasSuffix(strings.TrimRight(s.text, " \n*_)"), "?") || strings.HasSuffix(s.text, "？")
}

// isTurned reports whether words that nothing accounts for turn round or weaken what stands at some words: they stand
// in the same clause, or in one of their own that says nothing else.
func (r *reader) isTurned(s *saying, at []int, all []match) bool {
	if s.isQuestion() || r.exceptionIn(s) != nil {
		return true
	}
	return r.isTurnedBy(r.lexicon.Negations, s, at, all) || r.isTurnedBy(r.lexicon.InPassing, s, at, all)
}

func (r *reader) isTurnedBy(list phrases, s *saying, at []int, all []match) bool {
	for first, word := range s.words {
		for _, i := range list.begunBy(word) {
			f := list.list[i].from(s.words, first, 0)
			if f != nil && !s.accountsFor(first, f.at[len(f.at)-1]) && s.bears(first, at, all) &&
				!r.deniesItsOwn(s, first, at) {
				return true
			}
		}
	}
	return false
}

// deniesItsOwn reports whether a denial is of the thing right behind it, in a clause without what stands at some words:
// "2 nodes, no encryption".
func (r *reader) deniesItsOwn(s *saying, word int, at []int) bool {
	next := word + 1
	if !slices.Contains([]string{"no", "not", "without"}, s.words[word]) || next >= len(s.words) ||
		s.clause[next] != s.clause[word] {
		return false
	}
	isHere := func(i int) bool { return s.clause[i] == s.clause[word] }
	return !slices.ContainsFunc(at, isHere) && r.lexicon.Topics.in(s.words[next:next+1])
}

// accountsFor reports whether what was read took these words into account.
func (s *saying) accountsFor(first, last int) bool {
	return !slices.Contains(s.held[first:last+1], false)
}

// bears reports whether a word bears on what stands at some words.
func (s *saying) bears(word int, at []int, all []match) bool {
	unit := s.clause
	if slices.Contains([]string{"not", "never", "cannot", "no"}, s.words[word]) {
		unit = s.predicate // a plain denial is of its own predicate, a condition of all that are joined
	}
	isBeside := func(i int) bool { return unit[i] == unit[word] }
	if slices.ContainsFunc(at, isBeside) {
		return true
	}
	return !slices.ContainsFunc(all, func(m match) bool { return slices.ContainsFunc(m.found.at, isBeside) })
}
