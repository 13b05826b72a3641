package verdict_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

func violation(rule, component, id, expected, found string, evidence ...string) verdict.Verdict {
	return verdict.Verdict{
		Rule:      rule,
		Question:  rule,
		Status:    verdict.Fail,
		Severity:  "high",
		Component: component,
		Resource:  verdict.Resource{ID: id},
		Expected:  expected,
		Found:     found,
		Evidence:  evidence,
	}
}

// TestBaselineKnows: what is worse than it was is new, what is as it was or better is known.
func TestBaselineKnows(t *testing.T) {
	const edges, open = "exactly the documented ingress edges", "too much: internet -> db:5432, written by a"
	for name, c := range map[string]struct {
		before, now verdict.Verdict
		known       bool
	}{
		"the same":                       {violation("a/b", "db", "x", "m = true", "m = false"), violation("a/b", "db", "x", "m = true", "m = false"), true},
		"it is renamed":                  {violation("a/b", "db", "x", "m = true", "m = false"), violation("a/b", "db", "y", "m = true", "m = false"), true},
		"no component, renamed":          {violation("a/b", "", "x", "m = true", "m = false"), violation("a/b", "", "y", "m = true", "m = false"), false},
		"another component":              {violation("a/b", "db", "x", "m = true", "m = false"), violation("a/b", "cache", "x", "m = true", "m = false"), false},
		"another rule":                   {violation("a/b", "db", "x", "m = true", "m = false"), violation("a/c", "db", "x", "m = true", "m = false"), false},
		"another value":                  {violation("a/b", "db", "x", "d >= 7", "d = 3"), violation("a/b", "db", "x", "d >= 7", "d = 1"), false},
		"the document asks more":         {violation("a/b", "db", "x", "d >= 7", "d = 3"), violation("a/b", "db", "x", "d >= 30", "d = 3"), true},
		"another port":                   {violation("a/b", "db", "x", edges, open), violation("a/b", "db", "x", edges, open+"; too much: internet -> db:22, written by a"), false},
		"one port less":                  {violation("a/b", "db", "x", edges, open+"; too much: internet -> db:22, written by a"), violation("a/b", "db", "x", edges, open), true},
		"ports change places":            {violation("a/b", "db", "x", edges, "too much: a -> db:80, 8080; too much: b -> db:80"), violation("a/b", "db", "x", edges, "too much: a -> db:80, 8080; too much: b -> db:80, 8080"), false},
		"one of what must be there less": {violation("a/b", "", "x", "gateways at least 3", "g0, g1"), violation("a/b", "", "x", "gateways at least 3", "g0"), false},
		"one of what must not be less":   {violation("a/b", "", "x", "no unlogged", "api, web"), violation("a/b", "", "x", "no unlogged", "api"), true},
		"one of what must not be more":   {violation("a/b", "", "x", "no unlogged", "api"), violation("a/b", "", "x", "no unlogged", "api, web"), false},
		"another route":                  {violation("a/b", "", "x", "isolated = true", "isolated = false", "0.0.0.0/0 -> nat"), violation("a/b", "", "x", "isolated = true", "isolated = false", "0.0.0.0/0 -> igw"), false},
	} {
		r := &verdict.Report{Verdicts: []verdict.Verdict{c.now, {Rule: "a/z", Status: verdict.Pass}}}
		r.Against(&verdict.Report{Verdicts: []verdict.Verdict{c.before}}, "old.json")
		r.Summarize(verdict.Policy{FailOn: "low"})
		if r.Verdicts[0].Known != c.known || (r.Summary.ExitCode == 0) != c.known {
			t.Errorf("%s: known %v, exit %d", name, r.Verdicts[0].Known, r.Summary.ExitCode)
		}
	}
}

