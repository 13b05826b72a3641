package report_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

// shared is one report with every status, and with names that try to break out of a format.
func shared() *verdict.Report {
	resource := func(id string) verdict.Resource {
		return verdict.Resource{
			ID:      id,
			Address: id,
			Type:    "aws_db_instance",
			Name:    "shop",
			Module:  "module.data",
			Region:  "us-east-1",
		}
	}
	requirement := &verdict.Requirement{
		Path:    "database.multi_az",
		Section: "High availability",
		File:    "architecture.yaml",
		Line:    42,
	}
	r := &verdict.Report{
		Version:     verdict.Version,
		Archcheck:   "0.0.0",
		Environment: "prod",
		Source:      verdict.Source{Kind: "plan", Name: "tfplan.json", Time: "2026-11-22T22:33:21Z"},
		Document:    verdict.Document{File: "architecture.yaml", Digest: strings.Repeat("0123456789abcdef", 4)},
		Gaps: []verdict.Gap{
			{Collection: "*", Reason: "partial", Detail: "the plan is not complete; plan without -target"},
		},
		Components: []verdict.Bound{
			{
				Component: "database",
				Kind:      "database",
				Resource:  "module.data.aws_db_instance.this",
				How:       "the only one of its kind",
			},
			{Component: "orders or users", Kind: "database", Resource: "aws_db_instance.x", How: "not decided"},
		},
		Verdicts: []verdict.Verdict{
			{
				Rule:        "availability/database-multi-az",
				Status:      verdict.Fail,
				Severity:    "high",
				Resource:    resource(`module.data.aws_db_instance.this["a<b>&\"]]>` + "\x00\x1b[31m" + `"]`),
				Message:     "expected multi_az = true, found multi_az = false",
				Expected:    "multi_az = true",
				Found:       "multi_az = false",
				Evidence:    []string{},
				Remediation: "Set `multi_az = true`.",
				Requirement: requirement,
			},
			{
				Rule:        "availability/database-multi-az",
				Status:      verdict.Fail,
				Severity:    "high",
				Resource:    resource(`module.data.aws_db_instance.this["a<b>&\"]]>` + "\x01\x1b[31m" + `"]`),
				Message:     "the same name but for control bytes",
				Expected:    "multi_az = true",
				Found:       "multi_az = false",
				Evidence:    []string{},
				Remediation: "Set `multi_az = true`.",
				Requirement: requirement,
			},
			{
				Rule:        "backup/retention-days",
				Status:      verdict.Unknown,
				Severity:    "high",
				Resource:    resource("module.data.aws_db_instance.long_" + strings.Repeat("x", 600)),
				Message:     "backup_retention_days cannot be known before apply",
				Reason:      "known_after_apply",
				Needs:       model.NeedsSource,
				Evidence:    []string{},
				Requirement: requirement,
			},
			{
				Rule:        "network/isolated-subnets-no-way-out",
				Status:      verdict.Fail,
				Severity:    "critical",
				Resource:    resource("module.network.aws_subnet.isolated[0]"),
				Message:     "expected isolated = true, found isolated = false",
				Expected:    "isolated = true",
				Found:       "isolated = false",
				Evidence:    []string{"aws_route_table.isolated: 0.0.0.0/0 -> aws_nat_gateway.this (nat_gateway)"},
				Remediation: "Remove the route.",
				Requirement: requirement,
			},
			{
				Rule:        "network/vpc-cidr",
				Status:      verdict.NotCollected,
				Severity:    "medium",
				Resource:    resource("aws_vpc.this"),
				Message:     "cidr_blocks was not read",
				Reason:      "partial",
				Evidence:    []string{},
				Requirement: requirement,
			},
			{
				Rule:     "scaling/cache-nodes",
				Status:   verdict.Waived,
				Severity: "low",
				Resource: resource("aws_elasticache_replication_group.this"),
				Message:  "waived until 2027-01-31 by ops: moving",
				Evidence: []string{},
				Waiver: &verdict.Waiver{
					Rule:     "scaling/*",
					Resource: "*",
					Reason:   "moving",
					Owner:    "ops",
					Expires:  "2027-01-31",
				},
			},
			{
				Rule:     "scaling/out-cpu",
				Status:   verdict.Pass,
				Severity: "medium",
				Resource: resource("aws_ecs_service.app"),
				Message:  "Tasks are added",
				Evidence: []string{},
			},
			{
				Rule:     "scaling/out-memory",
				Status:   verdict.NotApplicable,
				Severity: "medium",
				Resource: resource("aws_ecs_service.app"),
				Message:  "the document does not ask for it",
				Evidence: []string{},
			},
		},
	}
	r.Summarize(verdict.Policy{FailOn: "low"})
	return r
}

