package markdown

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// tierFacts are what diagrams and tables say of a tier.
type tierFacts struct {
	name, wayOut string
	// isSaid says that a table says what the way out is, or that none is asked, whatever the name stands for.
	isSaid      bool
	subnets     []netip.Prefix
	by          *Statement
	environment string
}

// tierNamed finds a tier, or makes it.
func (r *reader) tierNamed(environment, name, wayOut string, by *Statement) *tierFacts {
	for _, t := range r.tiers {
		if t.name == name && t.environment == environment {
			return t
		}
	}
	t := &tierFacts{name: name, wayOut: wayOut, by: by, environment: environment}
	r.tiers = append(r.tiers, t)
	return t
}

// findTiers reads the groups and nodes that stand for a VPC, a subnet or a zone.
func (r *reader) findTiers() {
	for _, g := range r.graphs {
		zones := 0
		for _, sub := range g.Groups {
			one := g.groups[sub.ID]
			words := r.lexicon.words(firstLine(r.patterns.labelText(sub.Title)))
			zone := r.lexicon.ZoneWords.find(words, 0)
			switch {
			case one.isVPC:
				r.claimVPC(one.Title, one.line, g)
			case one.tier != "":
				one.by = r.statement(one.line, g.section, r.patterns.labelText(sub.Title))
				t := r.tierNamed(g.environment, one.tier, one.wayOut, one.by)
				t.add(one.prefixes, one.by)
				if one.isSaid {
					t.wayOut, t.isSaid = one.wayOut, true
				}
			case r.lexicon.TierWords.in(words):
				r.statement(
					one.line,
					g.section,
					r.patterns.labelText(sub.Title),
				).set(NotUnderstood, "which subnets? Write public, private or isolated into the title")
			case zone != nil && zone.at[0] == 0 && one.kind == "":
				zones++
				r.zonePrefixes(g, one)
			}
			r.titled(g, one)
		}
		for _, id := range g.order {
			switch v := g.vertices[id]; {
			case v.isSubnet:
				r.subnetNode(g, v)
			case v.inTier != "" && v.entity != nil:
				r.tierNamed(g.environment, v.inTier, r.lexicon.Tiers[v.inTier].WayOut, v.by)
			}
		}
		if zones > 1 {
			by := r.statement(g.line, g.section, fmt.Sprintf("%d zones are drawn", zones))
			r.claim(claim{path: "vpc.zones", value: fmt.Sprintf("%d+", zones), rank: topology, by: by})
		}
	}
}

// titled says of the title of a group what nothing was read from.
func (r *reader) titled(g *graph, one *group) {
	if title := r.patterns.labelText(one.Title); one.vertex == nil {
		if left := r.factsOfLabel(r.sayingOf(title)); len(left) > 0 {
			r.statement(one.line, g.section, title).set(NotUnderstood, notHeld(left))
		}
	}
}

// zonePrefixes gives the prefixes of a zone inside of a tier to the tier.
func (r *reader) zonePrefixes(g *graph, zone *group) {
	for _, around := range g.around(zone.ID) {
		if around.tier == "" || len(zone.prefixes) == 0 {
			continue
		}
		by := r.statement(zone.line, g.section, r.patterns.labelText(zone.Title))
		r.tierNamed(g.environment, around.tier, around.wayOut, by).add(zone.prefixes, by)
		return
	}
}

func (t *tierFacts) add(prefixes []netip.Prefix, by *Statement) {
	for _, p := range prefixes {
		if !slices.Contains(t.subnets, p) {
			t.subnets = append(t.subnets, p)
		}
	}
	by.ask("tiers." + t.name)
}

func (r *reader) subnetNode(g *graph, v *vertex) {
	name, wayOut := r.lexicon.tierOf(r.lexicon.words(v.label))
	v.by = r.statement(v.line, g.section, v.label)
	if name == "" {
		v.by.set(NotUnderstood, "which tier is it? Write public, private or isolated into the label")
		return
	}
	r.tierNamed(g.environment, name, wayOut, v.by).add(r.patterns.prefixesIn(v.label), v.by)
}

func (r *reader) claimVPC(title string, line int, g *graph) {
	by := r.statement(line, g.section, r.patterns.labelText(title))
	by.set(Understood, "")
	if prefixes := r.patterns.prefixesIn(title); len(prefixes) > 0 {
		r.claim(
			claim{environment: g.environment, path: "vpc.cidr", value: prefixList(prefixes), rank: topology, by: by},
		)
	}
}

