package network

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// atoms has one address of each stretch that the prefixes of the random networks cut the
// address space into.
func atoms() []netip.Addr {
	var all []netip.Addr
	for _, text := range []string{"1.2.3.4", "130.0.0.1", "10.0.0.0", "10.0.0.4", "10.0.0.5", "10.0.0.8", "10.0.0.100", "10.1.0.0", "10.1.0.100", "200.0.0.0", "200.0.0.1"} {
		all = append(all, netip.MustParseAddr(text))
	}
	return all
}

// probes are ports at which rules and entries of the random networks begin, and end.
func probes() []int {
	return []int{0, 80, 81, 443, 444, 1024, 1999, 2000, 2001, 32768, 39999, 40000, 60999, 65535}
}

// stranger is a far end of one packet: an address, the groups it wears, and its role if it
// is documented.
type stranger struct {
	address    netip.Addr
	groups     []string
	role, name string
}

// strangers are all far ends of a component: every address, whoever wears a group, and for
// a group that nobody wears somebody who does.
func (w *walker) strangers(f *wiring.Facts, stack string) []stranger {
	nowhere := netip.MustParseAddr("fe80::1") // no rule of the random networks holds it
	var all []stranger
	for _, address := range atoms() {
		all = append(all, stranger{address: address, role: Internet})
	}
	roles, worn := map[string]string{}, map[string]bool{}
	for _, c := range documentedOf(f) {
		if c.stack == stack {
			roles[c.id] = c.role
		}
	}
	w.a.EachPlaced(func(_ string, noun model.Placed) {
		groups := noun.Place().SecurityGroups.Items()
		for _, g := range groups {
			worn[g] = true
		}
		all = append(all, stranger{nowhere, groups, roles[noun.Base().ID], noun.Base().ID})
	})
	for _, g := range w.a.SecurityGroups {
		if !worn[g.ID] {
			all = append(all, stranger{address: nowhere, groups: []string{g.ID}})
		}
	}
	return all
}

type documentedEnd struct {
	id, role, stack string
	groups, subnets []string
	edges           wiring.Edges
}

func documentedOf(f *wiring.Facts) []documentedEnd {
	var all []documentedEnd
	for _, c := range f.Components {
		if c.Parts[0] != Cache {
			all = append(
				all,
				documentedEnd{
					c.ID,
					c.Parts[0],
					c.Stack,
					c.Placement.SecurityGroups.Items(),
					c.Placement.Subnets.Items(),
					c.Edges,
				},
			)
		}
	}
	return all
}

// exact tries every packet to or from a component past its own groups.
func (w *walker) exact(f *wiring.Facts, c documentedEnd, edges []Edge, ingress bool) (excess, missing bool) {
	documented := func(role, protocol string, port int) bool {
		return protocol == "tcp" && slices.ContainsFunc(edges, func(e Edge) bool {
			far, near := e.To, e.From
			if ingress {
				far, near = e.From, e.To
			}
			return near == c.role && e.Port == port && (far == role || far == Internet)
		})
	}
	all := w.strangers(f, c.stack)
	admits := func(s stranger, protocol string, port int) bool {
		w.packets++
		return w.permitted(c.groups, ingress, packet{protocol: protocol, port: port}, s.address, s.groups)
	}
	for _, s := range all {
		for _, protocol := range []string{"tcp", "udp", "50"} {
			for _, port := range probes() {
				excess = excess || admits(s, protocol, port) && !documented(s.role, protocol, port)
			}
		}
	}
	for _, e := range edges {
		far, near := e.To, e.From
		if ingress {
			far, near = e.From, e.To
		}
		if near != c.role {
			continue
		}
		everybody := !slices.ContainsFunc(
			all,
			func(s stranger) bool { return s.role == Internet && !admits(s, "tcp", e.Port) },
		)
		for _, s := range all {
			if s.role == far {
				missing = missing || !everybody && (far == Internet || !admits(s, "tcp", e.Port))
			}
		}
	}
	return excess, missing
}

