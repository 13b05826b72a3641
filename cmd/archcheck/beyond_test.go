package main

import (
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// openDocument is the built-in document that does not claim that its edges are all.
func openDocument(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	text := strings.Replace(string(document.Default()), "\n  edges:\n", "\n  edges_complete: false\n  edges:\n", 1)
	if text == string(document.Default()) {
		t.Fatal("the built-in document has no edges")
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// wideOpen lets the application reach every port of the database, and has a resource that no rule reads.
func wideOpen() edits {
	return edits{
		pt.Add("module.security", "aws_vpc_security_group_ingress_rule", "wide",
			map[string]any{"ip_protocol": "-1"}, map[string][]string{
				"security_group_id":            {"aws_security_group.db.id", "aws_security_group.db"},
				"referenced_security_group_id": {"aws_security_group.app.id", "aws_security_group.app"}}),
		pt.Add("module.app", "aws_iot_thing", "unread", map[string]any{"name": "x"}, nil)}
}

func wideOpenPlan(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "wide.json")
	writeText(t, file, pt.Load(t, "existing-prod").Apply(wideOpen()...).JSON())
	return file
}

// readable is what a format says, on one line and without what keeps texts harmless in it.
func readable(out []byte) string {
	text := strings.NewReplacer("#58;", ":", "<br/>", " ").Replace(html.UnescapeString(string(out)))
	return strings.Join(strings.Fields(text), " ")
}

// TestMoreThanDocumentedIsSaid: where the document does not say that its edges are all, a group open on every port is
// no finding; every report says it all the same, and so does the headline. What no rule reads stands there too.
func TestMoreThanDocumentedIsSaid(t *testing.T) {
	plan, doc := wideOpenPlan(t), openDocument(t)
	for _, format := range report.Names() {
		code, out, errs := execute(
			"plan",
			plan,
			"--env",
			"prod",
			"--architecture",
			doc,
			"--format",
			format,
			"--undecided-on",
			"never",
		)
		text := readable(out)
		if code != verdict.ExitConforms || !strings.Contains(text, "more than documented") && format != "json" {
			t.Errorf("%s: exit %d: %s%s", format, code, out, errs)
		}
		if !strings.Contains(text, "wide") {
			t.Errorf("%s does not name the rule that permits it: %s", format, out)
		}
		if format != "gitlab" && !strings.Contains(text, "aws_iot_thing") {
			t.Errorf("%s does not name what no rule reads: %s", format, out)
		}
	}
	_, out, _ := execute("plan", plan, "--env", "prod", "--architecture", doc, "--undecided-on", "never", "--quiet")
	if !strings.Contains(readable(out), "1 with more than documented") {
		t.Errorf("the headline does not say it: %s", out)
	}
	r, _ := judgePlan(t, []byte(readText(t, plan)), "--env", "prod", "--architecture", doc)
	for _, v := range r.Verdicts {
		if len(v.More) > 0 &&
			(!strings.HasPrefix(v.Found, "these, and beyond them ") || !strings.HasPrefix(v.Expected, "at least ")) {
			t.Errorf("%s expects %q and found %q", v.Rule, v.Expected, v.Found)
		}
	}
}

// TestOpenToTheInternetIsTooMuch: what comes from the internet is documented or a finding, whatever the document leaves
// open.
func TestOpenToTheInternetIsTooMuch(t *testing.T) {
	rule := pt.Add(
		"module.security",
		"aws_vpc_security_group_ingress_rule",
		"world",
		map[string]any{
			"cidr_ipv4":   "0.0.0.0/0",
			"ip_protocol": "-1",
		},
		map[string][]string{"security_group_id": {"aws_security_group.alb.id", "aws_security_group.alb"}},
	)
	_, code := judgePlan(
		t,
		pt.Load(t, "existing-prod").Apply(rule).JSON(),
		"--env",
		"prod",
		"--architecture",
		openDocument(t),
	)
	if code != verdict.ExitViolations {
		t.Errorf("exit %d", code)
	}
}

// TestOpenToTheInternetIsSaidWithoutEdges: a document without edges asks for none; what the internet is let into is
// said all the same.
func TestOpenToTheInternetIsSaidWithoutEdges(t *testing.T) {
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	writeText(
		t,
		file,
		[]byte(
			"version: 2\nbase:\n  components:\n    app: {kind: service}\n    store: {kind: database, engine: postgres}\nenvironments: {prod: {}}\n",
		),
	)
	writeText(
		t,
		file+"l",
		[]byte(
			"version: 2\nbase:\n  components:\n    app: {kind: service}\n    web: {kind: instances, imds_v2: false}\nenvironments: {prod: {}}\n",
		),
	)
	instance := pt.Add(
		"module.security",
		"aws_instance",
		"web",
		map[string]any{"instance_type": "t4g.nano", "subnet_id": "subnet-db07ac3a2a15f708a"},
		map[string][]string{"vpc_security_group_ids": {"aws_security_group.app.id", "aws_security_group.app"}},
	)
	r, code := judgePlan(
		t,
		pt.Load(t, "existing-prod").Apply(instance, addRule("ingress", "app", 22)).JSON(),
		"--env",
		"prod",
		"--architecture",
		file+"l",
	)
	if beyond := strings.Join(r.Beyond(), "\n"); code != verdict.ExitConforms ||
		strings.Count(beyond, "internet (0.0.0.0/0) -> ") != 2 {
		t.Errorf("exit %d: %q, want the service and the instance", code, beyond)
	}
	r, code = judgePlan(
		t,
		pt.Load(t, "existing-prod").Apply(addRule("ingress", "db", 5432)).JSON(),
		"--env",
		"prod",
		"--architecture",
		file,
	)
	beyond := strings.Join(r.Beyond(), "\n")
	if code != verdict.ExitConforms || strings.Count(beyond, "internet (0.0.0.0/0) -> ") != 1 ||
		!strings.Contains(beyond, "where the document has no cache") {
		t.Errorf("exit %d: %q", code, beyond)
	}
}

// TestNotesStandEverywhere: a difference and a picture say what they do not speak of.
func TestNotesStandEverywhere(t *testing.T) {
	plan, doc := wideOpenPlan(t), openDocument(t)
	judged := []string{"--env", "prod", "--architecture", doc}
	for _, args := range [][]string{
		{"diff", plan, plan, "--format", "table"}, {"diff", plan, plan, "--format", "markdown"}, {"diff", plan, plan, "--format", "json"},
		{"draw", plan, "--format", "mermaid"}, {"draw", plan, "--format", "svg"},
	} {
		code, out, errs := execute(append(args, judged...)...)
		for _, want := range []string{"not read by any rule: 1 aws_iot_thing", "more than documented"} {
			if code != 0 || !strings.Contains(readable(out), want) {
				t.Errorf("%v: exit %d, it does not say %q: %s%s", args, code, want, out, errs)
			}
		}
	}
}

// TestReportsOfBeforeAreCountedAnew: a difference between two reports counts what is new, not twice what was counted.
func TestReportsOfBeforeAreCountedAnew(t *testing.T) {
	file := filepath.Join(t.TempDir(), "report.json")
	execute("plan", pt.Path("open-database"), "--env", "prod", "--format", "json="+file)
	_, out, _ := execute("diff", file, file, "--format", "json")
	if !strings.Contains(string(out), `"fail": 1,`) {
		t.Errorf("%s", out)
	}
}

// TestPublicIsNoPublicAddress: what anybody may call by its policy is documented as public, and has no address.
func TestPublicIsNoPublicAddress(t *testing.T) {
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	writeText(
		t,
		file,
		[]byte(
			"version: 2\nbase:\n  components:\n    jobs: {kind: queue, public: true}\n    work: {kind: function, public: true}\n    store: {kind: database, public: true}\nenvironments: {prod: {}}\n",
		),
	)
	r, _ := judgePlan(t, pt.Load(t, "arch-events").JSON(), "--env", "prod", "--architecture", file)
	for _, v := range r.Verdicts {
		if v.Question == "network/public-address" && v.Component != "store" {
			t.Errorf("%s is asked for a public address: %s", v.Resource.ID, v.Message)
		}
	}
	r, _ = judgePlan(t, pt.Load(t, "existing-prod").JSON(), "--env", "prod", "--architecture", file)
	for _, v := range r.Verdicts {
		if v.Question == "network/public-address" && v.Component == "store" &&
			(v.Status != verdict.Fail || v.Requirement.Path != "components.store.public") {
			t.Errorf("%s %s: %s", v.Status, v.Requirement.Path, v.Message)
		}
	}
}
