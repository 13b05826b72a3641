package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

const existing = "existing-prod"

// forget makes a plan forget what is there, with these actions.
func forget(address string, actions ...any) pt.Edit {
	return func(p *pt.Plan) {
		r := p.Resource(address)
		c := r["change"].(map[string]any)
		c["before"], c["before_sensitive"], c["actions"] = c["after"], c["after_sensitive"], actions
		if len(actions) == 1 {
			c["after"], c["after_sensitive"], c["after_unknown"] = nil, false, map[string]any{}
			r["action_reason"] = "delete_because_no_resource_config"
		}
	}
}

// forgotten adds a resource that the plan forgets and no block names.
func forgotten(module, typ, name string, before map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		address := strings.TrimPrefix(module+"."+typ+"."+name, ".")
		p.Root["resource_changes"] = append(
			p.Changes(),
			map[string]any{
				"address":        address,
				"module_address": module,
				"mode":           "managed",
				"type":           typ,
				"name":           name,
				"change": map[string]any{
					"actions":          []any{"forget"},
					"before":           before,
					"after":            nil,
					"after_unknown":    map[string]any{},
					"before_sensitive": map[string]any{},
					"after_sensitive":  false,
				},
			},
		)
	}
}

// TestForgottenStays: what a plan forgets is there as it was, and only no longer managed.
func TestForgottenStays(t *testing.T) {
	const databaseGroup = "sg-6157a5db7b5f1eb29"
	open := map[string]any{
		"security_group_id": databaseGroup,
		"cidr_ipv4":         "0.0.0.0/0",
		"ip_protocol":       "tcp",
		"from_port":         5432.0,
		"to_port":           5432.0,
	}
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		fails []string
	}{
		{"the database", []pt.Edit{forget(database, "forget")}, nil},
		{"an open rule", []pt.Edit{forgotten("module.security", "aws_vpc_security_group_ingress_rule", "legacy", open)}, []string{"security_groups/database-ingress"}},
		{"an open rule of a module that is gone", []pt.Edit{forgotten("module.old[0]", "aws_vpc_security_group_ingress_rule", "legacy", open)}, []string{"security_groups/database-ingress"}},
		{"an open rule, the other type", []pt.Edit{forgotten("", "aws_security_group_rule", "legacy", map[string]any{"type": "ingress", "security_group_id": databaseGroup,
			"cidr_blocks": []any{"0.0.0.0/0"}, "protocol": "tcp", "from_port": 5432.0, "to_port": 5432.0, "self": false})}, []string{"security_groups/database-ingress"}},
		{"the load balancer", []pt.Edit{forget(balancer, "forget")}, nil},
		{"a role policy", []pt.Edit{forgotten("module.app", "aws_iam_role_policy", "legacy", map[string]any{"role": "shop-prod-task", "name": "legacy",
			"policy": `{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`})}, []string{"identity/no-wildcards"}},
		{"a second database", []pt.Edit{forgotten("", "aws_db_instance", "old", map[string]any{"identifier": "old", "id": "db-OLD", "engine": "postgres", "publicly_accessible": true,
			"db_subnet_group_name": "shop-prod", "vpc_security_group_ids": []any{databaseGroup}, "backup_retention_period": 7.0})}, []string{"network/database-not-public"}},
		{"an instance that wears the application's group", []pt.Edit{forgotten("", "aws_instance", "old", map[string]any{"id": "i-0123456789abcdef0",
			"vpc_security_group_ids": []any{databaseGroup}, "subnet_id": "subnet-db07ac3a2a15f708a", "associate_public_ip_address": true})}, []string{"components/undocumented"}},
		{"a database that a new one replaces", []pt.Edit{forget(database, "forget", "create")}, nil},
		{"a database that a new one replaces, created first", []pt.Edit{forget(database, "create", "forget")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := judgePlan(t, pt.Load(t, existing).Apply(c.edits...).JSON(), "--env", "prod")
			got := failing(r)
			for _, rule := range c.fails {
				if !slices.Contains(got, rule) {
					t.Errorf("fails %v, want %v", got, c.fails)
				}
			}
			if len(c.fails) == 0 &&
				slices.ContainsFunc(got, func(rule string) bool { return strings.HasSuffix(rule, "-present") }) {
				t.Errorf("what stays is missed: %v", got)
			}
			if !slices.ContainsFunc(
				r.Summary.Notes,
				func(n string) bool { return strings.Contains(n, "no longer managed") },
			) {
				t.Errorf("notes %v", r.Summary.Notes)
			}
		})
	}
}