// TestBaselineKnowsWhatIsRenamed: a thing has another name only where the old one is not judged any more, and the new one
// was not before. Else one that broke while another of its component was mended would hide behind that.
func TestBaselineKnowsWhatIsRenamed(t *testing.T) {
	fails := func(id string) verdict.Verdict { return violation("a/b", "db", id, "m = true", "m = false") }
	passes := func(id string) verdict.Verdict {
		v := fails(id)
		v.Status, v.Found = verdict.Pass, "m = true"
		return v
	}
	unknown := passes("y")
	unknown.Status = verdict.Unknown
	type all = []verdict.Verdict
	for name, c := range map[string]struct {
		before, now all
		known       bool
	}{
		"it is renamed":                       {all{fails("x")}, all{fails("y")}, true},
		"it is renamed beside another":        {all{fails("x"), passes("z")}, all{fails("y"), passes("z")}, true},
		"both are renamed":                    {all{fails("x"), passes("z")}, all{fails("y"), passes("w")}, true},
		"one broke, the other is mended":      {all{fails("x"), passes("y")}, all{passes("x"), fails("y")}, false},
		"one broke, the other is gone":        {all{fails("x"), passes("y")}, all{fails("y")}, false},
		"one broke that was not decided":      {all{fails("x"), unknown}, all{fails("y")}, false},
		"one came that fails, one is mended":  {all{fails("x")}, all{passes("x"), fails("y")}, false},
		"one came that fails, one is unknown": {all{fails("y")}, all{unknown, fails("x")}, false},
	} {
		r := &verdict.Report{Verdicts: c.now}
		r.Against(&verdict.Report{Verdicts: c.before}, "old.json")
		for _, v := range r.Verdicts {
			if v.Status == verdict.Fail && v.Known != c.known {
				t.Errorf("%s: known %v", name, v.Known)
			}
		}
	}
}

// TestBaselineTellsWhatIsGone: only what passes, or is no longer there, is gone.
func TestBaselineTellsWhatIsGone(t *testing.T) {
	old := violation("a/b", "db", "x", "m = true", "m = false")
	for _, status := range append(verdict.Statuses(), "") {
		now := old
		now.Status, now.Found = status, "m = other"
		r := &verdict.Report{Verdicts: []verdict.Verdict{now}}
		if status == "" {
			r.Verdicts = []verdict.Verdict{{Rule: "a/z", Status: verdict.Pass}}
		}
		r.Against(&verdict.Report{Verdicts: []verdict.Verdict{old}}, "old.json")
		gone, changed := status == verdict.Pass || status == verdict.NotApplicable, status == verdict.Fail
		b := r.Baseline
		if (len(b.Gone) == 1) != gone || (len(b.Changed) == 1) != changed ||
			len(b.Gone)+len(b.Changed)+len(b.Open) != 1 {
			t.Errorf("%q: %+v", status, r.Baseline)
		}
	}
}

// TestBaselineLeavesOpen: what may be the same thing under another name, and is not decided, is not gone.
func TestBaselineLeavesOpen(t *testing.T) {
	old := violation("a/b", "", "x", "m = true", "m = false")
	for _, component := range []string{"db", ""} {
		now := verdict.Verdict{
			Rule:      "a/b",
			Component: component,
			Status:    verdict.Unknown,
			Resource:  verdict.Resource{ID: "?"},
		}
		r := &verdict.Report{Verdicts: []verdict.Verdict{now}}
		r.Against(&verdict.Report{Verdicts: []verdict.Verdict{old}}, "old.json")
		if len(r.Baseline.Gone) > 0 {
			t.Errorf("component %q: gone %v", component, r.Baseline.Gone)
		}
	}
	r := &verdict.Report{Verdicts: []verdict.Verdict{
		{Rule: "a/b", Component: "cache", Status: verdict.Unknown, Resource: verdict.Resource{ID: "y"}},
	}}
	r.Against(
		&verdict.Report{Verdicts: []verdict.Verdict{violation("a/b", "db", "x", "m = true", "m = false")}},
		"old.json",
	)
	if len(r.Baseline.Gone) != 1 {
		t.Errorf("what is another component's leaves it open: %v", r.Baseline.Open)
	}
}

