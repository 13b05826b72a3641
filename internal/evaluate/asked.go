package evaluate

import (
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/open-policy-agent/opa/v1/ast"
)

// asked is what the document asks of a member of a collection. A requirement that is not asked is
// null, never absent, so that a policy that misspells one gives no verdict and is found out.
func (b *inputBuilder) asked(v variant, tier string, doc *document.Document) *ast.Term {
	name := v.component
	if tier != "" {
		name = tier
	}
	if known, ok := b.demands[name]; ok {
		return known
	}
	var t *ast.Term
	if tier != "" {
		t = b.ofTier(doc.Tier(tier))
	} else {
		t = b.ofComponent(doc.Component(name), doc)
	}
	b.demands[name] = t
	return t
}

// ofComponent has the requirements of every kind, so that rules on what serves components of
// several kinds need not tell them apart.
func (b *inputBuilder) ofComponent(c *document.Component, doc *document.Document) *ast.Term {
	all := map[string]*ast.Term{}
	for _, name := range derivedNames() {
		all[name] = ast.NullTerm()
	}
	for _, k := range kind.All() {
		for _, q := range k.Requirements {
			all[q.Name] = ast.NullTerm()
		}
	}
	if c != nil {
		b.fill(all, c.Asked)
		b.answer(all, c)
		b.derive(all, c, doc)
	}
	return b.objectOf(all)
}

func (b *inputBuilder) fill(all map[string]*ast.Term, requirements document.Requirements) {
	for name, asked := range requirements {
		all[name] = b.demand(asked)
	}
}

// answer adds what a kind calls otherwise than rules that ask several kinds.
func (b *inputBuilder) answer(all map[string]*ast.Term, c *document.Component) {
	for _, q := range c.Kind.Requirements {
		if asked := c.Asked[q.Name]; q.Question != "" && asked.IsAsked() {
			all[q.Question] = b.demand(asked)
		}
	}
}

// derive adds what follows from the edges of the document.
func (b *inputBuilder) derive(all map[string]*ast.Term, c *document.Component, doc *document.Document) {
	if all["count"] = ast.NullTerm(); c.Counted {
		all["count"] = b.demand(c.Count)
	}
	if c.Tier != "" {
		all["tier"] = ast.StringTerm(c.Tier)
	}
	if !doc.HasEdges || !c.Kind.Placed {
		return
	}
	all["edges"], all["internet_reachable"] = ast.BooleanTerm(true), ast.BooleanTerm(false)
	var ports []*ast.Term
	for _, e := range doc.Edges {
		if e.From == c.Name && e.Protocol == "" {
			all["regional_edges"] = ast.BooleanTerm(true)
		}
		if e.To != c.Name {
			continue
		}
		if e.From == document.Internet || namesList(doc, e.From) {
			all["internet_reachable"] = ast.NullTerm()
		}
		// Who says that it has no public addresses calls somebody nearer the internet.
		if e.From == document.Internet && !c.Asked["scheme"].Is("internal") {
			all["open_to_internet"] = ast.BooleanTerm(true)
		}
		from := doc.Component(e.From)
		if from == nil || from.Kind.Name != "load_balancer" {
			continue
		}
		if e.Ports.From == e.Ports.To {
			ports = append(ports, ast.IntNumberTerm(e.Ports.From))
		}
	}
	all["target_ports"] = oneOf(ports)
	if c.Kind.Name == "database" || c.Kind.Name == "cache" {
		all["port"] = portsTo(c, doc)
	}
	deriveForwarded(all, c, doc)
	all["listens"] = whether(c.Kind.Name == "load_balancer" && len(doc.ListenedPorts(c)) > 0)
}

// portsTo asks for the port of some edge to a component. An edge of several ports leaves open which it is.
func portsTo(c *document.Component, doc *document.Document) *ast.Term {
	var ports []int
	for _, e := range doc.Edges {
		switch {
		case e.To != c.Name:
		case e.Protocol != "tcp" || e.Ports.From != e.Ports.To:
			return ast.NullTerm()
		default:
			ports = append(ports, e.Ports.From)
		}
	}
	slices.Sort(ports)
	var terms []*ast.Term
	for _, port := range slices.Compact(ports) {
		terms = append(terms, ast.IntNumberTerm(port))
	}
	return oneOf(terms)
}

// deriveForwarded asks that each load balancer with an edge to a component forwards there. One fault is told
// once: a service with one load balancer is asked for its HTTPS listener instead, which says more.
func deriveForwarded(all map[string]*ast.Term, c *document.Component, doc *document.Document) {
	balancers := doc.BalancersBefore(c.Name)
	hasHTTPS := slices.ContainsFunc(
		balancers,
		func(b *document.Component) bool { return b.Asked["https_listener"].Is(true) },
	)
	asksHTTPS := c.Kind.Name == "service" && len(balancers) == 1 && hasHTTPS
	all["https_forwarded"], all["forwarded"] = whether(hasHTTPS), whether(len(balancers) > 0 && !asksHTTPS)
}

