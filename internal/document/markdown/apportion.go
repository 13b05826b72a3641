package markdown

import (
	"slices"
	"strings"
)

// portion is what a sentence says of one of several components: its name, its numbers and the words around them.
type portion struct {
	// first and last are its words, nameFirst and nameLast those of its name.
	first, last, nameFirst, nameLast int
	numbers                          []quantity
}

// apportioned is a sentence that gives each of several components numbers of its own as one for each of them, in the
// words of the one that says most: "the API runs 2 tasks and the worker 3" is "the worker runs 3 tasks" too. Other
// sentences stay whole.
func (r *reader) apportioned(s *saying) []*saying {
	portions := r.portionsOf(s)
	if len(portions) < 2 || s.isQuestion() {
		return []*saying{s}
	}
	fullest := portions[0]
	for _, one := range portions {
		if len(r.restOf(s, one)) > len(r.restOf(s, fullest)) {
			fullest = one
		}
	}
	var all []*saying
	for _, one := range portions {
		if !r.isLike(s, one, fullest) {
			return []*saying{s}
		}
		all = append(all, r.sayingOf(r.inWordsOf(s, one, fullest)))
	}
	return all
}

// portionsOf cuts a sentence into a portion for each component; nil where they do not take turns.
func (r *reader) portionsOf(s *saying) (portions []portion) {
	names, numbers := r.namesIn(s.words), s.quantities()
	slices.SortFunc(names, func(a, b nameAt) int { return a.first - b.first })
	for i, n := range names {
		isShared := slices.ContainsFunc(
			names[:i],
			func(o nameAt) bool { return o.entity == n.entity || o.last >= n.first },
		)
		if isShared {
			return nil
		}
		portions = append(portions, portion{nameFirst: n.first, nameLast: n.last})
	}
	if len(portions) < 2 || len(numbers) < len(portions) {
		return nil
	}
	isNumberFirst := numbers[0].first < portions[0].nameFirst
	for i := range portions {
		one := &portions[i]
		one.first, one.last = one.nameFirst, len(s.words)-1
		if isNumberFirst && i < len(numbers) {
			one.first = numbers[i].first
		}
		if i > 0 {
			portions[i-1].last = one.first - 1
		}
	}
	portions[0].first = 0
	return withNumbers(portions, numbers)
}

// withNumbers gives each portion the numbers within it; nil where they have not as many each, or one cuts a name.
func withNumbers(portions []portion, numbers []quantity) []portion {
	for i := range portions {
		one := &portions[i]
		if one.first > one.nameFirst || one.nameLast > one.last {
			return nil
		}
		for _, q := range numbers {
			isIn := one.first <= q.first && q.last <= one.last
			isName := q.first <= one.nameLast && one.nameFirst <= q.last
			if isIn && isName {
				return nil
			}
			if isIn {
				one.numbers = append(one.numbers, q)
			}
		}
		if len(one.numbers) != len(portions[0].numbers) || len(one.numbers) == 0 {
			return nil
		}
	}
	return portions
}

// isLike reports whether a portion says nothing but what another one says, of another component and with other numbers.
func (r *reader) isLike(s *saying, one, fullest portion) bool {
	for i, q := range one.numbers {
		if unit := fullest.numbers[i].unit; q.unit != unit && q.unit != "" && unit != "" {
			return false
		}
	}
	said := r.restOf(s, fullest)
	return !slices.ContainsFunc(r.restOf(s, one), func(w string) bool { return !slices.Contains(said, w) })
}

// restOf are the words of a portion beside its name and numbers, without those that only join it to others.
func (r *reader) restOf(s *saying, one portion) (rest []string) {
	for i := one.first; i <= one.last; i++ {
		word := s.words[i : i+1]
		isJoin := slices.Contains([]string{"while", "whereas"}, s.words[i]) || r.lexicon.Joints.in(word)
		if one.partAt(i) < 0 && !isJoin && !r.lexicon.Articles.in(word) {
			rest = append(rest, s.words[i])
		}
	}
	return rest
}

// partAt is which of the numbers of a portion a word belongs to, one more than those for its name, and -1 for none.
func (one portion) partAt(word int) int {
	if one.nameFirst <= word && word <= one.nameLast {
		return len(one.numbers)
	}
	return slices.IndexFunc(one.numbers, func(q quantity) bool { return q.first <= word && word <= q.last })
}

// inWordsOf is what a portion says in the words of another one.
func (r *reader) inWordsOf(s *saying, one, fullest portion) string {
	var text strings.Builder
	end := fullest.last
	for end > fullest.first && fullest.partAt(end) < 0 && r.lexicon.Joints.in(s.words[end:end+1]) {
		end--
	}
	before := -1
	for i := fullest.first; i <= end; i++ {
		if i > fullest.first && s.clause[i] != s.clause[i-1] {
			text.WriteString(",")
		}
		part := fullest.partAt(i)
		switch {
		case part < 0:
			text.WriteString(" " + s.words[i])
		case part != before:
			text.WriteString(" " + one.partIn(s, part, fullest))
		}
		before = part
	}
	return strings.TrimSpace(text.String())
}

// partIn is the name or one of the numbers of a portion, with the unit that another one has where it has none.
func (one portion) partIn(s *saying, part int, fullest portion) string {
	if part == len(one.numbers) {
		return strings.Join(s.words[one.nameFirst:one.nameLast+1], " ")
	}
	q := one.numbers[part]
	text := strings.Join(s.words[q.first:q.last+1], " ")
	if q.unit == "" && fullest.numbers[part].unit != "" {
		text += " " + fullest.numbers[part].unit
	}
	return text
}

// isOfOther reports whether a number that a match has stands beside another one that may be meant for one of the
// components that it is about: behind its name, as in "and the worker 3 days a week", or with the number, as in "2 and 3
// tasks".
func (r *reader) isOfOther(s *saying, own quantity) bool {
	for _, q := range s.quantities() {
		if q.first == own.first || s.isHeld(q.first, q.last) || q.first == 0 {
			continue
		}
		isBehindName := slices.ContainsFunc(r.namesIn(s.words), func(n nameAt) bool { return n.last == q.first-1 })
		isWithOwn := q.first == own.last+2 && s.words[own.last+1] == "and" ||
			own.first == q.last+2 && s.words[q.last+1] == "and"
		if isBehindName || isWithOwn {
			return true
		}
	}
	return false
}
