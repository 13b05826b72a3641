package plan

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// findMentions lists what is not modelled and refers to a component: a way to it, such as an
// accelerator, an API's link or an event's target, that no rule judges.
func (c *collector) findMentions() []model.Mention {
	var all []model.Mention
	for _, in := range c.instances {
		if in.data || c.isModeled(in.typ) || c.interfaces.byID[in.address] != nil || isTemplate(in.typ) {
			continue
		}
		for _, component := range c.mentioned(in) {
			all = append(all, model.Mention{Address: in.address, Type: in.typ, Component: component})
		}
	}
	return all
}

// componentTypes are of what components are, and of the ways into them.
func componentTypes() []string {
	return []string{
		"aws_instance",
		"aws_spot_instance_request",
		fleetType,
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
func (c *collector) mentioned(in *instance) []string {
	networks := opensNetwork()[in.typ]
	types := append(componentTypes(), networks...)
	var found []string
	note := func(all []*instance) {
		for _, n := range all {
			if ofType(n, types) && !strings.HasPrefix(in.typ, n.typ+"_") && !slices.Contains(found, n.address) {
				found = append(found, n.address)
			}
		}
	}
	texts(in.after, func(text string) {
		for _, n := range c.named(text, types) {
			if shows(n, "arn", text) || shows(n, "dns_name", text) ||
				ofType(n, networks) && shows(n, "id", text) { // a name may be somebody else's as well
				note([]*instance{n})
			}
		}
	})
	unknownPaths(in.unknown, "", func(path string) {
		if e := in.expression(path); e.kind == references {
			for _, t := range c.resolver.resolve(e, c.resolver.scopeOf(in)).found {
				note([]*instance{t.instance})
			}
		}
	})
	slices.Sort(found)
	return found
}
