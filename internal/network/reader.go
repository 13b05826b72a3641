package network

import (
	"net/netip"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// reader turns what is written (rules of security groups, entries of network ACLs) into sets
// of addresses and services, once each. Every question is asked of these sets: nothing else
// reads a rule.
type reader struct {
	routes *routing
	// every is every address.
	every    *netipx.IPSet
	prefixes map[string]*netipx.IPSet
	grants   map[groupSide][]*grant
	entries  map[aclSide]*entries
	// settled are the permits of groups about which nothing is open: both views share them.
	settled map[groupSide]*permits
}

// groupSide is one direction of a security group.
type groupSide struct {
	id      string
	ingress bool
}

// aclSide is one direction of a network ACL.
type aclSide struct {
	id      string
	ingress bool
}

func newReader(routes *routing) *reader {
	return &reader{routes: routes, every: everywhere(), prefixes: map[string]*netipx.IPSet{},
		grants: map[groupSide][]*grant{}, entries: map[aclSide]*entries{}, settled: map[groupSide]*permits{}}
}

// prefix is the set of one prefix, or of the entries of a prefix list. Known is false where
// it is not decided which addresses those are.
func (r *reader) prefix(text string) (set *netipx.IPSet, known bool) {
	if set, ok := r.prefixes[text]; ok {
		return set, set != nil
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		r.prefixes[text] = setOf(p)
		return r.prefixes[text], true
	}
	list := r.routes.lists[text]
	if list == nil || !list.Entries.IsWhole() {
		r.prefixes[text] = nil
		return nil, false
	}
	var b netipx.IPSetBuilder
	for _, entry := range list.Entries.Items() {
		if p, err := netip.ParsePrefix(entry); err == nil {
			b.AddPrefix(p.Masked())
		}
	}
	r.prefixes[text] = built(&b)
	return r.prefixes[text], true
}

// mostServices are the services that a rule can mean at most, and whether they are exact.
func mostServices(protocol model.Value[string], from, to model.Value[int]) (set services, exact bool) {
	if set, exact = servicesOf(protocol, from, to); exact {
		return set, true
	}
	if number, valid := protocolNumber(protocol.Or("")); valid && number >= 0 {
		return of(number, everyPort()), false
	}
	return allServices(), false
}

// whyServices says why the services of a rule are not exact.
func whyServices(protocol model.Value[string], from, to model.Value[int], origin string) *model.Why {
	why := model.Why{Reason: model.Unsupported}
	switch {
	case !protocol.IsKnown():
		why = protocol.Why()
	case !from.IsKnown():
		why = from.Why()
	case !to.IsKnown():
		why = to.Why()
	}
	why.Detail = "protocol or ports of " + origin
	return &why
}
