package account

import (
	"context"
	"fmt"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// ec2API is what is read of EC2.
type ec2API interface {
	ec2.DescribeVpcsAPIClient
	blockAPI
	ec2.DescribeSubnetsAPIClient
	ec2.DescribeRouteTablesAPIClient
	ec2.DescribeInternetGatewaysAPIClient
	ec2.DescribeNatGatewaysAPIClient
	ec2.DescribeNetworkAclsAPIClient
	ec2.DescribeSecurityGroupsAPIClient
	ec2.DescribeVpcEndpointsAPIClient
	ec2.DescribeManagedPrefixListsAPIClient
	ec2.GetManagedPrefixListEntriesAPIClient
	ec2.DescribeVpcPeeringConnectionsAPIClient
	ec2.DescribeTransitGatewayVpcAttachmentsAPIClient
	ec2.DescribeFlowLogsAPIClient
	ec2.DescribeNetworkInterfacesAPIClient
	DescribeAddresses(
		context.Context,
		*ec2.DescribeAddressesInput,
		...func(*ec2.Options),
	) (*ec2.DescribeAddressesOutput, error)
}

func readEC2(ctx context.Context, r *region) {
	api := ec2.NewFromConfig(r.cfg())
	together(
		ctx,
		r,
		vpcsOf(api),
		routeTablesOf(api),
		gatewaysOf(api),
		networkACLsOf(api),
		securityGroupsOf(api),
		endpointsOf(api),
		attachmentsOf(api),
		interfacesOf(api),
		internetBlockOf(api),
	)
}

// enabledRegions are the regions that the account may use. The list is filtered here, as not
// every endpoint honours the request's own filter.
func (s *session) enabledRegions(ctx context.Context) ([]string, error) {
	out, err := ec2.NewFromConfig(s.cfg).DescribeRegions(ctx, &ec2.DescribeRegionsInput{AllRegions: aws.Bool(true)})
	if classify(err) == statusDenied {
		return nil, signInError{
			fmt.Errorf("find the regions of account %s: %s; or name them in `regions` or with --region", s.Name,
				sentence("EC2", "DescribeRegions", statusDenied, err)),
			model.AccessDenied,
		}
	}
	if err != nil {
		return nil, s.failed(ctx, "find the regions of account", err)
	}
	var names []string
	for _, r := range out.Regions {
		if aws.ToString(r.OptInStatus) != "not-opted-in" {
			names = append(names, aws.ToString(r.RegionName))
		}
	}
	return names, nil
}

func ec2Tags(tags []types.Tag) (model.Value[map[string]string], *string) {
	return tagged(tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
}

func (r *region) ec2Resource(typ, arn string, tags []types.Tag) model.Resource {
	known, name := ec2Tags(tags)
	return r.resource(typ, arn, name, known)
}

func vpcsOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeVpcsPaginator(api, &ec2.DescribeVpcsInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeVpcsOutput) {
				for _, v := range out.Vpcs {
					r.add(func(a *model.Architecture) { a.VPCs = append(a.VPCs, r.vpc(v)) })
					r.noteOwner(v)
				}
			},
		)
		_ = pages(
			ctx,
			ec2.NewDescribeSubnetsPaginator(api, &ec2.DescribeSubnetsInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeSubnetsOutput) {
				for _, s := range out.Subnets {
					r.add(func(a *model.Architecture) { a.Subnets = append(a.Subnets, r.subnet(s)) })
				}
			},
		)
	}
}

func (r *region) vpc(v types.Vpc) model.VPC {
	n := model.VPC{
		Resource:       r.ec2Resource("aws_vpc", r.ec2("vpc", v.VpcId), v.Tags),
		CIDRBlocks:     model.Whole[string](),
		IPv6CIDRBlocks: model.Whole[string](),
	}
	for _, b := range v.CidrBlockAssociationSet {
		if b.CidrBlockState == nil || b.CidrBlockState.State == types.VpcCidrBlockStateCodeAssociated ||
			b.CidrBlockState.State == types.VpcCidrBlockStateCodeAssociating {
			n.CIDRBlocks = n.CIDRBlocks.With(aws.ToString(b.CidrBlock))
		}
	}
	if len(v.CidrBlockAssociationSet) == 0 && v.CidrBlock != nil {
		n.CIDRBlocks = n.CIDRBlocks.With(*v.CidrBlock)
	}
	for _, b := range v.Ipv6CidrBlockAssociationSet {
		if b.Ipv6CidrBlockState == nil || b.Ipv6CidrBlockState.State == types.VpcCidrBlockStateCodeAssociated ||
			b.Ipv6CidrBlockState.State == types.VpcCidrBlockStateCodeAssociating {
			n.IPv6CIDRBlocks = n.IPv6CIDRBlocks.With(aws.ToString(b.Ipv6CidrBlock))
		}
	}
	return n
}

