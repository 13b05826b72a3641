package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func routeTableTypes() []string { return []string{"aws_route_table", "aws_default_route_table"} }

func routeTable(c *collector, in *read.Instance) {
	isDefault := in.Type == "aws_default_route_table"
	t := model.RouteTable{Resource: c.base(in, "tags_all.Name"), Main: model.Known(isDefault)}
	t.VPC = c.Ref(in, []string{"aws_vpc"}, "vpc_id")
	if isDefault && !t.VPC.IsKnown() {
		t.VPC = c.Ref(in, []string{"aws_vpc"}, "default_route_table_id")
	}
	if in.Data {
		t.Main = dataMain(in)
	}
	t.Routes = c.inlineRoutes(in)
	c.propagateInto(&t, in)
	c.routeTables.add(in.Address, t)
}

// dataMain reads whether a data source's route table is its VPC's main one.
func dataMain(in *read.Instance) model.Value[bool] {
	n, s := in.Count("associations")
	if s != read.Known {
		return model.Unknown[bool](model.Why{Reason: model.NotReturned})
	}
	for i := range n {
		if in.Boolean("associations." + strconv.Itoa(i) + ".main").Or(false) {
			return model.Known(true)
		}
	}
	return model.Known(false)
}

// inlineRoutes reads the `route` attribute. On an existing table it also shows routes of
// aws_route resources; those that this plan changes or removes are left out.
func (c *collector) inlineRoutes(in *read.Instance) model.List[model.Route] {
	name := "route"
	if in.Data {
		name = "routes"
	}
	n, s := in.Count(name)
	if s != read.Known {
		if s == read.Null && !in.Data || in.Created && in.Expression(name).Kind == read.Unset {
			return model.Whole[model.Route]()
		}
		return model.Part[model.Route](model.Why{Reason: model.KnownAfterApply})
	}
	computed, gone := in.Expression(name).Kind == read.Unset, c.routes[in.Address]
	routes := model.Whole[model.Route]()
	for i := range n {
		r := c.readRoute(in, name+"."+strconv.Itoa(i)+".")
		if r.TargetType.Or("") == "local" || computed && gone[r.Destination.Or("")] {
			continue
		}
		routes = routes.With(r)
	}
	return routes
}

// whereTo is what two routes of a table have in common that are one.
func whereTo(r model.Route) string {
	if destination, known := r.Destination.Get(); known {
		return "to " + destination
	}
	return ""
}

// routeTarget is an attribute of a route that names where it leads.
type routeTarget struct{ attribute, kind, typ string }

// types are what the attribute can name; AWS takes several sorts of gateways as gateway_id.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table
func (t routeTarget) types() []string {
	if t.attribute == "gateway_id" {
		return []string{t.typ, "aws_vpn_gateway", "aws_nat_gateway", "aws_vpc_endpoint"}
	}
	return []string{t.typ}
}

func routeTargets() []routeTarget {
	return []routeTarget{
		{"gateway_id", "internet_gateway", "aws_internet_gateway"},
		{"nat_gateway_id", "nat_gateway", "aws_nat_gateway"},
		{"egress_only_gateway_id", "egress_only_internet_gateway", "aws_egress_only_internet_gateway"},
		{"transit_gateway_id", "transit_gateway", "aws_ec2_transit_gateway"},
		{"vpc_peering_connection_id", "vpc_peering_connection", "aws_vpc_peering_connection"},
		{"vpc_endpoint_id", "vpc_endpoint", "aws_vpc_endpoint"},
		{"network_interface_id", "network_interface", "aws_network_interface"},
		{"instance_id", "network_interface", "aws_instance"},
		{"local_gateway_id", "local_gateway", "aws_ec2_local_gateway"},
		{"carrier_gateway_id", "carrier_gateway", "aws_ec2_carrier_gateway"},
		{"core_network_arn", "core_network", "aws_networkmanager_core_network"},
	}
}