// namesList: an end is a prefix list or a foreign group, of which nobody knows which public addresses
// it has; the rule on ingress compares it by its name.
func namesList(doc *document.Document, end string) bool {
	return slices.ContainsFunc(
		doc.Externals,
		func(x document.External) bool { return x.Name == end && (x.PrefixList != "" || x.SecurityGroup != "") },
	)
}

func (b *inputBuilder) ofTier(t *document.Tier) *ast.Term {
	all := b.nothingAsked("tier")
	b.fill(all, t.Asked)
	all["subnets"], all["nat_tier"] = prefixes(t.Subnets), ast.NullTerm()
	if t.NATTier != "" {
		all["nat_tier"] = ast.StringTerm(t.NATTier)
	}
	return b.objectOf(all)
}

func (b *inputBuilder) nothingAsked(section string) map[string]*ast.Term {
	all := map[string]*ast.Term{}
	for _, q := range kind.Section(section).Requirements {
		all[q.Name] = ast.NullTerm()
	}
	return all
}

func prefixes(all []netip.Prefix) *ast.Term {
	terms := make([]*ast.Term, len(all))
	for i, p := range all {
		terms[i] = ast.StringTerm(p.String())
	}
	return oneOf(terms)
}

// oneOf asks for one of some values, for the only one, or for nothing.
func oneOf(values []*ast.Term) *ast.Term {
	switch len(values) {
	case 0:
		return ast.NullTerm()
	case 1:
		return values[0]
	}
	return ast.ObjectTerm([2]*ast.Term{ast.StringTerm("one_of"), ast.ArrayTerm(values...)})
}

// demand is what is asked as policies see it: a value, or an object with the operator.
func (b *inputBuilder) demand(asked document.Asked) *ast.Term {
	values := make([]*ast.Term, len(asked.Values))
	for i, v := range asked.Values {
		values[i] = b.value(v)
	}
	switch {
	case asked.Operator == document.Equal && !asked.IsList:
		return values[0]
	case asked.Operator == document.Equal:
		return b.object("exactly", ast.ArrayTerm(values...))
	case asked.Operator == document.AtLeast:
		return b.object("at_least", values[0])
	case asked.Operator == document.Within:
		return b.object("from", values[0], "to", values[1])
	case asked.Operator == document.AnyOf:
		return b.object("one_of", ast.ArrayTerm(values...))
	case asked.Operator == document.Has:
		return b.object("has", ast.ArrayTerm(values...))
	}
	return ast.NullTerm()
}

// document is what is asked of no component.
func (b *inputBuilder) document(doc *document.Document) *ast.Term {
	vpc, alarms := b.nothingAsked("vpc"), b.nothingAsked("alarms")
	b.fill(vpc, doc.VPC.Asked)
	b.fill(alarms, doc.Alarms)
	vpc["cidr"] = prefixes(doc.VPC.CIDR)
	return b.object(
		"environment",
		ast.StringTerm(doc.Environment),
		"vpc",
		b.objectOf(vpc),
		"alarms",
		b.objectOf(alarms),
		"cost",
		b.cost(&doc.Cost),
		"edges",
		whether(doc.HasEdges),
		"nobody_else",
		whether(doc.HasEdges || doc.ComponentsComplete),
		"nat_public",
		whether(leavesByNAT(doc)),
		"image_from_ecr",
		whether(fromECR(doc)),
	)
}

// whether asks for something, or for nothing.
func whether(asked bool) *ast.Term {
	if asked {
		return ast.BooleanTerm(true)
	}
	return ast.NullTerm()
}

func leavesByNAT(doc *document.Document) bool {
	return slices.ContainsFunc(doc.Tiers, func(t document.Tier) bool { return t.Asked["way_out"].Is("nat") })
}

func fromECR(doc *document.Document) bool {
	return slices.ContainsFunc(
		doc.Components,
		func(c document.Component) bool { return c.Asked["image_from_ecr"].Is(true) },
	)
}

func (b *inputBuilder) cost(c *document.Cost) *ast.Term {
	band := ast.NullTerm()
	if c.MonthlyUSD != nil {
		band = b.object("from", ast.IntNumberTerm(c.MonthlyUSD.From), "to", ast.IntNumberTerm(c.MonthlyUSD.To))
	}
	return b.object(
		"monthly_usd",
		band,
		"tolerance_percent",
		ast.IntNumberTerm(c.TolerancePercent),
		"budget",
		whether(c.Budget),
		"maximum_within_band",
		whether(c.MaximumWithinBand),
		"rows_within_band",
		whether(c.RowsWithinBand),
	)
}

func (b *inputBuilder) objectOf(all map[string]*ast.Term) *ast.Term {
	pairs := make([][2]*ast.Term, 0, len(all))
	for name, t := range all {
		pairs = append(pairs, [2]*ast.Term{b.key(name), t})
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) object(keysAndTerms ...any) *ast.Term {
	var pairs [][2]*ast.Term
	for i := 0; i+1 < len(keysAndTerms); i += 2 {
		name, _ := keysAndTerms[i].(string)
		t, _ := keysAndTerms[i+1].(*ast.Term)
		pairs = append(pairs, [2]*ast.Term{b.key(name), t})
	}
	return ast.ObjectTerm(pairs...)
}