func (r *region) subnet(s types.Subnet) model.Subnet {
	n := model.Subnet{
		Resource:            r.ec2Resource("aws_subnet", r.ec2("subnet", s.SubnetId), s.Tags),
		VPC:                 model.Known(r.ec2("vpc", s.VpcId)),
		CIDRBlock:           value(s.CidrBlock),
		IPv6CIDRBlock:       model.Known(""),
		AvailabilityZone:    value(s.AvailabilityZone),
		MapPublicIPOnLaunch: value(s.MapPublicIpOnLaunch),
		RouteTable:          model.Known(""),
	}
	for _, b := range s.Ipv6CidrBlockAssociationSet {
		if b.Ipv6CidrBlockState == nil || b.Ipv6CidrBlockState.State == types.SubnetCidrBlockStateCodeAssociated ||
			b.Ipv6CidrBlockState.State == types.SubnetCidrBlockStateCodeAssociating {
			n.IPv6CIDRBlock = value(b.Ipv6CidrBlock)
		}
	}
	return n
}

func endpointsOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeVpcEndpointsPaginator(api, &ec2.DescribeVpcEndpointsInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeVpcEndpointsOutput) {
				for _, e := range out.VpcEndpoints {
					n := r.endpoint(e)
					r.wire(n.ID, e.NetworkInterfaceIds...)
					r.add(func(a *model.Architecture) { a.VPCEndpoints = append(a.VPCEndpoints, n) })
				}
			},
		)
		var lists []types.ManagedPrefixList
		_ = pages(
			ctx,
			ec2.NewDescribeManagedPrefixListsPaginator(
				api,
				&ec2.DescribeManagedPrefixListsInput{MaxResults: aws.Int32(100)},
			),
			func(out *ec2.DescribeManagedPrefixListsOutput) {
				lists = append(lists, out.PrefixLists...)
			},
		)
		follow(ctx, lists, func(ctx context.Context, l types.ManagedPrefixList) { r.prefixList(ctx, api, l) })
	}
}

func (r *region) endpoint(e types.VpcEndpoint) model.VPCEndpoint {
	known, _ := ec2Tags(e.Tags)
	n := model.VPCEndpoint{
		Lifecycle:    form.EndpointStates().Lifecycle(text(e.State)),
		Resource:     r.resource("aws_vpc_endpoint", r.ec2("vpc-endpoint", e.VpcEndpointId), e.ServiceName, known),
		VPC:          model.Known(r.ec2("vpc", e.VpcId)),
		EndpointType: text(e.VpcEndpointType),
		ServiceName:  value(e.ServiceName),
		RouteTables:  model.Whole(r.ec2All("route-table", e.RouteTableIds)...),
		Placement: model.Placement{
			Subnets:       model.Whole(r.ec2All("subnet", e.SubnetIds)...),
			PublicAddress: model.Known(false),
		},
	}
	var groups []string
	for _, g := range e.Groups {
		groups = append(groups, aws.ToString(g.GroupId))
	}
	n.SecurityGroups = model.Whole(r.ec2All("security-group", groups)...)
	n.PrivateDNS = value(e.PrivateDnsEnabled)
	// Each endpoint that takes a policy has one; a gateway load balancer's takes none.
	if n.FullAccess = form.FullAccess(policyOf(e.PolicyDocument, n.ID)); aws.ToString(e.PolicyDocument) == "" {
		n.FullAccess = model.Known(true)
	}
	return n
}

// prefixListID is the ARN a list of this region has, whoever owns it.
func (r *region) prefixListID(id *string) string { return r.ec2("prefix-list", id) }

func (r *region) prefixList(ctx context.Context, api ec2API, l types.ManagedPrefixList) {
	known, _ := ec2Tags(l.Tags)
	n := model.PrefixList{
		Resource: r.resource("aws_ec2_managed_prefix_list", r.prefixListID(l.PrefixListId), l.PrefixListName, known),
		Entries:  model.Whole[string](),
	}
	err := pages(
		ctx,
		ec2.NewGetManagedPrefixListEntriesPaginator(
			api,
			&ec2.GetManagedPrefixListEntriesInput{PrefixListId: l.PrefixListId, MaxResults: aws.Int32(100)},
		),
		func(out *ec2.GetManagedPrefixListEntriesOutput) {
			for _, e := range out.Entries {
				n.Entries = n.Entries.With(aws.ToString(e.Cidr))
			}
		},
	)
	if err != nil {
		n.Entries = n.Entries.Broken(whyNot("EC2", "GetManagedPrefixListEntries", err))
	}
	r.add(func(a *model.Architecture) { a.PrefixLists = append(a.PrefixLists, n) })
}
