package network

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// packet is one packet of a client: addresses, protocol, port, and the client's own port.
type packet struct {
	from, to        netip.Addr
	protocol        string
	port, clientsOn int
}

// walker sends single packets through a model, hop by hop, as AWS documents it. It shares
// nothing with the engine but the model, and knows no sets.
type walker struct {
	a       *model.Architecture
	packets int
}

func find[T any](all []T, is func(*T) bool) *T {
	for i := range all {
		if is(&all[i]) {
			return &all[i]
		}
	}
	return nil
}

func holds(prefix string, address netip.Addr) bool {
	p, err := netip.ParsePrefix(prefix)
	return err == nil && p.Contains(address)
}

func matches(protocol, wanted string, from, to, port int) bool {
	return protocol == "all" || protocol == wanted && (from == -1 || from <= port && port <= to)
}

// permitted asks the groups of one end, for the address and groups of the other.
func (w *walker) permitted(worn []string, ingress bool, p packet, far netip.Addr, farGroups []string) bool {
	for _, id := range worn {
		g := find(w.a.SecurityGroups, func(g *model.SecurityGroup) bool { return g.ID == id })
		rules := g.Egress.Items()
		if ingress {
			rules = g.Ingress.Items()
		}
		for _, r := range rules {
			if !matches(r.Protocol.Or(""), p.protocol, r.FromPort.Or(0), r.ToPort.Or(0), p.port) {
				continue
			}
			if r.PeerType.Or("") == "security_group" && slices.Contains(farGroups, r.Peer.Or("")) ||
				r.PeerType.Or("") == "cidr" && holds(r.Peer.Or(""), far) {
				return true
			}
		}
	}
	return false
}

// filtered asks the ACL of a subnet, entry by entry.
func (w *walker) filtered(s *model.Subnet, ingress bool, protocol string, port int, far netip.Addr) bool {
	acl := find(w.a.NetworkACLs, func(a *model.NetworkACL) bool { return slices.Contains(a.Subnets.Items(), s.ID) })
	if acl == nil {
		acl = find(
			w.a.NetworkACLs,
			func(a *model.NetworkACL) bool { return a.Default.Or(false) && a.VPC.Or("") == s.VPC.Or("") },
		)
	}
	entries := acl.Egress.Items()
	if ingress {
		entries = acl.Ingress.Items()
	}
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(x, y model.ACLEntry) int { return x.RuleNumber.Or(0) - y.RuleNumber.Or(0) })
	for _, e := range entries {
		if matches(e.Protocol.Or(""), protocol, e.FromPort.Or(0), e.ToPort.Or(0), port) &&
			holds(e.CIDRBlock.Or(""), far) {
			return e.Action.Or("") == "allow"
		}
	}
	return false
}

// next is where the route table of a subnet sends an address: the longest prefix wins.
func (w *walker) next(s *model.Subnet, to netip.Addr) (kind, target string) {
	table := find(w.a.RouteTables, func(t *model.RouteTable) bool { return t.ID == s.RouteTable.Or("") })
	if table == nil {
		table = find(
			w.a.RouteTables,
			func(t *model.RouteTable) bool { return t.Main.Or(false) && t.VPC.Or("") == s.VPC.Or("") },
		)
	}
	best := -1
	vpc := find(w.a.VPCs, func(v *model.VPC) bool { return v.ID == s.VPC.Or("") })
	if p := netip.MustParsePrefix(vpc.CIDRBlocks.Items()[0]); p.Contains(to) {
		best, kind = p.Bits(), "local"
	}
	for _, r := range table.Routes.Items() {
		if p := netip.MustParsePrefix(r.Destination.Or("")); p.Contains(to) && p.Bits() > best {
			best, kind, target = p.Bits(), r.TargetType.Or(""), r.Target.Or("")
		}
	}
	return kind, target
}