// TestBaselineSwallowsNothing: over random pairs of reports, each known violation has an earlier one of its own
// that has all that differs in it, and what could not have one is new.
func TestBaselineSwallowsNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	marked := map[bool]int{}
	for range 10_000 {
		before, now := randomReport(random), randomReport(random)
		now.Against(before, "old.json")
		for _, v := range now.Verdicts {
			if v.Status == verdict.Fail {
				marked[v.Known]++
			}
		}
		if text := swallowed(before, now); text != "" {
			t.Fatalf("%s\nbefore %+v\nnow %+v", text, before.Verdicts, now.Verdicts)
		}
	}
	if marked[true] < 1000 || marked[false] < 1000 {
		t.Errorf("the pairs show little: %v", marked)
	}
}

func randomReport(random *rand.Rand) *verdict.Report {
	r := &verdict.Report{}
	for range random.IntN(6) {
		var parts []string
		for port := range 3 {
			if random.IntN(2) == 0 {
				parts = append(parts, fmt.Sprintf("too much: internet -> db:%d", port))
			}
		}
		v := violation(
			fmt.Sprintf("a/%d", random.IntN(2)),
			[]string{"", "db"}[random.IntN(2)],
			fmt.Sprint(random.IntN(3)),
			"exactly",
			strings.Join(parts, "; "),
		)
		if len(parts) == 0 {
			v.Status = verdict.Pass
		}
		r.Verdicts = append(r.Verdicts, v)
	}
	return r
}

// swallowed counts by rule, component and each difference: there are no more known ones than before.
func swallowed(before, now *verdict.Report) string {
	counts := map[string]int{}
	add := func(v verdict.Verdict, by int) {
		name := v.Component
		if name == "" {
			name = "resource " + v.Resource.ID
		}
		counts[v.Rule+" "+name] += by
		for _, part := range strings.Split(v.Found, "; ") {
			counts[v.Rule+" "+name+" "+part] += by
		}
	}
	for _, v := range before.Verdicts {
		if v.Status == verdict.Fail {
			add(v, 1)
		}
	}
	for _, v := range now.Verdicts {
		if v.Status == verdict.Fail && v.Known {
			add(v, -1)
		}
	}
	for what, count := range counts {
		if count < 0 {
			return "swallowed: " + what
		}
	}
	for _, v := range now.Verdicts {
		same := func(old verdict.Verdict) bool {
			return old.Rule == v.Rule && old.Component == v.Component && old.Resource == v.Resource &&
				old.Found == v.Found &&
				old.Status == verdict.Fail
		}
		if v.Status == verdict.Fail && !v.Known && slices.ContainsFunc(before.Verdicts, same) &&
			!slices.ContainsFunc(now.Verdicts, func(o verdict.Verdict) bool { return o.Known }) {
			return "new, though it stood there: " + v.Rule
		}
	}
	return ""
}

// TestDiffJoinsPlanAndAccount: an address and an ARN are the same thing where the component, or type and name, are.
func TestDiffJoinsPlanAndAccount(t *testing.T) {
	database := violation("a/b", "db", "module.data.aws_db_instance.this", "m = true", "m = false")
	vpc := violation("a/c", "", "aws_vpc.this", "no x", "aws_vpc.this")
	vpc.Resource.Type, vpc.Resource.Name = "aws_vpc", "shop"
	planned := &verdict.Report{Source: verdict.Source{Kind: "plan"}, Verdicts: []verdict.Verdict{database, vpc}}
	database.Resource.ID, vpc.Resource.ID, vpc.Found = "arn:aws:rds:us-east-1:123456789012:db:shop", "vpc-0123", "vpc-0123"
	database.Resource.Account, vpc.Resource.Account = "123456789012", "123456789012"
	other := vpc
	other.Resource.Name = "other"
	broken := violation("a/b", "db", "arn:aws:rds:us-east-1:123456789012:db:copy", "m = true", "m = false")
	broken.Resource.Type, broken.Resource.Name = "aws_db_instance", "copy"
	passed := broken
	passed.Status, passed.Resource.ID = verdict.Pass, "module.data.aws_db_instance.copy"
	planned.Verdicts = append(planned.Verdicts, passed)
	live := &verdict.Report{
		Source:   verdict.Source{Kind: "account"},
		Verdicts: []verdict.Verdict{broken, database, vpc, other},
	}
	live.Against(planned, "plan.json")
	if v := live.Verdicts; v[0].Known || !v[1].Known || !v[2].Known || v[3].Known || len(live.Baseline.Gone) != 0 {
		t.Errorf("%v %v %v %v, %+v", v[0].Known, v[1].Known, v[2].Known, v[3].Known, live.Baseline)
	}
}

