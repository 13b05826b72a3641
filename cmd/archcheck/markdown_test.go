package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

const referenceMarkdown = "../../fixtures/architecture.md"

// TestMarkdownJudgesAlike: every fixture gets the same verdicts from the reference document as from the built-in
// architecture, but for the places where they stand in the document.
func TestMarkdownJudgesAlike(t *testing.T) {
	plans, err := filepath.Glob("../../fixtures/plans/*.json")
	if err != nil || len(plans) < 20 {
		t.Fatal(plans, err)
	}
	judged := 0
	for _, file := range plans {
		environment := "prod"
		if strings.Contains(file, "dev") {
			environment = "dev"
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			want, code := judgedLines(t, file, "--env", environment)
			got, code2 := judgedLines(t, file, "--env", environment, "--architecture", referenceMarkdown)
			if code != code2 {
				t.Errorf("exit %d, want %d", code2, code)
			}
			compareLines(t, want, got)
			judged += len(got)
		})
	}
	if judged < 1000 {
		t.Errorf("%d verdicts in all", judged)
	}
}

// judgedLines are the verdicts of a plan, one line each, without lines of documents.
func judgedLines(t *testing.T, plan string, args ...string) ([]string, int) {
	t.Helper()
	code, out, errs := execute(append([]string{"plan", plan, "--format", "json"}, args...)...)
	var r verdict.Report
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("exit %d: %s%v", code, errs, err)
	}
	return linesOf(&r), code
}

func linesOf(r *verdict.Report) (lines []string) {
	place := regexp.MustCompile(`\([^()]*(?:\(built in\))?[^()]*:\d+\)`)
	for _, v := range r.Verdicts {
		lines = append(
			lines,
			fmt.Sprintf("%s %s %s %s", v.Rule, v.Resource.ID, v.Status, place.ReplaceAllString(v.Message, "")),
		)
	}
	slices.Sort(lines)
	return lines
}

func compareLines(t *testing.T, want, got []string) {
	t.Helper()
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("missing: %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("more: %s", line)
		}
	}
}

// changed writes the reference document with changes, each of which must change something.
func changed(t testing.TB, changes ...string) string {
	t.Helper()
	data, err := os.ReadFile(referenceMarkdown)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i+1 < len(changes); i += 2 {
		after := strings.ReplaceAll(text, changes[i], changes[i+1])
		if after == text {
			t.Fatalf("the document has no %q", changes[i])
		}
		text = after
	}
	file := filepath.Join(t.TempDir(), "architecture.md")
	write(t, file, []byte(text))
	return file
}

// TestMarkdownMutations: what changes in the document changes exactly the verdicts that it should, or none.
func TestMarkdownMutations(t *testing.T) {
	const conforming = "../../fixtures/plans/existing-prod.json"
	before, _ := judgedLines(t, conforming, "--env", "prod", "--architecture", referenceMarkdown)
	for _, c := range []struct {
		name    string
		changes []string
		// rules that fail, or are otherwise no longer as before; none for a change that means nothing.
		fails []string
	}{
		{"port", []string{"PostgreSQL:5432", "PostgreSQL:5433"}, []string{"security_groups/", "network/listening-port"}},
		{"prefix", []string{"10.0.1.0/24", "10.0.3.0/24"}, []string{"network/"}},
		{"retention", []string{"| 7 days |", "| 14 days |"}, []string{"backup/retention-days"}},
		{"threshold", []string{"CPU > 70 %", "CPU > 75 %"}, []string{"scaling/out-cpu"}},
		{"cost band", []string{"~$200-400/month", "~$20-40/month"}, []string{"cost/"}},
		{"tasks", []string{"| 2-10 |", "| 3-10 |", "(2-10 tasks)", "(3-10 tasks)"}, []string{"scaling/"}},
		{"engine", []string{"PostgreSQL", "MySQL"}, []string{"availability/database-engine"}},
		{"removed node", []string{"\n            subgraph iso[\"Isolated subnets\"]\n                db[(\"RDS PostgreSQL\")]\n", "\n            subgraph iso[\"Isolated subnets\"]\n",
			"    app -->|PostgreSQL:5432| db\n", "", "    dbsg[\"Database security group\"]\n", "", "    appsg -->|PostgreSQL:5432| dbsg\n", "", "db1[(RDS primary)]", "db1[(reserved)]",
			"| RDS PostgreSQL", "| Something", "db2[(RDS standby)]", "db2[(also reserved)]"},
			[]string{"components/undocumented", "security_groups/application-egress"}},
		{"added node", []string{"                cache[(", "                files[(EFS)]\n                cache[("}, []string{"components/present"}},
		{"removed edge", []string{"    internet -->|HTTP:80| albsg\n", ""}, []string{"security_groups/"}},
		{"added edge", []string{"    appsg -->|HTTPS:443| internet\n", "    appsg -->|HTTPS:443| internet\n    appsg -->|SMTP:25| internet\n"}, []string{"security_groups/"}},
		{"tls", []string{"TLS 1.2 or newer", "TLS 1.3 or newer"}, []string{"encryption/"}},
		{"tier", []string{"iso[\"Isolated subnets\"]", "iso[\"Private subnets\"]"}, []string{"network/"}},
		{"other labels", []string{"Application Load Balancer\"]", "Public ALB\"]", "Shop application<br/>ECS Fargate tasks", "Storefront<br/>ECS Fargate"}, nil},
		{"no styles", []string{"    classDef edge fill:#e8f4ff,stroke:#0366d6\n    class alb,nat edge\n", ""}, nil},
		{"translated", []string{"Public subnets\"", "パブリックサブネット\"", "Public subnet<", "パブリックサブネット<", "Private subnets\"", "プライベート サブネット\"", "👥 Users", "ユーザー", "internet((Internet))", "internet((インターネット))",
			"Availability Zone", "アベイラビリティゾーン"}, nil},
		{"shapes", []string{"[(\"RDS PostgreSQL\")]", "{{\"RDS PostgreSQL\"}}", "graph TB", "flowchart LR"}, nil},
		{"planned part", []string{"    users -->", "    future[\"SQS queue (planned)\"]\n    users -->"}, nil},
		{"optional prose", []string{"- A WAF is optional and can be added later.", "- Optionally, a WAF web ACL, RDS Proxy and deletion protection can be added."}, nil},
		{"prose that is none", []string{"# Shop platform: architecture", "# Shop platform: architecture\n\nIt sells shoes, and 3 of 5 buyers return."}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			after, code := judgedLines(t, conforming, "--env", "prod", "--architecture", changed(t, c.changes...))
			if len(c.fails) == 0 {
				compareLines(t, before, after)
				return
			}
			if code != 1 {
				t.Errorf("exit %d, want 1", code)
			}
			for _, line := range after {
				rule, _, _ := strings.Cut(line, " ")
				expected := slices.ContainsFunc(c.fails, func(f string) bool { return strings.HasPrefix(rule, f) })
				if strings.Contains(line, " fail ") && !slices.Contains(before, line) && !expected {
					t.Errorf("also: %s", line)
				}
			}
			if !slices.ContainsFunc(after, func(line string) bool {
				return strings.Contains(line, " fail ") &&
					slices.ContainsFunc(c.fails, func(f string) bool { return strings.HasPrefix(line, f) })
			}) {
				t.Errorf("none of %v fails", c.fails)
			}
		})
	}
}
