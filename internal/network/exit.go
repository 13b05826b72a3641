package network

import (
	"fmt"
	"net/netip"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// exits sums up the routes of one table.
type exits struct {
	toInternet, toNAT netipx.IPSetBuilder
	// other are ways out that are neither internet gateway nor NAT.
	ways, other, proof []string
	openNAT, open      *model.Why
}

func (r *routing) tierOf(t *model.RouteTable) tier {
	if known, ok := r.tables[t.ID]; ok {
		return known
	}
	var e exits
	for _, route := range t.Routes.Items() {
		r.exit(&e, route, t.VPC)
	}
	for _, id := range r.endpoints[t.ID] {
		e.ways = append(e.ways, "prefix list -> "+r.name(id))
		e.proof = append(e.proof, "prefix list -> "+r.name(id)+" (gateway endpoint)")
	}
	if !t.Routes.IsWhole() {
		why := t.Routes.Why()
		e.open = &why
	}
	result := e.tier()
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
func (r *routing) exit(e *exits, route model.Route, vpc model.Value[string]) {
	kind, known := route.TargetType.Get()
	if known && (kind == "local" || kind == "blackhole") {
		return
	}
	to := route.Destination.Or("unknown destination")
	line := fmt.Sprintf("%s -> %s", to, r.name(route.Target.Or(kindName(kind))))
	switch {
	case !known:
		why := route.TargetType.Why()
		e.open = &why
		return
	case kind == "internet_gateway":
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
	e.ways = append(e.ways, line)
	e.proof = append(e.proof, line+" ("+kindName(kind)+")")
	prefixes, decided := r.destination(route)
	if !decided && (kind == "internet_gateway" || kind == "nat_gateway") {
		why := route.Destination.Why() // elsewhere it leads out, wherever to
		e.open = &why
	}
	switch kind {
	case "internet_gateway":
		add(&e.toInternet, prefixes)
	case "nat_gateway":
		r.exitThroughNAT(e, route, prefixes, line)
	case "vpc_endpoint":
	default:
		e.other = append(e.other, line)
	}
}

func kindName(kind string) string {
	if kind == "" {
		return "unknown target"
	}
	return kind
}

func add(set *netipx.IPSetBuilder, prefixes []netip.Prefix) {
	for _, p := range prefixes {
		set.AddPrefix(p)
	}
}

// leadsOut is false for an internet gateway that is detached or another VPC's. One that was
// not read is taken for attached: AWS refuses such a route otherwise.
func (r *routing) leadsOut(route model.Route, vpc model.Value[string]) model.Value[bool] {
	g := r.gateways[route.Target.Or("")]
	if g == nil {
		return model.Known(true)
	}
	return model.Equal(g.VPC, vpc)
}

// exitThroughNAT counts a public NAT gateway; a private one leads only into other networks.
func (r *routing) exitThroughNAT(e *exits, route model.Route, prefixes []netip.Prefix, line string) {
	candidates := model.Candidates(route.Target)
	public, sure := true, len(candidates) > 0
	for _, id := range candidates {
		n := r.NATGateways[id]
		if n == nil {
			e.openNAT = &model.Why{Reason: model.NotInSource, Detail: "the NAT gateway " + id + " was not read"}
			continue
		}
		kind, ok := n.ConnectivityType.Get()
		public, sure = public && kind != "private", sure && ok
	}
	switch {
	case !public:
		e.other = append(e.other, line+" (private NAT)")
	case !sure:
		e.openNAT = &model.Why{Reason: model.KnownAfterApply, Detail: "which NAT gateway " + line + " means"}
		add(&e.toNAT, prefixes)
	default:
		add(&e.toNAT, prefixes)
	}
}

// destination returns the prefixes a route covers: its own, or those of its prefix list.
func (r *routing) destination(route model.Route) ([]netip.Prefix, bool) {
	text, ok := route.Destination.Get()
	if !ok {
		return nil, false
	}
	if p, err := netip.ParsePrefix(text); err == nil {
		return []netip.Prefix{p.Masked()}, true
	}
	list := r.lists[text]
	if list == nil {
		return nil, true
	}
	var all []netip.Prefix
	for _, entry := range list.Entries.Items() {
		if p, err := netip.ParsePrefix(entry); err == nil {
			all = append(all, p.Masked())
		}
	}
	return all, true
}

// coversInternet reports whether a set holds every IPv4 address, however it is split.
func coversInternet(b *netipx.IPSetBuilder) bool {
	set, err := b.IPSet()
	return err == nil && set.ContainsPrefix(netip.MustParsePrefix("0.0.0.0/0"))
}

func (e *exits) tier() tier {
	internet, err := e.toInternet.IPSet()
	toInternet := err != nil || len(internet.Prefixes()) > 0
	decide := func(value bool, whys ...*model.Why) model.Value[bool] {
		for _, why := range whys {
			if why != nil {
				return model.Unknown[bool](*why)
			}
		}
		return model.Known(value)
	}
	t := tier{}
	if coversInternet(&e.toInternet) {
		t.public = model.Known(true)
	} else {
		t.public = decide(false, e.open)
	}
	switch throughNAT := coversInternet(&e.toNAT); {
	case toInternet || len(e.other) > 0:
		t.private = model.Known(false)
	default:
		t.private = decide(throughNAT, e.open, e.openNAT)
	}
	if len(e.ways) > 0 {
		t.isolated = model.Known(false)
	} else {
		t.isolated = decide(true, e.open)
	}
	return t
}