// TestBaselineOfAnotherKindOfSource: a report on a plan as the baseline of a scan hides nothing that is open since, as names
// differ between them and ports, addresses and numbers do not.
func TestBaselineOfAnotherKindOfSource(t *testing.T) {
	const plan = "too much: internet (0.0.0.0/0) -> module.security.aws_security_group.db[\"10.0.0.0/8\"]:5432, written by aws_rule.x"
	for name, c := range map[string]struct {
		before, now string
		known       bool
	}{
		"the same":           {plan, "too much: internet (0.0.0.0/0) -> sg-1:5432, written by sgr-1", true},
		"another port":       {plan, "too much: internet (0.0.0.0/0) -> sg-1:22, written by sgr-1", false},
		"a port more":        {plan, "too much: internet (0.0.0.0/0) -> sg-1:5432, written by sgr-1; too much: internet (0.0.0.0/0) -> sg-1:22, written by sgr-2", false},
		"ports more":         {plan, "too much: internet (0.0.0.0/0) -> sg-1:22, 5432, written by sgr-1", false},
		"from elsewhere":     {plan, "too much: internet (::/0) -> sg-1:5432, written by sgr-1", false},
		"to the outside":     {"too much: aws_security_group.db -> internet (0.0.0.0/0):443, written by x", "too much: sg-1 -> internet (0.0.0.0/0):22, written by y", false},
		"missing, not more":  {plan, "missing: sg-2 -> sg-1:5432", false},
		"a group for a name": {"too much: aws_security_group.a -> aws_security_group.b:22, written by x", "too much: sg-2 -> sg-1:22, written by sgr-1", true},
		"one less":           {"missing: a -> b:1; missing: c -> b:2", "missing: sg-1 -> sg-2:2", true},
		"a number":           {"backup_retention_days = 3", "backup_retention_days = 3", true},
		"another number":     {"backup_retention_days = 3", "backup_retention_days = 0", false},
		"a thing":            {"aws_lb.this", "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/x/1", true},
		"a thing more":       {"aws_lb.this", "arn:a, arn:b", false},
		"a bare number":      {"3000", "8080", false},
		"a thing less":       {"aws_nat_gateway.a, aws_nat_gateway.b", "nat-1", false},
	} {
		before := violation("a/b", "db", "aws_db_instance.this", "x", c.before, "a path")
		now := violation("a/b", "db", "arn:aws:rds:us-east-1:123456789012:db:shop", "x", c.now, "another path")
		r := &verdict.Report{Source: verdict.Source{Kind: "account"}, Verdicts: []verdict.Verdict{now}}
		r.Against(
			&verdict.Report{Source: verdict.Source{Kind: "plan"}, Verdicts: []verdict.Verdict{before}},
			"plan.json",
		)
		if r.Verdicts[0].Known != c.known || (len(r.Baseline.Changed) == 1) == c.known {
			t.Errorf("%s: known %v, %+v", name, r.Verdicts[0].Known, r.Baseline)
		}
	}
}
