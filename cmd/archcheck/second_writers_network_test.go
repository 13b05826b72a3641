package main

import (
	"maps"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

func routeWriters() []writerCase {
	const rule, table = "network/isolated-subnets-no-way-out", "module.network.aws_route_table.isolated"
	gateway := pt.Add(
		"module.network",
		"aws_vpn_gateway",
		"this",
		map[string]any{},
		written{"vpc_id": ref("aws_vpc.this", "id")},
	)
	propagation := func(table ...string) pt.Edit {
		return pt.Add("module.network", "aws_vpn_gateway_route_propagation", "this", map[string]any{},
			written{"route_table_id": table, "vpn_gateway_id": ref("aws_vpn_gateway.this", "id")})
	}
	// What a gateway learns no plan shows; that it may write routes is the way out.
	return append(leadingElsewhere(rule), []writerCase{
		{
			name:  "propagation by the route table",
			rule:  rule,
			edits: edits{gateway, pt.Link(table, "propagating_vgws", ref("aws_vpn_gateway.this", "id")...)},
			want:  verdict.Fail,
		},
		{
			name:  "propagation of a gateway elsewhere",
			rule:  rule,
			edits: edits{pt.Set(table, "propagating_vgws", []any{"vgw-1"})},
			want:  verdict.Fail,
		},
		{
			name:  "propagation of an existing table",
			rule:  rule,
			base:  "existing-prod",
			edits: edits{pt.Set(table, "propagating_vgws", []any{"vgw-1"})},
			want:  verdict.Fail,
		},
		{
			name:  "propagation of gateways that are not known",
			rule:  rule,
			edits: edits{pt.Unknown(table, "propagating_vgws")},
			want:  verdict.Unknown,
		},
		{
			name:  "propagation of no gateway",
			rule:  rule,
			edits: edits{gateway, pt.Set(table, "propagating_vgws", []any{})},
			want:  verdict.Pass,
		},
		{
			name:  "propagation by a resource of its own",
			rule:  rule,
			edits: edits{gateway, propagation(ref("aws_route_table.isolated", "id")...)},
			want:  verdict.Fail,
		},
		{
			name:  "propagation into a table that is not known",
			rule:  rule,
			edits: edits{gateway, propagation("local.table")},
			want:  verdict.Unknown,
		},
		{name: "a gateway without propagation", rule: rule, edits: edits{gateway}, want: verdict.Pass},
		{
			name: "propagation by the main table",
			rule: rule,
			edits: edits{
				gateway,
				pt.Remove(`module.network.aws_route_table_association.isolated["us-east-1a"]`),
				pt.Add(
					"module.network",
					"aws_default_route_table",
					"main",
					map[string]any{"route": []any{}},
					written{
						"default_route_table_id": ref("aws_vpc.this", "default_route_table_id"),
						"propagating_vgws":       ref("aws_vpn_gateway.this", "id"),
					},
				),
			},
			want: verdict.Fail,
		},
	}...)
}

// leadingElsewhere are routes out of an isolated tier, to whatever can take packets out of a VPC: by the id of one
// elsewhere, and by one that apply will make.
func leadingElsewhere(rule string) (all []writerCase) {
	for _, to := range []struct{ attribute, id, typ string }{
		{"gateway_id", "vgw-0123456789abcdef0", "aws_vpn_gateway"}, {"transit_gateway_id", "tgw-0123456789abcdef0", "aws_ec2_transit_gateway"},
		{"vpc_peering_connection_id", "pcx-0123456789abcdef0", "aws_vpc_peering_connection"}, {"carrier_gateway_id", "cagw-0123456789abcdef0", "aws_ec2_carrier_gateway"},
		{"egress_only_gateway_id", "eigw-0123456789abcdef0", "aws_egress_only_internet_gateway"}, {"local_gateway_id", "lgw-0123456789abcdef0", "aws_ec2_local_gateway"},
		{"core_network_arn", "arn:aws:networkmanager::123456789012:core-network/core-network-0", "aws_networkmanager_core_network"},
		{"network_interface_id", "eni-0123456789abcdef0", "aws_network_interface"},
	} {
		destination := map[string]any{"destination_cidr_block": "192.168.0.0/16"}
		if to.attribute == "egress_only_gateway_id" {
			destination = map[string]any{"destination_ipv6_cidr_block": "::/0"}
		}
		known := maps.Clone(destination)
		known[to.attribute] = to.id
		table := ref("aws_route_table.isolated", "id")
		all = append(
			all,
			writerCase{
				name:  "a route by " + to.attribute,
				rule:  rule,
				edits: edits{pt.Add("module.network", "aws_route", "out", known, written{"route_table_id": table})},
				want:  verdict.Fail,
			},
			writerCase{
				name: "a route by " + to.attribute + " that apply makes",
				rule: rule,
				want: verdict.Fail,
				edits: edits{
					pt.Add("module.network", to.typ, "out", map[string]any{}, nil),
					pt.Add(
						"module.network",
						"aws_route",
						"out",
						destination,
						written{"route_table_id": table, to.attribute: ref(to.typ+".out", "id")},
					),
				},
			},
		)
	}
	return all
}

func ruleWriters() []writerCase {
	const rule, base, group = "security_groups/database-ingress", "existing-prod", "module.security.aws_security_group.db"
	own := ref("aws_vpc_security_group_ingress_rule.db_app", "id")
	exclusive := func(after map[string]any, group []string, rules ...string) pt.Edit {
		links := written{"security_group_id": group}
		if len(rules) > 0 {
			links["ingress_rule_ids"] = rules
		}
		return pt.Add("module.security", "aws_vpc_security_group_rules_exclusive", "this", after, links)
	}
	db := ref("aws_security_group.db", "id")
	open := func(p *pt.Plan) {
		after := p.Resource(group)["change"].(map[string]any)["after"].(map[string]any)
		after["ingress"] = append(
			after["ingress"].([]any),
			map[string]any{
				"cidr_blocks": []any{"0.0.0.0/0"},
				"protocol":    "tcp",
				"from_port":   5432.0,
				"to_port":     5432.0,
				"self":        false,
			},
		)
	}
	more := addRule("ingress", "db", 22)
	return []writerCase{
		{
			name:  "all rules are listed",
			rule:  rule,
			base:  base,
			edits: edits{exclusive(map[string]any{}, db, own...)},
			want:  verdict.Pass,
		},
		{
			name:  "the list of all rules removes one",
			rule:  rule,
			base:  base,
			edits: edits{open, exclusive(map[string]any{}, db, own...)},
			want:  verdict.Pass,
		},
		{name: "nobody removes a rule", rule: rule, base: base, edits: edits{open}, want: verdict.Fail},
		{
			name:  "the list of all rules removes what is needed",
			rule:  rule,
			base:  base,
			edits: edits{exclusive(map[string]any{"ingress_rule_ids": []any{}}, db)},
			want:  verdict.Fail,
		},
		{
			name:  "the list of all rules names one elsewhere",
			rule:  rule,
			base:  base,
			edits: edits{exclusive(map[string]any{"ingress_rule_ids": []any{"sgr-0123456789abcdef0"}}, db)},
			want:  verdict.Unknown,
		},
		{
			name:  "the list of all rules is not known",
			rule:  rule,
			base:  base,
			edits: edits{exclusive(map[string]any{}, db, "local.rules")},
			want:  verdict.Unknown,
		},
		{
			name:  "the list of all rules of an unknown group",
			rule:  rule,
			base:  base,
			edits: edits{exclusive(map[string]any{}, []string{"local.group"}, own...)},
			want:  verdict.Unknown,
		},
		{
			name:  "a new rule that the list of all rules lacks",
			rule:  rule,
			base:  base,
			edits: edits{more, exclusive(map[string]any{}, db, own...)},
			want:  verdict.Unknown,
		},
		{
			name: "a new rule that the list of all rules names",
			rule: rule,
			base: base,
			edits: edits{
				more,
				exclusive(
					map[string]any{},
					db,
					append(ref("aws_vpc_security_group_ingress_rule.more", "id"), own...)...),
			},
			want: verdict.Fail,
		},
	}
}
