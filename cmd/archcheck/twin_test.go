package main

import (
	"maps"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// readBefore adds a data source that was read before the plan, with the values of a managed
// resource, and others.
func readBefore(name, of string, others map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		values := map[string]any{}
		r := p.Resource(of)
		maps.Copy(values, r["change"].(map[string]any)["after"].(map[string]any))
		maps.Copy(values, others)
		root := p.Root["prior_state"].(map[string]any)["values"].(map[string]any)["root_module"].(map[string]any)
		module := r["module_address"].(string)
		modules, _ := root["child_modules"].([]any)
		root["child_modules"] = append(modules, map[string]any{"address": module, "resources": []any{map[string]any{
			"address": module + ".data." + r["type"].(string) + "." + name, "mode": "data",
			"type": r["type"], "name": name, "values": values, "sensitive_values": map[string]any{}}}})
		m := p.Module(module)
		for _, item := range m["resources"].([]any) {
			if block := item.(map[string]any); block["type"] == r["type"] {
				m["resources"] = append(
					m["resources"].([]any),
					map[string]any{
						"address":             "data." + r["type"].(string) + "." + name,
						"mode":                "data",
						"type":                r["type"],
						"name":                name,
						"expressions":         map[string]any{},
						"provider_config_key": block["provider_config_key"],
					},
				)
				break
			}
		}
	}
}

// readDuring adds a data source that is read during apply, by one argument.
func readDuring(module, typ, argument string, references ...string) pt.Edit {
	return func(p *pt.Plan) {
		p.Apply(pt.Add(module, typ, "again", map[string]any{}, map[string][]string{argument: references}))
		address := module + "." + typ + ".again"
		r := p.Resource(address)
		r["mode"], r["address"] = "data", module+".data."+typ+".again"
		c := r["change"].(map[string]any)
		c["actions"], c["after_unknown"].(map[string]any)["id"], c["after_unknown"].(map[string]any)["arn"] = []any{
			"read",
		}, true, true
		for _, item := range p.Module(module)["resources"].([]any) {
			if config := item.(map[string]any); config["address"] == typ+".again" {
				config["address"], config["mode"] = "data."+typ+".again", "data"
			}
		}
	}
}

func verdictsOf(r *verdict.Report) (all []string) {
	for _, v := range r.Verdicts {
		all = append(all, v.Rule+" "+v.Resource.ID+" "+string(v.Status))
	}
	return all
}

// TestOneThingOneNoun: a data source of what the plan manages changes no verdict, and hides none.
func TestOneThingOneNoun(t *testing.T) {
	const isolated, public = `module.network.aws_subnet.isolated["us-east-1a"]`, `module.network.aws_subnet.public["us-east-1a"]`
	const vpc, cluster, table = "module.network.aws_vpc.this", "module.app.aws_ecs_cluster.this", `module.network.aws_route_table.private["us-east-1a"]`
	later := "module.app.aws_ecs_task_definition.app"
	for _, c := range []struct {
		name, base string
		edits      []pt.Edit
	}{
		{"subnets", existing, []pt.Edit{readBefore("a", isolated, nil), readBefore("b", public, nil)}},
		{"a subnet, twice", existing, []pt.Edit{readBefore("a", isolated, nil), readBefore("b", isolated, nil)}},
		{"the VPC", existing, []pt.Edit{readBefore("a", vpc, nil)}},
		{"a group", existing, []pt.Edit{readBefore("a", "module.security.aws_security_group.db", map[string]any{"ingress": nil, "egress": nil})}},
		{"the load balancer", existing, []pt.Edit{readBefore("a", balancer, nil)}},
		{"the database, whose data source calls its ARN otherwise", existing, []pt.Edit{readBefore("a", database, map[string]any{"arn": nil, "id": "shop-prod",
			"db_instance_arn": "arn:aws:rds:us-east-1:123456789012:db:shop-prod", "db_instance_identifier": "shop-prod"})}},
		{"the cluster", existing, []pt.Edit{readBefore("a", cluster, nil)}},
		{"a route table", existing, []pt.Edit{readBefore("a", table, nil)}},
		{"a NAT gateway", existing, []pt.Edit{readBefore("a", nat0, nil)}},
		{"the task definition", existing, []pt.Edit{readBefore("a", later, map[string]any{"id": "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-prod:1"})}},
		{"the VPC, during apply", "ok-prod", []pt.Edit{readDuring("module.network", "aws_vpc", "id", ref("aws_vpc.this", "id")...)}},
		{"a group, during apply", "ok-prod", []pt.Edit{readDuring("module.security", "aws_security_group", "id", ref("aws_security_group.db", "id")...)}},
		{"a balancer by its tags, during apply", "ok-prod", []pt.Edit{readDuring("module.app", "aws_lb", "tags", "local.tags")}},
		{"a database by a local name, during apply", "ok-prod", []pt.Edit{readDuring("module.data", "aws_db_instance", "db_instance_identifier", "local.name")}},
		{"a listener, during apply", "ok-prod", []pt.Edit{readDuring("module.app", "aws_lb_listener", "load_balancer_arn", ref("aws_lb.this", "arn")...)}},
		{"a NAT gateway by a filter, during apply", "ok-prod", []pt.Edit{readDuring("module.network", "aws_nat_gateway", "filter", "local.filter")}},
		{"the balancer, during apply", "ok-prod", []pt.Edit{readDuring("module.app", "aws_lb", "arn", ref("aws_lb.this", "arn")...)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			want, _ := judgePlan(t, pt.Load(t, c.base).JSON(), "--env", "prod")
			got, _ := judgePlan(t, pt.Load(t, c.base).Apply(c.edits...).JSON(), "--env", "prod")
			if a, b := verdictsOf(want), verdictsOf(got); !slices.Equal(a, b) {
				t.Errorf("other verdicts: %s", difference(a, b))
			}
		})
	}
	r, _ := judgePlan(
		t,
		pt.Load(t, existing).Apply(pt.Set(public, "cidr_block", "10.0.99.0/24"), readBefore("a", public, nil)).JSON(),
		"--env",
		"prod",
	)
	if got := failing(r); !slices.Contains(got, "network/public-subnet-prefixes") {
		t.Errorf("fails %v", got)
	}
}

