package mototest

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func (b *Builder) ec2() *ec2.Client { return ec2.NewFromConfig(b.cfg) }

func tagsOf(kind types.ResourceType, r model.Resource) []types.TagSpecification {
	all := []types.Tag{{Key: aws.String("Name"), Value: str(r.Name)}}
	for k, v := range r.Tags.Or(nil) {
		if k != "Name" {
			all = append(all, types.Tag{Key: aws.String(k), Value: aws.String(v)})
		}
	}
	return []types.TagSpecification{{ResourceType: kind, Tags: all}}
}

func (b *Builder) vpcs() {
	for _, v := range b.model.VPCs {
		out := must(
			b.ec2().CreateVpc(
				b.ctx,
				&ec2.CreateVpcInput{
					CidrBlock:         aws.String(v.CIDRBlocks.Items()[0]),
					TagSpecifications: tagsOf(types.ResourceTypeVpc, v.Resource),
				},
			),
		)
		b.IDs[v.ID] = *out.Vpc.VpcId
	}
}

func (b *Builder) subnets() {
	for _, s := range b.model.Subnets {
		out := must(b.ec2().CreateSubnet(b.ctx, &ec2.CreateSubnetInput{
			VpcId:             b.id(s.VPC),
			CidrBlock:         str(s.CIDRBlock),
			AvailabilityZone:  str(s.AvailabilityZone),
			TagSpecifications: tagsOf(types.ResourceTypeSubnet, s.Resource),
		}))
		b.IDs[s.ID] = *out.Subnet.SubnetId
		done(b.ec2().ModifySubnetAttribute(b.ctx, &ec2.ModifySubnetAttributeInput{SubnetId: out.Subnet.SubnetId,
			MapPublicIpOnLaunch: &types.AttributeBooleanValue{Value: aws.Bool(s.MapPublicIPOnLaunch.Or(false))}}))
	}
}

func (b *Builder) gateways() {
	for _, g := range b.model.InternetGateways {
		out := must(b.ec2().CreateInternetGateway(b.ctx, &ec2.CreateInternetGatewayInput{}))
		b.IDs[g.ID] = *out.InternetGateway.InternetGatewayId
		done(
			b.ec2().AttachInternetGateway(
				b.ctx,
				&ec2.AttachInternetGatewayInput{
					InternetGatewayId: out.InternetGateway.InternetGatewayId,
					VpcId:             b.id(g.VPC),
				},
			),
		)
	}
	for _, n := range b.model.NATGateways {
		address := must(b.ec2().AllocateAddress(b.ctx, &ec2.AllocateAddressInput{Domain: types.DomainTypeVpc}))
		out := must(
			b.ec2().CreateNatGateway(
				b.ctx,
				&ec2.CreateNatGatewayInput{SubnetId: b.id(n.Subnet), AllocationId: address.AllocationId},
			),
		)
		b.IDs[n.ID] = *out.NatGateway.NatGatewayId
		b.describe(*out.NatGateway.NatGatewayId)
	}
}

// describe gives the interfaces of a NAT gateway the description that AWS gives them.
func (b *Builder) describe(gateway string) {
	found := must(b.ec2().DescribeNatGateways(b.ctx, &ec2.DescribeNatGatewaysInput{NatGatewayIds: []string{gateway}}))
	for _, address := range found.NatGateways[0].NatGatewayAddresses {
		done(
			b.ec2().ModifyNetworkInterfaceAttribute(
				b.ctx,
				&ec2.ModifyNetworkInterfaceAttributeInput{NetworkInterfaceId: address.NetworkInterfaceId,
					Description: &types.AttributeValue{Value: aws.String("Interface for NAT Gateway " + gateway)}},
			),
		)
	}
}

func vpcFilter(id *string) []types.Filter {
	return []types.Filter{{Name: aws.String("vpc-id"), Values: []string{*id}}}
}

func (b *Builder) routeTables() {
	for _, t := range b.model.RouteTables {
		if t.Main.Or(false) {
			out := must(
				b.ec2().DescribeRouteTables(b.ctx, &ec2.DescribeRouteTablesInput{Filters: vpcFilter(b.id(t.VPC))}),
			)
			for _, have := range out.RouteTables {
				for _, association := range have.Associations {
					if aws.ToBool(association.Main) {
						b.IDs[t.ID] = *have.RouteTableId
					}
				}
			}
		} else {
			out := must(b.ec2().CreateRouteTable(b.ctx, &ec2.CreateRouteTableInput{VpcId: b.id(t.VPC)}))
			b.IDs[t.ID] = *out.RouteTable.RouteTableId
		}
		for _, r := range t.Routes.Items() {
			b.route(b.IDs[t.ID], r)
		}
	}
	for _, s := range b.model.Subnets {
		if table := b.id(s.RouteTable); table != nil {
			done(
				b.ec2().AssociateRouteTable(
					b.ctx,
					&ec2.AssociateRouteTableInput{RouteTableId: table, SubnetId: aws.String(b.IDs[s.ID])},
				),
			)
		}
	}
}

