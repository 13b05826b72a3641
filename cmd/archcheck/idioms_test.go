package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"golang.org/x/sys/unix"
)

// ref is a reference with the prefix that Terraform repeats.
func ref(address, attribute string) []string { return []string{address + "." + attribute, address} }

// securityRule is an ingress or egress rule resource in module.security.
func securityRule(name, direction, group string, after map[string]any) pt.Edit {
	return pt.Add("module.security", "aws_vpc_security_group_"+direction+"_rule", name, after,
		map[string][]string{"security_group_id": ref("aws_security_group."+group, "id")})
}

func isolatedRoute(after map[string]any, target string, to ...string) pt.Edit {
	return pt.Add("module.network", "aws_route", "more", after,
		map[string][]string{"route_table_id": ref("aws_route_table.isolated", "id"), target: to})
}

func cidr(c string, protocol string, from, to any) map[string]any {
	return map[string]any{"cidr_ipv4": c, "ip_protocol": protocol, "from_port": from, "to_port": to}
}

// inPlace changes a resource of an existing stack: before keeps what was.
func inPlace(address string, actions []any, after map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		c := p.Resource(address)["change"].(map[string]any)
		before := map[string]any{}
		for k, v := range c["after"].(map[string]any) {
			before[k] = v
		}
		c["before"], c["actions"] = before, actions
		if after == nil {
			c["after"] = nil
			return
		}
		for k, v := range after {
			c["after"].(map[string]any)[k] = v
		}
	}
}

// weighted makes the HTTPS listener forward with weights, the first to the application's target group.
func weighted(weights ...int) []pt.Edit {
	groups := []any{}
	for _, w := range weights {
		groups = append(groups, map[string]any{"weight": w})
	}
	edits := []pt.Edit{
		pt.Computed(https, "default_action.0.target_group_arn"),
		pt.Set(https, "default_action.0.target_group_arn", nil),
		pt.Set(https, "default_action.0.forward", []any{map[string]any{"target_group": groups}}),
	}
	for i, name := range []string{"app", "two"}[:len(weights)] {
		edits = append(
			edits,
			pt.Constant(https, "default_action.0.forward.0.target_group."+strconv.Itoa(i)+".weight", weights[i]),
			pt.Link(
				https,
				"default_action.0.forward.0.target_group."+strconv.Itoa(i)+".arn",
				ref("aws_lb_target_group."+name, "arn")...),
		)
	}
	return edits
}

// condition is one condition of a listener rule.
func condition(field, value string) map[string]any {
	return map[string]any{field: []any{map[string]any{"values": []any{value}}}}
}

// listenerRule adds a rule to a listener of the application's module.
func listenerRule(listener string, action map[string]any, conditions ...any) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_lb_listener_rule",
		"x",
		map[string]any{"priority": 1, "action": []any{action}, "condition": conditions},
		map[string][]string{"listener_arn": ref(strings.TrimPrefix(listener, "module.app."), "arn")},
	)
}

// aurora replaces the database with a cluster of n instances.
func aurora(n int) []pt.Edit {
	edits := []pt.Edit{pt.Remove(database), pt.Add("module.data", "aws_rds_cluster", "this", map[string]any{
		"cluster_identifier":              "shop-prod",
		"engine":                          "aurora-postgresql",
		"storage_encrypted":               true,
		"backup_retention_period":         7,
		"db_subnet_group_name":            "shop-prod",
		"skip_final_snapshot":             false,
		"deletion_protection":             true,
		"port":                            5432,
		"enabled_cloudwatch_logs_exports": []any{"postgresql"},
	}, map[string][]string{"vpc_security_group_ids": {"var.db_security_group_id"}, "kms_key_id": ref("aws_kms_key.data", "arn")})}
	for i := range n {
		edits = append(edits, pt.Add(
			"module.data",
			"aws_rds_cluster_instance",
			"i"+string(rune('a'+i)),
			map[string]any{
				"instance_class": "db.t4g.medium",
			},
			map[string][]string{"cluster_identifier": ref("aws_rds_cluster.this", "id")},
		))
	}
	return append(edits, pt.Set(watch("db-cpu"), "dimensions", map[string]any{"DBClusterIdentifier": "shop-prod"}))
}

