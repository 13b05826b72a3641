package wiring

import (
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// Tier is a documented tier in a stack.
type Tier struct {
	// Resource is that of the stack.
	model.Resource
	Member
	Name string `json:"tier"`
	// NATGateways are those of the stack, and NATZones the zones they stand in.
	NATGateways model.List[string] `json:"nat_gateways"`
	NATZones    model.List[string] `json:"nat_zones"`
}

// HeldTo is the documented tier.
func (t *Tier) HeldTo() string { return t.Name }

// HeldTo is the documented tier.
func (s *Subnet) HeldTo() string { return s.Tier }

// Key tells the tiers of a stack apart.
func (t *Tier) Key() string { return t.ID + " " + t.Name }

// Subnet is a subnet of one of the documented tiers, or of one that components sit in.
type Subnet struct {
	model.Subnet
	Member
	// Tier is the documented tier that it is held to.
	Tier string `json:"tier"`
	// WayOut is where its routes lead: internet_gateway, nat, none or other, as the next three have it.
	WayOut model.Value[string] `json:"way_out"`
	// Public: the default route leads to an internet gateway.
	Public model.Value[bool] `json:"public"`
	// Private: the default route leads to public NAT gateways, and no route leads out another way.
	Private model.Value[bool] `json:"private"`
	// Isolated: no route leads out of the VPC.
	Isolated model.Value[bool] `json:"isolated"`
	// RouteTable and Proof say how the way out was decided, route by route.
	EffectiveRouteTable model.Value[string] `json:"effective_route_table"`
	Proof               []string            `json:"proof"`
	// TierCauses are the routes that contradict the way out of its tier; where none is written that
	// does, the route table that lacks one.
	TierCauses []string `json:"tier_causes"`
	// OwnZoneNAT: every NAT gateway it leaves through is in its own zone.
	OwnZoneNAT model.Value[bool] `json:"own_zone_nat"`
	// ACLFromVPCOnly: its network ACL admits nothing from outside the VPC.
	ACLFromVPCOnly model.Value[bool] `json:"acl_from_vpc_only"`
	ACLProof       []string          `json:"acl_proof"`
	// ACLCauses are the entries that admit it.
	ACLCauses []string `json:"acl_causes"`
}

// Key tells a subnet apart that stands for two tiers, while it is not decided of which it is.
func (s *Subnet) Key() string { return s.ID + " " + s.Tier }

// tiers adds the documented tiers of a stack, the subnets that their components sit in, and the
// NAT gateways.
func (b *builder) tiers(s *Stack) {
	for i := range b.doc.Tiers {
		t := &b.doc.Tiers[i]
		member := Member{Stack: s.ID}
		b.facts.Tiers = append(b.facts.Tiers, Tier{s.Resource, member, t.Name, s.NATGateways, s.NATZones})
		b.subnetsOf(s, t, member)
	}
	for _, id := range s.NATGateways.Items() {
		if b.once("nat_gateways", id, Member{}) {
			b.facts.NATGateways = append(
				b.facts.NATGateways,
				NATGateway{NATGateway: *b.NATGateways[id], Member: Member{Stack: s.ID}},
			)
		}
	}
}

// subnetsOf adds the subnets that the components of a tier sit in. Which component a thing is may
// not be decided: then it stands for the tiers of all it can be.
func (b *builder) subnetsOf(s *Stack, t *document.Tier, member Member) {
	ids := model.Whole[string]()
	for _, id := range s.ids() {
		if b.sitsIn(b.bindings[id])[t.Name] {
			ids = model.Union(ids, b.placeOf(id).Subnets)
		}
	}
	if s.unplaced != nil {
		ids = ids.Broken(*s.unplaced)
	}
	to := end{"subnets", "aws_subnet", "the " + t.Name + " subnets of " + s.ID}
	for _, subnet := range followAll(b.Index, ids, b.Subnets, to) {
		if b.once("subnets in "+t.Name, subnet.ID, Member{}) {
			b.facts.Subnets = append(b.facts.Subnets, Subnet{Subnet: *subnet, Member: member, Tier: t.Name})
		}
	}
}

// sitsIn are the tiers of the components that a thing can be.
func (b *builder) sitsIn(bound binding) map[string]bool {
	tiers := map[string]bool{}
	for _, name := range bound.names {
		if c := b.doc.Component(name); c != nil && c.Tier != "" {
			tiers[c.Tier] = true
		}
	}
	return tiers
}