func (b *Builder) route(table string, r model.Route) {
	in := &ec2.CreateRouteInput{RouteTableId: aws.String(table), DestinationCidrBlock: str(r.Destination)}
	switch r.TargetType.Or("") {
	case "nat_gateway":
		in.NatGatewayId = b.id(r.Target)
	case "vpc_peering_connection":
		in.VpcPeeringConnectionId = b.peering()
	default:
		in.GatewayId = b.id(r.Target)
	}
	done(b.ec2().CreateRoute(b.ctx, in))
}

// peering joins the first VPC to another one.
func (b *Builder) peering() *string {
	other := must(b.ec2().CreateVpc(b.ctx, &ec2.CreateVpcInput{CidrBlock: aws.String("192.168.0.0/16")}))
	made := must(
		b.ec2().CreateVpcPeeringConnection(
			b.ctx,
			&ec2.CreateVpcPeeringConnectionInput{
				VpcId:     aws.String(b.IDs[b.model.VPCs[0].ID]),
				PeerVpcId: other.Vpc.VpcId,
			},
		),
	)
	id := made.VpcPeeringConnection.VpcPeeringConnectionId
	done(b.ec2().AcceptVpcPeeringConnection(b.ctx, &ec2.AcceptVpcPeeringConnectionInput{VpcPeeringConnectionId: id}))
	return id
}

// flowLogs sends them to a bucket, which need not exist on the emulator.
func (b *Builder) flowLogs() {
	for _, f := range b.model.FlowLogs {
		bucket := "flow-" + b.account
		done(
			s3.NewFromConfig(
				b.cfg,
				func(o *s3.Options) { o.UsePathStyle = true },
			).CreateBucket(
				b.ctx,
				&s3.CreateBucketInput{Bucket: aws.String(bucket)},
			),
		)
		done(
			b.ec2().CreateFlowLogs(b.ctx, &ec2.CreateFlowLogsInput{
				ResourceIds:        []string{*b.id(f.Target)},
				ResourceType:       types.FlowLogsResourceTypeVpc,
				TrafficType:        types.TrafficType(f.TrafficType.Or("")),
				LogDestinationType: types.LogDestinationTypeS3,
				LogDestination:     aws.String("arn:aws:s3:::" + bucket),
			}),
		)
	}
}

func (b *Builder) groups() {
	for _, g := range b.model.SecurityGroups {
		if g.Default.Or(false) {
			out := must(b.ec2().DescribeSecurityGroups(b.ctx, &ec2.DescribeSecurityGroupsInput{
				Filters: append(
					vpcFilter(b.id(g.VPC)),
					types.Filter{Name: aws.String("group-name"), Values: []string{"default"}},
				),
			}))
			b.IDs[g.ID] = *out.SecurityGroups[0].GroupId
		} else {
			out := must(
				b.ec2().CreateSecurityGroup(
					b.ctx,
					&ec2.CreateSecurityGroupInput{
						GroupName:         str(g.Name),
						Description:       aws.String("test"),
						VpcId:             b.id(g.VPC),
						TagSpecifications: tagsOf(types.ResourceTypeSecurityGroup, g.Resource),
					},
				),
			)
			b.IDs[g.ID] = *out.GroupId
		}
		done(
			b.ec2().RevokeSecurityGroupEgress(b.ctx, &ec2.RevokeSecurityGroupEgressInput{
				GroupId: aws.String(b.IDs[g.ID]),
				IpPermissions: []types.IpPermission{
					{IpProtocol: aws.String("-1"), IpRanges: []types.IpRange{{CidrIp: aws.String("0.0.0.0/0")}}},
				},
			}),
		)
	}
	for _, g := range b.model.SecurityGroups {
		id := aws.String(b.IDs[g.ID])
		for _, r := range g.Ingress.Items() {
			done(
				b.ec2().AuthorizeSecurityGroupIngress(
					b.ctx,
					&ec2.AuthorizeSecurityGroupIngressInput{GroupId: id, IpPermissions: b.permission(r)},
				),
			)
		}
		for _, r := range g.Egress.Items() {
			done(
				b.ec2().AuthorizeSecurityGroupEgress(
					b.ctx,
					&ec2.AuthorizeSecurityGroupEgressInput{GroupId: id, IpPermissions: b.permission(r)},
				),
			)
		}
	}
}