// TestIdioms changes a conforming plan in one way each and names all rules that may fail.
func TestIdioms(t *testing.T) {
	add, set, link := pt.Add, pt.Set, pt.Link
	for _, c := range []struct {
		name, base string
		edits      []pt.Edit
		fails      []string
	}{
		{name: "egress to an address nobody has", edits: []pt.Edit{securityRule("none", "egress", "db", cidr("255.255.255.255/32", "icmp", 252, 86))}},
		{name: "icmp placeholder", edits: []pt.Edit{securityRule("none", "egress", "db", cidr("0.0.0.0/0", "icmp", 252, 86))}},
		{name: "protocol by number", edits: []pt.Edit{set("module.security.aws_vpc_security_group_ingress_rule.db_app", "ip_protocol", "6")}},
		{name: "the internet in two halves", edits: []pt.Edit{set("module.security.aws_vpc_security_group_egress_rule.app_https", "cidr_ipv4", "0.0.0.0/1"), securityRule("rest", "egress", "app", cidr("128.0.0.0/1", "tcp", 443, 443))}},
		{name: "half of the internet", edits: []pt.Edit{set("module.security.aws_vpc_security_group_egress_rule.app_https", "cidr_ipv4", "0.0.0.0/1")}, fails: []string{"security_groups/application-egress"}},
		{name: "also over IPv6", edits: []pt.Edit{securityRule("v6", "ingress", "alb", map[string]any{"cidr_ipv6": "::/0", "ip_protocol": "tcp", "from_port": 443, "to_port": 443})}},
		{name: "database open to IPv6", edits: []pt.Edit{securityRule("v6", "ingress", "db", map[string]any{"cidr_ipv6": "::/0", "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432})}, fails: []string{"security_groups/database-ingress"}},
		{name: "database open to its own subnets", edits: []pt.Edit{securityRule("own", "ingress", "db", cidr("10.0.1.0/24", "tcp", 5432, 5432))}, fails: []string{"security_groups/database-ingress"}},
		{name: "database open to itself", edits: []pt.Edit{add("module.security", "aws_security_group_rule", "self", map[string]any{"type": "ingress", "protocol": "-1", "from_port": 0, "to_port": 0, "self": true}, map[string][]string{"security_group_id": ref("aws_security_group.db", "id")})}, fails: []string{"security_groups/database-ingress"}},
		{name: "a range of ports", edits: []pt.Edit{set("module.security.aws_vpc_security_group_ingress_rule.db_app", "to_port", 5433)}, fails: []string{"security_groups/database-ingress"}},
		{name: "another port", edits: []pt.Edit{set("module.security.aws_vpc_security_group_ingress_rule.db_app", "to_port", 5433), set("module.security.aws_vpc_security_group_ingress_rule.db_app", "from_port", 5433)}, fails: []string{"security_groups/database-ingress"}},
		{name: "a rule in the root for a module's group", edits: []pt.Edit{add("", "aws_security_group_rule", "root", map[string]any{"type": "ingress", "protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_blocks": []any{"10.0.0.0/8"}, "self": false}, map[string][]string{"security_group_id": {"module.security.db", "module.security"}})}, fails: []string{"security_groups/database-ingress"}},
		{name: "a rule in the root between two modules' groups", edits: []pt.Edit{pt.Remove("module.security.aws_vpc_security_group_ingress_rule.db_app"),
			add("", "aws_security_group_rule", "root", map[string]any{"type": "ingress", "protocol": "tcp", "from_port": 5432, "to_port": 5432, "self": false}, map[string][]string{"security_group_id": {"module.security.db", "module.security"}, "source_security_group_id": {"module.security.app", "module.security"}})}},
		{name: "a rule is missing", edits: []pt.Edit{pt.Remove("module.security.aws_vpc_security_group_egress_rule.app_db")}, fails: []string{"security_groups/application-egress"}},
		{name: "application reaches everything", edits: []pt.Edit{securityRule("all", "egress", "app", cidr("0.0.0.0/0", "-1", nil, nil))}, fails: []string{"security_groups/application-egress"}},
		{name: "prefix list into the database", edits: []pt.Edit{securityRule("pl", "ingress", "db", map[string]any{"prefix_list_id": "pl-123", "ip_protocol": "tcp", "from_port": 5432, "to_port": 5432})}, fails: []string{"security_groups/database-ingress"}},
		{name: "load balancer straight to the database", edits: []pt.Edit{add("module.security", "aws_vpc_security_group_ingress_rule", "lb", map[string]any{"ip_protocol": "tcp", "from_port": 5432, "to_port": 5432}, map[string][]string{"security_group_id": ref("aws_security_group.db", "id"), "referenced_security_group_id": ref("aws_security_group.alb", "id")})}, fails: []string{"security_groups/database-ingress"}},
		{name: "a second group worn", base: "existing-prod", edits: []pt.Edit{
			add("module.security", "aws_security_group", "debug", map[string]any{"name": "debug", "id": "sg-debug", "vpc_id": "vpc-2cff2aa973920bcbe", "egress": []any{}, "ingress": []any{map[string]any{"cidr_blocks": []any{"10.0.0.0/8"}, "protocol": "tcp", "from_port": 22, "to_port": 22, "self": false}}}, nil),
			set(database, "vpc_security_group_ids", []any{"sg-6157a5db7b5f1eb29", "sg-debug"})}, fails: []string{"security_groups/database-ingress"}},
		{name: "a rule removed from an existing group", base: "existing-prod", edits: []pt.Edit{inPlace("module.security.aws_vpc_security_group_ingress_rule.db_app", []any{"delete"}, nil)}, fails: []string{"security_groups/database-ingress"}},
		{name: "a rule changed on an existing group", base: "existing-prod", edits: []pt.Edit{inPlace("module.security.aws_vpc_security_group_ingress_rule.db_app", []any{"update"}, map[string]any{"from_port": 5433, "to_port": 5433})}, fails: []string{"security_groups/database-ingress"}},
		{name: "a bad rule that this plan mends", base: "existing-prod", edits: []pt.Edit{
			func(p *pt.Plan) {
				after := p.Resource("module.security.aws_security_group.db")["change"].(map[string]any)["after"].(map[string]any)
				after["ingress"] = []any{after["ingress"].([]any)[0], map[string]any{"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 22.0, "to_port": 22.0, "self": false}}
				p.Root["resource_changes"] = append(p.Changes(), map[string]any{"address": "module.security.aws_vpc_security_group_ingress_rule.old", "module_address": "module.security", "mode": "managed", "type": "aws_vpc_security_group_ingress_rule", "name": "old",
					"change": map[string]any{"actions": []any{"delete"}, "after": nil, "before": map[string]any{"security_group_id": "sg-6157a5db7b5f1eb29", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 22.0, "to_port": 22.0}}})
			}}},
		{name: "a rule nobody manages", base: "existing-prod", edits: []pt.Edit{func(p *pt.Plan) {
			after := p.Resource("module.security.aws_security_group.db")["change"].(map[string]any)["after"].(map[string]any)
			after["ingress"] = append(after["ingress"].([]any), map[string]any{"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 22.0, "to_port": 22.0, "self": false})
		}}, fails: []string{"security_groups/database-ingress"}},

		{name: "split default route out of isolated", edits: []pt.Edit{isolatedRoute(map[string]any{"destination_cidr_block": "0.0.0.0/1"}, "nat_gateway_id", "aws_nat_gateway.this")}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "IPv6 out of isolated", edits: []pt.Edit{isolatedRoute(map[string]any{"destination_ipv6_cidr_block": "::/0"}, "egress_only_gateway_id", "aws_egress_only_internet_gateway.this")}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "transit gateway out of isolated", edits: []pt.Edit{isolatedRoute(map[string]any{"destination_cidr_block": "10.9.0.0/16", "transit_gateway_id": "tgw-1"}, "x", "var.x")}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "prefix list out of isolated", edits: []pt.Edit{isolatedRoute(map[string]any{"destination_prefix_list_id": "pl-1", "gateway_id": "vpce-1"}, "x", "var.x")}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "VPN propagation into isolated", edits: []pt.Edit{add("module.network", "aws_vpn_gateway_route_propagation", "x", map[string]any{"vpn_gateway_id": "vgw-1"}, map[string][]string{"route_table_id": ref("aws_route_table.isolated", "id")})}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "isolated on the empty main table", edits: []pt.Edit{pt.Remove(`module.network.aws_route_table_association.isolated["us-east-1a"]`), pt.Remove(`module.network.aws_route_table_association.isolated["us-east-1b"]`)}},
		{name: "isolated on a main table with a way out", edits: []pt.Edit{pt.Remove(`module.network.aws_route_table_association.isolated["us-east-1a"]`),
			add("module.network", "aws_default_route_table", "main", map[string]any{"route": []any{map[string]any{"cidr_block": "0.0.0.0/0"}}}, map[string][]string{"default_route_table_id": ref("aws_vpc.this", "default_route_table_id")}),
			link("module.network.aws_default_route_table.main", "route.0.gateway_id", ref("aws_internet_gateway.this", "id")...), pt.Express("module.network.aws_default_route_table.main", "route", ref("aws_internet_gateway.this", "id")...)}, fails: []string{"network/isolated-subnets-no-way-out"}},
		{name: "public by inline route", edits: []pt.Edit{pt.Remove(publicRoute), set("module.network.aws_route_table.public", "route", []any{map[string]any{"cidr_block": "0.0.0.0/0"}}),
			link("module.network.aws_route_table.public", "route.0.gateway_id", ref("aws_internet_gateway.this", "id")...), pt.Express("module.network.aws_route_table.public", "route", ref("aws_internet_gateway.this", "id")...)}},
		{name: "public in two halves", edits: []pt.Edit{set(publicRoute, "destination_cidr_block", "0.0.0.0/1"), add("module.network", "aws_route", "half", map[string]any{"destination_cidr_block": "128.0.0.0/1"}, map[string][]string{"route_table_id": ref("aws_route_table.public", "id"), "gateway_id": ref("aws_internet_gateway.this", "id")})}},
		{name: "private also through the internet gateway", edits: []pt.Edit{add("module.network", "aws_route", "leak", map[string]any{"destination_cidr_block": "8.8.8.8/32"}, map[string][]string{"route_table_id": {`aws_route_table.private["us-east-1a"].id`, `aws_route_table.private["us-east-1a"]`, "aws_route_table.private"}, "gateway_id": ref("aws_internet_gateway.this", "id")})}, fails: []string{"network/private-subnets-through-nat"}},
		{name: "private NAT", edits: []pt.Edit{set(nat0, "connectivity_type", "private"), set(nat1, "connectivity_type", "private")}, fails: []string{"network/private-subnets-through-nat"}},

		{name: "an ACL that stops the answers", edits: []pt.Edit{set(acl, "egress.0.from_port", 50000)}, fails: []string{"network/cache-acl", "network/database-acl"}},
		{name: "an ACL entry that denies first", edits: []pt.Edit{add("module.network", "aws_network_acl_rule", "deny", map[string]any{"rule_number": 50, "egress": false, "protocol": "-1", "rule_action": "deny", "cidr_block": "10.0.1.0/24"}, map[string][]string{"network_acl_id": ref("aws_network_acl.isolated", "id")})}, fails: []string{"network/cache-acl", "network/database-acl"}},
		{name: "an ACL entry that denies too late", edits: []pt.Edit{add("module.network", "aws_network_acl_rule", "deny", map[string]any{"rule_number": 500, "egress": false, "protocol": "-1", "rule_action": "deny", "cidr_block": "0.0.0.0/0"}, map[string][]string{"network_acl_id": ref("aws_network_acl.isolated", "id")})}},

		{name: "Aurora with two instances", edits: aurora(2)},
		{name: "Aurora with one instance", edits: aurora(1), fails: []string{"availability/database-multi-az"}},
		{name: "Fargate by capacity provider", edits: []pt.Edit{set(service, "launch_type", nil), set(service, "capacity_provider_strategy", []any{map[string]any{"capacity_provider": "FARGATE", "weight": 1}})}},
		{name: "Fargate by the cluster's default strategy", edits: []pt.Edit{pt.Computed(service, "launch_type"), add("module.app", "aws_ecs_cluster_capacity_providers", "this", map[string]any{"cluster_name": "shop-prod", "default_capacity_provider_strategy": []any{map[string]any{"capacity_provider": "FARGATE_SPOT"}}}, nil)}},
		{name: "launch type left out", edits: []pt.Edit{pt.Computed(service, "launch_type")}, fails: []string{"delivery/fargate"}},
		{name: "the AWS managed key of an existing database", base: "existing-prod", edits: []pt.Edit{pt.Computed(database, "kms_key_id"), set(database, "kms_key_id", "arn:aws:kms:us-east-1:123456789012:key/default")}},
		{name: "a capacity provider with hosts", edits: []pt.Edit{set(service, "capacity_provider_strategy", []any{map[string]any{"capacity_provider": "hosts", "weight": 1}})}, fails: []string{"delivery/fargate"}},
		{name: "weighted forward", edits: []pt.Edit{pt.Computed(https, "default_action.0.target_group_arn"), set(https, "default_action.0.forward", []any{map[string]any{"target_group": []any{map[string]any{"weight": 1}}}}), link(https, "default_action.0.forward.0.target_group.0.arn", ref("aws_lb_target_group.app", "arn")...)}},
		{name: "a listener rule that forwards plain HTTP", edits: []pt.Edit{add("module.app", "aws_lb_listener_rule", "plain", map[string]any{"action": []any{map[string]any{"type": "forward"}}}, map[string][]string{"listener_arn": ref("aws_lb_listener.http", "arn")})}, fails: []string{"encryption/http-redirects"}},
		{name: "weight 0", edits: weighted(0), fails: []string{"edge/https-forwarded"}},
		{name: "weight 0 beside another", edits: append(weighted(0, 100), pt.Add("module.app", "aws_lb_target_group", "two", map[string]any{"name": "two", "target_type": "ip"}, nil)), fails: []string{"edge/https-forwarded"}},
		{name: "a rule that answers every path", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "fixed-response"}, condition("path_pattern", "/*"))}, fails: []string{"edge/https-forwarded"}},
		{name: "a rule that answers every host", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "fixed-response"}, condition("host_header", "*"))}, fails: []string{"edge/https-forwarded"}},
		{name: "a rule that answers every path of every host", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "redirect"}, condition("host_header", "*"), condition("path_pattern", "*"))}, fails: []string{"edge/https-forwarded"}},
		{name: "a rule that answers some paths", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "fixed-response"}, condition("path_pattern", "/admin/*"))}},
		{name: "a rule that answers every path of one host", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "fixed-response"}, condition("path_pattern", "*"), condition("host_header", "old.example.com"))}},
		{name: "a rule that answers its only name", edits: []pt.Edit{listenerRule(https, map[string]any{"type": "fixed-response"}, condition("host_header", "prod.example.com"))}, fails: []string{"edge/https-forwarded"}},
		{name: "users sign in first", edits: []pt.Edit{pt.Computed(https, "default_action"),
			set(https, "default_action", []any{map[string]any{"type": "authenticate-oidc"}, map[string]any{"type": "forward"}}), link(https, "default_action.1.target_group_arn", ref("aws_lb_target_group.app", "arn")...)}},
		{name: "a redirect to another's host", edits: []pt.Edit{set(plainHTTP, "default_action.0.redirect.0.host", "shop.example.net")}, fails: []string{"encryption/http-redirects"}},
		{name: "a redirect to its own name", edits: []pt.Edit{set(plainHTTP, "default_action.0.redirect.0.host", "Prod.example.com.")}},
		{name: "a redirect to a port where nobody listens", edits: []pt.Edit{set(plainHTTP, "default_action.0.redirect.0.port", "8443")}, fails: []string{"encryption/http-redirects"}},
		{name: "a redirect to the port of plain HTTP", edits: []pt.Edit{set(plainHTTP, "default_action.0.redirect.0.port", "#{port}")}, fails: []string{"encryption/http-redirects"}},
		{name: "a redirect for its name before a forward", edits: []pt.Edit{set(plainHTTP, "default_action.0.type", "fixed-response"), listenerRule(plainHTTP, map[string]any{"type": "redirect",
			"redirect": []any{map[string]any{"protocol": "HTTPS", "port": "443"}}}, condition("host_header", "prod.example.com"))}, fails: []string{"encryption/http-redirects"}},
		{name: "a redirect for all before a forward", edits: []pt.Edit{set(plainHTTP, "default_action.0.type", "fixed-response"), listenerRule(plainHTTP, map[string]any{"type": "redirect",
			"redirect": []any{map[string]any{"protocol": "HTTPS", "port": "443"}}}, condition("path_pattern", "/*"))}},
		{name: "TLS policy left out", edits: []pt.Edit{pt.Computed(https, "ssl_policy")}, fails: []string{"encryption/tls-policy"}},
		{name: "newer TLS policy", edits: []pt.Edit{set(https, "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")}},
		{name: "multi_az left out", edits: []pt.Edit{pt.Computed(database, "multi_az")}, fails: []string{"availability/database-multi-az"}},
		{name: "retention left out", edits: []pt.Edit{pt.Computed(database, "backup_retention_period")}, fails: []string{"backup/point-in-time-recovery", "backup/retention-days"}},
		{name: "more than documented", edits: []pt.Edit{set(database, "backup_retention_period", 35), set(balancer, "idle_timeout", 120)}},
		{name: "read replica", edits: []pt.Edit{add("module.data", "aws_db_instance", "replica", map[string]any{"identifier": "shop-prod-replica", "engine": "postgres", "storage_encrypted": true, "publicly_accessible": false, "db_subnet_group_name": "shop-prod", "enabled_cloudwatch_logs_exports": []any{"postgresql"}, "kms_key_id": "arn:aws:kms:us-east-1:1:key/1"}, map[string][]string{"vpc_security_group_ids": {"var.db_security_group_id"}, "replicate_source_db": ref("aws_db_instance.this", "identifier")})}},
		{name: "alarm at the same edge, greater or equal", edits: []pt.Edit{set(alarm("cpu_out"), "comparison_operator", "GreaterThanOrEqualToThreshold")}},
		{name: "step that begins later", edits: []pt.Edit{set(`module.app.aws_appautoscaling_policy.app["cpu_out"]`, "step_scaling_policy_configuration.0.step_adjustment.0.metric_interval_lower_bound", "20")}, fails: []string{"scaling/out-cpu"}},
		{name: "policy that removes tasks when busy", edits: []pt.Edit{set(`module.app.aws_appautoscaling_policy.app["cpu_out"]`, "step_scaling_policy_configuration.0.step_adjustment.0.scaling_adjustment", -1)}, fails: []string{"scaling/no-wrong-way", "scaling/out-cpu"}},
		{name: "muted scaling alarm", edits: []pt.Edit{set(alarm("cpu_out"), "actions_enabled", false)}, fails: []string{"scaling/out-cpu"}},
		{name: "role with a policy document read at apply", edits: []pt.Edit{documentPolicy([]any{"s3:*"}, []any{"*"})}, fails: []string{"identity/no-wildcards"}},
		{name: "administrator", edits: []pt.Edit{set("module.app.aws_iam_role_policy_attachment.execution", "policy_arn", "arn:aws:iam::aws:policy/AdministratorAccess")}, fails: []string{"identity/no-wildcards"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := c.base
			if base == "" {
				base = "ok-prod"
			}
			r, _ := judgePlan(t, pt.Load(t, base).Apply(c.edits...).JSON(), "--env", "prod")
			if got := failing(r); !slices.Equal(got, c.fails) {
				t.Errorf("fails %v, want %v", got, c.fails)
				for _, v := range r.Verdicts {
					if v.Status == verdict.Fail {
						t.Log(v.Rule, v.Resource.ID, v.Message)
					}
				}
			}
			for _, v := range r.Verdicts {
				if v.Status == verdict.NotCollected && c.name != "read replica" {
					t.Errorf("not collected: %s %s: %s", v.Rule, v.Resource.ID, v.Message)
				}
			}
		})
	}
}

