package network

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// servicePorts is how clients of AWS's regional services talk to them.
func servicePorts() services { return of(tcp, []span{{443, 443}}) }

// cutOff are the documented edges of a component to things without network interfaces, such as a
// queue, for which there is no way: neither an endpoint of the service nor the internet on 443.
// Permissions are no matter of the network.
func (a *analysis) cutOff(c component) (model.List[string], []wiring.Connection) {
	list := model.Whole[string]()
	var all []wiring.Connection
	for _, e := range a.doc.Edges {
		to := a.doc.Component(e.To)
		if e.From != c.role || to == nil || to.Kind.Placed {
			continue
		}
		one := wiring.Connection{Far: e.To, Standing: wiring.Permitted}
		if !c.isNowhere() {
			service := to.Kind.Service
			way := a.hasWay(c, service)
			switch reached, known := way.Get(); {
			case !known:
				list = list.Broken(way.Why())
				one.Standing, one.Why = wiring.Open, way.Why().Detail
			case !reached:
				one.Standing, one.Why = wiring.Missing, "neither an endpoint of "+service+" with private DNS nor the internet on 443"
				list = list.With(e.From + " -> " + e.To + ": " + one.Why)
			}
		}
		all = append(all, one)
	}
	return list, all
}

// hasWay is whether a component gets to a regional service.
func (a *analysis) hasWay(c component, service string) model.Value[bool] {
	here := a.reach.byID[c.id]
	way := a.reach.ask(here, a.reach.byID[Internet], servicePorts(), false).Reachable
	for i := range a.Model.VPCEndpoints {
		e := &a.Model.VPCEndpoints[i]
		leads := model.Map(e.ServiceName, func(name string) bool { return strings.HasSuffix(name, "."+service) })
		if !leads.Or(true) {
			continue
		}
		way = model.Some(way, model.Every(leads, a.gets(c, here, e)))
	}
	if gap := a.Model.GapFor("vpc_endpoints"); gap != nil && !way.Or(false) {
		return model.Unknown[bool](gap.Why())
	}
	return way
}

// gets is whether a component gets to an endpoint: over its interface, or by a route of each subnet
// that it sits in, where the groups let out what goes to the service.
func (a *analysis) gets(c component, here *Node, e *model.VPCEndpoint) model.Value[bool] {
	kind, known := e.EndpointType.Get()
	switch n := a.reach.byID[e.ID]; {
	case !known:
		return model.Unknown[bool](e.EndpointType.Why())
	case kind != "Gateway" && n != nil:
		return model.Every(a.isNamed(e), a.reach.ask(here, n, servicePorts(), false).Reachable)
	case kind != "Gateway":
		return model.Known(false)
	}
	all := []model.Value[bool]{a.letsOut(c)}
	for _, id := range c.subnets.Items() {
		s := a.Subnets[id]
		if s == nil {
			return model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"})
		}
		tables, why := a.routes.tablesOf(s)
		if why != nil {
			return model.Unknown[bool](*why)
		}
		for _, t := range tables {
			all = append(all, model.Known(slices.Contains(a.routes.endpoints[t.ID], e.ID)))
		}
	}
	if !c.subnets.IsWhole() {
		return model.Unknown[bool](c.subnets.Why())
	}
	return model.Every(all...)
}

// isNamed is whether the name that clients ask for leads to an endpoint: by its private DNS, or by a record of that
// name in a zone of one's own.
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
func (a *analysis) isNamed(e *model.VPCEndpoint) model.Value[bool] {
	name, _ := e.ServiceName.Get()
	service := name[strings.LastIndex(name, ".")+1:] + "."
	recorded := model.Known(false)
	if gap := a.Model.GapFor("records"); gap != nil {
		recorded = model.Unknown[bool](gap.Why())
	}
	for i := range a.Model.Records {
		recorded = model.Some(recorded, model.Map(a.Model.Records[i].RecordName, func(name string) bool {
			return strings.HasPrefix(name, service) && strings.Contains(name, ".amazonaws.")
		}))
	}
	return model.Some(e.PrivateDNS, recorded)
}

// letsOut is whether a group of the component lets anything out on 443 to addresses or prefix lists.
func (a *analysis) letsOut(c component) model.Value[bool] {
	result := model.Known(false)
	if !c.groups.IsWhole() {
		result = model.Unknown[bool](c.groups.Why())
	}
	for _, id := range c.groups.Items() {
		for _, g := range a.reach.sure.group(id, false) {
			if g.isGroup || g.services.and(servicePorts()).isEmpty() {
				continue
			}
			if g.why == nil {
				return model.Known(true)
			}
			result = model.Unknown[bool](*g.why)
		}
	}
	return result
}
