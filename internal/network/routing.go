package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// routing finds the effective route table of a subnet and where it leads.
type routing struct {
	*wiring.Index
	byID map[string]*model.RouteTable
	// mains are the main tables by VPC.
	mains map[string]*model.RouteTable
	// openMains may be the main table of their VPC.
	openMains []*model.RouteTable
	gateways  map[string]*model.InternetGateway
	nats      map[string]*model.NATGateway
	endpoints map[string][]string
	lists     map[string]*model.PrefixList
	tables    map[string]tier
}

func newRouting(ix *wiring.Index) *routing {
	r := &routing{Index: ix, byID: map[string]*model.RouteTable{}, mains: map[string]*model.RouteTable{},
		gateways: map[string]*model.InternetGateway{}, nats: ix.NATGateways, endpoints: map[string][]string{},
		lists: map[string]*model.PrefixList{}, tables: map[string]tier{}}
	for i := range ix.Model.RouteTables {
		t := &ix.Model.RouteTables[i]
		r.byID[t.ID] = t
		if main, ok := t.Main.Get(); !ok {
			r.openMains = append(r.openMains, t)
		} else if main {
			r.mains[t.VPC.Or("")] = t
		}
	}
	for i := range ix.Model.InternetGateways {
		r.gateways[ix.Model.InternetGateways[i].ID] = &ix.Model.InternetGateways[i]
	}
	for i := range ix.Model.PrefixLists {
		r.lists[ix.Model.PrefixLists[i].ID] = &ix.Model.PrefixLists[i]
	}
	for i := range ix.Model.VPCEndpoints {
		e := &ix.Model.VPCEndpoints[i]
		for _, t := range e.RouteTables.Items() {
			r.endpoints[t] = append(r.endpoints[t], e.ID)
		}
	}
	return r
}

// tier says what a subnet is, each answer by itself, with the routes that prove it.
type tier struct {
	public, private, isolated model.Value[bool]
	table                     model.Value[string]
	proof                     []string
}

func undecided(why model.Why) tier {
	u := model.Unknown[bool](why)
	return tier{public: u, private: u, isolated: u, table: model.Unknown[string](why)}
}

// tier decides a subnet by its explicit association, else by the main table of its own VPC.
// Where several tables can be meant, an answer counts only if it is the same with each.
func (r *routing) tier(s *model.Subnet) tier {
	tables, why := r.tablesOf(s)
	if why != nil {
		return undecided(*why)
	}
	result := r.tierOf(tables[0])
	for _, t := range tables[1:] {
		other := r.tierOf(t)
		result.public = agree([]model.Value[bool]{result.public, other.public})
		result.private = agree([]model.Value[bool]{result.private, other.private})
		result.isolated = agree([]model.Value[bool]{result.isolated, other.isolated})
		result.proof = append(slices.Clone(result.proof), other.proof...)
		result.table = model.Unknown[string](s.RouteTable.Why())
	}
	return result
}

// tablesOf are all tables that can be a subnet's, or why that is not known.
func (r *routing) tablesOf(s *model.Subnet) ([]*model.RouteTable, *model.Why) {
	ids := model.Candidates(s.RouteTable)
	if len(ids) == 0 {
		why := s.RouteTable.Why()
		return nil, &why
	}
	var tables []*model.RouteTable
	for _, id := range ids {
		if id == "" {
			mains, why := r.mainsOf(s)
			if why != nil {
				return nil, why
			}
			tables = append(tables, mains...)
			continue
		}
		t := r.byID[id]
		if t == nil {
			return nil, &model.Why{Reason: model.NotInSource, Detail: "the route table " + id + " was not read"}
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// mainsOf are the tables that can be the main one of a subnet's VPC.
func (r *routing) mainsOf(s *model.Subnet) ([]*model.RouteTable, *model.Why) {
	if gap := r.Model.GapFor("route_tables"); gap != nil {
		return nil, &model.Why{Reason: gap.Reason, Detail: gap.Detail}
	}
	vpc, ok := s.VPC.Get()
	if !ok {
		why := s.VPC.Why()
		return nil, &why
	}
	var tables []*model.RouteTable
	if main := r.mains[vpc]; main != nil {
		tables = append(tables, main)
	}
	for _, t := range r.openMains {
		if t.VPC.Or(vpc) == vpc {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return nil, &model.Why{Reason: model.NotInSource, Detail: "neither a route table of its own nor the VPC's main one was read"}
	}
	return tables, nil
}

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
		e.ways = append(e.ways, "prefix list -> "+id)
		e.proof = append(e.proof, "prefix list -> "+id+" (gateway endpoint)")
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
		result.proof = append(result.proof, t.ID+": "+line)
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
	line := fmt.Sprintf("%s -> %s", to, route.Target.Or(kindName(kind)))
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
	if !decided {
		why := route.Destination.Why()
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
		n := r.nats[id]
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

// ownZoneNAT reports whether every NAT gateway that a subnet leaves through is in its own zone.
func (r *routing) ownZoneNAT(s *model.Subnet) model.Value[bool] {
	tables, why := r.tablesOf(s)
	zone, ok := s.AvailabilityZone.Get()
	switch {
	case why != nil:
		return model.Unknown[bool](*why)
	case !ok:
		return model.Unknown[bool](s.AvailabilityZone.Why())
	}
	var all []model.Value[bool]
	for _, t := range tables {
		all = append(all, r.throughZone(t, zone))
	}
	return agree(all)
}

// throughZone reports whether all NAT gateways that a table leads to are in a zone.
func (r *routing) throughZone(t *model.RouteTable, zone string) model.Value[bool] {
	found := false
	for _, route := range t.Routes.Items() {
		if route.TargetType.Or("") != "nat_gateway" {
			continue
		}
		found = true
		if same := r.natZone(route, zone); !same.Or(false) {
			return same
		}
	}
	if !found && !t.Routes.IsWhole() {
		return model.Unknown[bool](t.Routes.Why())
	}
	return model.Known(found)
}

// natZone reports whether all gateways a route can mean are in a zone, or none of them is.
func (r *routing) natZone(route model.Route, zone string) model.Value[bool] {
	var all []model.Value[bool]
	for _, id := range model.Candidates(route.Target) {
		n := r.nats[id]
		if n == nil {
			return model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "the NAT gateway " + id + " was not read"})
		}
		for _, subnetID := range model.Candidates(n.Subnet) {
			if subnet := r.Subnets[subnetID]; subnet != nil && subnet.AvailabilityZone.IsKnown() {
				all = append(all, model.Known(subnet.AvailabilityZone.Or("") == zone))
			} else {
				all = append(all, model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "zone of " + subnetID}))
			}
		}
		if len(model.Candidates(n.Subnet)) == 0 {
			all = append(all, model.Unknown[bool](n.Subnet.Why()))
		}
	}
	if len(all) == 0 {
		return model.Unknown[bool](route.Target.Why())
	}
	return agree(all)
}