// blocks tries every packet of the documented edges past the ACLs, and all of its answers.
func (w *walker) blocks(f *wiring.Facts, c documentedEnd, edges []Edge) bool {
	subnet := func(id string) *model.Subnet {
		return find(w.a.Subnets, func(s *model.Subnet) bool { return s.ID == id })
	}
	stopped := func(near *model.Subnet, ingress bool, far []netip.Addr, ports []int) bool {
		for _, address := range far {
			for _, port := range ports {
				if w.packets++; !w.filtered(near, ingress, "tcp", port, address) {
					return true
				}
			}
		}
		return false
	}
	answers := func(role string) (ports []int) {
		for _, port := range probes() {
			if low, high := 1024, 65535; role == Application && port >= 32768 && port <= 60999 ||
				role != Application && port >= low && port <= high {
				ports = append(ports, port)
			}
		}
		return ports
	}
	any := false
	for _, id := range c.subnets {
		here := subnet(id)
		for _, e := range edges {
			port := []int{e.Port}
			switch {
			case e.To == c.role && e.From == Internet:
				any = any || stopped(here, true, atoms(), port) || stopped(here, false, atoms(), answers(Internet))
			case e.From == c.role && e.To == Internet:
				any = any || stopped(here, false, atoms(), port) || stopped(here, true, atoms(), answers(c.role))
			case e.To == c.role:
				for _, other := range documentedOf(f) {
					if other.role != e.From || other.stack != c.stack {
						continue
					}
					for _, there := range other.subnets {
						if s := subnet(there); s != here {
							any = any || stopped(s, false, addressesOf(here), port) ||
								stopped(here, true, addressesOf(s), port) ||
								stopped(here, false, addressesOf(s), answers(e.From)) ||
								stopped(s, true, addressesOf(here), answers(e.From))
						}
					}
				}
			}
		}
	}
	return any
}

// TestFactsAgreeWithAWalker compares what the rules are judged by with single packets: what
// is too much and missing, what network ACLs stop and admit, default groups and tiers.
func TestFactsAgreeWithAWalker(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	w := &walker{}
	seen := map[string]int{}
	check := func(what string, got, want bool, said any) {
		t.Helper()
		if seen[fmt.Sprint(what, " ", want)]++; got != want {
			t.Fatalf("%s: the walker says %v, the facts %v: %v\n%s", what, want, got, said, dump(w.a))
		}
	}
	for range 1500 {
		w.a = randomNetwork(random)
		addDefaultGroup(random, w.a)
		edges := randomEdges(random)
		if random.IntN(3) > 0 {
			tidy(random, w.a, edges)
		}
		ix := wiring.NewIndex(w.a)
		asked := asking(t, edges)
		f := wiring.Build(ix, wiring.Scope{}, asked)
		Analyze(ix, f, asked)
		for _, c := range documentedOf(f) {
			for _, ingress := range []bool{true, false} {
				excess, missing := w.exact(f, c, edges, ingress)
				gotExcess, gotMissing, exact := c.edges.EgressExcess, c.edges.EgressMissing, c.edges.EgressExact
				if ingress {
					gotExcess, gotMissing, exact = c.edges.IngressExcess, c.edges.IngressMissing, c.edges.IngressExact
				}
				if !exact.IsKnown() {
					seen["open"]++ // the rules of an end that is not there; the walker knows no such thing
					continue
				}
				what := fmt.Sprintf("%s ingress %v", c.role, ingress)
				check(what+" too much", len(gotExcess) > 0, excess, gotExcess)
				check(what+" missing", len(gotMissing) > 0, missing, gotMissing)
			}
			check(
				c.role+" blocked",
				len(c.edges.ACLBlocks.Items()) > 0,
				w.blocks(f, c, edges),
				c.edges.ACLBlocks.Items(),
			)
		}
		for _, s := range f.Subnets {
			if s.Tier != "isolated" {
				continue
			}
			check("from outside the VPC", !s.ACLFromVPCOnly.Or(false), w.fromOutside(s), s.ACLProof)
			w.checkTier(t, &s)
		}
		for _, v := range f.VPCs {
			if v.ID == "vpc-0" {
				check("default group", !v.DefaultGroupEmpty.Or(false), w.defaultPermits(), v.DefaultGroupRules)
			}
		}
	}
	t.Logf("%d packets, %v", w.packets, seen)
	if w.packets < 1_000_000 || len(seen) < 30 {
		t.Errorf("%d packets over %d kinds of answers try too little", w.packets, len(seen))
	}
}

func randomEdges(random *rand.Rand) (edges []Edge) {
	for _, e := range []Edge{{Internet, LoadBalancer, 80}, {LoadBalancer, Application, 80}, {Application, Database, 443}, {Application, Internet, 443}, {Internet, Database, 80}, {LoadBalancer, Database, 2000}} {
		if random.IntN(3) > 0 {
			edges = append(edges, e)
		}
	}
	if len(edges) == 0 {
		return []Edge{{LoadBalancer, Application, 80}}
	}
	return edges
}

