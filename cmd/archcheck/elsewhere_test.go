package main

import (
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// ofAnotherState takes resources out of a plan and its configuration: their ids stay, as literals.
func ofAnotherState(is func(r map[string]any) bool) pt.Edit {
	return func(p *pt.Plan) {
		gone := map[string]bool{}
		p.Root["resource_changes"] = slices.DeleteFunc(p.Changes(), func(c any) bool {
			r := c.(map[string]any)
			if is(r) {
				gone[r["module_address"].(string)+"."+r["type"].(string)+"."+r["name"].(string)] = true
			}
			return is(r)
		})
		for _, module := range []string{"module.app", "module.data", "module.monitoring", "module.network", "module.security"} {
			m := p.Module(module)
			m["resources"] = slices.DeleteFunc(m["resources"].([]any), func(r any) bool {
				return gone[module+"."+r.(map[string]any)["address"].(string)]
			})
		}
	}
}

func ofTypes(types ...string) func(r map[string]any) bool {
	return func(r map[string]any) bool { return slices.Contains(types, r["type"].(string)) }
}

func ofModules(names ...string) func(r map[string]any) bool {
	return func(r map[string]any) bool { return slices.Contains(names, r["module_address"].(string)) }
}

// asRead lets data sources read what another state manages, in the words of their types.
func asRead(types ...string) pt.Edit {
	return func(p *pt.Plan) {
		var reads []pt.Edit
		for _, c := range p.Changes() {
			r := c.(map[string]any)
			after, _ := r["change"].(map[string]any)["after"].(map[string]any)
			if !slices.Contains(types, r["type"].(string)) {
				continue
			}
			others := map[string]any{}
			switch r["type"] {
			case "aws_route_table":
				others["routes"], others["associations"] = after["route"], associationsOf(p, after["id"])
			case "aws_internet_gateway":
				others["attachments"] = []any{map[string]any{"state": "available", "vpc_id": after["vpc_id"]}}
				others["vpc_id"] = nil
			}
			name := strings.Map(func(c rune) rune {
				if strings.ContainsRune(`."[]-`, c) {
					return '_'
				}
				return c
			}, strings.TrimPrefix(r["address"].(string), "module."))
			reads = append(reads, readBefore(name, r["address"].(string), others))
		}
		p.Apply(reads...)
	}
}

func associationsOf(p *pt.Plan, table any) (all []any) {
	for _, c := range p.Changes() {
		r := c.(map[string]any)
		if after, _ := r["change"].(map[string]any)["after"].(map[string]any); r["type"] == "aws_route_table_association" &&
			after["route_table_id"] == table {
			all = append(all, map[string]any{"subnet_id": after["subnet_id"], "main": false})
		}
	}
	return all
}

// sharedRule forwards requests for one host from a listener that another state manages.
func sharedRule(listener string) pt.Edit {
	return pt.Add(
		"module.app",
		"aws_lb_listener_rule",
		"shared",
		map[string]any{
			"priority":     1,
			"listener_arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/11e8399c771fceb5/" + listener,
			"action": []any{
				map[string]any{
					"type":             "forward",
					"target_group_arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop-prod/041dff88903d150f",
				},
			},
			"condition": []any{
				map[string]any{"host_header": []any{map[string]any{"values": []any{"prod.example.com"}}}},
			},
		},
		nil,
	)
}

// TestAbsenceElsewhere: what another state may manage is not judged absent; what a data source
// read of it is judged.
func TestAbsenceElsewhere(t *testing.T) {
	const igw, nat, prefixes = "network/internet-gateway-present", "availability/nat-gateway-count", "network/public-subnet-prefixes"
	network := ofAnotherState(ofModules("module.network"))
	balancers := ofAnotherState(
		ofTypes(
			"aws_lb",
			"aws_lb_listener",
			"aws_lb_target_group",
			"aws_route53_record",
			"aws_acm_certificate",
			"aws_acm_certificate_validation",
		),
	)
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		want  map[string]verdict.Status
	}{
		{"the network", []pt.Edit{network}, map[string]verdict.Status{igw: "unknown", nat: "unknown"}},
		{"the network, and who else is in it", []pt.Edit{ofAnotherState(ofModules("module.network", "module.data"))},
			map[string]verdict.Status{igw: "unknown", "availability/database-present": "unknown", "availability/cache-present": "unknown", "availability/service-present": "pass"}},
		{"the network and all groups", []pt.Edit{ofAnotherState(ofModules("module.network", "module.security"))},
			map[string]verdict.Status{igw: "unknown", nat: "unknown", "network/vpc-present": "unknown"}},
		{"the network, read", []pt.Edit{asRead("aws_vpc", "aws_subnet"), network}, map[string]verdict.Status{igw: "unknown", nat: "unknown", prefixes: "pass"}},
		{"the network, read with its tables and gateways", []pt.Edit{asRead("aws_vpc", "aws_subnet", "aws_route_table", "aws_internet_gateway", "aws_nat_gateway"), network},
			map[string]verdict.Status{igw: "pass", nat: "pass", "network/public-subnets-route-to-internet": "pass", "network/private-subnets-through-nat": "pass"}},
		{"its main table alone is read", []pt.Edit{asRead("aws_vpc", "aws_subnet"), network}, map[string]verdict.Status{"network/isolated-subnets-no-way-out": "unknown"}},
		{"the gateway of a VPC that is managed here", []pt.Edit{ofAnotherState(ofTypes("aws_internet_gateway"))}, map[string]verdict.Status{igw: "fail"}},
		{"the load balancer", []pt.Edit{balancers}, map[string]verdict.Status{"availability/load-balancer-present": "unknown", "edge/https-forwarded": "unknown"}},
		{"the load balancer, read", []pt.Edit{asRead("aws_lb", "aws_lb_target_group"), balancers}, map[string]verdict.Status{"availability/load-balancer-present": "pass",
			"edge/https-forwarded": "unknown", "encryption/https-listener": "unknown", "edge/http-listener-present": "unknown", "edge/dns-alias": "unknown"}},
		{"the load balancer, read with its listeners", []pt.Edit{asRead("aws_lb", "aws_lb_target_group", "aws_lb_listener"), balancers},
			map[string]verdict.Status{"edge/https-forwarded": "unknown", "encryption/https-listener": "pass", "encryption/tls-policy": "pass", "encryption/http-redirects": "unknown"}},
		{"the load balancer, with a listener here", []pt.Edit{ofAnotherState(ofTypes("aws_lb", "aws_route53_record"))}, map[string]verdict.Status{"availability/load-balancer-present": "unknown"}},
		{"the load balancer and its listeners, with a rule here", []pt.Edit{ofAnotherState(ofTypes("aws_lb", "aws_lb_listener", "aws_route53_record")), sharedRule("443")},
			map[string]verdict.Status{"availability/load-balancer-present": "unknown", "edge/https-forwarded": "unknown"}},
		{"the cluster", []pt.Edit{ofAnotherState(ofTypes("aws_ecs_cluster"))}, map[string]verdict.Status{"monitoring/container-insights": "unknown"}},
		{"the cluster, read", []pt.Edit{asRead("aws_ecs_cluster"), ofAnotherState(ofTypes("aws_ecs_cluster"))}, map[string]verdict.Status{"monitoring/container-insights": "pass"}},
		{"the database of a VPC that is managed here", []pt.Edit{ofAnotherState(ofTypes("aws_db_instance"))}, map[string]verdict.Status{"availability/database-present": "fail"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := judgePlan(t, pt.Load(t, existing).Apply(c.edits...).JSON(), "--env", "prod")
			if rules := r.Summary.UndecidedRules; len(rules.Source)+len(rules.Apply) > 0 {
				t.Errorf("neither source nor apply tells of another state: %+v", rules)
			}
			for rule, want := range c.want {
				if got := statuses(r, rule); len(got) == 0 ||
					slices.ContainsFunc(got, func(s verdict.Status) bool { return s != want }) {
					t.Errorf("%s is %v, want %s", rule, got, want)
				}
			}
		})
	}
}