// joined is a report on two plans that were judged as one.
func joined() *verdict.Report {
	r := shared()
	r.Source.Name = "network.json, app.json"
	r.Source.Inputs = []verdict.Source{{Kind: "state", Name: "network.json"}, {Kind: "plan", Name: "app.json"}}
	r.Verdicts = []verdict.Verdict{r.Verdicts[3], r.Verdicts[4]}
	r.Verdicts[0].Resource.Input, r.Verdicts[1].Resource.Input = "network.json", "network.json"
	r.Summary = verdict.Summary{}
	r.Verdicts[0].Causes = []verdict.Cause{{ID: "aws_route.out", Attribute: "isolated", Input: "app.json"}}
	r.Summarize(verdict.Policy{FailOn: "low"})
	return r
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		file, format string
		options      report.Options
		of           *verdict.Report
	}{
		{"table-80.txt", "table", report.Options{Width: 80}, shared()},
		{"table-200.txt", "table", report.Options{Width: 200}, shared()},
		{"table-color.txt", "table", report.Options{Width: 100, Color: true}, shared()},
		{"table-compact.txt", "table", report.Options{Width: 100, Detail: report.Compact}, shared()},
		{"table-quiet.txt", "table", report.Options{Width: 100, Detail: report.Quiet}, shared()},
		{"table-details.txt", "table", report.Options{Width: 100, Detail: report.Full}, shared()},
		{"one-80.txt", "table", report.Options{Width: 80, Line: sourceLine}, samples()["one"]},
		{"forty-six-80.txt", "table", report.Options{Width: 80}, samples()["forty-six"]},
		{"forty-six-120.txt", "table", report.Options{Width: 120}, samples()["forty-six"]},
		{"forty-six-200.txt", "table", report.Options{Width: 200}, samples()["forty-six"]},
		{"forty-six-compact.txt", "table", report.Options{Width: 120, Detail: report.Compact}, samples()["forty-six"]},
		{"unknowns-80.txt", "table", report.Options{Width: 80}, samples()["unknowns"]},
		{"stacks-120.txt", "table", report.Options{Width: 120}, samples()["stacks"]},
		{"accounts-120.txt", "table", report.Options{Width: 120}, samples()["accounts"]},
		{"baseline-80.txt", "table", report.Options{Width: 80}, samples()["baseline"]},
		{"report.json", "json", report.Options{}, shared()},
		{"report.xml", "junit", report.Options{}, shared()},
		{"joined.txt", "table", report.Options{Width: 100}, joined()},
		{"joined.json", "json", report.Options{}, joined()},
		{"joined.xml", "junit", report.Options{}, joined()},
	} {
		t.Run(c.file, func(t *testing.T) {
			write, err := report.Format(c.format)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := write(&got, c.of, c.options); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", c.file)
			if *update {
				if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("differs from %s; `go test ./internal/report -update` writes it anew\n%s", file, got.String())
			}
		})
	}
}

func sourceLine(string, int) string { return `resource "aws_thing" "database" {` }