// identity gives a resource that is there an identity, and hides an attribute that it has.
func identity(address, member, attribute, value string) []pt.Edit {
	return []pt.Edit{pt.Set(address, attribute, nil), pt.Computed(address, attribute), func(p *pt.Plan) {
		change := p.Resource(address)["change"].(map[string]any)
		change[member] = map[string]any{attribute: value, "account_id": "123456789012", "region": "us-east-1"}
	}}
}

// TestIdentity: what Terraform's identity of a resource tells is as good as the attribute, for
// references by literal ids, and for the data source that reads it.
func TestIdentity(t *testing.T) {
	const group = "module.security.aws_security_group.db"
	id := pt.Load(t, existing).After(group).(map[string]any)["id"].(string)
	cluster := pt.Load(t, existing).After("module.app.aws_ecs_cluster.this").(map[string]any)["arn"].(string)
	for name, edits := range map[string][]pt.Edit{
		"after":  identity(group, "after_identity", "id", id),
		"before": identity(group, "before_identity", "id", id),
		"an ARN": identity("module.app.aws_ecs_cluster.this", "after_identity", "arn", cluster),
		"read":   append(identity(group, "after_identity", "id", id), readBefore("a", group, map[string]any{"id": id, "arn": nil, "ingress": nil, "egress": nil})),
		"null":   append(identity(group, "after_identity", "id", id), func(p *pt.Plan) { p.Resource(group)["change"].(map[string]any)["before_identity"] = nil }),
	} {
		t.Run(name, func(t *testing.T) {
			want, _ := judgePlan(t, pt.Load(t, existing).JSON(), "--env", "prod")
			got, _ := judgePlan(t, pt.Load(t, existing).Apply(edits...).JSON(), "--env", "prod")
			if a, b := verdictsOf(want), verdictsOf(got); !slices.Equal(a, b) {
				t.Errorf("other verdicts: %s", difference(a, b))
			}
		})
	}
}

// TestReadDuringApplyByTags: what refers to a data source that may read the managed balancer is not
// known; one that surely reads another thing is that other thing.
func TestReadDuringApplyByTags(t *testing.T) {
	const record = "module.app.aws_route53_record.alb"
	again := readDuring("module.app", "aws_lb", "tags", "local.tags")
	aliased := pt.Link(record, "alias.0.name", "data.aws_lb.again.dns_name", "data.aws_lb.again")
	r, _ := judgePlan(t, pt.Load(t, "ok-prod").Apply(again, aliased).JSON(), "--env", "prod")
	if got := statuses(r, "edge/dns-alias"); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
		t.Errorf("the alias is %v", got)
	}
	other := pt.Set("module.data.data.aws_db_instance.again", "db_instance_identifier", "another")
	r, _ = judgePlan(
		t,
		pt.Load(
			t,
			"ok-prod",
		).Apply(readDuring("module.data", "aws_db_instance", "db_instance_identifier", "local.name"), other).JSON(),
		"--env",
		"prod",
	)
	// It may still be a replica of the managed one, which only reading it tells.
	if got := statuses(r, "components/undocumented"); !slices.Equal(
		got,
		[]verdict.Status{verdict.Pass, verdict.Unknown},
	) {
		t.Errorf("another database is %v", got)
	}
}

