// Package network derives from the model who can leave the VPC, and whom security groups
// and network ACLs let through. It is pure: a model in, facts out.
package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// Roles of an edge's ends.
const (
	Internet     = "internet"
	LoadBalancer = "load_balancer"
	Application  = "application"
	Database     = "database"
	Cache        = "cache"
)

// collectionOf is where the model keeps the components of a role.
func collectionOf(role string) string {
	switch role {
	case LoadBalancer:
		return "load_balancers"
	case Application:
		return "services"
	case Database:
		return "databases"
	}
	return "caches"
}

// Edge is a documented connection over TCP.
type Edge struct {
	From, To string
	Port     int
}

// analysis answers questions about one architecture.
type analysis struct {
	*wiring.Index
	facts  *wiring.Facts
	edges  []Edge
	routes *routing
	// wardrobe says who wears a group.
	wardrobe *wardrobe
	// unplaced are documented components of which neither subnets nor groups are known: they
	// seem to be a stack of their own, and may be any one's.
	unplaced []component
	reach    *Reach
	paths    map[pathKey][]string
	// unjoined is what is open about how components join stacks, present the roles there are at
	// all; both are nil until somebody asks.
	unjoined *model.Why
	present  map[string]bool
}

// Asked is what the document says about traffic.
type Asked struct {
	// Edges are the documented connections, complete.
	Edges []Edge
	// AnswerPorts are those that clients receive answers on; nil where the document leaves it
	// to what is usual for each kind of client.
	AnswerPorts *Ports
	// Tiers are the documented prefixes of each tier.
	Tiers Tiers
}

// Analyze fills in what follows from routes, security groups and network ACLs.
func Analyze(ix *wiring.Index, facts *wiring.Facts, asked Asked) {
	a := newAnalysis(ix, facts, asked)
	a.assignTiers(asked.Tiers)
	a.fillSubnets()
	a.fillNATGateways()
	a.fillACLs()
	a.fillDefaultGroups()
	a.fillEdges()
}

func newAnalysis(ix *wiring.Index, facts *wiring.Facts, asked Asked) *analysis {
	a := &analysis{Index: ix, facts: facts, edges: asked.Edges, routes: newRouting(ix), paths: map[pathKey][]string{}}
	a.reach = newReach(ix, a.routes, answerPorts{asked.AnswerPorts})
	a.findWearers()
	for _, o := range a.components() {
		if o.mayWearAny() && !o.subnets.IsWhole() && len(o.subnets.Items()) == 0 {
			a.unplaced = append(a.unplaced, o)
		}
	}
	return a
}

func (a *analysis) fillSubnets() {
	for _, role := range []struct {
		subnets []wiring.Subnet
		causes  func(tier) (is model.Value[bool], not []string)
	}{
		{a.facts.PublicSubnets, func(t tier) (model.Value[bool], []string) { return t.public, t.notPublic }},
		{a.facts.PrivateSubnets, func(t tier) (model.Value[bool], []string) { return t.private, t.notPrivate }},
		{a.facts.IsolatedSubnets, func(t tier) (model.Value[bool], []string) { return t.isolated, t.notIsolated }},
	} {
		for i := range role.subnets {
			s := &role.subnets[i]
			t := a.routes.tier(&s.Subnet)
			s.Public, s.Private, s.Isolated = t.public, t.private, t.isolated
			s.EffectiveRouteTable, s.Proof, s.Tier = t.table, t.proof, t.name()
			if is, not := role.causes(t); !is.Or(true) {
				s.TierCauses = not
			}
			s.OwnZoneNAT = a.routes.ownZoneNAT(&s.Subnet)
		}
	}
}

// fillNATGateways judges the subnet a gateway sits in; of several candidates all must agree.
func (a *analysis) fillNATGateways() {
	for i := range a.facts.NATGateways {
		n := &a.facts.NATGateways[i]
		n.InPublicSubnet = model.Unknown[bool](n.Subnet.Why())
		var all []model.Value[bool]
		for _, id := range model.Candidates(n.Subnet) {
			subnet := a.Subnets[id]
			if subnet == nil {
				all = append(all, model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"}))
				continue
			}
			t := a.routes.tier(subnet)
			all = append(all, t.public)
			n.Proof = append(n.Proof, t.proof...)
		}
		if len(all) > 0 {
			n.InPublicSubnet = agree(all)
		}
	}
}

// agree is the common value of all, or unknown for the reason that counts most.
func agree(all []model.Value[bool]) model.Value[bool] {
	var open *model.Value[bool]
	for i, v := range all {
		if !v.IsKnown() && (open == nil || v.Why().Outweighs(open.Why())) {
			open = &all[i]
		}
	}
	if open != nil {
		return *open
	}
	if slices.ContainsFunc(all, func(v model.Value[bool]) bool { return v != all[0] }) {
		return model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: "its candidates differ"})
	}
	return all[0]
}
