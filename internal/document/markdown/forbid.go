package markdown

import (
	"cmp"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
)

// wayDenied is a part of a sentence that says that the internet does not reach something, or is not reached from it.
type wayDenied struct {
	part                   part
	outside, reach, denial *found
}

// waysOf finds the prohibitions of a sentence, and holds their words: what they deny is the way, and nothing beside. In
// a sentence that asks something else each stands in a part of its own.
func (r *reader) waysOf(s *saying) (all []wayDenied) {
	asks := r.asksIn(s)
	parts := []part{{0, len(s.words) - 1}}
	if len(asks) > 0 {
		parts = slices.DeleteFunc(slices.Clone(r.parts(s)), func(p part) bool { return p.asksAny(asks) })
	}
	for _, p := range parts {
		one := s.within(p)
		w := wayDenied{
			p, r.lexicon.ForbiddenEnds.find(one.words, 0), r.lexicon.ReachWords.find(one.words, 0),
			r.lexicon.Denials.find(one.words, 0),
		}
		if w.outside == nil || w.reach == nil || w.denial == nil || len(r.deniedOf(s, w)) == 0 {
			continue
		}
		for _, f := range []*found{w.outside, w.reach, w.denial} {
			one.hold(f.at[0], f.at[len(f.at)-1])
		}
		all = append(all, w)
	}
	return all
}

// asksAny reports whether a part has words of some matches.
func (p part) asksAny(all []match) bool {
	return slices.ContainsFunc(all, func(m match) bool {
		return slices.ContainsFunc(m.found.at, func(at int) bool { return p.first <= at && at <= p.last })
	})
}

// deniedOf are the components that a prohibition is about: those that it names, or that stand before it.
func (r *reader) deniedOf(s *saying, w wayDenied) []*entity {
	own := withoutAt(s.within(w.part).words, w.outside.at)
	if about := r.mentioned(own, r.lexicon.table.placed); len(about) > 0 {
		return about
	}
	names := func(words []string) bool { return len(r.mentioned(words, r.lexicon.table.placed)) > 0 }
	return r.mentioned(r.subjectOf(s, []int{w.part.first}, names), r.lexicon.table.placed)
}

// deny notes the prohibitions of a sentence; it reports whether there are any.
func (r *reader) deny(by *Statement, s *saying, all []wayDenied, m mention) bool {
	if len(all) == 0 || r.isUnclear(by, s, m) {
		return len(all) > 0
	}
	environment, _ := r.environmentIn(s.words)
	environment = cmp.Or(environment, m.environment)
	for _, w := range all {
		r.denyWay(by, s, w, environment)
	}
	by.set(Understood, "")
	return true
}

func (r *reader) denyWay(by *Statement, s *saying, w wayDenied, environment string) {
	about, words := r.deniedOf(s, w), s.within(w.part).words
	in, out := waysDenied(words, w.outside.at[0], w.reach.at[0], r.firstNamed(words, about[0]))
	for _, e := range about {
		c := connection{environment: environment, by: by, rank: prose, forbidden: true}
		if in {
			c.from, c.to = document.Internet, e.name
			r.connections = append(r.connections, c)
		}
		if out {
			c.from, c.to = e.name, document.Internet
			r.connections = append(r.connections, c)
		}
	}
	if r.lexicon.PublicWords.in(words) {
		for _, e := range ofKinds(about, []string{"database"}) {
			r.claimOf(by, e, "public", "false", environment)
		}
	}
}

// isUnclear says of a prohibition that is put off, weakened or about several environments that it is not asked.
func (r *reader) isUnclear(by *Statement, s *saying, m mention) bool {
	_, several := r.environmentIn(s.words)
	switch {
	case r.isLater(s.words, m.section):
		by.set(Understood, "optional, planned or past: not asked")
	case several || r.otherEnvironment(s) != "" || r.isOfSome(m) || r.isTurned(s, nil, nil) || r.isDenied(m.section):
		by.set(Ambiguous, "is this way there or not, and in which environment? Write it plainly, or draw -.-x")
	default:
		return false
	}
	return true
}

// waysDenied are the ways between the internet, at one word, and what stands at another: by who is reached, or by
// "from" and "to"; "no internet access" denies both.
func waysDenied(words []string, outside, reach, about int) (in, out bool) {
	before := words[max(0, outside-3):outside]
	has := func(some []string, list ...string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return slices.Contains(some, w) })
	}
	isPassive := has(
		words[reach:reach+1],
		"reachable",
		"accessible",
		"reached",
		"accessed",
		"exposed",
		"exposure",
		"expose",
		"exposes",
		"open",
		"visible",
	)
	isVerb := has(
		words[reach:reach+1],
		"reach",
		"reaches",
		"access",
		"accesses",
		"connect",
		"connects",
		"talk",
		"talks",
		"contact",
	) &&
		outside != reach-1
	switch {
	case isPassive:
		return about < outside || !has(words[reach:], "by", "from"), outside < reach && has(words[reach:], "by", "from")
	case has(before, "from"),
		has(words, "inbound"),
		outside < reach && has(words[reach:], "to"),
		isVerb && outside < reach:
		return true, false
	case has(before, "to"), has(words, "outbound"), isVerb && about < reach:
		return false, true
	}
	return true, true
}

// firstNamed is the first word that names a component.
func (r *reader) firstNamed(words []string, e *entity) int {
	k := r.lexicon.Kinds[e.kind]
	return max(0, slices.IndexFunc(words, func(w string) bool {
		one := []string{w}
		return k.AWS.in(one) || k.Engine.in(one) || k.Refer.in(one) || slices.Contains(r.allByName(one), e)
	}))
}

func withoutAt(words []string, at []int) []string {
	left := slices.Clone(words)
	for _, i := range at {
		left[i] = "\x00"
	}
	return left
}

// allThere reads a sentence that says that nothing else runs, or that nothing else is connected; it reports whether it is
// one.
func (r *reader) allThere(by *Statement, s *saying, m mention) bool {
	components := r.isAll(by, s, m, r.lexicon.CompleteWords, "components_complete", "These are all components")
	edges := r.isAll(by, s, m, r.lexicon.CompleteEdges, "edges_complete", "These are all connections")
	return components || edges
}

func (r *reader) isAll(by *Statement, s *saying, m mention, list phrases, path, plainly string) bool {
	f := list.find(s.words, 0)
	if f == nil || r.lexicon.ReachWords.in(withoutAt(s.words, f.at)) {
		return false
	}
	s.hold(f.at[0], f.at[len(f.at)-1])
	last := f.at[len(f.at)-1]
	isOfPart := last+1 < len(s.words) &&
		slices.Contains([]string{"of", "for", "with", "that", "on", "behind"}, s.words[last+1])
	switch {
	case isOfPart:
		by.set(Ambiguous, "is that all there is, or all of a part? Write: "+plainly)
	case !r.isUnclear(by, s, m):
		environment, _ := r.environmentIn(s.words)
		if environment == "" {
			environment = m.environment
		}
		r.claim(claim{environment: environment, path: path, value: "true", rank: prose, by: by})
	}
	return true
}