// TestForgottenIsNoInstance: a block's value has no instance that is forgotten, and a deleted one stays deleted.
func TestForgottenIsNoInstance(t *testing.T) {
	r, _ := judgePlan(t, pt.Load(t, existing).Apply(inPlace(database, []any{"delete"}, nil)).JSON(), "--env", "prod")
	if !slices.Contains(failing(r), "availability/database-present") {
		t.Errorf("fails %v", failing(r))
	}
}

// onlyState makes a refresh-only plan: no changes, and a prior state.
func onlyState(p *pt.Plan) {
	delete(p.Root, "resource_changes")
	p.Root["planned_values"] = map[string]any{"root_module": map[string]any{}}
}

// keepOnly takes from the configuration what the state does not have.
func keepOnly(names ...string) pt.Edit {
	return func(p *pt.Plan) {
		for _, module := range []string{"module.app", "module.data", "module.monitoring", "module.network", "module.security"} {
			m := p.Module(module)
			m["resources"] = slices.DeleteFunc(m["resources"].([]any), func(r any) bool {
				return slices.Contains(names, r.(map[string]any)["type"].(string))
			})
		}
	}
}

// TestRefreshOnly: a refresh-only plan is its state, if that is whole.
func TestRefreshOnly(t *testing.T) {
	p := pt.Load(t, existing).Apply(onlyState)
	code, out, errs := execute("plan", file(t, p.JSON()), "--env", "prod")
	if code != 2 || len(out) > 0 || !strings.Contains(string(errs), "refresh-only") ||
		!strings.Contains(string(errs), "without -refresh-only") {
		t.Errorf("exit %d, %s", code, errs)
	}
	lacking := []string{
		"aws_elasticache_replication_group",
		"aws_elasticache_subnet_group",
		"aws_appautoscaling_target",
		"aws_appautoscaling_policy",
		"aws_budgets_budget",
		"aws_cloudwatch_metric_alarm",
		"aws_ecs_service",
		"aws_lb_listener",
	}
	r, _ := judgePlan(t, p.Apply(keepOnly(lacking...)).JSON(), "--env", "prod")
	if r.Source.Kind != "state" ||
		!slices.ContainsFunc(r.Summary.Notes, func(n string) bool { return strings.Contains(n, "refresh-only") }) {
		t.Errorf("kind %s, notes %v", r.Source.Kind, r.Summary.Notes)
	}
	if got := statuses(r, "availability/database-multi-az"); !slices.Equal(got, []verdict.Status{verdict.Pass}) {
		t.Errorf("the database of the state is %v", got)
	}
}

// TestDestroyPlan: a plan that only destroys is refused, and no cost rule passes at 0 USD.
func TestDestroyPlan(t *testing.T) {
	destroyed := func(reason any) pt.Edit {
		return func(p *pt.Plan) {
			for _, c := range p.Changes() {
				r := c.(map[string]any)
				change := r["change"].(map[string]any)
				change["actions"] = []any{"delete"}
				change["before"] = change["after"]
				change["after"] = nil
				change["after_unknown"] = map[string]any{}
				if reason != nil {
					r["action_reason"] = reason
				}
			}
		}
	}
	code, out, errs := execute("plan", file(t, pt.Load(t, existing).Apply(destroyed(nil)).JSON()), "--env", "prod")
	if code != 2 || len(out) > 0 || !strings.Contains(string(errs), "only destroys") {
		t.Errorf("exit %d, %s", code, errs)
	}
	r, code := judgePlan(
		t,
		pt.Load(t, existing).Apply(destroyed("delete_because_no_resource_config")).JSON(),
		"--env",
		"prod",
	)
	if code != 1 || !slices.Contains(failing(r), "availability/database-present") {
		t.Errorf("exit %d, fails %v", code, failing(r))
	}
	for _, v := range r.Verdicts {
		if strings.HasPrefix(v.Rule, "cost/") && v.Status == verdict.Pass {
			t.Errorf("%s passes although nothing is there: %s", v.Rule, v.Message)
		}
	}
}

// silent takes away what Terraform before 1.8 and OpenTofu do not say.
func silent(p *pt.Plan) { delete(p.Root, "complete") }

// leftOut takes a resource out of the changes, as -target and -exclude do.
func leftOut(address string) pt.Edit {
	return pt.Edit(func(p *pt.Plan) {
		p.Root["resource_changes"] = slices.DeleteFunc(
			p.Changes(),
			func(c any) bool { return c.(map[string]any)["address"] == address },
		)
	})
}

