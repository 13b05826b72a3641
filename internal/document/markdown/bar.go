package markdown

import (
	"cmp"
	"slices"
)

// barred is a part of a sentence that says of components that they do not reach others.
type barred struct{ from, to []*entity }

// barsOf finds the prohibitions between components, and holds their words. All words of such a part must be accounted
// for: "during maintenance" would make it another one.
func (r *reader) barsOf(s *saying) (all []barred) {
	if slices.Contains(s.words, "only") || !r.lexicon.Denials.in(s.words) || !r.lexicon.ReachWords.in(s.words) {
		return nil
	}
	asks, whole := r.asksIn(s), part{0, len(s.words) - 1}
	for _, p := range r.parts(s) {
		if p.asksAny(asks) {
			continue
		}
		if b, ok := r.barOf(s, p); ok {
			s.hold(p.first, p.last)
			all = append(all, b)
		}
	}
	if b, ok := r.barOf(s, whole); ok && len(all) == 0 && len(asks) == 0 {
		s.hold(whole.first, whole.last)
		all = append(all, b)
	}
	return all
}

func (r *reader) barOf(s *saying, p part) (barred, bool) {
	words := s.words[p.first : p.last+1]
	if r.lexicon.Joints.begin(words) {
		words = words[1:]
	}
	denial, reach := r.lexicon.Denials.find(words, 0), r.lexicon.ReachWords.find(words, 0)
	isReported := p.first > 0 && (s.words[p.first] == "that" || r.lexicon.Reasons.begin(s.words[p.first:]))
	if denial == nil || reach == nil || isReported || r.lexicon.ForbiddenEnds.in(words) {
		return barred{}, false
	}
	from, to := r.barredEnds(words, slices.Concat(denial.at, reach.at), reach.at[0])
	b := barred{r.endsNamed(s, p, from), r.endsNamed(s, p, to)}
	isSame := slices.Equal(b.from, b.to) && len(b.from) == 1
	return b, len(b.from) > 0 && len(b.to) > 0 && !isSame
}

// barredEnds are the words for who does not reach, and for what is not reached. Those that deny and that say "reach" are
// neither.
func (r *reader) barredEnds(words []string, taken []int, verb int) (from, to []string) {
	index := func(list ...string) int {
		return slices.IndexFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	left := withoutAt(words, taken)
	between, by, target := index("between"), index("from", "by"), index("to")
	switch {
	case between >= 0:
		return left[between+1:], left[between+1:]
	case by >= 0 && target > by && words[by] == "by":
		return nil, nil // exposed by one to another
	case by >= 0 && target > by:
		return left[by+1 : target], slices.Concat(left[:by], left[target+1:])
	case by > verb:
		return left[by+1:], left[:by]
	case target > verb && r.lexicon.OpenWords.in(words[verb:verb+1]):
		return left[target+1:], left[:target]
	}
	return left[:verb], left[verb:]
}

// endsNamed are the components that words name, or where they name nothing those that the sentence is about; none where
// they name anything else.
func (r *reader) endsNamed(s *saying, p part, words []string) []*entity {
	if p.first == 0 || r.saysMore(words, r.lexicon.BarredBeside) {
		return r.allNamed(words, r.lexicon.BarredBeside)
	}
	before := s.within(part{0, p.first - 1})
	names := func(words []string) bool { return len(r.mentioned(words, r.lexicon.table.placed)) > 0 }
	subject := r.subjectOf(before, []int{p.first - 1}, names)
	about := r.mentioned(subject, r.lexicon.table.placed)
	if len(about) > 1 && !r.speaksOfAll(subject, about) {
		return nil
	}
	return about
}

// bar notes the prohibitions of a sentence; it reports whether there are any.
func (r *reader) bar(by *Statement, s *saying, all []barred, m mention) bool {
	if len(all) == 0 || r.isUnclear(by, s, m) {
		return len(all) > 0
	}
	environment, _ := r.environmentIn(s.words)
	c := connection{environment: cmp.Or(environment, m.environment), by: by, rank: prose, forbidden: true}
	for _, b := range all {
		for _, from := range b.from {
			for _, to := range b.to {
				if c.from, c.to = from.name, to.name; from != to {
					r.connections = append(r.connections, c)
				}
			}
		}
	}
	by.set(Understood, "")
	return true
}