func (w *walker) isGateway(id string, s *model.Subnet) bool {
	g := find(w.a.InternetGateways, func(g *model.InternetGateway) bool { return g.ID == id })
	return g != nil && g.VPC.Or("") == s.VPC.Or("")
}

// joins reports whether a hop from a subnet ends in the other one.
func (w *walker) joins(kind, target string, a, b *model.Subnet) bool {
	same := a.VPC.Or("") == b.VPC.Or("")
	if kind == "local" {
		return same
	}
	p := find(w.a.PeeringConnections, func(p *model.PeeringConnection) bool { return p.ID == target })
	return kind == "vpc_peering_connection" && !same && p != nil &&
		(p.Requester.Or("") == a.VPC.Or("") && p.Accepter.Or("") == b.VPC.Or("") || p.Requester.Or("") == b.VPC.Or("") && p.Accepter.Or("") == a.VPC.Or(""))
}

// arrives sends one packet and its answer.
func (w *walker) arrives(p packet, from, to *Node, a, b *model.Subnet) bool {
	w.packets++
	if from.Role != Internet && !w.permitted(from.groups.Items(), false, p, p.to, to.groups.Items()) {
		return false
	}
	if to.Role != Internet && !w.permitted(to.groups.Items(), true, p, p.from, from.groups.Items()) {
		return false
	}
	switch {
	case from.Role == Internet:
		kind, gateway := w.next(b, p.from)
		return to.public.Or(false) && kind == "internet_gateway" && w.isGateway(gateway, b) &&
			w.filtered(b, true, p.protocol, p.port, p.from) && w.filtered(b, false, p.protocol, p.clientsOn, p.from)
	case to.Role == Internet:
		return w.filtered(a, false, p.protocol, p.port, p.to) && w.filtered(a, true, p.protocol, p.clientsOn, p.to) &&
			w.leaves(p, from, a)
	case a.ID == b.ID:
		return true
	}
	kind, target := w.next(a, p.to)
	back, backTarget := w.next(b, p.from)
	return w.joins(kind, target, a, b) && w.joins(back, backTarget, b, a) &&
		w.filtered(a, false, p.protocol, p.port, p.to) && w.filtered(b, true, p.protocol, p.port, p.from) &&
		w.filtered(b, false, p.protocol, p.clientsOn, p.from) && w.filtered(a, true, p.protocol, p.clientsOn, p.to)
}

// leaves takes a packet from a subnet to the internet.
func (w *walker) leaves(p packet, from *Node, a *model.Subnet) bool {
	kind, target := w.next(a, p.to)
	if kind == "internet_gateway" {
		return from.public.Or(false) && w.isGateway(target, a)
	}
	nat := find(w.a.NATGateways, func(n *model.NATGateway) bool { return n.ID == target })
	if kind != "nat_gateway" || nat == nil || nat.ConnectivityType.Or("") == "private" {
		return false
	}
	s := find(w.a.Subnets, func(s *model.Subnet) bool { return s.ID == nat.Subnet.Or("") })
	if s.ID != a.ID &&
		(!w.filtered(s, true, p.protocol, p.port, p.from) || !w.filtered(s, false, p.protocol, p.clientsOn, p.from)) {
		return false
	}
	kind, target = w.next(s, p.to)
	if kind != "internet_gateway" || !w.isGateway(target, s) || !w.filtered(s, false, p.protocol, p.port, p.to) {
		return false
	}
	for _, port := range clientPortsTried("nat_gateway") {
		w.packets++
		if w.filtered(s, true, p.protocol, port, p.to) {
			return true
		}
	}
	return false
}

// clientPortsTried stand for all that a client has: entries of the random ACLs begin and end
// at them.
func clientPortsTried(role string) []int {
	if role == "service" {
		return []int{32768, 39999, 40000, 60999}
	}
	return []int{1024, 1999, 2000, 39999, 40000, 65535}
}