// documentPolicy gives the execution role a policy from a data source that is read during apply.
func documentPolicy(actions, resources []any) pt.Edit {
	return func(p *pt.Plan) {
		p.Apply(pt.Add("module.app", "aws_iam_role_policy", "document", map[string]any{}, map[string][]string{
			"role": ref("aws_iam_role.execution", "id"), "policy": ref("data.aws_iam_policy_document.more", "json")}))
		p.Root["resource_changes"] = append(p.Changes(), map[string]any{
			"address":        "module.app.data.aws_iam_policy_document.more",
			"module_address": "module.app",
			"mode":           "data",
			"type":           "aws_iam_policy_document",
			"name":           "more",
			"change": map[string]any{
				"actions":       []any{"read"},
				"before":        nil,
				"after_unknown": map[string]any{"json": true, "id": true},
				"after": map[string]any{
					"statement": []any{map[string]any{"effect": nil, "actions": actions, "resources": resources}},
				},
			},
		})
	}
}

// TestOldReferences: Terraform 0.12 and 0.13 write references without attribute and index.
func TestOldReferences(t *testing.T) {
	p := pt.Load(t, "ok-prod")
	p.Root["configuration"] = shorten(p.Root["configuration"])
	p.Root["format_version"] = "0.1"
	r, code := judgePlan(t, p.JSON(), "--env", "prod", "--undecided-on", "never")
	if code != 0 || len(failing(r)) > 0 {
		t.Errorf("exit %d, fails %v", code, failing(r))
	}
	for _, rule := range []string{"security_groups/database-ingress", "security_groups/application-egress", "network/isolated-subnets-no-way-out", "network/private-subnets-through-nat"} {
		if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{verdict.Pass}) {
			t.Errorf("%s: %v", rule, got)
		}
	}
}

