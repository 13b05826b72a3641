package markdown

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
)

// prohibition reads a sentence that says that the internet does not reach something, or is not reached from it; it
// reports whether it is one.
func (r *reader) prohibition(by *Statement, s *saying, m mention) bool {
	outside := r.lexicon.ForbiddenEnds.find(s.words, 0)
	reach := r.lexicon.ReachWords.find(s.words, 0)
	negation := r.lexicon.Denials.find(s.words, 0)
	if outside == nil || reach == nil || negation == nil {
		return false
	}
	about := r.mentioned(withoutAt(s.words, outside.at), placedKinds())
	if len(about) == 0 {
		return false
	}
	for _, f := range []*found{outside, reach, negation} {
		s.hold(f.at[0], f.at[len(f.at)-1])
	}
	if r.isUnclear(by, s, m) {
		return true
	}
	environment, _ := r.environmentIn(s.words)
	if environment == "" {
		environment = m.environment
	}
	in, out := waysDenied(s.words, outside.at[0], reach.at[0], r.firstNamed(s.words, about[0]))
	for _, e := range about {
		if in {
			r.connections = append(
				r.connections,
				connection{
					environment: environment,
					from:        document.Internet,
					to:          e.name,
					by:          by,
					rank:        prose,
					forbidden:   true,
				},
			)
		}
		if out {
			r.connections = append(
				r.connections,
				connection{
					environment: environment,
					from:        e.name,
					to:          document.Internet,
					by:          by,
					rank:        prose,
					forbidden:   true,
				},
			)
		}
	}
	by.set(Understood, "")
	if r.lexicon.PublicWords.in(s.words) {
		for _, e := range ofKinds(about, []string{"database"}) {
			r.claimOf(by, e, "public", "false", environment)
		}
	}
	return true
}

// isUnclear says of a prohibition that is put off, weakened or about several environments that it is not asked.
func (r *reader) isUnclear(by *Statement, s *saying, m mention) bool {
	_, several := r.environmentIn(s.words)
	switch {
	case r.isLater(s.words, m.section):
		by.set(Understood, "optional, planned or past: not asked")
	case several || r.otherEnvironment(s) != "" || m.environment == "" && r.isOfSome(m.section) || r.isTurned(s, nil, nil) || r.isDenied(m.section):
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
		return k.AWS.in(one) || k.Engine.in(one) || k.Refer.in(one) || slices.Contains(r.byName(one), e)
	}))
}

func placedKinds() (all []string) {
	for _, k := range kind.All() {
		if k.Placed {
			all = append(all, k.Name)
		}
	}
	return all
}

func withoutAt(words []string, at []int) []string {
	left := slices.Clone(words)
	for _, i := range at {
		left[i] = "\x00"
	}
	return left
}

// allComponents reads a sentence that says that nothing else runs; it reports whether it is one.
func (r *reader) allComponents(by *Statement, s *saying, m mention) bool {
	f := r.lexicon.CompleteWords.find(s.words, 0)
	if f == nil || r.lexicon.ReachWords.in(withoutAt(s.words, f.at)) {
		return false
	}
	s.hold(f.at[0], f.at[len(f.at)-1])
	last := f.at[len(f.at)-1]
	isOfPart := last+1 < len(s.words) &&
		slices.Contains([]string{"of", "for", "with", "that", "on", "behind"}, s.words[last+1])
	switch {
	case isOfPart:
		by.set(Ambiguous, "is that all there is, or all of a part? Write: These are all components")
	case !r.isUnclear(by, s, m):
		environment, _ := r.environmentIn(s.words)
		if environment == "" {
			environment = m.environment
		}
		r.claim(claim{environment: environment, path: "components_complete", value: "true", rank: prose, by: by})
	}
	return true
}
