package document

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
)

// check refuses what no architecture can meet, and what contradicts itself.
func (r *reader) check(doc *Document) {
	r.checkPrefixes(doc)
	for i := range doc.Tiers {
		t := &doc.Tiers[i]
		if t.NATTier != "" && doc.Tier(t.NATTier) == nil {
			r.failAt(
				"tiers."+t.Name+".nat_tier",
				"there is no tier %q%s",
				t.NATTier,
				near.Question(t.NATTier, doc.tierNames()),
			)
		}
	}
	for i := range doc.Components {
		r.checkComponent(&doc.Components[i], doc)
	}
}

func (r *reader) checkComponent(c *Component, doc *Document) {
	path := "components." + c.Name
	if c.Tier != "" && doc.Tier(c.Tier) == nil {
		r.failAt(
			path+".tier",
			"there is no tier %q%s; the tiers are %s",
			c.Tier,
			near.Question(c.Tier, doc.tierNames()),
			strings.Join(doc.tierNames(), ", "),
		)
	}
	for _, what := range []string{"cpu", "memory"} {
		low, ok := c.Asked["in_"+what].Most()
		high, ok2 := c.Asked["out_"+what].Least()
		if ok && ok2 && low >= high {
			r.failAt(path+".in_"+what, "it is not below out_%s, so tasks would come and go for ever", what)
		}
	}
}

func (d *Document) tierNames() []string {
	var all []string
	for i := range d.Tiers {
		all = append(all, d.Tiers[i].Name)
	}
	return all
}

// checkPrefixes wants each prefix of a tier inside the VPC, and none of them in another.
func (r *reader) checkPrefixes(doc *Document) {
	type owned struct {
		netip.Prefix
		tier string
	}
	var seen []owned
	for _, t := range doc.Tiers {
		path := "tiers." + t.Name + ".subnets"
		for _, p := range t.Subnets {
			inside := func(vpc netip.Prefix) bool { return vpc.Contains(p.Addr()) && p.Bits() >= vpc.Bits() }
			if len(doc.VPC.CIDR) > 0 && !slices.ContainsFunc(doc.VPC.CIDR, inside) {
				r.failAt(path, "%s is not inside the VPC's %s", p, doc.VPC.CIDR[0])
			}
			for _, other := range seen {
				if other.Overlaps(p) {
					r.failAt(path, "%s overlaps %s of the tier %s", p, other.Prefix, other.tier)
				}
			}
			seen = append(seen, owned{p, t.Name})
		}
	}
}