// shorten leaves only the resource of each reference, as the first formats did.
func shorten(v any) any {
	object := regexp.MustCompile(
		`^((?:data\.)?aws_\w+\.\w+|module\.\w+\.\w+|var\.\w+|local\.\w+|each\.\w+|count\.index)`,
	)
	switch c := v.(type) {
	case map[string]any:
		if refs, ok := c["references"].([]any); ok {
			var short []any
			for _, r := range refs {
				if s := object.FindString(r.(string)); s != "" && !slices.Contains(short, any(s)) {
					short = append(short, s)
				}
			}
			return map[string]any{"references": short}
		}
		for k := range c {
			c[k] = shorten(c[k])
		}
	case []any:
		for i := range c {
			c[i] = shorten(c[i])
		}
	}
	return v
}

// TestLocalVPC: the widespread VPC modules take every vpc_id from a local value, which plan
// JSON does not carry, and pick tables with an index it does not show. The tiers are still
// proved; the rest is unknown, and nothing fails or counts as not collected.
func TestLocalVPC(t *testing.T) {
	p := pt.Load(t, "ok-prod")
	for _, item := range p.Module("module.network")["resources"].([]any) {
		r := item.(map[string]any)
		expressions := r["expressions"].(map[string]any)
		if expressions["vpc_id"] != nil {
			expressions["vpc_id"] = map[string]any{"references": []any{"local.vpc_id"}}
		}
		if r["address"] == "aws_route_table_association.private" {
			expressions["route_table_id"] = map[string]any{
				"references": []any{"aws_route_table.private", "var.single_nat_gateway", "each.key"},
			}
		}
	}
	r, code := judgePlan(t, p.JSON(), "--env", "prod", "--undecided-on", "never")
	if code != 0 || len(failing(r)) > 0 || r.Summary.NotCollected > 0 {
		t.Errorf("exit %d, fails %v\n%s", code, failing(r), messages(r))
	}
	for _, rule := range []string{"network/public-subnets-route-to-internet", "network/private-subnets-through-nat", "network/isolated-subnets-no-way-out"} {
		if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{verdict.Pass}) {
			t.Errorf("%s: %v", rule, got)
		}
	}
}