// TestFlowLogsElsewhere: who owns the VPC may record its traffic.
func TestFlowLogsElsewhere(t *testing.T) {
	document := documentWith(t, "flow_logs: true")
	for want, edits := range map[verdict.Status][]pt.Edit{
		verdict.Fail: nil, verdict.Unknown: {asRead("aws_vpc", "aws_subnet"), ofAnotherState(ofModules("module.network"))},
	} {
		r, _ := judgePlan(t, pt.Load(t, existing).Apply(edits...).JSON(), "--env", "prod", "--architecture", document)
		if got := statuses(r, "monitoring/flow-logs"); !slices.Equal(got, []verdict.Status{want}) {
			t.Errorf("flow logs are %v, want %s", got, want)
		}
	}
}

// TestDefaultVPC: a default VPC has a gateway that AWS made with it.
func TestDefaultVPC(t *testing.T) {
	text := strings.ReplaceAll(
		string(pt.Load(t, existing).Apply(ofAnotherState(ofTypes("aws_internet_gateway"))).JSON()),
		"aws_vpc.this",
		"aws_default_vpc.this",
	)
	text = strings.ReplaceAll(text, `"type":"aws_vpc"`, `"type":"aws_default_vpc"`)
	r, _ := judgePlan(t, []byte(text), "--env", "prod")
	if got := statuses(r, "network/internet-gateway-present"); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
		t.Errorf("the gateway of a default VPC is %v", got)
	}
}
