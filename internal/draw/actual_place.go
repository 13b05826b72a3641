package draw

import (
	"cmp"
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// subnets are those of the architecture's VPCs, and those that its things sit in.
func (s *scene) subnets() []*model.Subnet {
	found := map[string]*model.Subnet{}
	for i := range s.index.Model.Subnets {
		subnet := &s.index.Model.Subnets[i]
		if slices.Contains(s.stack.VPCs.Items(), subnet.VPC.Or("?")) {
			found[subnet.ID] = subnet
		}
	}
	for i := range s.facts.Subnets {
		// Stand-ins for subnets that were not read are nowhere.
		if f := &s.facts.Subnets[i]; f.Stack == s.stack.ID && s.index.Subnets[f.ID] != nil {
			found[f.ID] = &f.Subnet
		}
	}
	var all []*model.Subnet
	for _, id := range slices.Sorted(maps.Keys(found)) {
		all = append(all, found[id])
	}
	return all
}

// unknownZone is the column of subnets whose zone is not known.
const unknownZone = "zone not known"

func (s *scene) findZones(subnets []*model.Subnet) {
	for _, subnet := range subnets {
		if zone := subnet.AvailabilityZone.Or(""); zone != "" && !slices.Contains(s.Zones, zone) {
			s.Zones = append(s.Zones, zone)
		}
	}
	slices.Sort(s.Zones)
	if slices.ContainsFunc(subnets, func(subnet *model.Subnet) bool { return subnet.AvailabilityZone.Or("") == "" }) {
		s.Zones = append(s.Zones, unknownZone)
	}
	for i, zone := range s.Zones {
		s.zoneOf[zone] = i
	}
}

// zone is the column of a subnet.
func (s *scene) zone(subnet *model.Subnet) int {
	return s.zoneOf[cmp.Or(subnet.AvailabilityZone.Or(""), unknownZone)]
}

// tierOf is the row of a subnet: the tier that it is held to.
func (s *scene) tierOf(id string) int {
	name := ""
	for i := range s.facts.Subnets {
		if f := &s.facts.Subnets[i]; f.ID == id && f.Stack == s.stack.ID {
			name = f.Tier
			break
		}
	}
	if subnet := s.index.Subnets[id]; name == "" && subnet != nil {
		for i := range s.doc.Tiers {
			for _, prefix := range s.doc.Tiers[i].Subnets {
				if prefix.String() == subnet.CIDRBlock.Or("?") {
					name = s.doc.Tiers[i].Name
				}
			}
		}
	}
	return s.tier(name)
}

func (s *scene) addSubnet(subnet *model.Subnet) {
	detail := cmp.Or(subnet.CIDRBlock.Or(""), called(&subnet.Resource))
	for i := range s.facts.NATGateways {
		if n := &s.facts.NATGateways[i]; n.Subnet.Or("") == subnet.ID {
			detail += " NAT"
		}
	}
	row := s.tierOf(subnet.ID)
	s.Tiers[row].Subnets = append(s.Tiers[row].Subnets,
		Subnet{ID: subnet.ID, Zone: s.zone(subnet), Name: called(&subnet.Resource), Detail: detail, State: Converges})
}

// put decides the row and the columns of a box: those of the subnets that it sits in. Where they are not known
// it stands in its documented tier, in no column.
func (s *scene) put(b *Box, subnets model.List[string], names []string) {
	b.Row = Below
	for i, id := range subnets.Items() {
		subnet := s.index.Subnets[id]
		if subnet == nil {
			continue
		}
		if row := s.tierOf(id); i == 0 || b.Row == Below {
			b.Row = row
		}
		if z := s.zone(subnet); !slices.Contains(b.Zones, z) {
			b.Zones = append(b.Zones, z)
		}
	}
	slices.Sort(b.Zones)
	if b.Row != Below || subnets.IsWhole() && len(subnets.Items()) == 0 {
		return
	}
	b.Remarks = append(b.Remarks, Remark{Text: "which subnets it sits in is not known"})
	tier := ""
	if len(names) > 0 {
		tier = s.doc.Component(names[0]).Tier
	}
	b.Row = s.tier(tier)
}