// TestTwoNamesOfOneType: aws_alb and its family are aws_lb under another name.
func TestTwoNamesOfOneType(t *testing.T) {
	text := strings.ReplaceAll(string(pt.Load(t, "ok-prod").JSON()), "aws_lb", "aws_alb")
	r, code := judgePlan(t, []byte(text), "--env", "prod", "--undecided-on", "never")
	if code != 0 {
		t.Errorf("exit %d, fails %v", code, failing(r))
	}
	if !slices.Equal(statuses(r, "security_groups/load-balancer-ingress"), []verdict.Status{verdict.Pass}) {
		t.Error("the load balancer is not judged")
	}
}

// TestSeveralStacks: each stack is judged by its own wiring, and a mistake in one is its own.
func TestSeveralStacks(t *testing.T) {
	plan := pt.Repeat(t, "ok-prod", 3)
	r, code := judgePlan(t, plan, "--env", "prod", "--undecided-on", "never")
	if code != 0 {
		t.Fatalf("exit %d, fails %v", code, failing(r))
	}
	broken := pt.Decode(t, plan).Apply(
		pt.Set(`module.stack["s00001"].module.data.aws_db_instance.this`, "backup_retention_period", 3),
	)
	r, _ = judgePlan(t, broken.JSON(), "--env", "prod")
	var on []string
	for _, v := range r.Verdicts {
		if v.Status == verdict.Fail {
			on = append(on, v.Rule+" "+v.Resource.ID)
		}
	}
	if !slices.Equal(on, []string{`backup/retention-days module.stack["s00001"].module.data.aws_db_instance.this`}) {
		t.Errorf("fails %v", on)
	}
}