func TestTableFits(t *testing.T) {
	for width := 80; width <= 200; width += 20 {
		var out bytes.Buffer
		if err := report.Table(&out, shared(), report.Options{Width: width}); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(out.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > width {
				t.Errorf("width %d: a line of %d columns: %s", width, n, line)
			}
			if strings.ContainsAny(line, "\x00\x01\x1b") {
				t.Errorf("width %d: control bytes reach the terminal: %q", width, line)
			}
		}
	}
}

func TestJSONMatchesItsSchema(t *testing.T) {
	compiled, err := jsonschema.NewCompiler().Compile("report.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range append(slices.Collect(maps.Values(samples())), shared(), joined()) {
		var out bytes.Buffer
		if err := report.JSON(&out, r, report.Options{}); err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(&out)
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(document); err != nil {
			t.Error(err)
		}
	}
}

// element is any element of the JUnit report.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
}

func (e element) attributes() string {
	var names []string
	for _, a := range e.Attrs {
		names = append(names, a.Name.Local)
	}
	return strings.Join(names, " ")
}

// TestJUnitIsStrict holds the report against what the two strict schemas allow at once:
// that of the Jenkins xUnit plugin and that of Ant.
func TestJUnitIsStrict(t *testing.T) {
	var out bytes.Buffer
	if err := report.JUnit(&out, shared(), report.Options{}); err != nil {
		t.Fatal(err)
	}
	var root element
	if err := xml.Unmarshal(out.Bytes(), &root); err != nil {
		t.Fatal(err)
	}
	if root.XMLName.Local != "testsuites" || root.attributes() != "" {
		t.Errorf("root %s has attributes %q", root.XMLName.Local, root.attributes())
	}
	seen := map[string]bool{}
	cases := 0
	for _, suite := range root.Children {
		if got := suite.attributes(); got != "name package id timestamp hostname tests failures errors skipped time" {
			t.Errorf("testsuite has %q", got)
		}
		var order []string
		for _, child := range suite.Children {
			if n := child.XMLName.Local; n != "testcase" || len(order) == 0 || order[len(order)-1] != n {
				order = append(order, n)
			}
			if child.XMLName.Local != "testcase" {
				continue
			}
			cases++
			checkCase(t, child, seen)
		}
		if got := strings.Join(order, " "); got != "properties testcase system-out system-err" {
			t.Errorf("testsuite holds %q", got)
		}
	}
	if cases != len(shared().Verdicts) {
		t.Errorf("%d testcases for %d verdicts", cases, len(shared().Verdicts))
	}
}

func checkCase(t *testing.T, c element, seen map[string]bool) {
	t.Helper()
	if got := c.attributes(); got != "name classname time" {
		t.Errorf("testcase has %q", got)
	}
	name := c.Attrs[0].Value
	if seen[name] || len(name) > 512 {
		t.Errorf("testcase name stands twice or is too long: %s", name)
	}
	seen[name] = true
	if len(c.Children) > 1 {
		t.Errorf("%s has %d outcomes", name, len(c.Children))
	}
	for _, outcome := range c.Children {
		allowed := map[string]string{"failure": "type message", "error": "type message", "skipped": "message"}
		if want, ok := allowed[outcome.XMLName.Local]; !ok || outcome.attributes() != want {
			t.Errorf("%s: %s has %q", name, outcome.XMLName.Local, outcome.attributes())
		}
	}
}

func TestEmptyReportDoesNotPass(t *testing.T) {
	r := &verdict.Report{Environment: "prod"}
	r.Summarize(verdict.Policy{FailOn: "low"})
	if r.Summary.ExitCode != verdict.ExitUndecided {
		t.Errorf("exit %d", r.Summary.ExitCode)
	}
	var out bytes.Buffer
	if err := report.JUnit(&out, r, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "<error") {
		t.Error("an empty report has no error in it")
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := report.Format("yaml"); err == nil ||
		!strings.Contains(err.Error(), "json, junit, markdown, sarif, table") {
		t.Errorf("%v", err)
	}
	if _, err := json.Marshal(report.Names()); err != nil {
		t.Error(err)
	}
}
