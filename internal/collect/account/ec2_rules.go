package account

import (
	"context"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

func securityGroupsOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeSecurityGroupsPaginator(api, &ec2.DescribeSecurityGroupsInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeSecurityGroupsOutput) {
				for _, g := range out.SecurityGroups {
					r.add(
						func(a *model.Architecture) { a.SecurityGroups = append(a.SecurityGroups, r.securityGroup(g)) },
					)
				}
			},
		)
	}
}

func (r *region) securityGroup(g types.SecurityGroup) model.SecurityGroup {
	id := r.ec2("security-group", g.GroupId)
	known, _ := ec2Tags(g.Tags)
	return model.SecurityGroup{
		Resource: r.resource("aws_security_group", id, g.GroupName, known),
		VPC:      model.Known(r.ec2("vpc", g.VpcId)),
		// AWS reserves the name, and no other group can have it.
		// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
		Default: model.Known(aws.ToString(g.GroupName) == "default"),
		Ingress: model.Whole(r.rules(g.IpPermissions, id)...),
		Egress:  model.Whole(r.rules(g.IpPermissionsEgress, id)...),
	}
}

// rules reads permissions: one rule a peer.
func (r *region) rules(permissions []types.IpPermission, origin string) []model.SecurityGroupRule {
	all := []model.SecurityGroupRule{}
	for _, p := range permissions {
		rule := model.SecurityGroupRule{
			Protocol: model.Known(form.Protocol(aws.ToString(p.IpProtocol))),
			Origin:   origin,
			FromPort: model.Known(-1),
			ToPort:   model.Known(-1),
		}
		if p.FromPort != nil && rule.Protocol.Or("") != "all" {
			rule.FromPort, rule.ToPort = model.Known(int(*p.FromPort)), number(p.ToPort)
		}
		add := func(kind, peer string) {
			rule.PeerType, rule.Peer = model.Known(kind), model.Known(peer)
			all = append(all, rule)
		}
		for _, a := range p.IpRanges {
			add("cidr", aws.ToString(a.CidrIp))
		}
		for _, a := range p.Ipv6Ranges {
			add("cidr", aws.ToString(a.CidrIpv6))
		}
		for _, l := range p.PrefixListIds {
			add("prefix_list", r.prefixListID(l.PrefixListId))
		}
		for _, g := range p.UserIdGroupPairs {
			add("security_group", r.peerGroup(g))
		}
	}
	return all
}

// peerGroup is the ARN of a group, which may be of another account over a peering.
func (r *region) peerGroup(g types.UserIdGroupPair) string {
	if owner := aws.ToString(g.UserId); owner != "" && owner != r.session.id {
		return "arn:" + r.session.partition + ":ec2:" + r.name + ":" + owner + ":security-group/" + aws.ToString(
			g.GroupId,
		)
	}
	return r.ec2("security-group", g.GroupId)
}

func networkACLsOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeNetworkAclsPaginator(api, &ec2.DescribeNetworkAclsInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeNetworkAclsOutput) {
				for _, l := range out.NetworkAcls {
					r.add(func(a *model.Architecture) { a.NetworkACLs = append(a.NetworkACLs, r.networkACL(l)) })
				}
			},
		)
	}
}

// lastEntry is the number of the implicit final deny, which the model does not list.
// https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
const lastEntry = 32767

func (r *region) networkACL(l types.NetworkAcl) model.NetworkACL {
	id := r.ec2("network-acl", l.NetworkAclId)
	n := model.NetworkACL{
		Resource: r.ec2Resource("aws_network_acl", id, l.Tags),
		VPC:      model.Known(r.ec2("vpc", l.VpcId)),
		Default:  value(l.IsDefault),
		Subnets:  model.Whole[string](),
		Ingress:  model.Whole[model.ACLEntry](),
		Egress:   model.Whole[model.ACLEntry](),
	}
	for _, association := range l.Associations {
		n.Subnets = n.Subnets.With(r.ec2("subnet", association.SubnetId))
	}
	for _, e := range l.Entries {
		switch {
		case aws.ToInt32(e.RuleNumber) >= lastEntry:
		case aws.ToBool(e.Egress):
			n.Egress = n.Egress.With(aclEntry(e, id))
		default:
			n.Ingress = n.Ingress.With(aclEntry(e, id))
		}
	}
	return n
}

func aclEntry(e types.NetworkAclEntry, origin string) model.ACLEntry {
	n := model.ACLEntry{
		RuleNumber: number(e.RuleNumber),
		Protocol:   model.Known(form.Protocol(aws.ToString(e.Protocol))),
		Action:     text(e.RuleAction),
		CIDRBlock:  value(e.CidrBlock),
		FromPort:   model.Known(0),
		ToPort:     model.Known(0),
		Origin:     origin + " entry " + strconv.Itoa(int(aws.ToInt32(e.RuleNumber))),
	}
	if e.CidrBlock == nil {
		n.CIDRBlock = value(e.Ipv6CidrBlock)
	}
	if e.PortRange != nil {
		n.FromPort, n.ToPort = number(e.PortRange.From), number(e.PortRange.To)
	}
	return n
}