func difference(a, b []string) string {
	var all []string
	for _, one := range a {
		if !slices.Contains(b, one) {
			all = append(all, "- "+one)
		}
	}
	for _, one := range b {
		if !slices.Contains(a, one) {
			all = append(all, "+ "+one)
		}
	}
	return strings.Join(all, "\n")
}

// TestSameNameElsewhere: an object of the same name in another region is another one.
func TestSameNameElsewhere(t *testing.T) {
	const cluster = "module.app.aws_ecs_cluster.this"
	elsewhere := "arn:aws:ecs:eu-west-1:123456789012:cluster/shop-prod"
	r, _ := judgePlan(
		t,
		pt.Load(t, existing).Apply(
			readBefore("far", cluster, map[string]any{"arn": elsewhere, "id": "shop-prod", "setting": []any{}}),
		).JSON(),
		"--env",
		"prod",
	)
	if got := statuses(r, "monitoring/container-insights"); len(got) == 0 || slices.Contains(got, verdict.Fail) {
		t.Errorf("container insights of the cluster here: %v", got)
	}
}

// TestTaskDefinitionByItsNames: a service may name its task definition in any way that AWS takes.
func TestTaskDefinitionByItsNames(t *testing.T) {
	want, _ := judgePlan(t, pt.Load(t, existing).JSON(), "--env", "prod")
	for _, name := range []string{"shop-prod:1", "shop-prod", "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-prod:1"} {
		r, _ := judgePlan(
			t,
			pt.Load(t, existing).Apply(pt.Set(service, "task_definition", name)).JSON(),
			"--env",
			"prod",
		)
		if a, b := verdictsOf(want), verdictsOf(r); !slices.Equal(a, b) {
			t.Errorf("%s: %s", name, difference(a, b))
		}
	}
	// The next revision is made by this plan, and a data source reads the one before.
	r, _ := judgePlan(t, pt.Load(t, existing).Apply(
		readBefore("app", "module.app.aws_ecs_task_definition.app", map[string]any{
			"task_definition": "shop-prod", "id": "arn:aws:ecs:us-east-1:123456789012:task-definition/shop-prod:1"}),
		func(p *pt.Plan) {
			c := p.Resource("module.app.aws_ecs_task_definition.app")["change"].(map[string]any)
			c["actions"] = []any{"create", "delete"}
			for _, name := range []string{"arn", "arn_without_revision", "revision", "id"} {
				delete(c["after"].(map[string]any), name)
				c["after_unknown"].(map[string]any)[name] = true
			}
		},
		pt.Link(
			service,
			"task_definition",
			"aws_ecs_task_definition.app.family",
			"aws_ecs_task_definition.app.revision",
			"aws_ecs_task_definition.app",
			"data.aws_ecs_task_definition.app.revision",
			"data.aws_ecs_task_definition.app",
		),
	).JSON(), "--env", "prod")
	if got := statuses(r, "monitoring/task-logs"); !slices.Equal(got, []verdict.Status{verdict.Pass}) {
		t.Errorf("the logs of the next revision: %v", got)
	}
}

// TestSameNamesInTwoRegions: in a state, which has no configuration, a name means the one in the region of who names
// it.
func TestSameNamesInTwoRegions(t *testing.T) {
	p := pt.Load(t, "state-prod")
	args := []string{"--env", "prod", "--skip", "cost"} // a log group more may cost more
	want, _ := judgePlan(t, p.JSON(), args...)
	root := p.Root["values"].(map[string]any)["root_module"].(map[string]any)
	far := 0
	for _, item := range root["child_modules"].([]any) {
		module := item.(map[string]any)
		for _, r := range module["resources"].([]any) {
			group := r.(map[string]any)
			if !slices.Contains(
				[]any{"aws_db_subnet_group", "aws_db_parameter_group", "aws_cloudwatch_log_group"},
				group["type"],
			) {
				continue
			}
			values := maps.Clone(group["values"].(map[string]any))
			values["arn"] = strings.Replace(values["arn"].(string), "us-east-1", "eu-west-1", 1)
			values["subnet_ids"] = []any{"subnet-elsewhere"}
			far++
			resources, _ := root["resources"].([]any)
			root["resources"] = append(
				resources,
				map[string]any{"address": group["type"].(string) + ".far", "mode": "managed", "type": group["type"],
					"name": "far", "values": values, "sensitive_values": map[string]any{}},
			)
		}
	}
	got, _ := judgePlan(t, p.JSON(), args...)
	if a, b := verdictsOf(want), verdictsOf(got); far == 0 || !slices.Equal(a, b) {
		t.Errorf("%d more, other verdicts: %s", far, difference(a, b))
	}
}
