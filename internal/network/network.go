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
	// wearers are the components that wear a group.
	wearers map[string][]wearer
	acls    *acls
	reach   *Reach
}

// wearer is a component in its role.
type wearer struct {
	id, role, stack string
}

// Analyze fills in what follows from routes, security groups and network ACLs.
func Analyze(ix *wiring.Index, facts *wiring.Facts, edges []Edge, tiers Tiers) {
	a := &analysis{Index: ix, facts: facts, edges: edges, routes: newRouting(ix), wearers: map[string][]wearer{}, acls: findACLs(ix)}
	a.reach = newReach(ix, a.routes, a.acls)
	a.findWearers()
	a.assignTiers(tiers)
	a.fillSubnets()
	a.fillNATGateways()
	a.fillACLs()
	a.fillDefaultGroups()
	a.fillEdges()
}

func (a *analysis) fillSubnets() {
	for _, role := range [][]wiring.Subnet{a.facts.PublicSubnets, a.facts.PrivateSubnets, a.facts.IsolatedSubnets} {
		for i := range role {
			s := &role[i]
			t := a.routes.tier(&s.Subnet)
			s.Public, s.Private, s.Isolated = t.public, t.private, t.isolated
			s.EffectiveRouteTable, s.Proof, s.Tier = t.table, t.proof, t.name()
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
