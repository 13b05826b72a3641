package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// The tiers of the architecture.
const (
	Public   = "public"
	Private  = "private"
	Isolated = "isolated"
)

// Tiers are the documented prefixes of each tier.
type Tiers map[string][]netip.Prefix

// tierOfKind is the tier that the components of a kind belong to.
func tierOfKind(kind string) string {
	switch kind {
	case LoadBalancer:
		return Public
	case Application:
		return Private
	}
	return Isolated
}

// tiering sorts the subnets that components sit in.
type tiering struct {
	*analysis
	tiers Tiers
	// assigned is the tier of each subnet, unknown where neither prefix nor routes tell.
	assigned map[string]model.Value[string]
}

// assignTiers moves subnets that only the wrong component sits in to the tier that they are of:
// the one that documents their prefix, else the one that their routes prove. A component in
// another tier's subnets is accused itself, not the subnets, which do nothing wrong; a route
// that contradicts a subnet's documented tier stays the subnet's fault.
func (a *analysis) assignTiers(tiers Tiers) {
	t := &tiering{a, tiers, map[string]model.Value[string]{}}
	lists := map[string]*[]wiring.Subnet{Public: &a.facts.PublicSubnets, Private: &a.facts.PrivateSubnets, Isolated: &a.facts.IsolatedSubnets}
	moved := map[string][]wiring.Subnet{}
	have := map[string]bool{}
	for _, name := range []string{Public, Private, Isolated} {
		for _, s := range *lists[name] {
			to := t.of(&s.Subnet).Or(name)
			if key := to + "|" + s.ID; !have[key] {
				have[key] = true
				moved[to] = append(moved[to], s)
			}
		}
	}
	for name, list := range lists {
		*list = moved[name]
	}
	for i := range a.facts.Components {
		t.place(&a.facts.Components[i])
	}
}

// of is the tier of a subnet.
func (t *tiering) of(s *model.Subnet) model.Value[string] {
	if known, ok := t.assigned[s.ID]; ok {
		return known
	}
	tier := t.byPrefix(s)
	if !tier.IsKnown() {
		tier = t.routes.tier(s).name()
	}
	if tier.Or("") == "other" {
		tier = model.Unknown[string](model.Why{Reason: model.NotInSource, Detail: s.ID + " has routes of no documented tier"})
	}
	t.assigned[s.ID] = tier
	return tier
}

func (t *tiering) byPrefix(s *model.Subnet) model.Value[string] {
	prefix, err := netip.ParsePrefix(s.CIDRBlock.Or(""))
	if err == nil {
		for _, name := range []string{Public, Private, Isolated} {
			if slices.Contains(t.tiers[name], prefix.Masked()) {
				return model.Known(name)
			}
		}
	}
	return model.Unknown[string](model.Why{Reason: model.NotInSource, Detail: "no tier documents the prefix of " + s.ID})
}

// place judges whether a documented component sits in its own tier.
func (t *tiering) place(c *wiring.Component) {
	if c.Kind == "" {
		return
	}
	wanted := tierOfKind(c.Kind)
	c.InTier = model.Known(true)
	for _, id := range c.Subnets.Items() {
		s := t.Subnets[id]
		if s == nil {
			c.InTier = undecidedUnlessFalse(c.InTier, model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"})
			continue
		}
		tier, known := t.of(s).Get()
		if !known {
			continue // its routes are judged where it is taken for what the component asks
		}
		c.TierProof = append(c.TierProof, fmt.Sprintf("%s is %s (%s)", t.routes.name(id), tier, t.proofOf(s)))
		if tier != wanted {
			c.InTier = model.Known(false)
		}
	}
	if !c.Subnets.IsWhole() {
		c.InTier = undecidedUnlessFalse(c.InTier, c.Subnets.Why())
	}
	c.Sits = fmt.Sprintf("it does not sit in %s subnets", wanted)
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