// network is a random small one: two VPCs with three subnets of four addresses each.
func randomNetwork(random *rand.Rand) *model.Architecture {
	a := &model.Architecture{}
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	prefixes := []string{
		"0.0.0.0/0",
		"0.0.0.0/1",
		"128.0.0.0/1",
		"10.0.0.0/24",
		"10.0.0.0/30",
		"10.0.0.4/30",
		"10.0.0.8/30",
		"10.0.0.5/32",
		"10.1.0.0/24",
		"10.1.0.0/30",
		"200.0.0.0/8",
		"200.0.0.0/32",
	}
	known := func(s string) model.Value[string] { return model.Known(s) }
	for v, block := range []string{"10.0.0.0/24", "10.1.0.0/24"} {
		vpc := fmt.Sprintf("vpc-%d", v)
		a.VPCs = append(
			a.VPCs,
			model.VPC{
				Resource:       model.Resource{ID: vpc},
				CIDRBlocks:     model.Whole(block),
				IPv6CIDRBlocks: model.Whole[string](),
			},
		)
		a.InternetGateways = append(
			a.InternetGateways,
			model.InternetGateway{Resource: model.Resource{ID: "igw-" + vpc}, VPC: known(pick(vpc, vpc, vpc, ""))},
		)
		for i := range 3 {
			id := fmt.Sprintf("subnet-%d%d", v, i)
			a.Subnets = append(
				a.Subnets,
				model.Subnet{
					Resource:       model.Resource{ID: id},
					VPC:            known(vpc),
					CIDRBlock:      known(fmt.Sprintf("10.%d.0.%d/30", v, 4*i)),
					IPv6CIDRBlock:  known(""),
					RouteTable:     known(pick("", "table-"+vpc)),
					InternetAccess: known(model.InternetOpen),
				},
			)
		}
		a.NATGateways = append(
			a.NATGateways,
			model.NATGateway{
				Resource:         model.Resource{ID: "nat-" + vpc},
				Subnet:           known(fmt.Sprintf("subnet-%d0", v)),
				ConnectivityType: known(pick("public", "public", "private")),
			},
		)
		for _, main := range []bool{true, false} {
			t := model.RouteTable{
				Resource: model.Resource{ID: fmt.Sprintf("table-%s", vpc)},
				VPC:      known(vpc),
				Main:     model.Known(main),
				Routes:   model.Whole[model.Route](),
			}
			if main {
				t.ID = "main-" + vpc
			}
			used := map[string]bool{}
			for range random.IntN(4) {
				to := pick(prefixes...)
				if to == block || used[to] {
					continue
				}
				used[to] = true
				kind := pick(
					"internet_gateway",
					"internet_gateway",
					"nat_gateway",
					"nat_gateway",
					"vpc_peering_connection",
					"blackhole",
				)
				target := map[string]string{"internet_gateway": "igw-" + vpc, "nat_gateway": "nat-" + vpc, "vpc_peering_connection": "pcx"}[kind]
				t.Routes = t.Routes.With(
					model.Route{Destination: known(to), TargetType: known(kind), Target: known(target)},
				)
			}
			if other := pick("10.1.0.0/24", "10.0.0.0/24"); other != block && !used[other] {
				t.Routes = t.Routes.With(
					model.Route{
						Destination: known(other),
						TargetType:  known("vpc_peering_connection"),
						Target:      known("pcx"),
					},
				)
			}
			a.RouteTables = append(a.RouteTables, t)
		}
		for i := range 2 {
			acl := model.NetworkACL{
				Resource: model.Resource{ID: fmt.Sprintf("acl-%d%d", v, i)},
				VPC:      known(vpc),
				Default:  model.Known(i == 0),
				Subnets:  model.Whole[string](),
			}
			if i == 1 {
				acl.Subnets = model.Whole(fmt.Sprintf("subnet-%d1", v))
			}
			acl.Ingress, acl.Egress = randomEntries(random, prefixes), randomEntries(random, prefixes)
			a.NetworkACLs = append(a.NetworkACLs, acl)
		}
	}
	a.PeeringConnections = []model.PeeringConnection{
		{Resource: model.Resource{ID: "pcx"}, Requester: known("vpc-0"), Accepter: known("vpc-1")},
	}
	for i := range 4 {
		g := model.SecurityGroup{
			Resource: model.Resource{ID: fmt.Sprintf("sg-%d", i)},
			Ingress:  randomRules(random, prefixes),
			Egress:   randomRules(random, prefixes),
		}
		a.SecurityGroups = append(a.SecurityGroups, g)
	}
	groups := func() model.List[string] {
		all := []string{fmt.Sprintf("sg-%d", random.IntN(4))}
		if random.IntN(3) == 0 {
			all = append(all, fmt.Sprintf("sg-%d", random.IntN(4)))
		}
		return model.Whole(all...)
	}
	subnets := func(v int) model.List[string] {
		return model.Whole(fmt.Sprintf("subnet-%d%d", v, random.IntN(3)), fmt.Sprintf("subnet-%d%d", v, random.IntN(3)))
	}
	internal := random.IntN(3) == 0
	a.LoadBalancers = []model.LoadBalancer{
		{
			Resource:         model.Resource{ID: "lb"},
			Internal:         model.Known(internal),
			LoadBalancerType: known("application"),
			Placement: model.Placement{
				Subnets:        subnets(0),
				SecurityGroups: groups(),
				PublicAddress:  model.Known(!internal),
			},
		},
	}
	a.Services = []model.Service{
		{
			Resource: model.Resource{ID: "service"},
			Placement: model.Placement{
				Subnets:        subnets(0),
				SecurityGroups: groups(),
				PublicAddress:  model.Known(random.IntN(2) == 0),
			},
		},
	}
	a.Databases = []model.Database{
		{
			Resource: model.Resource{ID: "db"},
			Placement: model.Placement{
				Subnets:        subnets(1),
				SecurityGroups: groups(),
				PublicAddress:  model.Known(random.IntN(2) == 0),
			},
		},
	}
	a.Interfaces = []model.Interface{
		{
			Resource: model.Resource{ID: "instance"},
			Placement: model.Placement{
				Subnets:        subnets(random.IntN(2)),
				SecurityGroups: groups(),
				PublicAddress:  model.Known(random.IntN(2) == 0),
			},
			Owner:     known("instance"),
			OwnerType: known("aws_instance"),
		},
	}
	return a
}