// tidy gives each component a group of its own with the rules of the documented edges, and
// sometimes breaks one thing.
func tidy(random *rand.Rand, a *model.Architecture, edges []Edge) {
	own := map[string]string{LoadBalancer: "sg-0", Application: "sg-1", Database: "sg-2"}
	a.LoadBalancers[0].SecurityGroups, a.Services[0].SecurityGroups = model.Whole("sg-0"), model.Whole("sg-1")
	a.Databases[0].SecurityGroups, a.Interfaces[0].SecurityGroups = model.Whole("sg-2"), model.Whole("sg-3")
	for i := range 4 {
		a.SecurityGroups[i].Ingress, a.SecurityGroups[i].Egress = model.Whole[model.SecurityGroupRule](), model.Whole[model.SecurityGroupRule]()
	}
	rule := func(port int, far string) model.SecurityGroupRule {
		r := model.SecurityGroupRule{
			Protocol: model.Known("tcp"),
			FromPort: model.Known(port),
			ToPort:   model.Known(port),
			PeerType: model.Known("cidr"),
			Peer:     model.Known("0.0.0.0/0"),
		}
		if group, ok := own[far]; ok {
			r.PeerType, r.Peer = model.Known("security_group"), model.Known(group)
		}
		return r
	}
	skipped := random.IntN(3 * len(edges))
	for i, e := range edges {
		if i == skipped {
			continue
		}
		for n := range a.SecurityGroups {
			g := &a.SecurityGroups[n]
			if g.ID == own[e.To] {
				g.Ingress = g.Ingress.With(rule(e.Port, e.From))
			}
			if g.ID == own[e.From] {
				g.Egress = g.Egress.With(rule(e.Port, e.To))
			}
		}
	}
	switch random.IntN(4) {
	case 0:
		a.Interfaces[0].SecurityGroups = model.Whole(fmt.Sprintf("sg-%d", random.IntN(3)))
	case 1:
		g := &a.SecurityGroups[random.IntN(3)]
		g.Ingress = g.Ingress.With(randomRules(random, []string{"10.0.0.0/24"}).Items()[0])
	}
}

func addDefaultGroup(random *rand.Rand, a *model.Architecture) {
	g := model.SecurityGroup{
		Resource: model.Resource{ID: "sg-default"},
		VPC:      model.Known("vpc-0"),
		Default:  model.Known(true),
		Ingress:  model.Whole[model.SecurityGroupRule](),
		Egress:   model.Whole[model.SecurityGroupRule](),
	}
	nothing := model.SecurityGroupRule{
		Protocol: model.Known("all"),
		FromPort: model.Known(-1),
		ToPort:   model.Known(-1),
		PeerType: model.Known("cidr"),
		Peer:     model.Known("255.255.255.255/32"),
	}
	self := nothing
	self.PeerType, self.Peer = model.Known("security_group"), model.Known("sg-default")
	switch random.IntN(4) {
	case 0:
		g.Egress = g.Egress.With(nothing)
	case 1:
		g.Ingress = g.Ingress.With(self)
	case 2:
		g.Egress = randomRules(random, []string{"0.0.0.0/0"})
	}
	a.SecurityGroups = append(a.SecurityGroups, g)
}

func (w *walker) defaultPermits() bool {
	for _, address := range atoms() {
		for _, port := range probes() {
			for _, protocol := range []string{"tcp", "udp"} {
				for _, ingress := range []bool{true, false} {
					w.packets++
					if w.permitted(
						[]string{"sg-default"},
						ingress,
						packet{protocol: protocol, port: port},
						address,
						[]string{"sg-default", "sg-0", "sg-1", "sg-2", "sg-3"},
					) {
						return true
					}
				}
			}
		}
	}
	return false
}

// fromOutside tries every packet from outside a subnet's VPC past its ACL.
func (w *walker) fromOutside(s wiring.Subnet) bool {
	vpc := find(w.a.VPCs, func(v *model.VPC) bool { return v.ID == s.VPC.Or("") })
	for _, address := range atoms() {
		if holds(vpc.CIDRBlocks.Items()[0], address) {
			continue
		}
		for _, port := range probes() {
			for _, protocol := range []string{"tcp", "udp", "50"} {
				if w.packets++; w.filtered(&s.Subnet, true, protocol, port, address) {
					return true
				}
			}
		}
	}
	return false
}

// checkTier sends a packet to every address: what a tier promises, each has to keep.
func (w *walker) checkTier(t *testing.T, s *wiring.Subnet) {
	t.Helper()
	ways := map[string]bool{}
	for _, address := range atoms() {
		w.packets++
		kind, target := w.next(&s.Subnet, address)
		if kind == "internet_gateway" && !w.isGateway(target, &s.Subnet) {
			kind = "detached"
		}
		ways[kind] = true
	}
	out := ways["internet_gateway"] || ways["nat_gateway"] || ways["vpc_peering_connection"]
	switch tier := s.WayOut.Or("unknown"); {
	case tier == noWay && out, tier == viaGateway && !ways["internet_gateway"],
		tier == viaNAT && (!ways["nat_gateway"] || ways["internet_gateway"] || ways["vpc_peering_connection"]):
		t.Fatalf(
			"%s is %s by the facts, its packets go %v: %s\n%s",
			s.ID,
			tier,
			ways,
			strings.Join(s.Proof, ", "),
			dump(w.a),
		)
	}
}