func (c *collector) readRoute(in *read.Instance, prefix string) model.Route {
	r := model.Route{Origin: in.Address, Destination: firstKnown(in, prefix,
		"destination_cidr_block", "cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block")}
	if text, ok := r.Destination.Get(); ok && text == "" {
		r.Destination = c.Ref(in, []string{"aws_ec2_managed_prefix_list"}, prefix+"destination_prefix_list_id", "")
	}
	r.TargetType = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	r.Target = r.TargetType
	for _, t := range routeTargets() {
		target := c.Ref(in, t.types(), prefix+t.attribute, "")
		if id, ok := target.Get(); ok && id == "" || !c.mayBeSet(in, prefix+t.attribute, target) {
			continue
		}
		r.TargetType, r.Target = model.Known(gatewayKind(t.kind, target)), target
		if id, ok := target.Get(); t.kind == "internet_gateway" && !ok {
			r.TargetType = c.gatewayKindUnknown(in, prefix+t.attribute)
		} else if ok && id == "local" {
			r.TargetType = model.Known("local")
		}
		return r
	}
	return r
}

// mayBeSet tells a target that the author wrote from one that the provider merely computes.
func (c *collector) mayBeSet(in *read.Instance, path string, target model.Value[string]) bool {
	if target.IsKnown() {
		return true
	}
	if _, s := in.At(path); s == read.Null {
		return false
	}
	return in.Expression(path).Kind == read.References
}

// gatewayKind tells the things that gateway_id can name apart: by the resource, else by the id's prefix.
func gatewayKind(kind string, target model.Value[string]) string {
	id := target.Or("")
	switch {
	case kind != "internet_gateway" && !strings.HasPrefix(id, "eni-"):
		return kind
	case strings.HasPrefix(id, "vgw-"), strings.Contains(id, "aws_vpn_gateway."):
		return "vpn_gateway"
	case strings.HasPrefix(id, "vpce-"), strings.Contains(id, "aws_vpc_endpoint."):
		return "vpc_endpoint"
	case strings.HasPrefix(id, "nat-"), strings.Contains(id, "aws_nat_gateway."):
		return "nat_gateway"
	}
	return kind
}

// gatewayKindUnknown decides the kind of an unresolved gateway_id when every candidate agrees.
func (c *collector) gatewayKindUnknown(in *read.Instance, path string) model.Value[string] {
	why := c.Ref(in, routeTargets()[0].types(), path).Why()
	kinds := map[string]bool{}
	for _, id := range why.Candidates {
		kinds[gatewayKind("internet_gateway", model.Known(id))] = true
	}
	if len(kinds) == 1 {
		for kind := range kinds {
			return model.Known(kind)
		}
	}
	return model.Unknown[string](why)
}

// firstKnown reads the first of several alternative attributes that is set. Alternatives
// that this provider version lacks, or that are empty, do not count.
func firstKnown(in *read.Instance, prefix string, names ...string) model.Value[string] {
	unknown := model.Known("")
	for _, name := range names {
		v := in.Text(prefix+name, "")
		text, ok := v.Get()
		if ok && text != "" {
			return v
		}
		if !ok && in.Expression(prefix+name).Kind != read.Unset {
			unknown = v
		}
	}
	return unknown
}

func route(c *collector, in *read.Instance) {
	ref := c.Ref(in, routeTableTypes(), "route_table_id")
	tables, exact := c.routeTables.of(ref)
	if len(tables) == 0 {
		tables = c.externalRouteTable(ref)
	}
	r := c.readRoute(in, "")
	for _, t := range tables {
		if !exact {
			t.Routes = t.Routes.Broken(
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"},
			)
			continue
		}
		c.placedRoutes.put(&t.Routes, r)
	}
}

// externalRouteTable stands for a table that the plan adds routes to without holding it.
func (c *collector) externalRouteTable(ref model.Value[string]) []*model.RouteTable {
	id, ok := ref.Get()
	if !ok {
		return nil
	}
	why := model.Why{Reason: model.NotInSource, Detail: id + " is not part of the plan"}
	t := c.routeTables.add(id, model.RouteTable{
		Resource: model.Resource{ID: id, Type: "aws_route_table", Source: model.Origin{ARN: id}},
		Main:     model.Unknown[bool](why), Routes: model.Part[model.Route](why),
	})
	return []*model.RouteTable{t}
}