func randomEntries(random *rand.Rand, prefixes []string) model.List[model.ACLEntry] {
	list := model.Whole[model.ACLEntry]()
	for n := range random.IntN(5) {
		from := []int{80, 80, 443, 1024, 2000}[random.IntN(5)]
		to := []int{443, 1999, 39999, 65535}[random.IntN(4)]
		list = list.With(
			model.ACLEntry{
				RuleNumber: model.Known(n),
				CIDRBlock:  model.Known(prefixes[random.IntN(len(prefixes))]),
				FromPort:   model.Known(min(from, to)),
				ToPort:     model.Known(to),
				Protocol: model.Known(
					[]string{"tcp", "all", "udp"}[random.IntN(3)],
				),
				Action: model.Known([]string{"allow", "allow", "deny"}[random.IntN(3)]),
			},
		)
	}
	if random.IntN(3) > 0 {
		list = list.With(
			model.ACLEntry{
				RuleNumber: model.Known(100),
				CIDRBlock:  model.Known("0.0.0.0/0"),
				FromPort:   model.Known(0),
				ToPort:     model.Known(0),
				Protocol:   model.Known("all"),
				Action:     model.Known("allow"),
			},
		)
	}
	return list
}

func randomRules(random *rand.Rand, prefixes []string) model.List[model.SecurityGroupRule] {
	list := model.Whole[model.SecurityGroupRule]()
	for range 1 + random.IntN(3) {
		r := model.SecurityGroupRule{
			Protocol: model.Known([]string{"tcp", "tcp", "all", "udp"}[random.IntN(4)]),
			FromPort: model.Known(-1),
			ToPort:   model.Known(-1),
			PeerType: model.Known("cidr"),
			Peer:     model.Known(prefixes[random.IntN(len(prefixes))]),
		}
		if random.IntN(2) == 0 {
			r.FromPort, r.ToPort = model.Known(80), model.Known([]int{80, 443, 2000}[random.IntN(3)])
		}
		if random.IntN(3) == 0 {
			r.PeerType, r.Peer = model.Known("security_group"), model.Known(fmt.Sprintf("sg-%d", random.IntN(4)))
		}
		list = list.With(r)
	}
	return list
}

