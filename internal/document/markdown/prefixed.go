package markdown

import "slices"

// prefixed reads a line of nothing but a tier, or the VPC, and its prefixes: "Public subnets: 10.0.0.0/24". Any further
// word could make it another network, another time or a denial.
func (r *reader) prefixed(by *Statement, s *saying, m mention) bool {
	prefixes := r.patterns.prefixesIn(s.text)
	if len(prefixes) == 0 {
		return false
	}
	words := slices.DeleteFunc(slices.Clone(s.words), func(w string) bool {
		return r.lexicon.PrefixNoise.in([]string{w})
	})
	left := slices.DeleteFunc(slices.Clone(words), r.lexicon.isTierNoise)
	isSubnet := r.lexicon.TierWords.in(words)
	name, wayOut := r.lexicon.tierOf(words)
	isTier := isSubnet && r.lexicon.Tiers[name].WayOut != ""
	isVPC := !isSubnet && len(left) == 0 && slices.Contains(words, "vpc")
	if !isTier && !isVPC {
		return false
	}
	s.hold(0, len(s.words)-1)
	switch {
	case r.isLater(nil, m.section):
		by.set(Understood, "optional, planned or past: not asked")
	case r.isDenied(m.section), r.isOfSome(m):
		by.set(Ambiguous, "of what and of which environments is it? Write it in a table, or in the diagram")
	case isTier:
		r.tierNamed(m.environment, name, wayOut, by).add(prefixes, by)
	default:
		r.claim(
			claim{environment: m.environment, path: "vpc.cidr", value: prefixList(prefixes), rank: topology, by: by},
		)
	}
	return true
}
