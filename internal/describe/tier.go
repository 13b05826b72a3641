package describe

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/network"
	"github.com/archcheck/archcheck/internal/wiring"
)

// tierNames are what tiers are called after where their routes lead.
func tierNames() map[string]string {
	return map[string]string{"internet_gateway": "public", "nat": "private", "none": "isolated"}
}

// findTiers makes tiers of the subnets: those of one way out that a component sits in together are one, and so are
// those that nothing sits in.
func (d *describer) findTiers(stack *wiring.Stack) {
	ways := network.WaysOut(d.index)
	rows := map[string][]*model.Subnet{}
	var order []string
	for i := range d.index.Model.Subnets {
		s := &d.index.Model.Subnets[i]
		if !slices.Contains(stack.VPCs.Items(), s.VPC.Or("?")) || !s.CIDRBlock.IsKnown() {
			continue
		}
		way := ways[s.ID].Or("")
		if !slices.Contains(order, way) {
			order = append(order, way)
		}
		rows[way] = append(rows[way], s)
	}
	slices.Sort(order)
	for _, way := range order {
		for _, together := range d.together(rows[way], stack) {
			t := tier{name: d.numbered(cmp.Or(tierNames()[way], "tier")), wayOut: way}
			for _, s := range together {
				t.prefixes = append(t.prefixes, prefixesOf([]string{s.CIDRBlock.Or("")})...)
				t.subnets = append(t.subnets, s.ID)
			}
			d.tiers = append(d.tiers, t)
		}
	}
	d.findNATTiers(stack)
}

// together parts the subnets of one way out by who sits in them. What nobody sits in is with the only part there is, or
// one by itself.
func (d *describer) together(row []*model.Subnet, stack *wiring.Stack) [][]*model.Subnet {
	part := map[string]string{}
	for _, s := range row {
		part[s.ID] = ""
	}
	for _, things := range stack.Things {
		for _, id := range things.List.Items() {
			if p, ok := d.index.Thing(id).(model.Placed); ok {
				join(part, p.Place().Subnets.Items())
			}
		}
	}
	names := map[string]bool{}
	for _, name := range part {
		names[name] = true
	}
	if delete(names, ""); len(names) == 1 {
		return [][]*model.Subnet{row}
	}
	var order []string
	byPart := map[string][]*model.Subnet{}
	for _, s := range row {
		name := part[s.ID]
		if len(byPart[name]) == 0 {
			order = append(order, name)
		}
		byPart[name] = append(byPart[name], s)
	}
	var all [][]*model.Subnet
	for _, name := range order {
		all = append(all, byPart[name])
	}
	return all
}

// join makes one part of the subnets that somebody sits in.
func join(part map[string]string, subnets []string) {
	var mine []string
	for _, id := range subnets {
		if _, ok := part[id]; ok {
			mine = append(mine, id)
		}
	}
	for _, id := range mine {
		if old := part[id]; old != "" {
			for other, name := range part {
				if name == old {
					part[other] = mine[0]
				}
			}
		}
		part[id] = mine[0]
	}
}

// findNATTiers notes through which tier's NAT gateways each tier leaves, where all of them are in one.
func (d *describer) findNATTiers(stack *wiring.Stack) {
	var homes []string
	for _, id := range stack.NATGateways.Items() {
		if home := d.tierOf(model.Whole(model.Candidates(d.index.NATGateways[id].Subnet)...)); !slices.Contains(
			homes,
			home,
		) {
			homes = append(homes, home)
		}
	}
	for i := range d.tiers {
		if t := &d.tiers[i]; len(homes) == 1 && homes[0] != "" && t.wayOut == "nat" {
			t.natTier = homes[0]
		}
	}
}

// tierOf is the tier that holds some subnets, empty where none holds them all.
func (d *describer) tierOf(subnets model.List[string]) string {
	if len(subnets.Items()) == 0 || !subnets.IsWhole() {
		return ""
	}
	for _, t := range d.tiers {
		if !slices.ContainsFunc(subnets.Items(), func(id string) bool { return !slices.Contains(t.subnets, id) }) {
			return t.name
		}
	}
	return ""
}

func prefixesOf(texts []string) (all []netip.Prefix) {
	for _, text := range texts {
		if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p.Masked())
		}
	}
	return all
}