func prefixList(prefixes []netip.Prefix) string {
	var all []string
	for _, p := range slices.SortedFunc(slices.Values(prefixes), netip.Prefix.Compare) {
		all = append(all, p.String())
	}
	return "[" + strings.Join(all, ", ") + "]"
}

// claimTiers asks for the tiers with their prefixes and ways out.
func (r *reader) claimTiers() {
	hasNAT, natTiers := r.roleTiers("nat")
	if hasGateway, _ := r.roleTiers("internet_gateway"); hasGateway {
		by := r.gatewayStatement()
		r.claim(claim{path: "vpc.internet_gateway", value: "true", rank: topology, by: by})
	}
	for _, t := range r.tiers {
		path := "tiers." + t.name
		if len(t.subnets) > 0 {
			r.claim(
				claim{
					environment: t.environment,
					path:        path + ".subnets",
					value:       prefixList(t.subnets),
					rank:        topology,
					by:          t.by,
				},
			)
		} else {
			r.claim(claim{environment: t.environment, path: path, value: "{}", rank: topology, by: t.by})
		}
		switch {
		case t.isSaid && t.wayOut != "":
			r.claim(
				claim{environment: t.environment, path: path + ".way_out", value: t.wayOut, rank: ruleTable, by: t.by},
			)
		case t.wayOut == "none" && r.leavesBy(t.name, "internet_gateway"):
			continue
		case t.wayOut == "none" && r.leavesBy(t.name, "nat"):
			r.claim(claim{environment: t.environment, path: path + ".way_out", value: "nat", rank: topology, by: t.by})
			continue
		case t.wayOut == "nat" && !hasNAT:
			r.claim(
				claim{
					environment: t.environment,
					path:        path + ".way_out",
					value:       notFromOutside,
					rank:        topology,
					by:          t.by,
				},
			)
		case t.wayOut != "":
			r.claim(
				claim{environment: t.environment, path: path + ".way_out", value: t.wayOut, rank: topology, by: t.by},
			)
		}
		if t.wayOut == "nat" && len(natTiers) == 1 {
			r.claim(
				claim{
					environment: t.environment,
					path:        path + ".nat_tier",
					value:       natTiers[0],
					rank:        topology,
					by:          t.by,
				},
			)
		}
	}
}

// roleTiers reports whether a role is drawn, and in which tiers.
func (r *reader) roleTiers(role string) (seen bool, tiers []string) {
	for _, g := range r.graphs {
		for _, id := range g.order {
			v := g.vertices[id]
			if v.role != role || v.ignored {
				continue
			}
			seen = true
			if tier := g.tierOf(v); tier != "" && !slices.Contains(tiers, tier) {
				tiers = append(tiers, tier)
			}
		}
	}
	return seen, tiers
}

// tierOf is the tier of the innermost subnets that a node stands in, or that its label names.
func (g *graph) tierOf(v *vertex) string {
	for _, around := range g.around(v.id) {
		if around.tier != "" {
			return around.tier
		}
	}
	return v.inTier
}

func (r *reader) gatewayStatement() *Statement {
	for _, g := range r.graphs {
		for _, id := range g.order {
			if v := g.vertices[id]; v.role == "internet_gateway" {
				return r.statement(v.line, g.section, v.label)
			}
		}
	}
	return r.statement(1, section{}, "internet gateway")
}

// leavesBy reports whether a diagram draws a way out of a tier that its name denies, by a gateway of some role.
func (r *reader) leavesBy(tier, role string) bool {
	for _, g := range r.graphs {
		for _, e := range g.Edges {
			from, to := g.groups[e.From], g.vertices[e.To]
			if from != nil && from.tier == tier && !strings.HasSuffix(e.Type, "cross") && to != nil && to.role == role {
				return true
			}
		}
	}
	return false
}

// namesTier reports whether words name a tier: one of its words with the word for subnets behind it.
func (r *reader) namesTier(t *tierFacts, words []string) bool {
	for i, w := range words {
		known := w == t.name || r.lexicon.Tiers[t.name].Words.in(words[i:i+1])
		if known && r.lexicon.TierWords.in(words[i+1:min(len(words), i+4)]) {
			return true
		}
	}
	return false
}
