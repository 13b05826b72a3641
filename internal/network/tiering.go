package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// tiering sorts the subnets that components sit in.
type tiering struct {
	*analysis
	// assigned is the tier of each subnet, unknown where neither prefix nor routes tell.
	assigned map[string]model.Value[string]
}

// assignTiers moves subnets that only the wrong component sits in to the tier that they are of:
// the one that documents their prefix, else the one whose way out their routes prove. A component in
// another tier's subnets is accused itself, not the subnets, which do nothing wrong; a route
// that contradicts a subnet's documented tier stays the subnet's fault.
func (a *analysis) assignTiers() {
	t := &tiering{a, map[string]model.Value[string]{}}
	have := map[string]bool{}
	var moved []wiring.Subnet
	for _, s := range a.facts.Subnets {
		s.Tier = t.of(&s.Subnet).Or(s.Tier)
		if !have[s.Key()] {
			have[s.Key()] = true
			moved = append(moved, s)
		}
	}
	a.facts.Subnets = moved
	for i := range a.facts.Components {
		t.place(&a.facts.Components[i])
	}
}

// of is the documented tier of a subnet.
func (t *tiering) of(s *model.Subnet) model.Value[string] {
	if known, ok := t.assigned[s.ID]; ok {
		return known
	}
	tier := t.byPrefix(s)
	if !tier.IsKnown() {
		tier = t.byRoutes(s)
	}
	t.assigned[s.ID] = tier
	return tier
}

func (t *tiering) byPrefix(s *model.Subnet) model.Value[string] {
	prefix, err := netip.ParsePrefix(s.CIDRBlock.Or(""))
	if err == nil {
		for i := range t.doc.Tiers {
			if slices.Contains(t.doc.Tiers[i].Subnets, prefix.Masked()) {
				return model.Known(t.doc.Tiers[i].Name)
			}
		}
	}
	return model.Unknown[string](
		model.Why{Reason: model.NotInSource, Detail: "no tier documents the prefix of " + s.ID},
	)
}

// byRoutes is the one tier whose way out the routes of a subnet prove; of two that leave alike
// routes tell nothing.
func (t *tiering) byRoutes(s *model.Subnet) model.Value[string] {
	out := t.routes.tier(s).wayOut()
	way, known := out.Get()
	if !known {
		return model.Unknown[string](out.Why())
	}
	var leaving []string
	for i := range t.doc.Tiers {
		if t.doc.Tiers[i].Asked["way_out"].Is(way) {
			leaving = append(leaving, t.doc.Tiers[i].Name)
		}
	}
	switch len(leaving) {
	case 1:
		return model.Known(leaving[0])
	case 0:
		return model.Unknown[string](
			model.Why{Reason: model.NotInSource, Detail: s.ID + " has routes of no documented tier"},
		)
	}
	return model.Unknown[string](
		model.Why{
			Reason: model.NotInSource,
			Detail: fmt.Sprintf("%s has the routes of several tiers: %v", s.ID, leaving),
		},
	)
}

// place judges whether a component sits in its own tier. Of one that may be several it is known
// where the same holds of each.
func (t *tiering) place(c *wiring.Component) {
	why := model.Why{Reason: model.Unmatched, Detail: "which documented component it is, is not decided"}
	inTier := model.Known(true)
	for i, name := range c.Parts {
		c.InTier, c.TierProof = model.Known(true), nil
		if asked := t.doc.Component(name); asked.Tier != "" {
			t.placeIn(c, asked)
		}
		if i == 0 {
			inTier = c.InTier
		}
		inTier = same(inTier, c.InTier, why)
	}
	c.InTier = inTier
}

func (t *tiering) placeIn(c *wiring.Component, asked *document.Component) {
	for _, id := range c.Placement.Subnets.Items() {
		s := t.Subnets[id]
		if s == nil {
			c.InTier = undecidedUnlessFalse(
				c.InTier,
				model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"},
			)
			continue
		}
		tier, known := t.of(s).Get()
		if !known {
			continue // its routes are judged where it is taken for what the component asks
		}
		c.TierProof = append(c.TierProof, fmt.Sprintf("%s is %s (%s)", t.routes.name(id), tier, t.proofOf(s)))
		if tier != asked.Tier {
			c.InTier = model.Known(false)
		}
	}
	if c.Kind == "function" && c.Placement.Subnets.IsWhole() && len(c.Placement.Subnets.Items()) == 0 {
		c.InTier = model.Known(false) // a function outside of a VPC
	}
	if !c.Placement.Subnets.IsWhole() {
		c.InTier = undecidedUnlessFalse(c.InTier, c.Placement.Subnets.Why())
	}
	c.Sits = fmt.Sprintf("it does not sit in %s subnets", asked.Tier)
}

func undecidedUnlessFalse(v model.Value[bool], why model.Why) model.Value[bool] {
	if holds, known := v.Get(); known && !holds {
		return v
	}
	return model.Unknown[bool](why)
}

// proofOf says what makes a subnet one of its tier.
func (t *tiering) proofOf(s *model.Subnet) string {
	if t.byPrefix(s).IsKnown() {
		return "the document has " + s.CIDRBlock.Or("")
	}
	if proof := t.routes.tier(s).proof; len(proof) > 0 {
		return proof[0]
	}
	return "by its routes"
}
