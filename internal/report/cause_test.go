package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// What causes several failures is named once with all of them, and the line is the cause's.
func TestTableGroupsByCause(t *testing.T) {
	suffers := func(rule, id string) verdict.Verdict {
		return verdict.Verdict{
			Rule:     rule,
			Status:   verdict.Fail,
			Severity: "high",
			Resource: verdict.Resource{ID: id, File: id + ".tf", Line: 1},
			Causes:   []verdict.Cause{{ID: "aws_instance.x", Attribute: "ingress_exact", File: "x.tf", Line: 7}},
		}
	}
	r := &verdict.Report{
		Verdicts: []verdict.Verdict{
			suffers("security_groups/cache-ingress", "cache"),
			suffers("security_groups/database-ingress", "database"),
		},
	}
	r.Summarize(verdict.Policy{FailOn: "low"})
	var out bytes.Buffer
	if err := report.Table(&out, r, report.Options{Width: 200}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2 of them are caused by aws_instance.x: security_groups/cache-ingress, security_groups/database-ingress", "x.tf:7"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "cache.tf:1") {
		t.Error("the line is that of who suffers")
	}
}
