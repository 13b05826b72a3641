package markdown

import (
	"cmp"
	"slices"
)

// place reads what a sentence says of the subnets that something is in: "The database is in the isolated subnets"; it
// reports whether it says so of anything.
func (r *reader) place(by *Statement, s *saying, m mention) bool {
	if r.isEnumeration(s) && r.placeListed(by, s, m) {
		return true
	}
	if !r.lexicon.PlaceWords.in(s.words) || r.isLater(s.words, m.section) || r.isDenied(m.section) ||
		r.isTurned(s, nil, nil) {
		return false
	}
	isPlaced := false
	for _, p := range r.parts(s) {
		isPlaced = r.placePart(by, s, p, m) || isPlaced
	}
	return isPlaced
}

// placeListed reads "App: ECS Fargate, private subnets, 2 tasks".
func (r *reader) placeListed(by *Statement, s *saying, m mention) (isPlaced bool) {
	if r.isLater(s.words, m.section) || r.isDenied(m.section) || r.isUnsaid(s) {
		return false
	}
	for i, p := range r.parts(s) {
		one := s.within(p)
		tier, _ := r.tierIn(one.words)
		about := ofKinds(r.told(s.words[:p.first]), r.lexicon.table.placed)
		if i == 0 || tier == nil || len(about) != 1 || slices.ContainsFunc(one.words, func(w string) bool {
			return w != tier.name && !r.lexicon.Tiers[tier.name].Words.in([]string{w}) &&
				!r.lexicon.TierWords.in([]string{w}) && !r.lexicon.Articles.in([]string{w})
		}) {
			continue
		}
		one.hold(0, len(one.words)-1)
		environment, _ := r.environmentIn(s.words)
		r.claimOf(by, about[0], "tier", tier.name, cmp.Or(environment, m.environment))
		isPlaced = true
	}
	return isPlaced
}

// isUnsaid reports whether a sentence speaks of environments that nobody can tell apart, or asks.
func (r *reader) isUnsaid(s *saying) bool {
	_, several := r.environmentIn(s.words)
	return several || r.otherEnvironment(s) != "" || s.isQuestion()
}

func (r *reader) placePart(by *Statement, s *saying, p part, m mention) bool {
	one := s.within(p)
	tier, at := r.tierIn(one.words)
	if tier == nil || !r.lexicon.PlaceWords.in(one.words) {
		return false
	}
	about := r.placedBefore(s, p, at)
	if len(about) == 0 {
		return false
	}
	one.hold(at, len(one.words)-1)
	environment, several := r.environmentIn(s.words)
	if other := r.otherEnvironment(s); several || other != "" || r.isOfSome(m) {
		by.set(Ambiguous, "in which environment? Name it in a heading or a column of a table")
		return true
	}
	for _, e := range about {
		r.claimOf(by, e, "tier", tier.name, cmp.Or(environment, m.environment))
	}
	return true
}

// tierIn is the one tier that words name, and where; nil for none or several.
func (r *reader) tierIn(words []string) (tier *tierFacts, at int) {
	for _, t := range r.tiers {
		for i := range words {
			if !r.namesTier(t, words[i:min(len(words), i+4)]) {
				continue
			}
			if tier != nil && tier.name != t.name {
				return nil, 0
			}
			tier, at = t, i
		}
	}
	return tier, at
}

// placedBefore are the components that a part says are in a tier that it names at a word: those that stand before it, in
// this part or in one before, or else behind it.
func (r *reader) placedBefore(s *saying, p part, at int) []*entity {
	one, kinds := s.within(p), r.lexicon.table.placed
	before := one.words[:at]
	if about := r.mentioned(before, kinds); len(about) > 0 {
		if r.lexicon.Transfers.in(before) {
			return nil // who of them is there: who sends, or who receives?
		}
		return about
	}
	names := func(words []string) bool { return len(r.mentioned(words, kinds)) > 0 }
	if about := r.mentioned(one.words[at:], kinds); len(about) > 0 {
		return about
	}
	return r.mentioned(r.subjectOf(s, []int{p.first}, names), kinds)
}