func (b *Builder) permission(r model.SecurityGroupRule) []types.IpPermission {
	p := types.IpPermission{IpProtocol: str(r.Protocol), FromPort: int32of(r.FromPort), ToPort: int32of(r.ToPort)}
	if r.Protocol.Or("") == "all" {
		p = types.IpPermission{IpProtocol: aws.String("-1")}
	}
	switch peer := r.Peer.Or(""); {
	case r.PeerType.Or("") == "security_group":
		p.UserIdGroupPairs = []types.UserIdGroupPair{{GroupId: b.id(r.Peer), UserId: aws.String(b.account)}}
	case r.PeerType.Or("") == "prefix_list":
		p.PrefixListIds = []types.PrefixListId{{PrefixListId: b.id(r.Peer)}}
	case strings.Contains(peer, ":"):
		p.Ipv6Ranges = []types.Ipv6Range{{CidrIpv6: aws.String(peer)}}
	default:
		p.IpRanges = []types.IpRange{{CidrIp: aws.String(peer)}}
	}
	return []types.IpPermission{p}
}

func (b *Builder) acls() {
	for _, l := range b.model.NetworkACLs {
		if l.Default.Or(false) && l.Source.Assumed {
			continue
		}
		id := b.emptyACL(l)
		b.IDs[l.ID] = *id
		for _, e := range l.Ingress.Items() {
			b.entry(id, e, false)
		}
		for _, e := range l.Egress.Items() {
			b.entry(id, e, true)
		}
		have := must(b.ec2().DescribeNetworkAcls(b.ctx, &ec2.DescribeNetworkAclsInput{Filters: vpcFilter(b.id(l.VPC))}))
		for _, other := range have.NetworkAcls {
			for _, association := range other.Associations {
				for _, subnet := range b.ids(l.Subnets) {
					if aws.ToString(association.SubnetId) == subnet {
						done(
							b.ec2().ReplaceNetworkAclAssociation(
								b.ctx,
								&ec2.ReplaceNetworkAclAssociationInput{
									AssociationId: association.NetworkAclAssociationId,
									NetworkAclId:  id,
								},
							),
						)
					}
				}
			}
		}
	}
}

// emptyACL makes an ACL, or takes the default one and empties it.
func (b *Builder) emptyACL(l model.NetworkACL) *string {
	if !l.Default.Or(false) {
		return must(
			b.ec2().CreateNetworkAcl(b.ctx, &ec2.CreateNetworkAclInput{VpcId: b.id(l.VPC)}),
		).NetworkAcl.NetworkAclId
	}
	filters := append(vpcFilter(b.id(l.VPC)), types.Filter{Name: aws.String("default"), Values: []string{"true"}})
	acl := must(b.ec2().DescribeNetworkAcls(b.ctx, &ec2.DescribeNetworkAclsInput{Filters: filters})).NetworkAcls[0]
	for _, e := range acl.Entries {
		const last = 32767 // the implicit final deny cannot be deleted
		if aws.ToInt32(e.RuleNumber) < last {
			done(
				b.ec2().DeleteNetworkAclEntry(
					b.ctx,
					&ec2.DeleteNetworkAclEntryInput{
						NetworkAclId: acl.NetworkAclId,
						RuleNumber:   e.RuleNumber,
						Egress:       e.Egress,
					},
				),
			)
		}
	}
	return acl.NetworkAclId
}

func (b *Builder) entry(acl *string, e model.ACLEntry, egress bool) {
	numbers := map[string]string{"tcp": "6", "udp": "17", "icmp": "1", "all": "-1"}
	done(
		b.ec2().CreateNetworkAclEntry(b.ctx, &ec2.CreateNetworkAclEntryInput{
			NetworkAclId: acl,
			Egress:       aws.Bool(egress),
			RuleNumber:   int32of(e.RuleNumber),
			Protocol:     aws.String(numbers[e.Protocol.Or("")]),
			RuleAction:   types.RuleAction(e.Action.Or("")),
			CidrBlock:    str(e.CIDRBlock),
			PortRange:    &types.PortRange{From: int32of(e.FromPort), To: int32of(e.ToPort)},
		}),
	)
}

// endpointPolicy is none for full access, which is what an endpoint has without one.
func (b *Builder) endpointPolicy(e model.VPCEndpoint) *string {
	if e.FullAccess.Or(true) {
		return nil
	}
	return aws.String(
		document(map[string]any{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*"}),
	)
}

func (b *Builder) endpoints() {
	for _, e := range b.model.VPCEndpoints {
		out := must(
			b.ec2().CreateVpcEndpoint(b.ctx, &ec2.CreateVpcEndpointInput{
				VpcId:             b.id(e.VPC),
				ServiceName:       str(e.ServiceName),
				VpcEndpointType:   types.VpcEndpointType(e.EndpointType.Or("Gateway")),
				RouteTableIds:     b.ids(e.RouteTables),
				PrivateDnsEnabled: aws.Bool(e.PrivateDNS.Or(false)),
				SubnetIds:         b.ids(e.Subnets),
				SecurityGroupIds:  b.ids(e.SecurityGroups),
				PolicyDocument:    b.endpointPolicy(e),
			}),
		)
		b.IDs[e.ID] = *out.VpcEndpoint.VpcEndpointId
	}
}