// TestScope: what the scope leaves out is counted and not judged.
func TestScope(t *testing.T) {
	plan := pt.Decode(t, pt.Repeat(t, "ok-prod", 2)).Apply(
		pt.Set(`module.stack["s00000"].module.data.aws_db_instance.this`, "backup_retention_period", 3)).JSON()
	for _, c := range []struct {
		name, scope string
		fails       []string
		out         int
	}{
		{"everything", "{}", []string{"backup/retention-days"}, 0},
		{"the other stack by module", `{modules: ['module.stack["s00001"]']}`, nil, 4},
		{"the other stack by VPC", `{vpcs: ['module.stack["s00001"].module.network.aws_vpc.this']}`, nil, 4},
		{"the broken stack by VPC", `{vpcs: ['module.stack["s00000"].module.network.aws_vpc.this']}`, []string{"backup/retention-days"}, 4},
		{"a tag that all carry", "{tags: {Project: shop}}", []string{"backup/retention-days"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			config := filepath.Join(t.TempDir(), "archcheck.yaml")
			write(t, config, []byte("scope: "+c.scope+"\n"))
			r, _ := judgePlan(t, plan, "--env", "prod", "--config", config)
			if got := failing(r); !slices.Equal(got, c.fails) || r.Summary.OutOfScope != c.out {
				t.Errorf("fails %v, want %v; %d out of scope, want %d", got, c.fails, r.Summary.OutOfScope, c.out)
			}
		})
	}
}

