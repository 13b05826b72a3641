package main

import (
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// webACL puts an ACL with these attributes in front of the load balancer.
func webACL(attributes map[string]any, more ...pt.Edit) edits {
	attributes["name"], attributes["scope"] = "shop", "REGIONAL"
	return append(edits{
		pt.Add("module.app", "aws_wafv2_web_acl", "this", attributes, nil),
		pt.Add(
			"module.app",
			"aws_wafv2_web_acl_association",
			"this",
			map[string]any{},
			written{
				"resource_arn": ref("aws_lb.this", "arn"),
				"web_acl_arn":  ref("aws_wafv2_web_acl.this", "arn"),
			},
		),
	}, more...)
}

// ruleOf is a rule of an ACL with one block, such as action, that holds another.
func ruleOf(block, action string) any {
	return map[string]any{block: []any{map[string]any{action: []any{map[string]any{}}}}}
}

func webACLWriters() []writerCase {
	const rule, acl = "edge/web-acl", "module.app.aws_wafv2_web_acl.this"
	allow := []any{map[string]any{"allow": []any{map[string]any{}}, "block": []any{}}}
	rules := func(all ...any) edits { return webACL(map[string]any{"default_action": allow, "rule": all}) }
	json := func(text string) edits {
		return webACL(map[string]any{"default_action": allow, "rule": []any{}, "rule_json": text})
	}
	group := func(override string) pt.Edit {
		return pt.Add(
			"module.app",
			"aws_wafv2_web_acl_rule_group_association",
			"this",
			map[string]any{"override_action": override, "rule_name": "g", "priority": 1},
			written{"web_acl_arn": ref("aws_wafv2_web_acl.this", "arn")},
		)
	}
	counting := ruleOf("action", "count")
	cases := []writerCase{
		{name: "a web ACL without rules", edits: rules(), want: verdict.Fail},
		{
			name:  "a web ACL that only counts",
			edits: rules(counting, ruleOf("override_action", "count")),
			want:  verdict.Fail,
		},
		{name: "a web ACL that only allows", edits: rules(ruleOf("action", "allow")), want: verdict.Fail},
		{name: "a web ACL that blocks", edits: rules(counting, ruleOf("action", "block")), want: verdict.Pass},
		{name: "a web ACL that challenges", edits: rules(ruleOf("action", "challenge")), want: verdict.Pass},
		{name: "a web ACL with a group of rules", edits: rules(ruleOf("override_action", "none")), want: verdict.Pass},
		{
			name:  "a web ACL that blocks by default",
			edits: webACL(map[string]any{"default_action": []any{map[string]any{"block": []any{map[string]any{}}}}}),
			want:  verdict.Pass,
		},
		{name: "rules that are not known", edits: append(rules(), pt.Unknown(acl, "rule")), want: verdict.Unknown},
		{
			name:  "an action that is not known",
			edits: append(rules(ruleOf("action", "block")), pt.Unknown(acl, "rule.0.action")),
			want:  verdict.Unknown,
		},
		{name: "rules as JSON that block", edits: json(`[{"Name":"a","Action":{"Block":{}}}]`), want: verdict.Pass},
		{
			name:  "a group of rules as JSON",
			edits: json(`[{"Name":"a","OverrideAction":{"None":{}}}]`),
			want:  verdict.Pass,
		},
		{
			name:  "rules as JSON that count",
			edits: json(`[{"Name":"a","Action":{"Count":{}}},{"OverrideAction":{"Count":{}}}]`),
			want:  verdict.Fail,
		},
		{
			name:  "rules as JSON that are not known",
			edits: append(json(`[]`), pt.Unknown(acl, "rule_json")),
			want:  verdict.Unknown,
		},
		{name: "rules as JSON that are none", edits: json(`{"Rules":1}`), want: verdict.NotCollected},
		{name: "a group that is added", edits: append(rules(), group("none")), want: verdict.Pass},
		{name: "a group that is added and counts", edits: append(rules(), group("count")), want: verdict.Fail},
		{name: "a web ACL of another state", edits: edits{
			pt.Add(
				"module.app",
				"aws_wafv2_web_acl_association",
				"this",
				map[string]any{
					"web_acl_arn": "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/x/1",
				},
				written{"resource_arn": ref("aws_lb.this", "arn")},
			),
		}, want: verdict.Unknown},
	}
	for i := range cases {
		cases[i].rule, cases[i].document = rule, "web_acl: true"
	}
	return cases
}

// exclusiveRecords list all records of the zone.
func exclusiveRecords() []writerCase {
	const rule, list = "edge/dns-alias", "module.app.aws_route53_records_exclusive.all"
	zone := written{"zone_id": {"aws_route53_zone.this.zone_id", "aws_route53_zone.this"}}
	record := func(name string) map[string]any { return map[string]any{"name": name, "type": "A", "ttl": 60} }
	listed := func(name string, want verdict.Status, records any, more ...pt.Edit) writerCase {
		add := pt.Add(
			"module.app",
			"aws_route53_records_exclusive",
			"all",
			map[string]any{"resource_record_set": records},
			zone,
		)
		return writerCase{name: name, rule: rule, edits: append(edits{add}, more...), want: want}
	}
	alias := record("prod.example.com.")
	alias["alias_target"] = []any{map[string]any{"zone_id": "Z1", "evaluate_target_health": true}}
	return []writerCase{
		listed("a list of all records without it", verdict.Fail, []any{record("other.example.com")}),
		listed(
			"a list of all records with it",
			verdict.Pass,
			[]any{record("other.example.com"), record("Prod.example.com.")},
		),
		listed(
			"a list of all records that is not known",
			verdict.Unknown,
			[]any{},
			pt.Unknown(list, "resource_record_set"),
		),
		listed("a list of all records that aliases itself", verdict.Pass, []any{alias},
			pt.Remove("module.app.aws_route53_record.alb"),
			pt.Link(list, "resource_record_set.0.alias_target.0.dns_name", "aws_lb.this.dns_name", "aws_lb.this")),
		listed("a list of all records that aliases a distribution", verdict.Fail, []any{alias},
			pt.Remove("module.app.aws_route53_record.alb"),
			pt.Add("module.app", "aws_cloudfront_distribution", "cdn", map[string]any{"enabled": true}, nil),
			pt.Link(list, "resource_record_set.0.alias_target.0.dns_name",
				ref("aws_cloudfront_distribution.cdn", "domain_name")...)),
	}
}

// crossZoneWriters have the target group say whether requests go to the targets of all zones, or two of them.
func crossZoneWriters() []writerCase {
	apart := func(name string, other any, want verdict.Status) writerCase {
		const two = "module.app.aws_lb_target_group.two"
		share := func(weight int) map[string]any { return map[string]any{"weight": weight} }
		c := writerCase{
			name:     name,
			rule:     "availability/cross-zone",
			document: "load_balancer.cross_zone: false",
			edits: edits{
				pt.Set(targetGroup, "load_balancing_cross_zone_enabled", "false"),
				pt.Add(
					"module.app",
					"aws_lb_target_group",
					"two",
					map[string]any{"name": "two", "target_type": "ip"},
					nil,
				),
				pt.Computed(https, "default_action"),
				pt.Set(https, "default_action", []any{map[string]any{
					"type": "forward", "forward": []any{map[string]any{"target_group": []any{share(1), share(1)}}},
				}}),
				pt.Link(
					https,
					"default_action.0.forward.0.target_group.0.arn",
					ref("aws_lb_target_group.app", "arn")...),
				pt.Link(
					https,
					"default_action.0.forward.0.target_group.1.arn",
					ref("aws_lb_target_group.two", "arn")...),
				pt.Set(two, "load_balancing_cross_zone_enabled", other),
			},
			want: want,
		}
		if other == nil {
			c.edits = append(
				c.edits,
				pt.Unknown(two, "load_balancing_cross_zone_enabled"),
				pt.Link(two, "load_balancing_cross_zone_enabled", "var.zones"),
			)
		}
		return c
	}
	says := func(name, value string, want verdict.Status) writerCase {
		return writerCase{
			name:     name,
			rule:     "availability/cross-zone",
			document: "load_balancer.cross_zone: true",
			edits:    edits{pt.Set(targetGroup, "load_balancing_cross_zone_enabled", value)},
			want:     want,
		}
	}
	return []writerCase{
		says("a target group that stays in its zone", "false", verdict.Fail),
		says("a target group that spreads", "true", verdict.Pass),
		says("a target group as its load balancer", "use_load_balancer_configuration", verdict.Pass),
		apart("target groups that all stay in their zone", "false", verdict.Pass),
		apart("one of two target groups that stays in its zone", "true", verdict.Fail),
		apart("one of two target groups as its load balancer", "use_load_balancer_configuration", verdict.Fail),
		apart("one of two target groups that nobody knows", nil, verdict.Unknown),
	}
}

// aliasWriters give a name that the certificate has not to something: to the load balancer, or to what stands before it.
func aliasWriters() []writerCase {
	to := func(references ...string) edits {
		return edits{
			pt.Add("module.app", "aws_cloudfront_distribution", "cdn", map[string]any{"enabled": true}, nil),
			pt.Add("module.app", "aws_route53_record", "cdn",
				map[string]any{"name": "cdn.example.net", "type": "A", "alias": []any{map[string]any{}}}, nil),
			pt.Link("module.app.aws_route53_record.cdn", "alias.0.name", references...),
		}
	}
	balancer, distribution := ref("aws_lb.this", "dns_name"), ref("aws_cloudfront_distribution.cdn", "domain_name")
	cases := []writerCase{
		{name: "an alias of the load balancer", edits: to(balancer...), want: verdict.Fail},
		{name: "an alias of a distribution", edits: to(distribution...), want: verdict.Pass},
		{name: "an alias of one of both", edits: to(append(balancer, distribution...)...), want: verdict.Unknown},
		{name: "an alias of what is not seen", edits: to("local.front"), want: verdict.Unknown},
	}
	for i := range cases {
		cases[i].rule = "edge/certificate-covers-name"
	}
	return cases
}

func recordWriters() []writerCase {
	const rule, other, zone = "edge/dns-alias", "module.app.aws_route53_record.other", "module.app.aws_route53_zone.this"
	weighted := func(weight int) []any { return []any{map[string]any{"weight": weight}} }
	failover := func(typ string) []any { return []any{map[string]any{"type": typ}} }
	set := func(attribute string, value any) edits { return edits{pt.Set(record, attribute, value)} }
	beside := func(attribute string, value any) pt.Edit {
		return pt.Add(
			"module.app",
			"aws_route53_record",
			"other",
			map[string]any{
				"name":           "prod.example.com",
				"type":           "A",
				"records":        []any{"192.0.2.1"},
				"ttl":            60,
				"alias":          []any{},
				"set_identifier": "other",
				attribute:        value,
			},
			written{"zone_id": ref("aws_route53_zone.this", "zone_id")},
		)
	}
	cases := []writerCase{
		{name: "all of the weight", edits: set("weighted_routing_policy", weighted(100)), want: verdict.Pass},
		{
			name: "weight 0 beside another record",
			edits: append(
				set("weighted_routing_policy", weighted(0)),
				beside("weighted_routing_policy", weighted(100)),
			),
			want: verdict.Fail,
		},
		{
			name: "half of the weight",
			edits: append(
				set("weighted_routing_policy", weighted(50)),
				beside("weighted_routing_policy", weighted(50)),
			),
			want: verdict.Pass,
		},
		{name: "weight 0 alone", edits: set("weighted_routing_policy", weighted(0)), want: verdict.Unknown},
		{
			name: "a weight that is not known",
			edits: append(
				append(set("weighted_routing_policy", weighted(0)), beside("weighted_routing_policy", weighted(1))),
				pt.Unknown(record, "weighted_routing_policy.0.weight"),
			),
			want: verdict.Unknown,
		},
		{
			name: "weight 0 beside one of a weight that is not known",
			edits: append(
				append(set("weighted_routing_policy", weighted(0)), beside("weighted_routing_policy", weighted(1))),
				pt.Unknown(other, "weighted_routing_policy.0.weight"),
			),
			want: verdict.Unknown,
		},
		{
			name: "the secondary record",
			edits: append(
				set("failover_routing_policy", failover("SECONDARY")),
				beside("failover_routing_policy", failover("PRIMARY")),
			),
			want: verdict.Fail,
		},
		{
			name: "the primary record",
			edits: append(
				set("failover_routing_policy", failover("PRIMARY")),
				beside("failover_routing_policy", failover("SECONDARY")),
			),
			want: verdict.Pass,
		},
		{
			name:  "nearest first",
			edits: set("latency_routing_policy", []any{map[string]any{"region": "us-east-1"}}),
			want:  verdict.Pass,
		},
		{
			name:  "a private zone",
			edits: edits{pt.Set(zone, "vpc", []any{map[string]any{"vpc_id": "vpc-1"}})},
			want:  verdict.Fail,
		},
		{name: "a zone that may be private", edits: edits{pt.Unknown(zone, "vpc")}, want: verdict.Unknown},
		{name: "a zone of another state", edits: set("zone_id", "Z1"), want: verdict.Unknown},
		{name: "IPv6 that the load balancer has not", edits: set("type", "AAAA"), want: verdict.Fail},
		{
			name:  "IPv6 that it has",
			edits: append(set("type", "AAAA"), pt.Set(balancer, "ip_address_type", "dualstack")),
			want:  verdict.Pass,
		},
		{
			name:  "IPv6 that it may have",
			edits: append(set("type", "AAAA"), pt.Unknown(balancer, "ip_address_type")),
			want:  verdict.Unknown,
		},
		{name: "a type that is not known", edits: edits{pt.Unknown(record, "type")}, want: verdict.Unknown},
	}
	for i := range cases {
		cases[i].rule = rule
	}
	return cases
}
