package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestFixturePlans judges the real plans: each fails with exactly the violation its name says.
// A first plan leaves critical rules to its source; with it, nothing is left.
func TestFixturePlans(t *testing.T) {
	for _, c := range []struct {
		plan, env string
		exit      int
		fails     []string
	}{
		{"ok-prod", "prod", 3, nil},
		{"ok-dev", "dev", 3, nil},
		{"ok-security-group-rule", "prod", 3, nil},
		{"ok-inline-rules", "prod", 3, nil},
		{"ok-target-tracking", "prod", 3, nil},
		{"existing-prod", "prod", 0, nil},
		{"net-isolated-nat", "prod", 1, []string{"network/isolated-subnets-no-way-out"}},
		{"sg-db-world", "prod", 1, []string{"security_groups/database-ingress"}},
		{"ha-db-single-az", "prod", 1, []string{"availability/database-multi-az"}},
		{"bk-retention-short", "prod", 1, []string{"backup/retention-days"}},
		{"enc-db-unset", "prod", 1, []string{"encryption/database-at-rest"}},
		{"sc-cpu-out-90", "prod", 1, []string{"scaling/out-cpu"}},
		{"missing-db", "prod", 1, []string{"availability/database-present"}},
		{"existing-prod-errored", "prod", 3, nil},
		{"targeted-prod", "prod", 3, nil},
	} {
		t.Run(c.plan, func(t *testing.T) {
			data, err := os.ReadFile(pt.Path(c.plan))
			if err != nil {
				t.Fatal(err)
			}
			r, code := judgePlan(t, data, "--env", c.env)
			if code != c.exit {
				t.Errorf("exit %d, want %d", code, c.exit)
			}
			if got := failing(r); !slices.Equal(got, c.fails) {
				t.Errorf("fails %v, want %v", got, c.fails)
			}
			for _, v := range r.Verdicts {
				if v.Status == verdict.NotCollected && len(r.Gaps) == 0 {
					t.Errorf("%s on %s is not collected: %s", v.Rule, v.Resource.ID, v.Message)
				}
			}
		})
	}
}

// TestFixturePlansWithSource: what the plan alone left open is decided by the source it was made from.
func TestFixturePlansWithSource(t *testing.T) {
	for _, env := range []string{"prod", "dev"} {
		plan := pt.Load(t, "ok-"+env).JSON()
		r, code := judgePlan(t, plan, "--env", env)
		if rules := r.Summary.UndecidedRules; code != 3 || len(rules.Source) != 3 ||
			len(rules.Apply)+len(rules.Reading)+len(rules.Collection) > 0 {
			t.Errorf("ok-%s without source: exit %d, %+v", env, code, rules)
		}
		r, code = judgePlan(t, plan, "--env", env, "--source", sourceOf(env))
		if code != 0 || r.Summary.Undecided > 0 || r.Summary.Fail > 0 {
			t.Errorf("ok-%s with source: exit %d\n%s", env, code, messages(r))
		}
	}
}

// failing returns the rules that fail, each once.
func failing(r *verdict.Report) []string {
	var rules []string
	for _, v := range r.Verdicts {
		if v.Status == verdict.Fail && !slices.Contains(rules, v.Rule) {
			rules = append(rules, v.Rule)
		}
	}
	return rules
}

// TestPartialPlansPassNothingThatDependsOnAbsence compares a plan with its partial self: a
// verdict that passes in the partial one must not hang on what may be missing.
func TestPartialPlansPassNothingThatDependsOnAbsence(t *testing.T) {
	r, _ := judgePlan(t, pt.Load(t, "ok-prod").Apply(pt.Partial()).JSON(), "--env", "prod")
	absence := []string{
		"network/isolated-subnets-no-way-out",
		"network/private-subnets-through-nat",
		"network/isolated-acl-from-vpc-only",
		"network/vpc-cidr",
		"security_groups/database-ingress",
		"security_groups/cache-egress",
		"security_groups/default-group-empty",
		"encryption/http-redirects",
		"identity/no-wildcards",
		"scaling/no-wrong-way",
		"edge/certificate-covers-name",
	}
	for _, rule := range absence {
		if slices.Contains(statuses(r, rule), verdict.Pass) {
			t.Errorf("%s passes in a partial plan", rule)
		}
	}
}

// TestIdiomsAgree: the same architecture written in other idioms gets the same verdicts.
func TestIdiomsAgree(t *testing.T) {
	want := outcomes(t, "ok-prod", "prod")
	for _, plan := range []string{"ok-security-group-rule", "ok-inline-rules", "ok-target-tracking"} {
		if got := outcomes(t, plan, "prod"); !slices.Equal(got, want) {
			t.Errorf("%s differs from ok-prod:\n%v\n%v", plan, got, want)
		}
	}
}

func outcomes(t *testing.T, plan, env string) []string {
	t.Helper()
	data, err := os.ReadFile(pt.Path(plan))
	if err != nil {
		t.Fatal(err)
	}
	r, _ := judgePlan(t, data, "--env", env)
	var all []string
	for _, v := range r.Verdicts {
		all = append(all, v.Rule+" "+v.Resource.ID+" "+string(v.Status))
	}
	return all
}

// TestSnapshotGivesTheSameReport: collect and check say what plan says, byte for byte.
func TestSnapshotGivesTheSameReport(t *testing.T) {
	plans, err := filepath.Glob(filepath.Join(filepath.Dir(pt.Path("x")), "*.json"))
	if err != nil || len(plans) == 0 {
		t.Fatal("no fixture plans", err)
	}
	for _, plan := range plans {
		snapshot := filepath.Join(t.TempDir(), "snapshot.json")
		if code, _, errs := execute("collect", plan, "-o", snapshot); code != 0 {
			t.Fatalf("collect %s: exit %d, %s", plan, code, errs)
		}
		for _, format := range []string{"json", "junit", "table"} {
			code1, out1, _ := execute("plan", plan, "--env", "prod", "--format", format)
			code2, out2, errs := execute("check", snapshot, "--env", "prod", "--format", format)
			if code1 != code2 || !bytes.Equal(out1, out2) {
				t.Errorf("%s as %s: plan and check differ (exit %d and %d) %s", plan, format, code1, code2, errs)
			}
		}
	}
}

// TestReportsMatchTheirSchema holds real reports against the schema that is published.
func TestReportsMatchTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../internal/report/report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, plan := range []string{"ok-prod", "sg-db-world", "existing-prod-errored", "state-prod", "missing-db"} {
		_, out, errs := execute("plan", pt.Path(plan), "--env", "prod", "--format", "json")
		report, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatalf("%s: %v %s", plan, err, errs)
		}
		if err := schema.Validate(report); err != nil {
			t.Errorf("%s: %v", plan, err)
		}
	}
}

// TestOutputIsRepeatable: the same input gives the same bytes.
func TestOutputIsRepeatable(t *testing.T) {
	_, first, _ := execute("plan", pt.Path("sg-db-world"), "--env", "prod", "--format", "json")
	for range 5 {
		if _, again, _ := execute("plan", pt.Path("sg-db-world"), "--env", "prod", "--format", "json"); !bytes.Equal(
			first,
			again,
		) {
			t.Fatal("two runs differ")
		}
	}
}
