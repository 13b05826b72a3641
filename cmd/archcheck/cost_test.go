package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// rowTotals are the expected amounts of an estimate by what is paid for.
func rowTotals(t *testing.T, out []byte) map[string]int {
	t.Helper()
	var statement struct {
		Lines []struct{ What, Expected string }
	}
	if err := json.Unmarshal(out, &statement); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	lines := map[string]int{}
	for _, l := range statement.Lines {
		lines[l.What+" "+l.Expected]++
	}
	return lines
}

// TestPlanAndAccountCostTheSame: the same stack gives the same lines, read from a plan or from an account.
func TestPlanAndAccountCostTheSame(t *testing.T) {
	for id, fixture := range map[string]string{"350000000001": "ok-prod", "350000000004": "ok-target-tracking"} {
		t.Run(fixture, func(t *testing.T) { costTheSame(t, id, fixture) })
	}
}

func costTheSame(t *testing.T, id, fixture string) {
	built(t, fixture, id)
	snapshot, err := planned(t, fixture).Encode()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "snapshot.json")
	write(t, file, snapshot)
	code, out, errs := execute("cost", file, "--env", "prod", "--format", "json")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	inPlan := rowTotals(t, out)
	code, live, text := costOf(t, "--account", "a"+id, "--env", "prod", "--format", "json")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, text)
	}
	scanned := rowTotals(t, []byte(live))
	for line, n := range inPlan {
		if scanned[line] != n {
			t.Errorf("%s: %d in the plan, %d in the account", line, n, scanned[line])
		}
	}
	for line, n := range scanned {
		if inPlan[line] != n {
			t.Errorf("%s: %d in the account, %d in the plan", line, n, inPlan[line])
		}
	}
}

