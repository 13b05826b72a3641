package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func gatewaysOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeInternetGatewaysPaginator(
				api,
				&ec2.DescribeInternetGatewaysInput{MaxResults: aws.Int32(1000)},
			),
			func(out *ec2.DescribeInternetGatewaysOutput) {
				for _, g := range out.InternetGateways {
					n := model.InternetGateway{
						Resource: r.ec2Resource(
							"aws_internet_gateway",
							r.ec2("internet-gateway", g.InternetGatewayId),
							g.Tags,
						),
						VPC: model.Known(""),
					}
					for _, at := range g.Attachments {
						n.VPC = model.Known(r.ec2("vpc", at.VpcId))
					}
					r.add(func(a *model.Architecture) { a.InternetGateways = append(a.InternetGateways, n) })
				}
			},
		)
		readNATGateways(ctx, r, api)
	}
}

func readNATGateways(ctx context.Context, r *region, api ec2API) {
	_ = pages(
		ctx,
		ec2.NewDescribeNatGatewaysPaginator(api, &ec2.DescribeNatGatewaysInput{MaxResults: aws.Int32(1000)}),
		func(out *ec2.DescribeNatGatewaysOutput) {
			for _, g := range out.NatGateways {
				if g.State == types.NatGatewayStateDeleted || g.State == types.NatGatewayStateDeleting ||
					g.State == types.NatGatewayStateFailed {
					r.noteGone(r.ec2("natgateway", g.NatGatewayId))
					continue // AWS lists a deleted gateway for about an hour
				}
				n := r.natGateway(g)
				for _, address := range g.NatGatewayAddresses {
					r.wire(n.ID, aws.ToString(address.NetworkInterfaceId))
				}
				r.add(func(a *model.Architecture) { a.NATGateways = append(a.NATGateways, n) })
			}
		},
	)
}

func (r *region) natGateway(g types.NatGateway) model.NATGateway {
	n := model.NATGateway{
		Resource:         r.ec2Resource("aws_nat_gateway", r.ec2("natgateway", g.NatGatewayId), g.Tags),
		Subnet:           model.Known(r.ec2("subnet", g.SubnetId)),
		ConnectivityType: connectivity(g),
		Addresses:        model.Whole[string](),
	}
	if g.AvailabilityMode == types.AvailabilityModeRegional {
		n.Subnet = model.Value[string]{}
		r.mu.Lock()
		r.regional[n.ID] = r.ec2("vpc", g.VpcId)
		r.mu.Unlock()
	}
	for _, address := range g.NatGatewayAddresses {
		if id := r.ec2("elastic-ip", address.AllocationId); id != "" {
			n.Addresses = n.Addresses.With(id)
		}
	}
	return n
}

// linkRegional places the regional NAT gateways, once all subnets are read.
func (r *region) linkRegional() {
	subnets := make([]*model.Subnet, len(r.a.Subnets))
	for i := range r.a.Subnets {
		subnets[i] = &r.a.Subnets[i]
	}
	for i := range r.a.NATGateways {
		n := &r.a.NATGateways[i]
		if vpc, regional := r.regional[n.ID]; regional {
			n.Subnet = form.RegionalSubnet(subnets, model.Known(vpc))
		}
	}
}

// connectivity is public where the gateway has a public address, if AWS does not say.
func connectivity(g types.NatGateway) model.Value[string] {
	if g.ConnectivityType != "" {
		return model.Known(string(g.ConnectivityType))
	}
	for _, address := range g.NatGatewayAddresses {
		if aws.ToString(address.PublicIp) != "" {
			return model.Known("public")
		}
	}
	return model.Value[string]{}
}
