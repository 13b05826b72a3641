package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// propagated is why a destination is not known: it is what the gateway learns.
func propagated(origin string) model.Why {
	return model.Why{
		Reason: model.KnownAfterApply,
		Detail: origin + " lets a VPN gateway propagate routes that no plan shows",
	}
}

// propagatedRoute is the way through a VPN gateway that propagates its routes into a table.
func propagatedRoute(gateway model.Value[string], origin string) model.Route {
	return model.Route{
		Destination: model.Unknown[string](propagated(origin)),
		TargetType:  model.Known("vpn_gateway"),
		Target:      gateway,
		Origin:      origin,
	}
}

// propagateInto adds a route for each gateway that the table itself names.
func (c *collector) propagateInto(t *model.RouteTable, in *read.Instance) {
	gateways := c.Refs(in, []string{"aws_vpn_gateway"}, "propagating_vgws", nil)
	for _, id := range gateways.Items() {
		t.Routes = t.Routes.With(propagatedRoute(model.Known(id), in.Address))
	}
	if !gateways.IsWhole() && !in.Data {
		t.Routes = t.Routes.Broken(gateways.Why())
	}
}

func routePropagation(c *collector, in *read.Instance) {
	ref := c.Ref(in, routeTableTypes(), "route_table_id")
	tables, exact := c.routeTables.of(ref)
	if len(tables) == 0 {
		tables = c.externalRouteTable(ref)
	}
	gateway := c.Ref(in, []string{"aws_vpn_gateway"}, "vpn_gateway_id")
	for _, t := range tables {
		if !exact {
			t.Routes = t.Routes.Broken(
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"},
			)
			continue
		}
		t.Routes = t.Routes.With(propagatedRoute(gateway, in.Address))
	}
}
