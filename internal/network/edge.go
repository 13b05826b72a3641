package network

import (
	"maps"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// edge is a documented connection: between components, or from or to addresses.
type edge struct {
	from, to string
	services services
	// here is what stands for the services in one number range, for legs across network ACLs.
	protocol int
	ports    span
	// any leaves open which services: some must be permitted, and all may be.
	any bool
}

// edgesOf are the documented edges between ends that have network interfaces.
func edgesOf(doc *document.Document) []edge {
	var all []edge
	for _, e := range doc.Edges {
		if e.Protocol == "" {
			continue
		}
		one := edge{from: e.From, to: e.To, ports: span{e.Ports.From, e.Ports.To}}
		if e.Protocol == document.AnyPort {
			one.any, one.protocol, one.services = true, -1, allServices()
			all = append(all, one)
			continue
		}
		number, _ := protocolNumber(e.Protocol)
		if one.protocol = number; number == -1 {
			one.services = allServices()
		} else if one.services = of(number, []span{one.ports}); number == icmp {
			one.services = of(icmp, everyPort()).union(of(icmpv6, everyPort()))
		}
		all = append(all, one)
	}
	return all
}

// least is what must get through: of ICMP that of IPv4, as addresses count by IPv4 too.
func (e edge) least() services {
	if e.protocol == icmp {
		return of(icmp, everyPort())
	}
	return e.services
}

// port is how people write what an edge is for.
func (e edge) port() string {
	if e.any {
		return document.AnyPort
	}
	if e.protocol == tcp || e.protocol == udp {
		return spanText(e.protocol, e.ports)
	}
	return e.services.String()
}

// ends are what edges can name beside components, each with what it stands for in a group's rules.
type ends struct {
	addresses map[string]*netipx.IPSet
	// lists and groups are the prefix lists and foreign groups that externals name.
	lists, groups map[string]string
}

// isAddress reports whether a name stands for addresses, lists or groups, and not for a component.
func (e *ends) isAddress(name string) bool {
	return e.addresses[name] != nil || e.lists[name] != "" || e.groups[name] != ""
}

// findEnds reads the ends of a document. A tier without documented prefixes stands for those of
// its subnets, and the VPC without any for those of the stacks' VPCs.
func (a *analysis) findEnds() *ends {
	e := &ends{
		addresses: map[string]*netipx.IPSet{Internet: everywhere()},
		lists:     map[string]string{},
		groups:    map[string]string{},
	}
	for _, x := range a.doc.Externals {
		if len(x.Addresses) > 0 {
			e.addresses[x.Name] = setOf(x.Addresses...)
		}
		if x.PrefixList != "" {
			e.lists[x.Name] = x.PrefixList
		}
		if x.SecurityGroup != "" {
			e.groups[x.Name] = x.SecurityGroup
		}
	}
	for i := range a.doc.Tiers {
		t := &a.doc.Tiers[i]
		if e.addresses[t.Name] = setOf(t.Subnets...); len(t.Subnets) == 0 {
			e.addresses[t.Name] = setOf(a.prefixesIn(t.Name)...)
		}
	}
	if e.addresses[document.WholeVPC] = setOf(a.doc.VPC.CIDR...); len(a.doc.VPC.CIDR) == 0 {
		var all []netip.Prefix
		for i := range a.facts.VPCs {
			prefixes, _ := vpcPrefixes(&a.facts.VPCs[i].VPC)
			all = append(all, prefixes...)
		}
		e.addresses[document.WholeVPC] = setOf(all...)
	}
	return e
}

// prefixesIn are those of the subnets that are held to a tier.
func (a *analysis) prefixesIn(tier string) (all []netip.Prefix) {
	for i := range a.facts.Subnets {
		s := &a.facts.Subnets[i]
		if p, why := prefixOf(&s.Subnet); s.Tier == tier && why == nil {
			all = append(all, p)
		}
	}
	return all
}

// prefixesOf are those of the subnets that a component sits in.
func (a *analysis) prefixesOf(subnets model.List[string]) (all []netip.Prefix) {
	for _, id := range subnets.Items() {
		if s := a.Subnets[id]; s != nil {
			if p, why := prefixOf(s); why == nil {
				all = append(all, p)
			}
		}
	}
	return all
}

// isList reports whether a prefix list, by its id in the input, is one that a document names by
// its name or id.
func (a *analysis) isList(id, named string) model.Value[bool] {
	list := a.routes.lists[id]
	if id == named || list != nil && (list.ID == named || list.Source.ARN == named) {
		return model.Known(true)
	}
	if list == nil {
		return model.Known(false)
	}
	return model.Is(list.Name, named)
}

// documented is what is permitted of rules that name addresses, lists or foreign groups.
type documented struct {
	boxes         []box
	lists, groups map[string]services
	// perhaps are the boxes of what may be documented, and why that is open.
	perhaps []box
	why     *model.Why
}

// outside collects what is documented for ends that are no components, and for components that
// wear no group: those can be named by their addresses alone.
func (c *comparison) outside() documented {
	d := documented{lists: map[string]services{}, groups: map[string]services{}}
	for _, e := range c.documented {
		c.addEnd(&d, c.far(e), e.services)
		for _, other := range c.others.of(c.far(e)) {
			for _, list := range c.listsOf(other) {
				d.lists[list] = d.lists[list].union(e.services)
			}
			if other.wearsNothing() {
				d.boxes = append(d.boxes, newBox(setOf(c.prefixesOf(other.subnets)...), e.services, ""))
				c.addClients(&d, other, e.services)
			}
		}
	}
	return d
}

func (c *comparison) addEnd(d *documented, name string, set services) {
	if addresses := c.ends.addresses[name]; addresses != nil {
		d.boxes = append(d.boxes, newBox(addresses, set, ""))
	}
	if list := c.ends.lists[name]; list != "" {
		d.lists[list] = d.lists[list].union(set)
	}
	if group := c.ends.groups[name]; group != "" {
		d.groups[group] = d.groups[group].union(set)
	}
}

// addClients adds the clients of a network load balancer whose targets see the clients' own addresses.
func (c *comparison) addClients(d *documented, balancer component, set services) {
	if !c.ingress {
		return
	}
	isReached := func(e edge) bool { return e.to == balancer.role }
	if !slices.ContainsFunc(c.edges, isReached) {
		return
	}
	seen, found := c.handsOn(balancer.id)
	if found && !seen.Or(true) {
		return
	}
	clients := documented{lists: d.lists, groups: d.groups}
	for _, e := range c.edges {
		if isReached(e) {
			c.addEnd(&clients, e.from, set)
		}
	}
	if seen.IsKnown() || !found {
		d.boxes = append(d.boxes, clients.boxes...)
		return
	}
	why := seen.Why()
	d.perhaps, d.why = append(d.perhaps, clients.boxes...), &why
}

// handsOn reports whether the component sees the addresses of a load balancer's clients: it does as a target of a group
// that preserves them. Who is a target of no group that is known may see them, and found is false.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
func (c *comparison) handsOn(balancer string) (preserves model.Value[bool], found bool) {
	var preserved []model.Value[bool]
	for i := range c.Model.Listeners {
		l := &c.Model.Listeners[i]
		if l.LoadBalancer.Or(balancer) != balancer {
			continue
		}
		for _, id := range groupsOf(l) {
			g := c.TargetGroups[id]
			isTarget := slices.ContainsFunc(c.reach.members[id], func(m member) bool { return m.node.ID == c.id })
			if g != nil && isTarget && wiring.Forwards(l, id).Or(true) {
				preserved = append(preserved, g.PreserveClientIP)
			}
		}
	}
	return model.Some(preserved...), len(preserved) > 0
}

// listsOf are the prefix lists by which rules name a component: those of a gateway endpoint have the name of its
// service, or are called by the endpoint itself.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-security
func (a *analysis) listsOf(other component) []string {
	endpoint, is := a.Thing(other.id).(*model.VPCEndpoint)
	if !is || endpoint.EndpointType.Or("") != "Gateway" {
		return nil
	}
	lists := []string{endpoint.ID}
	if service := endpoint.ServiceName.Or(""); service != "" {
		lists = append(lists, service)
	}
	return lists
}

// wearsNothing: no group stands before it for sure.
func (o component) wearsNothing() bool {
	return o.groups.IsWhole() && len(o.groups.Items()) == 0
}

// listServices are the services documented for the prefix list that a rule names, and why they may be
// those of a list that it may be.
func (c *comparison) listServices(d documented, ids []string) (sure, most services, why *model.Why) {
	for _, named := range slices.Sorted(maps.Keys(d.lists)) {
		allowed := d.lists[named]
		var all []model.Value[bool]
		for _, id := range ids {
			all = append(all, c.isList(id, named))
		}
		switch every := model.Every(all...); {
		case len(ids) == 0:
		case every.Or(false):
			sure, most = sure.union(allowed), most.union(allowed)
		case !every.IsKnown():
			unknown := every.Why()
			most, why = most.union(allowed), &unknown
		}
	}
	return sure, most, why
}