// TestExcludedInstancesBesideTheirSource: a plan that may lack instances without saying so is judged as one that does where
// its source makes more; one that says that it is complete has another source then.
func TestExcludedInstancesBesideTheirSource(t *testing.T) {
	const policy = "module.app.aws_appautoscaling_policy.app"
	all := pt.Edit(func(p *pt.Plan) {
		for _, key := range []string{"cpu_in", "cpu_out", "memory_in", "memory_out"} {
			leftOut(policy + `["` + key + `"]`)(p)
		}
	})
	more := pt.Edit(func(p *pt.Plan) {
		for _, c := range p.Changes() {
			if r := c.(map[string]any); r["address"] == policy+`["cpu_in"]` {
				r["address"], r["index"] = policy+`["another"]`, "another"
			}
		}
	})
	for name, c := range map[string]struct {
		edits edits
		exit  int
		said  string
	}{
		"one":                   {edits{silent, leftOut(policy + `["cpu_in"]`)}, 3, policy + `["cpu_in"]`},
		"all":                   {edits{silent, all}, 3, policy + `["cpu_in"]`},
		"one, which it denies":  {edits{leftOut(policy + `["cpu_in"]`)}, 2, "the source is not this plan's"},
		"another than it makes": {edits{silent, more}, 2, "the source is not this plan's"},
	} {
		code, out, errs := execute("plan", file(t, pt.Load(t, "ok-prod").Apply(c.edits...).JSON()), "--env", "prod",
			"--source", filepath.Join(mototest.Root(), "fixtures", "terraform"))
		if said := string(out) + string(errs); code != c.exit || !strings.Contains(said, c.said) {
			t.Errorf("%s: exit %d, %s", name, code, said)
		}
	}
}

// TestPlanThatDoesNotSayWhetherItIsComplete is held against its own configuration and prior state.
func TestPlanThatDoesNotSayWhetherItIsComplete(t *testing.T) {
	const rule = "module.security.aws_vpc_security_group_egress_rule.app_db"
	counted := func(value any) pt.Edit {
		return func(p *pt.Plan) {
			for _, c := range p.Module("module.security")["resources"].([]any) {
				if r := c.(map[string]any); r["address"] == "aws_vpc_security_group_egress_rule.app_db" {
					r["count_expression"] = value
				}
			}
		}
	}
	for _, c := range []struct {
		name, base string
		edits      []pt.Edit
		partial    bool
	}{
		{"a whole plan", "ok-prod", nil, false},
		{"a whole plan of what exists", existing, nil, false},
		{"without a block of the configuration", "ok-prod", []pt.Edit{leftOut(rule)}, true},
		{"without what the state has", existing, []pt.Edit{leftOut("module.network.aws_subnet.isolated[\"us-east-1a\"]")}, true},
		{"without a block that makes nothing", "ok-prod", []pt.Edit{leftOut(rule), counted(map[string]any{"constant_value": 0.0})}, false},
		{"without a block that makes two", "ok-prod", []pt.Edit{leftOut(rule), counted(map[string]any{"constant_value": 2.0})}, true},
		{"without a block that may make nothing", "ok-prod", []pt.Edit{leftOut(rule), counted(map[string]any{"references": []any{"var.x"}})}, false},
		{"moved", existing, []pt.Edit{func(p *pt.Plan) {
			r := p.Resource(rule)
			r["address"], r["previous_address"], r["name"] = rule+"_moved", rule, "app_db_moved"
			for _, c := range p.Module("module.security")["resources"].([]any) {
				if c := c.(map[string]any); c["address"] == "aws_vpc_security_group_egress_rule.app_db" {
					c["address"] = "aws_vpc_security_group_egress_rule.app_db_moved"
				}
			}
		}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := judgePlan(t, pt.Load(t, c.base).Apply(append(c.edits, silent)...).JSON(), "--env", "prod")
			if partial := len(r.Gaps) > 0; partial != c.partial {
				t.Errorf("gaps %v, fails %v", r.Gaps, failing(r))
			}
		})
	}
}

func file(t *testing.T, data []byte) string {
	t.Helper()
	if !json.Valid(data) {
		t.Fatal("the plan is not JSON")
	}
	path := t.TempDir() + "/plan.json"
	write(t, path, data)
	return path
}

// TestOwnSourceTellsWhatIsLeftOut: with the plan's own configuration an instance that -exclude left
// out is missed, although its block is there.
func TestOwnSourceTellsWhatIsLeftOut(t *testing.T) {
	tree := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		gaps  int
	}{
		{"a whole plan", []pt.Edit{silent}, 0},
		{"one of two left out", []pt.Edit{silent, leftOut(`module.network.aws_subnet.isolated["us-east-1b"]`)}, 1},
		{"one of two left out, by a Terraform that would have said so", []pt.Edit{leftOut(`module.network.aws_subnet.isolated["us-east-1b"]`)}, 0},
	} {
		r := judgeOwn(t, pt.Load(t, "ok-prod").Apply(c.edits...).JSON(), tree, "--env", "prod")
		if len(r.Gaps) != c.gaps {
			t.Errorf("%s: gaps %v", c.name, r.Gaps)
		}
	}
}
