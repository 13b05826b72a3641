package network

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

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
	type entry struct {
		prefix netip.Prefix
		routed
	}
	e := &effective{open: !t.Routes.IsWhole()}
	var all []entry
	for _, route := range t.Routes.Items() {
		kind := route.TargetType.Or("")
		prefixes, decided := v.routes.destination(route)
		_, read := v.prefix(route.Destination.Or(""))
		// The prefix lists of AWS, which gateway endpoints are reached by, hold public addresses of single services.
		if !decided || !read && kind != "vpc_endpoint" {
			e.open = true
			continue
		}
		for _, p := range prefixes {
			line := fmt.Sprintf("%s: %s -> %s", v.routes.name(t.ID), p, v.targetName(route))
			all = append(all, entry{p, routed{kind: kind, targets: model.Candidates(route.Target), line: line}})
		}
	}
	for _, p := range v.local(t.VPC) {
		all = append(all, entry{p, routed{kind: "local", line: fmt.Sprintf("%s: %s -> local", v.routes.name(t.ID), p)}})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return b.prefix.Bits() - a.prefix.Bits() })
	var covered netipx.IPSetBuilder
	for _, r := range all {
		before := built(&covered)
		if r.addresses = difference(setOf(r.prefix), before); !isNowhere(r.addresses) {
			e.parts = append(e.parts, r.routed)
		}
		covered.AddPrefix(r.prefix)
	}
	v.tables[t.ID] = e
	return e
}

// targetName says where a route leads, as far as that is known.
func (v *view) targetName(route model.Route) string {
	var names []string
	for _, id := range model.Candidates(route.Target) {
		names = append(names, v.routes.name(id))
	}
	if len(names) > 1 {
		return "one of " + strings.Join(names, ", ")
	}
	return cmp.Or(strings.Join(names, ""), route.TargetType.Or(""), "a target that is not known")
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
func (v *view) leading(s *model.Subnet, wanted func(routed) bool) (*netipx.IPSet, string) {
	tables, why := v.routes.tablesOf(s)
	if why != nil {
		if v.possible {
			return everywhere(), "a route that is not known"
		}
		return &netipx.IPSet{}, ""
	}
	var set *netipx.IPSet
	line := ""
	for _, t := range tables {
		one, first := v.leadingOf(t, wanted)
		switch {
		case set == nil:
			set, line = one, first
		case v.possible:
			set, line = union(set, one), cmp.Or(line, first)
		default:
			set = intersection(set, one)
		}
	}
	return set, line
}

func (v *view) leadingOf(t *model.RouteTable, wanted func(routed) bool) (*netipx.IPSet, string) {
	e := v.table(t)
	if e.open {
		if v.possible {
			return everywhere(), v.routes.name(t.ID) + ": a route that is not known"
		}
		return &netipx.IPSet{}, ""
	}
	var b netipx.IPSetBuilder
	line := ""
	for _, part := range e.parts {
		if wanted(part) {
			b.AddSet(part.addresses)
			line = cmp.Or(line, part.line)
		}
	}
	return built(&b), line
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