// TestInterrupt: Ctrl-C ends a run that waits for standard input, with 130 and no report.
func TestInterrupt(t *testing.T) {
	program := filepath.Join(t.TempDir(), "archcheck")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	cmd := exec.Command(program, "plan", "-", "--env", "prod")
	stdin, in, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdin = stdin
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write([]byte("{")); err != nil {
		t.Fatal(err)
	}
	// The pipe is emptied by a process that reads, and so handles signals already.
	for !drained(t, in) {
		runtime.Gosched()
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != verdict.ExitInterrupted || out.Len() > 0 {
		t.Errorf("exit %d, %q, %q", code, out.String(), errs.String())
	}
}

// drained reports whether the reader has taken everything out of a pipe.
func drained(t *testing.T, pipe any) bool {
	t.Helper()
	file, ok := pipe.(interface{ Fd() uintptr })
	if !ok {
		t.Fatal("the pipe has no descriptor")
	}
	n, err := unix.IoctlGetInt(int(file.Fd()), unix.TIOCINQ)
	if err != nil {
		t.Fatal(err)
	}
	return n == 0
}

// TestSource resolves with the Terraform source what plan JSON leaves out, and sees mistakes there.
func TestSource(t *testing.T) {
	source := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	plan := pt.Load(t, "ok-prod").JSON()
	r, code := judgePlan(t, plan, "--env", "prod", "--source", source, "--undecided-on", "low")
	if code != 0 || r.Summary.Unknown != 0 {
		t.Errorf("exit %d, %d unknown\n%s", code, r.Summary.Unknown, messages(r))
	}
	for _, v := range r.Verdicts {
		if v.Rule == "backup/retention-days" &&
			(!strings.HasSuffix(v.Resource.File, "modules/data/main.tf") || v.Resource.Line == 0) {
			t.Errorf("the database stands in %s:%d", v.Resource.File, v.Resource.Line)
		}
	}
	for _, c := range []struct {
		name, file, old, new string
		rules                []string
		// seen says that the edit shows in plan JSON; a literal beside what is known after apply does not.
		seen bool
	}{
		{"every zone through one gateway", "network", "min(each.value, var.nat_gateways - 1)", "0", []string{"availability/private-subnets-own-zone-nat"}, true},
		{"both gateways in one zone", "network", "var.azs[count.index]", "var.azs[0]", []string{"availability/nat-gateway-in-each-zone", "availability/private-subnets-own-zone-nat"}, true},
		{"a foreign image", "app", "${aws_ecr_repository.app.repository_url}:1.0.0", "nginx", []string{"delivery/images-from-repository", "delivery/repository-present"}, true},
		{"a plain password", "app", "portMappings ", "environment = [{ name = \"DB_PASSWORD\", value = \"x\" }]\n    portMappings ", []string{"identity/no-plain-credentials"}, false},
		{"no secret", "app", "valueFrom = var.secret_arn", "valueFrom = \"arn:aws:ssm:us-east-1:1:parameter/x\"", []string{"identity/credentials-from-secrets-manager"}, true},
		{"no logs", "app", "logConfiguration = {", "labels = {", []string{"monitoring/task-logs"}, false},
		{"wildcards", "app", "[\"secretsmanager:GetSecretValue\"]\n      Resource = [var.secret_arn]", "\"s3:*\"\n      Resource = [\"*\", var.secret_arn]", []string{"identity/no-wildcards"}, false},
		{"an alarm on another load balancer", "monitoring", "LoadBalancer = var.alb_arn_suffix", `LoadBalancer = "app/other/1"`, []string{"monitoring/load-balancer-alarm"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			edited := editedSource(t, c.file, c.old, c.new)
			if code, _, errs := execute("plan", pt.Path("ok-prod"), "--env", "prod", "--source", edited); code != 2 &&
				c.seen {
				t.Errorf("exit %d: a source that is not the plan's was believed: %s", code, errs)
			}
			r := judgeOwn(t, plan, edited, "--env", "prod")
			if got := failing(r); !slices.Equal(got, c.rules) {
				t.Errorf("fails %v, want %s", got, c.rules)
			}
		})
	}
}

// TestAlternatives: modules pick the one of several blocks that count made; the others have
// no instance, which a whole plan proves.
func TestAlternatives(t *testing.T) {
	p := pt.Load(t, "ok-prod")
	security := p.Module("module.security")
	output := security["outputs"].(map[string]any)["db"].(map[string]any)
	output["expression"] = map[string]any{
		"references": []any{
			"aws_security_group.db.id",
			"aws_security_group.db",
			"aws_security_group.named[0].id",
			"aws_security_group.named[0]",
			"aws_security_group.named",
		},
	}
	security["resources"] = append(
		security["resources"].([]any),
		map[string]any{
			"address":          "aws_security_group.named",
			"mode":             "managed",
			"type":             "aws_security_group",
			"name":             "named",
			"expressions":      map[string]any{},
			"count_expression": map[string]any{"constant_value": 0},
		},
	)
	for _, c := range []struct {
		name   string
		edits  []pt.Edit
		status verdict.Status
	}{
		{"a whole plan", nil, verdict.Pass},
		{"a partial plan", []pt.Edit{pt.Partial()}, verdict.NotCollected},
	} {
		r, _ := judgePlan(t, p.Apply(c.edits...).JSON(), "--env", "prod")
		for _, rule := range []string{"security_groups/database-ingress", "security_groups/application-egress"} {
			if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{c.status}) {
				t.Errorf("%s: %s is %v, want %s", c.name, rule, got, c.status)
			}
		}
	}
}

