package network

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// hide makes one thing about traffic unknown, and says what.
func hide(random *rand.Rand, a *model.Architecture) string {
	why := model.Why{Reason: model.KnownAfterApply}
	text := model.Unknown[string](why)
	switch random.IntN(7) {
	case 0, 1:
		g := &a.SecurityGroups[random.IntN(4)]
		list := &g.Ingress
		if random.IntN(2) == 0 {
			list = &g.Egress
		}
		return "a rule of " + g.ID + ": " + hideItem(random, list, func(r *model.SecurityGroupRule) {
			switch random.IntN(4) {
			case 0:
				r.Peer = text
			case 1:
				r.Protocol = text
			case 2:
				r.PeerType = text
			default:
				r.ToPort = model.Unknown[int](why)
			}
		})
	case 2, 3:
		acl := &a.NetworkACLs[random.IntN(len(a.NetworkACLs))]
		list := &acl.Ingress
		if random.IntN(2) == 0 {
			list = &acl.Egress
		}
		return "an entry of " + acl.ID + ": " + hideItem(random, list, func(e *model.ACLEntry) {
			switch random.IntN(5) {
			case 0:
				e.Action = text
			case 1:
				e.CIDRBlock = text
			case 2:
				e.Protocol = text
			case 3:
				e.RuleNumber = model.Unknown[int](why)
			default:
				e.FromPort = model.Unknown[int](why)
			}
		})
	case 4:
		t := &a.RouteTables[random.IntN(len(a.RouteTables))]
		return "a route of " + t.ID + ": " + hideItem(random, &t.Routes, func(r *model.Route) {
			switch random.IntN(3) {
			case 0:
				r.Destination = text
			case 1:
				r.TargetType, r.Target = text, text
			default:
				r.Target = text
			}
		})
	case 5:
		a.Interfaces[0].SecurityGroups = model.Part[string](why)
		return "the groups of the instance"
	}
	places := []*model.Placement{&a.LoadBalancers[0].Placement, &a.Services[0].Placement, &a.Databases[0].Placement}
	p := places[random.IntN(len(places))]
	p.SecurityGroups = model.Part(why, p.SecurityGroups.Items()[1:]...)
	return "a group of a component"
}

// hideItem changes one item of a list, or leaves out all after it.
func hideItem[T any](random *rand.Rand, list *model.List[T], change func(*T)) string {
	items := slices.Clone(list.Items())
	if len(items) == 0 || random.IntN(4) == 0 {
		*list = model.Part(model.Why{Reason: model.KnownAfterApply}, items[:len(items)/2]...)
		return "some of them"
	}
	i := random.IntN(len(items))
	change(&items[i])
	*list = model.Whole(items...)
	return fmt.Sprint(i)
}

// passes are what the rules would pass, by component or subnet.
func passes(f *wiring.Facts) map[string]bool {
	all := map[string]bool{}
	for _, c := range documentedOf(f) {
		all[c.id+" ingress"] = c.edges.IngressExact.Or(false)
		all[c.id+" egress"] = c.edges.EgressExact.Or(false)
		all[c.id+" ACLs"] = c.edges.ACLBlocks.IsWhole() && len(c.edges.ACLBlocks.Items()) == 0
		all[c.id+" not reachable"] = !c.edges.InternetReachable.Or(true)
	}
	for _, s := range f.Subnets {
		switch s.Tier {
		case "isolated":
			all[s.ID+" isolated"], all[s.ID+" from the VPC"] = s.Isolated.Or(false), s.ACLFromVPCOnly.Or(false)
		case "private":
			all[s.ID+" private"] = s.Private.Or(false)
		case "public":
			all[s.ID+" public"] = s.Public.Or(false)
		}
	}
	return all
}

// TestHiddenNeverPasses hides one thing of random networks: what fails with its value must
// not pass without.
func TestHiddenNeverPasses(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	decided, passed := map[bool]int{}, 0
	for range 2500 {
		seed, edges := random.Uint64(), randomEdges(random)
		network := func() *model.Architecture {
			same := rand.New(rand.NewPCG(seed, 1))
			a := randomNetwork(same)
			if same.IntN(4) > 0 {
				tidy(same, a, edges)
			}
			return a
		}
		asked := asking(t, edges)
		judge := func(a *model.Architecture) map[string]bool {
			ix := wiring.NewIndex(a)
			f := wiring.Build(ix, wiring.Scope{}, asked)
			Analyze(ix, f, asked)
			return passes(f)
		}
		whole := judge(network())
		a := network()
		what := hide(random, a)
		for name, pass := range judge(a) {
			if wanted, ok := whole[name]; pass && ok && !wanted {
				t.Fatalf("%s passes although %s is hidden\n%s", name, what, dump(network()))
			}
			decided[pass]++
			if pass {
				passed++
			}
		}
	}
	t.Logf("%v", decided)
	if passed < 1000 || decided[false] < 1000 {
		t.Errorf("%v tries too little", decided)
	}
}
