package network

import (
	"net/netip"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// exits sums up the routes of one table.
type exits struct {
	toInternet, toNAT netipx.IPSetBuilder
	// used are the kinds of targets that some packet takes, after more specific routes.
	used map[string]bool
	// ways are all routes out; other are those that are neither internet gateway nor NAT.
	ways, other, internet, nat []way
	proof                      []string
	openNAT, open              *model.Why
}

// way is a route out of the VPC.
type way struct{ line, origin string }

func (r *routing) tierOf(t *model.RouteTable) tier {
	if known, ok := r.tables[t.ID]; ok {
		return known
	}
	e := exits{used: map[string]bool{}}
	routes := r.read(t)
	for _, part := range longestPrefix(routes, nil, t.ID) {
		e.used[part.kind] = true
	}
	for _, route := range routes {
		r.exit(&e, route, t.VPC)
	}
	for _, id := range r.endpoints[t.ID] {
		e.ways = append(e.ways, way{"prefix list -> " + r.name(id), id})
		e.proof = append(e.proof, "prefix list -> "+r.name(id)+" (gateway endpoint)")
	}
	if !t.Routes.IsWhole() {
		why := t.Routes.Why()
		e.open = &why
	}
	result := e.tier(t.ID)
	result.table = model.Known(t.ID)
	if len(e.proof) == 0 {
		e.proof = []string{"no route but the VPC's own"}
	}
	for _, line := range e.proof {
		result.proof = append(result.proof, r.name(t.ID)+": "+line)
	}
	r.tables[t.ID] = result
	return result
}

// exit adds one route.
func (r *routing) exit(e *exits, route route, vpc model.Value[string]) {
	if route.kind == "local" || route.kind == "blackhole" {
		return
	}
	line := route.text + " -> " + r.name(route.target)
	switch route.kind {
	case "":
		e.open = route.whither
		return
	case "internet_gateway":
		out := r.leadsOut(route, vpc)
		if attached, ok := out.Get(); !ok {
			why := out.Why()
			e.open = &why
			e.proof = append(e.proof, line+" (not known to be attached)")
			return
		} else if !attached {
			e.proof = append(e.proof, line+" (not attached to this VPC)")
			return
		}
	}
	out := way{line, route.origin}
	e.ways = append(e.ways, out)
	e.proof = append(e.proof, line+" ("+route.kind+")")
	if route.where != nil && (route.kind == "internet_gateway" || route.kind == "nat_gateway") {
		e.open = route.where // elsewhere it leads out, wherever to
	}
	switch route.kind {
	case "internet_gateway":
		e.internet = append(e.internet, out)
		add(&e.toInternet, route.prefixes)
	case "nat_gateway":
		r.exitThroughNAT(e, route, out)
	case "vpc_endpoint":
	default:
		e.other = append(e.other, out)
	}
}

func add(set *netipx.IPSetBuilder, prefixes []netip.Prefix) {
	for _, p := range prefixes {
		set.AddPrefix(p)
	}
}

// leadsOut is false for an internet gateway that is detached or another VPC's. One that was
// not read is taken for attached: AWS refuses such a route otherwise.
func (r *routing) leadsOut(route route, vpc model.Value[string]) model.Value[bool] {
	g := r.gateways[route.target]
	if g == nil {
		return model.Known(true)
	}
	return model.Equal(g.VPC, vpc)
}

// exitThroughNAT counts a public NAT gateway; a private one leads only into other networks.
func (r *routing) exitThroughNAT(e *exits, route route, out way) {
	public, sure := true, len(route.targets) > 0
	for _, id := range route.targets {
		n := r.NATGateways[id]
		if n == nil {
			e.openNAT = &model.Why{Reason: model.NotInSource, Detail: "the NAT gateway " + id + " was not read"}
			continue
		}
		switch closed, known := r.natIsClosed(n).Get(); {
		case closed:
			e.other = append(e.other, way{out.line + " (closed by VPC Block Public Access)", out.origin})
			return
		case !known:
			why := r.natIsClosed(n).Why()
			e.openNAT = &why
		}
		kind, ok := n.ConnectivityType.Get()
		public, sure = public && kind != "private", sure && ok
	}
	if !public {
		e.other = append(e.other, way{out.line + " (private NAT)", out.origin})
		return
	}
	if !sure {
		e.openNAT = &model.Why{Reason: model.KnownAfterApply, Detail: "which NAT gateway " + out.line + " means"}
	}
	e.nat = append(e.nat, out)
	add(&e.toNAT, route.prefixes)
}

// coversInternet reports whether a set holds every IPv4 address, however it is split.
func coversInternet(b *netipx.IPSetBuilder) bool {
	return everyAddress(built(b))
}

func everyAddress(set *netipx.IPSet) bool {
	return set.ContainsPrefix(netip.MustParsePrefix("0.0.0.0/0"))
}

// tier says what a table makes a subnet. A default route counts where some packet takes it.
func (e *exits) tier(table string) tier {
	decide := func(value bool, whys ...*model.Why) model.Value[bool] {
		for _, why := range whys {
			if why != nil {
				return model.Unknown[bool](*why)
			}
		}
		return model.Known(value)
	}
	t := tier{}
	if coversInternet(&e.toInternet) && e.used["internet_gateway"] {
		t.public = model.Known(true)
	} else {
		t.public = decide(false, e.open)
	}
	throughNAT := coversInternet(&e.toNAT) && e.used["nat_gateway"]
	if len(e.internet) > 0 || len(e.other) > 0 {
		t.private = model.Known(false)
	} else {
		t.private = decide(throughNAT, e.open, e.openNAT)
	}
	if len(e.ways) > 0 {
		t.isolated = model.Known(false)
	} else {
		t.isolated = decide(true, e.open)
	}
	t.notPublic = origins(table, e.nat, e.other)
	t.notPrivate = origins(table, e.internet, e.other)
	t.notIsolated = origins(table, e.ways)
	return t
}

// origins are what wrote some routes; without any it is the table, which lacks one.
func origins(table string, lists ...[]way) (causes []string) {
	for _, list := range lists {
		for _, w := range list {
			causes = append(causes, cause(w.origin, table))
		}
	}
	if len(causes) == 0 {
		return []string{table}
	}
	return sorted(causes)
}