// TestExpensiveChoices: too large a class fails although it has no price, an unknown one is
// never silently cheap.
func TestExpensiveChoices(t *testing.T) {
	for _, c := range []struct {
		name string
		edit pt.Edit
		want string
	}{
		{"a large database", pt.Set(database, "instance_class", "db.r6g.4xlarge"), "fail"},
		{"a large cache", pt.Set(cache, "node_type", "cache.r7g.4xlarge"), "fail"},
		{"a class that does not exist", pt.Set(database, "instance_class", "db.db.t4g.small"), "unknown"},
		{"many tasks at the least", pt.Set(scaleTarget, "min_capacity", 8), "fail"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, _ := judgePlan(
				t,
				pt.Load(t, "ok-prod").Apply(c.edit).JSON(),
				"--env",
				"prod",
				"--only",
				"cost/expected-within-band",
			)
			if got := statuses(r, "cost/expected-within-band"); len(got) != 1 || string(got[0]) != c.want {
				t.Errorf("%v, want %s: %s", got, c.want, messages(r))
			}
		})
	}
	for name, edit := range map[string]pt.Edit{"no budget": pt.Remove(awsBudget), "a budget of 4,000": pt.Set(awsBudget, "limit_amount", "4000"),
		"a yearly one": pt.Set(awsBudget, "time_unit", "ANNUALLY"), "one that tells nobody": pt.Set(awsBudget, "notification", []any{})} {
		r, _ := judgePlan(t, pt.Load(t, "ok-prod").Apply(edit).JSON(), "--env", "prod", "--only", "cost/budget-present")
		if got := statuses(r, "cost/budget-present"); len(got) != 1 || got[0] != "fail" {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestCostTakesOneAccount: two accounts have two budgets, and one sum of both fits neither.
func TestCostTakesOneAccount(t *testing.T) {
	built(t, "ok-dev", "350000000005")
	built(t, "ok-dev", "350000000006")
	moto(t).Environment(t, "350000000005", "350000000006")
	code, _, errs := costOf(t, "--account", "a350000000005", "--account", "a350000000006", "--env", "dev")
	if code != verdict.ExitError || !strings.Contains(errs, "estimate one account at a time") {
		t.Errorf("exit %d: %s", code, errs)
	}
}

// TestCostInScope: what the scope leaves out is in no line; two stacks are not held against
// what is documented of one.
func TestCostInScope(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	write(t, file, pt.Repeat(t, "ok-prod", 2))
	config := filepath.Join(t.TempDir(), "archcheck.yaml")
	write(t, config, []byte(`scope: {modules: ['module.stack["s00001"]']}`))
	code, out, errs := execute("cost", file, "--env", "prod", "--config", config)
	// 305.27 and two alarms of the other stack, which watch nobody knows what
	if code != 0 || !strings.Contains(strings.Join(strings.Fields(string(out)), " "), "total 305.47") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	_, out, _ = execute("cost", file, "--env", "prod")
	if !strings.Contains(string(out), "note: the estimate is of 2 stacks together") ||
		strings.Contains(string(out), "above the band") {
		t.Errorf("two stacks: %s", out)
	}
}

// TestCostNamesWhatItDoesNotReckon: what archcheck does not read is in no line, and is named by
// the estimate, by the rule's evidence, and after a snapshot.
func TestCostNamesWhatItDoesNotReckon(t *testing.T) {
	edits := []pt.Edit{
		pt.Add("module.app", "aws_instance", "bastion", map[string]any{"instance_type": "m5.24xlarge"}, nil),
		pt.Add("module.app", "aws_iam_user", "somebody", map[string]any{}, nil),
	}
	file := filepath.Join(t.TempDir(), "plan.json")
	write(t, file, pt.Load(t, "ok-prod").Apply(edits...).JSON())
	snapshot := filepath.Join(t.TempDir(), "snapshot.json")
	if code, _, errs := execute("collect", file, "-o", snapshot); code != 0 {
		t.Fatal(string(errs))
	}
	const want = "the price book has no such prices"
	for _, args := range [][]string{{"cost", file}, {"cost", snapshot}, {"plan", file, "--only", "cost", "--format", "json"}} {
		code, out, errs := execute(append(args, "--env", "prod")...)
		if code != 0 || !strings.Contains(string(out), want) ||
			!strings.Contains(string(out), "aws_instance.bastion") && args[0] == "cost" {
			t.Errorf("%v: exit %d %s%s", args, code, out, errs)
		}
	}
	if _, out, _ := execute("cost", pt.Path("ok-prod"), "--env", "prod"); strings.Contains(
		string(out),
		"not reckoned",
	) {
		t.Errorf("the reference is reckoned whole: %s", out)
	}
}

// TestCostOfWhatWasNotRead: an account whose databases are denied, or a plan made with
// -target, is not cheap.
func TestCostOfWhatWasNotRead(t *testing.T) {
	const id = "350000000002"
	built(t, "ok-prod", id)
	_, r, _ := scanWith(t, func(op string, request *http.Request) (*http.Response, error) {
		if op == "RDS DescribeDBInstances" {
			return denied(request), nil
		}
		return nil, nil
	}, "scan", "--account", "a"+id, "--env", "prod", "--only", "cost/expected-within-band")
	for _, v := range r.Verdicts {
		if v.Status != verdict.NotCollected {
			t.Errorf("with the databases denied it is %s: %s", v.Status, v.Message)
		}
	}
	r, _ = judgePlan(
		t,
		pt.Load(t, "ok-prod").Apply(pt.Remove(database), pt.Partial()).JSON(),
		"--env",
		"prod",
		"--only",
		"cost/expected-within-band",
	)
	if got := statuses(r, "cost/expected-within-band"); len(got) != 1 || got[0] != verdict.NotCollected {
		t.Errorf("a plan made with -target is %v", got)
	}
}

// TestActualCost puts the bill beside the estimate, and asks for nothing unless it is told to.
func TestActualCost(t *testing.T) {
	const id = "350000000003"
	built(t, "ok-prod", id)
	proxy := mototest.StartProxy(t, moto(t))
	t.Setenv("AWS_ENDPOINT_URL", proxy.URL)
	asked := map[string]int{}
	var mu sync.Mutex
	proxy.Fault = func(w http.ResponseWriter, r mototest.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		switch r.Operation {
		case "GetCostAndUsage":
			asked[r.Operation]++
			return mototest.Answer(
				w,
				http.StatusOK,
				"application/x-amz-json-1.1",
				`{"ResultsByTime":[{"Groups":[{"Keys":["Amazon RDS"],"Metrics":{"UnblendedCost":{"Amount":"44.5","Unit":"USD"}}}]}]}`,
			)
		case "GetCostForecast":
			asked[r.Operation]++
			return mototest.Answer(
				w,
				http.StatusOK,
				"application/x-amz-json-1.1",
				`{"Total":{"Amount":"250.25","Unit":"USD"}}`,
			)
		}
		return false
	}
	if code, _, errs := costOf(t, "--account", "a"+id, "--env", "prod"); code != 0 || len(asked) != 0 {
		t.Errorf("exit %d, asked %v without being told: %s", code, asked, errs)
	}
	code, out, errs := costOf(t, "--account", "a"+id, "--env", "prod", "--actual")
	if code != 0 || asked["GetCostForecast"] != 1 ||
		!strings.Contains(strings.Join(strings.Fields(out), " "), "AWS forecasts 250.25 more") {
		t.Errorf("exit %d, asked %v: %s%s", code, asked, out, errs)
	}
	if code, _, errs := costOf(t, "../../fixtures/plans/ok-prod.json", "--env", "prod", "--actual"); code != 2 ||
		!strings.Contains(errs, "only an account has a bill") {
		t.Errorf("a plan with --actual: exit %d %s", code, errs)
	}
}
