// Package network derives from the model who can leave the VPC, and whom security groups
// and network ACLs let through. It is pure: a model in, facts out.
package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// Internet is the end that stands for every public address.
const Internet = document.Internet

// analysis answers questions about one architecture.
type analysis struct {
	*wiring.Index
	facts  *wiring.Facts
	doc    *document.Document
	edges  []edge
	routes *routing
	// wardrobe says who wears a group.
	wardrobe *wardrobe
	// unplaced are documented components of which neither subnets nor groups are known: they
	// seem to be a stack of their own, and may be any one's.
	unplaced []component
	reach    *Reach
	answers  map[pathKey]Answer
	// ends are what edges name beside components.
	ends *ends
	// unjoined is what is open about how components join stacks, present the roles there are at
	// all; both are nil until somebody asks.
	unjoined *model.Why
	present  map[string]bool
}

// Analyze fills in what follows from routes, security groups and network ACLs.
func Analyze(ix *wiring.Index, facts *wiring.Facts, doc *document.Document) {
	a := newAnalysis(ix, facts, doc)
	a.assignTiers()
	a.ends = a.findEnds()
	a.fillSubnets()
	a.fillNATGateways()
	a.fillACLs()
	a.fillDefaultGroups()
	a.fillEdges()
	a.fillHealthChecks()
}

func newAnalysis(ix *wiring.Index, facts *wiring.Facts, doc *document.Document) *analysis {
	a := &analysis{
		Index:   ix,
		facts:   facts,
		doc:     doc,
		edges:   edgesOf(doc),
		routes:  newRouting(ix),
		answers: map[pathKey]Answer{},
	}
	a.reach = newReach(ix, a.routes, answerPorts{doc.VPC.EphemeralPorts})
	a.findWearers()
	for _, o := range a.components() {
		if o.mayWearAny() && !o.subnets.IsWhole() && len(o.subnets.Items()) == 0 {
			a.unplaced = append(a.unplaced, o)
		}
	}
	return a
}

func (a *analysis) fillSubnets() {
	for i := range a.facts.Subnets {
		s := &a.facts.Subnets[i]
		t := a.routes.tier(&s.Subnet)
		s.Public, s.Private, s.Isolated, s.WayOut = t.public, t.private, t.isolated, t.wayOut()
		s.EffectiveRouteTable, s.Proof = t.table, t.proof
		if is, not := t.held(a.doc.Tier(s.Tier)); !is.Or(true) {
			s.TierCauses = not
		}
		s.OwnZoneNAT = a.routes.ownZoneNAT(&s.Subnet)
	}
}

// held is whether a way out is that of a documented tier, and which routes contradict it.
func (t tier) held(asked *document.Tier) (is model.Value[bool], not []string) {
	switch way := asked.Asked["way_out"]; {
	case way.Is(viaGateway):
		return t.public, t.notPublic
	case way.Is(viaNAT):
		return t.private, t.notPrivate
	case way.Is(noWay):
		return t.isolated, t.notIsolated
	}
	return model.Known(true), nil
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
				all = append(
					all,
					model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"}),
				)
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
