package network

import (
	"net/netip"

	"go4.org/netipx"
)

// box lets a set of services through to or from a set of addresses.
type box struct {
	addresses *netipx.IPSet
	services  services
	// rules are what it was put together from, for evidence.
	rules []writtenRule
}

// writtenRule is what one resource permits.
type writtenRule struct {
	services services
	origin   string
	// line is how an entry of a network ACL is quoted.
	line string
}

func newBox(addresses *netipx.IPSet, set services, origin string) box {
	return box{addresses, set, []writtenRule{{set, origin, ""}}}
}

// plus adds a rule for the same addresses.
func (b box) plus(other box) box {
	b.services = b.services.union(other.services)
	b.rules = append(b.rules[:len(b.rules):len(b.rules)], other.rules...)
	return b
}

// by is the first rule that permits any of some services.
func (b box) by(set services) string {
	for _, r := range b.rules {
		if !r.services.and(set).isEmpty() {
			return r.origin
		}
	}
	return ""
}

// meets reports whether two boxes let the same through anywhere.
func (b box) meets(other box) bool {
	return !b.services.and(other.services).isEmpty() && b.addresses.Overlaps(other.addresses)
}

func everywhere() *netipx.IPSet {
	return setOf(netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0"))
}

func setOf(prefixes ...netip.Prefix) *netipx.IPSet {
	var b netipx.IPSetBuilder
	for _, p := range prefixes {
		b.AddPrefix(p.Masked())
	}
	return built(&b)
}

// built is the set of a builder. It fails only on invalid prefixes, which parsing excludes.
func built(b *netipx.IPSetBuilder) *netipx.IPSet {
	set, err := b.IPSet()
	if err != nil {
		return &netipx.IPSet{}
	}
	return set
}

func intersection(a, b *netipx.IPSet) *netipx.IPSet {
	switch {
	case a == b || contains(b, a):
		return a
	case contains(a, b):
		return b
	}
	var set netipx.IPSetBuilder
	set.AddSet(a)
	set.Intersect(b)
	return built(&set)
}

// contains reports whether one set holds all of another: both are sorted, so each is read once.
func contains(all, some *netipx.IPSet) bool {
	outer := all.Ranges()
	for _, r := range some.Ranges() {
		for len(outer) > 0 && outer[0].To().Less(r.From()) {
			outer = outer[1:]
		}
		if len(outer) == 0 || r.From().Less(outer[0].From()) || outer[0].To().Less(r.To()) {
			return false
		}
	}
	return true
}

func difference(a, b *netipx.IPSet) *netipx.IPSet {
	var set netipx.IPSetBuilder
	set.AddSet(a)
	set.RemoveSet(b)
	return built(&set)
}

func union(sets ...*netipx.IPSet) *netipx.IPSet {
	var all netipx.IPSetBuilder
	for _, s := range sets {
		all.AddSet(s)
	}
	return built(&all)
}

func isNowhere(s *netipx.IPSet) bool { return len(s.Ranges()) == 0 }

// remaining is what of a box some others leave over.
func remaining(b box, others []box) []box {
	left := []box{b}
	for _, d := range others {
		var next []box
		for _, l := range left {
			both := intersection(l.addresses, d.addresses)
			if isNowhere(both) || l.services.and(d.services).isEmpty() {
				next = append(next, l)
				continue
			}
			if outside := difference(l.addresses, d.addresses); !isNowhere(outside) {
				next = append(next, box{outside, l.services, l.rules})
			}
			if rest := l.services.minus(d.services); !rest.isEmpty() {
				next = append(next, box{both, rest, l.rules})
			}
		}
		left = next
	}
	return left
}