// addressesOf lists every address of a subnet; the internet has one for each stretch that
// the prefixes of the random networks cut it into.
func addressesOf(s *model.Subnet) []netip.Addr {
	if s == nil {
		return []netip.Addr{
			netip.MustParseAddr("1.2.3.4"),
			netip.MustParseAddr("130.0.0.1"),
			netip.MustParseAddr("200.0.0.0"),
			netip.MustParseAddr("200.0.0.1"),
			netip.MustParseAddr("201.0.0.1"),
		}
	}
	p := netip.MustParsePrefix(s.CIDRBlock.Or(""))
	var all []netip.Addr
	for address := p.Addr(); p.Contains(address); address = address.Next() {
		all = append(all, address)
	}
	return all
}

// sends tries every packet between two ends on one port.
func (w *walker) sends(from, to *Node, protocol string, port int) bool {
	places := func(n *Node) []*model.Subnet {
		if n.Role == Internet {
			return []*model.Subnet{nil}
		}
		var all []*model.Subnet
		for _, id := range n.subnets.Items() {
			all = append(all, find(w.a.Subnets, func(s *model.Subnet) bool { return s.ID == id }))
		}
		return all
	}
	for _, a := range places(from) {
		for _, b := range places(to) {
			for _, x := range addressesOf(a) {
				for _, y := range addressesOf(b) {
					for _, client := range clientPortsTried(from.Role) {
						if w.arrives(packet{x, y, protocol, port, client}, from, to, a, b) {
							return true
						}
					}
				}
			}
		}
	}
	return false
}

// TestReachAgreesWithAWalker compares the engine with single packets, on random networks of
// routes, ACLs, groups, gateways and a peering.
func TestReachAgreesWithAWalker(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	w := &walker{}
	asked, reached := 0, map[string]int{}
	for range 2500 {
		w.a = randomNetwork(random)
		r := NewReach(wiring.NewIndex(w.a))
		for _, from := range r.Nodes {
			for _, to := range r.Nodes {
				if from == to {
					continue
				}
				protocol, port := []string{"tcp", "udp"}[random.IntN(2)], []int{80, 443, 2000, 9000}[random.IntN(4)]
				want := w.sends(from, to, protocol, port)
				set, _ := servicesOf(model.Known(protocol), model.Known(port), model.Known(port))
				got := r.ask(from, to, set, false)
				asked++
				if want {
					reached[from.Role+" -> "+to.Role]++
				}
				if reachable, known := got.Reachable.Get(); !known || reachable != want {
					t.Fatalf(
						"%s -> %s %s %d: the walker says %v, the engine %v (%s %s)\n%s",
						from.ID,
						to.ID,
						protocol,
						port,
						want,
						got.Reachable,
						got.Hops,
						got.Stop,
						dump(w.a),
					)
				}
			}
		}
	}
	t.Logf("%d questions, %d packets, reached %v", asked, w.packets, reached)
	if w.packets < 100_000 || len(reached) < 12 {
		t.Errorf("%d packets over %d kinds of ways try too little", w.packets, len(reached))
	}
}

func dump(a *model.Architecture) string {
	data, err := a.Encode()
	if err != nil {
		return err.Error()
	}
	return string(data)
}