// TestDynamicBlocks: plan JSON does not show the expressions of a dynamic block. A group it
// lets in is unknown, unless the source tells; it never passes, and it is no false alarm.
func TestDynamicBlocks(t *testing.T) {
	p := pt.Load(t, "ok-prod").Apply(
		pt.Remove("module.security.aws_vpc_security_group_ingress_rule.db_app"),
		pt.Set(
			"module.security.aws_security_group.db",
			"ingress",
			[]any{
				map[string]any{
					"protocol":    "tcp",
					"from_port":   5432,
					"to_port":     5432,
					"self":        false,
					"cidr_blocks": []any{},
				},
			},
		),
	)
	unknown := p.Resource("module.security.aws_security_group.db")["change"].(map[string]any)["after_unknown"].(map[string]any)
	unknown["ingress"] = []any{map[string]any{"security_groups": true}}
	r, _ := judgePlan(t, p.JSON(), "--env", "prod")
	if got := statuses(r, "security_groups/database-ingress"); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
		t.Errorf("%v, fails %v", got, failing(r))
	}
	for _, c := range []struct {
		name, from string
		want       verdict.Status
	}{
		{"the application", "aws_security_group.app.id", verdict.Pass},
		{"the load balancer", "aws_security_group.alb.id", verdict.Fail},
	} {
		dir := t.TempDir()
		if out, err := exec.Command(
			"cp",
			"-r",
			filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform"),
			dir,
		).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		write(t, filepath.Join(dir, "terraform", "modules", "security", "main.tf"), []byte(`
variable "vpc_id" { type = string }
locals {
  open = { postgres = { port = 5432, from = [`+c.from+`] }, other = { port = 5433, from = [aws_security_group.cache.id] } }
}
resource "aws_security_group" "alb" {}
resource "aws_security_group" "app" {}
resource "aws_security_group" "cache" {}
resource "aws_security_group" "db" {
  vpc_id = var.vpc_id
  dynamic "ingress" {
    for_each = local.open
    iterator = rule
    content {
      protocol        = "tcp"
      from_port       = rule.value.port
      to_port         = rule.value.port
      security_groups = rule.value.from
    }
  }
}
output "db" { value = aws_security_group.db.id }
output "cache" { value = aws_security_group.cache.id }
`))
		r := judgeOwn(t, p.JSON(), filepath.Join(dir, "terraform"), "--env", "prod")
		if got := statuses(r, "security_groups/database-ingress"); !slices.Equal(got, []verdict.Status{c.want}) {
			t.Errorf("from %s: %v\n%s", c.name, got, messages(r))
		}
	}
}
