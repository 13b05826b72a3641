package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func routeTablesOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		err := pages(
			ctx,
			ec2.NewDescribeRouteTablesPaginator(api, &ec2.DescribeRouteTablesInput{MaxResults: aws.Int32(100)}),
			func(out *ec2.DescribeRouteTablesOutput) {
				for _, t := range out.RouteTables {
					r.add(func(a *model.Architecture) { a.RouteTables = append(a.RouteTables, r.routeTable(t)) })
				}
			},
		)
		if err != nil {
			r.unassociated = whyNot("EC2", "DescribeRouteTables", err)
		}
	}
}

func (r *region) routeTable(t types.RouteTable) model.RouteTable {
	id := r.ec2("route-table", t.RouteTableId)
	n := model.RouteTable{
		Resource: r.ec2Resource("aws_route_table", id, t.Tags),
		VPC:      model.Known(r.ec2("vpc", t.VpcId)),
		Main:     model.Known(false),
		Routes:   model.Whole[model.Route](),
	}
	for _, association := range t.Associations {
		if aws.ToBool(association.Main) {
			n.Main = model.Known(true)
		}
		if association.SubnetId != nil {
			r.tableOf[r.ec2("subnet", association.SubnetId)] = id
		}
	}
	for _, route := range t.Routes {
		if m := r.route(route, id); m.TargetType.Or("") != "local" {
			n.Routes = n.Routes.With(m)
		}
	}
	for _, gateway := range t.PropagatingVgws {
		n.Routes = n.Routes.With(r.propagatedRoute(gateway, id))
	}
	return n
}

// propagatedRoute is the way through a VPN gateway: what it propagates changes with what it learns.
func (r *region) propagatedRoute(gateway types.PropagatingVgw, origin string) model.Route {
	why := model.Why{Reason: model.NotRecorded, Detail: "a VPN gateway propagates the routes that it learns"}
	return model.Route{
		Destination: model.Unknown[string](why),
		TargetType:  model.Known("vpn_gateway"),
		Target:      model.Known(r.ec2("vpn-gateway", gateway.GatewayId)),
		Origin:      origin,
	}
}

func (r *region) route(t types.Route, origin string) model.Route {
	destination := model.Value[string]{}
	switch {
	case t.DestinationCidrBlock != nil:
		destination = model.Known(*t.DestinationCidrBlock)
	case t.DestinationIpv6CidrBlock != nil:
		destination = model.Known(*t.DestinationIpv6CidrBlock)
	case t.DestinationPrefixListId != nil:
		destination = model.Known(r.prefixListID(t.DestinationPrefixListId))
	}
	kind, target := r.routeTarget(t)
	n := model.Route{Destination: destination, TargetType: kind, Target: target, Origin: origin}
	if t.State == types.RouteStateBlackhole {
		n.TargetType = model.Known("blackhole")
	}
	return n
}

// routeTarget reads where a route leads. Gateways are told apart by the prefix of their id.
func (r *region) routeTarget(t types.Route) (kind, target model.Value[string]) {
	known := func(kind, arn string) (model.Value[string], model.Value[string]) {
		return model.Known(kind), model.Known(arn)
	}
	gateway := aws.ToString(t.GatewayId)
	switch {
	case t.NatGatewayId != nil:
		return known("nat_gateway", r.ec2("natgateway", t.NatGatewayId))
	case t.EgressOnlyInternetGatewayId != nil:
		return known(
			"egress_only_internet_gateway",
			r.ec2("egress-only-internet-gateway", t.EgressOnlyInternetGatewayId),
		)
	case t.TransitGatewayId != nil:
		return known("transit_gateway", r.ec2("transit-gateway", t.TransitGatewayId))
	case t.VpcPeeringConnectionId != nil:
		return known("vpc_peering_connection", r.ec2("vpc-peering-connection", t.VpcPeeringConnectionId))
	case t.CarrierGatewayId != nil:
		return known("carrier_gateway", r.ec2("carrier-gateway", t.CarrierGatewayId))
	case t.LocalGatewayId != nil:
		return known("local_gateway", *t.LocalGatewayId)
	case t.CoreNetworkArn != nil:
		return known("core_network", *t.CoreNetworkArn)
	case gateway == "local":
		return known("local", "local")
	case strings.HasPrefix(gateway, "igw-"):
		return known("internet_gateway", r.ec2("internet-gateway", t.GatewayId))
	case strings.HasPrefix(gateway, "vgw-"):
		return known("vpn_gateway", r.ec2("vpn-gateway", t.GatewayId))
	case strings.HasPrefix(gateway, "vpce-"):
		return known("vpc_endpoint", r.ec2("vpc-endpoint", t.GatewayId))
	case t.NetworkInterfaceId != nil || t.InstanceId != nil:
		return known("network_interface", r.ec2("network-interface", t.NetworkInterfaceId))
	}
	return model.Value[string]{}, model.Value[string]{}
}

// link completes what only all collectors together know.
func (r *region) link() {
	for i := range r.a.Subnets {
		s := &r.a.Subnets[i]
		if table, ok := r.tableOf[s.ID]; ok {
			s.RouteTable = model.Known(table)
		} else if r.unassociated.Reason != "" {
			s.RouteTable = model.Unknown[string](r.unassociated)
		}
	}
	r.linkRegional()
	r.linkInstances()
	r.linkInternetAccess()
	r.linkServerless()
	r.linkServices()
	r.linkWebACLs()
}
