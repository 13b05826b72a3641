package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// routed is the part of the address space that one route of a table decides, after every
// more specific one.
type routed struct {
	addresses *netipx.IPSet
	// kind is empty where it is not decided where the route leads.
	kind string
	// targets are all that the route can mean.
	targets []string
	line    string
	origin  string
}

// leads reports whether the route leads to a wanted kind of target; one that is not decided
// does so where it is possible.
func (r routed) leads(v *view, kinds ...string) bool {
	return slices.Contains(kinds, r.kind) || r.kind == "" && v.possible
}

// effective is a route table read by longest prefix.
type effective struct {
	parts []routed
	// open says that a route is not decided that any packet may take.
	open bool
}

// table compiles a route table once, with the local routes of its VPC.
func (v *view) table(t *model.RouteTable) *effective {
	if e, ok := v.tables[t.ID]; ok {
		return e
	}
	e := &effective{open: !t.Routes.IsWhole()}
	routes := v.routes.read(t)
	for _, route := range routes {
		e.open = e.open || route.where != nil
	}
	e.parts = longestPrefix(routes, v.local(t.VPC), v.routes.name(t.ID))
	v.tables[t.ID] = e
	return e
}

// longestPrefix divides the address space among routes and the local prefixes of the VPC:
// each part goes where the most specific route leads.
func longestPrefix(routes []route, local []netip.Prefix, table string) (parts []routed) {
	type entry struct {
		prefix netip.Prefix
		routed
	}
	var all []entry
	for _, r := range routes {
		for _, p := range r.prefixes {
			line := fmt.Sprintf("%s: %s -> %s", table, p, r.to)
			all = append(all, entry{p, routed{kind: r.kind, targets: r.targets, line: line, origin: r.origin}})
		}
	}
	for _, p := range local {
		all = append(all, entry{p, routed{kind: "local", line: fmt.Sprintf("%s: %s -> local", table, p)}})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return b.prefix.Bits() - a.prefix.Bits() })
	var covered netipx.IPSetBuilder
	for _, r := range all {
		before := built(&covered)
		if r.addresses = difference(setOf(r.prefix), before); !isNowhere(r.addresses) {
			parts = append(parts, r.routed)
		}
		covered.AddPrefix(r.prefix)
	}
	return parts
}

// local are the prefixes of a VPC. In the possible view a VPC that was not read holds everything.
func (v *view) local(ref model.Value[string]) []netip.Prefix {
	vpc := v.VPCs[ref.Or("")]
	if vpc == nil {
		if v.possible {
			return everywhere().Prefixes()
		}
		return nil
	}
	own, whole := vpcPrefixes(vpc)
	if !whole && v.possible {
		own = append(own, everywhere().Prefixes()...)
	}
	return own
}

// leading is where a subnet's packets go by routes that are wanted, and the first such route.
// Where several tables can be meant all must agree in the sure view, and one is enough in
// the possible one.
func (v *view) leading(s *model.Subnet, wanted func(routed) bool) (set *netipx.IPSet, by routed) {
	tables, why := v.routes.tablesOf(s)
	if why != nil {
		if v.possible {
			return everywhere(), routed{line: "a route that is not known"}
		}
		return &netipx.IPSet{}, routed{}
	}
	for _, t := range tables {
		one, first := v.leadingOf(t, wanted)
		switch {
		case set == nil:
			set, by = one, first
		case v.possible:
			if set = union(set, one); by.line == "" {
				by = first
			}
		default:
			set = intersection(set, one)
		}
	}
	return set, by
}

func (v *view) leadingOf(t *model.RouteTable, wanted func(routed) bool) (*netipx.IPSet, routed) {
	e := v.table(t)
	if e.open {
		if v.possible {
			return everywhere(), routed{line: v.routes.name(t.ID) + ": a route that is not known"}
		}
		return &netipx.IPSet{}, routed{}
	}
	var b netipx.IPSetBuilder
	var by routed
	for _, part := range e.parts {
		if wanted(part) {
			b.AddSet(part.addresses)
			if by.line == "" {
				by = part
			}
		}
	}
	return built(&b), by
}

// whereTo says where a table sends packets for an address, for evidence of what stops them.
func (v *view) whereTo(s *model.Subnet, to *netipx.IPSet) string {
	tables, why := v.routes.tablesOf(s)
	if why != nil || len(tables) == 0 || isNowhere(to) {
		return ""
	}
	for _, part := range v.table(tables[0]).parts {
		if part.addresses.Overlaps(to) {
			return part.line
		}
	}
	return v.routes.name(tables[0].ID) + " has no route to it"
}
