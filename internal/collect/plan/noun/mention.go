package noun

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// findMentions lists what is not modelled and refers to a component: a way to it, such as an
// accelerator, an API's link or an event's target, that no rule judges.
func (c *collector) findMentions() []model.Mention {
	var all []model.Mention
	for _, in := range c.Instances {
		if in.Data || c.IsModeled(in.Type) || c.interfaces.byID[in.Address] != nil || isTemplate(in.Type) {
			continue
		}
		for _, component := range c.mentioned(in) {
			all = append(all, model.Mention{Address: in.Address, Type: in.Type, Component: component})
		}
	}
	return all
}

// componentTypes are of what components are, and of the ways into them.
func componentTypes() []string {
	return []string{
		"aws_instance",
		"aws_spot_instance_request",
		read.FleetType,
		"aws_lambda_function",
		"aws_db_proxy",
		"aws_efs_file_system",
		"aws_sqs_queue",
		"aws_dynamodb_table",
		"aws_s3_bucket",
		"aws_lb",
		"aws_lb_listener",
		"aws_lb_target_group",
		"aws_ecs_service",
		"aws_db_instance",
		"aws_rds_cluster",
		"aws_elasticache_replication_group",
		"aws_elasticache_cluster",
		"aws_elasticache_serverless_cache",
	}
}

// opensNetwork are the types of network that each type hands to others, without a network interface in it: it joins
// a VPC to other networks, or lets another account or VPC use a subnet or a group, where nobody sees who does.
func opensNetwork() map[string][]string {
	vpc, shared := []string{"aws_vpc"}, []string{"aws_vpc", "aws_subnet", "aws_security_group"}
	return map[string][]string{
		"aws_vpn_gateway":                                vpc,
		"aws_vpn_gateway_attachment":                     vpc,
		"aws_vpc_peering_connection_accepter":            vpc,
		"aws_vpclattice_service_network_vpc_association": vpc,
		"aws_dx_gateway_association":                     vpc,
		"aws_ram_resource_association":                   shared,
		"aws_vpc_security_group_vpc_association":         shared,
	}
}

// mentioned are the components that the values of an instance name, by ARN, address or reference.
// What opens a network to others has that for one. A type that is called after a component's, such as the ownership of
// a bucket, says something about it and is no way to it.
func (c *collector) mentioned(in *read.Instance) []string {
	networks := opensNetwork()[in.Type]
	types := append(componentTypes(), networks...)
	var found []string
	note := func(all []*read.Instance) {
		for _, n := range all {
			if resolve.OfType(n, types) && !strings.HasPrefix(in.Type, n.Type+"_") &&
				!slices.Contains(found, n.Address) {
				found = append(found, n.Address)
			}
		}
	}
	tree.Texts(in.After, func(text string) {
		for _, n := range c.Named(text, types) {
			if shows(n, "arn", text) || shows(n, "dns_name", text) ||
				resolve.OfType(n, networks) && shows(n, "id", text) { // a name may be somebody else's as well
				note([]*read.Instance{n})
			}
		}
	})
	tree.UnknownPaths(in.Unknown, "", func(path string) {
		if e := in.Expression(path); e.Kind == read.References {
			for _, t := range c.Resolver.Resolve(e, c.Resolver.ScopeOf(in)).Found {
				note([]*read.Instance{t.Instance})
			}
		}
	})
	slices.Sort(found)
	return found
}
