package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/plain"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// hostileTexts attack who reads them: a terminal, a CI server, a sheet, a page. Each has a second line that would pass
// for one of ours.
func hostileTexts() []string {
	return []string{
		"a\x1b[2J\x1b]0;x\a\nFORGED",
		"\u202egpj.exe\u2066\u2028\nFORGED",
		"\n::error file=x::FORGED\n##vso[task.complete result=Succeeded;]",
		"##[group]\r\nFORGED: CONFORMS",
		"=HYPERLINK(\"x\")\nFORGED,1,2",
		"</script><img src=x onerror=alert(1)> | a | [b](javascript:c) @team\n# FORGED",
		"x ::add-mask::y\n\n\tFORGED",
		"\ufeff\U000e0041\u0085FORGED\x7f\n\nFORGED",
	}
}

// hostilePlan is a plan whose load balancer, database and service are called so.
func hostilePlan(t testing.TB, text string) []byte {
	t.Helper()
	data := pt.Load(t, "existing-prod").Apply(pt.Set("module.data.aws_db_instance.this", "multi_az", false)).JSON()
	key, err := json.Marshal(`["` + text + `"]`)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"module.data.aws_db_instance.this", "module.app.aws_lb.this", "module.app.aws_ecs_service.app"} {
		data = bytes.ReplaceAll(data, []byte(`"`+address+`"`), append([]byte(`"`+address), key[1:]...))
	}
	return data
}

// FuzzCommands: whatever things are called, no command prints a text that attacks its reader.
func FuzzCommands(f *testing.F) {
	for _, text := range hostileTexts() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			return
		}
		dir := t.TempDir()
		plan := filepath.Join(dir, "plan.json")
		other := filepath.Join(dir, "other.json")
		snapshot := filepath.Join(dir, "snapshot.json")
		write(t, plan, hostilePlan(t, text))
		write(t, other, pt.Load(t, "existing-prod").JSON())
		prints(t, "collect", plan)
		if code, _, errs := execute("collect", plan, "-o", snapshot); code != 0 {
			t.Skipf("%s", errs) // such as an address that is not UTF-8
		}
		for _, format := range report.Names() {
			prints(t, "check", snapshot, "--env", "prod", "--format", format)
		}
		for _, format := range cost.Formats() {
			prints(t, "cost", plan, "--env", "prod", "--format", format)
			prints(t, "cost", plan, "--env", "prod", "--format", format, "--compare", other)
		}
		for _, format := range report.DifferenceFormats() {
			prints(t, "diff", other, plan, "--env", "prod", "--format", format)
		}
		for _, format := range []string{"text", "json"} {
			prints(t, "reach", "internet", "application", plan, "--env", "prod", "--format", format)
			prints(t, "reach", "--matrix", plan, "--env", "prod", "--format", format)
		}
		for _, format := range []string{"mermaid", "svg"} {
			prints(t, "draw", plan, "--env", "prod", "--format", format)
		}
		prints(t, "init", "--from", plan, "-o", "-")
	})
}

// TestHostileArguments: neither what is typed nor what stands in a file that cannot be read attacks who reads the
// error.
func TestHostileArguments(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		write(t, path, []byte(text))
		return path
	}
	plan := file("plan.json", string(pt.Load(t, "existing-prod").JSON()))
	for _, text := range hostileTexts() {
		quoted, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		q := string(quoted)
		rule := "# METADATA\n# scope: package\n# title: " + q + "\n# description: " + q + "\n# custom:\n#   severity: low\n#   applies_to: vpcs\n" +
			"#   requirement: " + q + "\n#   section: " + q + "\n#   remediation: " + q + "\npackage archcheck.own.rule\n\nverdicts contains {\"id\": \"x\"} if false\n"
		policy := filepath.Join(dir, "policy", "own", "rule")
		if err := os.MkdirAll(policy, 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(policy, "rule.rego"), []byte(rule))
		for _, args := range [][]string{
			{"plan", text}, {"plan", plan, "--format", text}, {"plan", plan, "--env", text}, {"plan", plan, "--only", text}, {"plan", plan, "--" + text}, {text},
			{"explain", text}, {"reach", text, "internet", plan}, {"cost", plan, "--env", "prod", "--format", text}, {"check", plan + text}, {"init", "--example", text},
			{"plan", plan, "--config", file("config.yaml", q+": 1\nwaivers: {"+q+": 2}\n")},
			{"plan", plan, "--env", "prod", "--architecture", file("architecture.yaml", "version: 2\nbase: {components: {"+q+": {kind: "+q+"}}, "+q+": 1}\n")},
			{"plan", file("broken.json", `{"format_version": `+q+`}`)}, {"check", file("snapshot.json", `{"version": `+q+`, "source": {"kind": `+q+`}}`)},
			{"check", file("numbers.json", `{"version": "`+"16"+`", "source": {"kind": "plan"}, "vpcs": {`+q+`: {"id": 3}}}`)},
			{"scan", "--account", text, "--region", text}, {"diff", plan, text}, {"draw", plan, "--format", text}, {"plan", plan, "--policy", text},
			{"document", file("document.md", "# "+text+"\n\n"+text+"\n\n```mermaid\ngraph TD\n A["+q+"] -->|"+text+"| B\n```\n")},
			{"document", file("document.md", "# T\n\n- "+text+"\n- RDS PostgreSQL, Multi-AZ "+strings.ReplaceAll(text, "\n", " ")+"\n"), "--format", "json"},
			{"document", filepath.Join(dir, "document.md"), "--format", "yaml"}, {"document", filepath.Join(dir, "document.md"), "--all"},
			{"rules", "--policy", filepath.Join(dir, "policy")}, {"rules", "--policy", filepath.Join(dir, "policy"), "--format", "json"},
			{"explain", "own/rule", "--policy", filepath.Join(dir, "policy")},
		} {
			prints(t, args...)
		}
	}
}

// prints runs a command and looks at what it prints.
func prints(t *testing.T, args ...string) {
	t.Helper()
	code, out, errs := execute(args...)
	if strings.Contains(string(errs), "mistake of archcheck") {
		t.Errorf("%q: %s", args, errs)
	}
	for name, said := range map[string][]byte{"standard output": out, "standard error": errs} {
		for line := range strings.SplitSeq(string(said), "\n") {
			if why := harms(line, args); why != "" {
				t.Errorf("%q (exit %d) prints %s to %s: %q", args, code, why, name, line)
				return
			}
		}
	}
}

// harms says what a printed line does to who reads it, nothing for most.
func harms(line string, args []string) string {
	if strings.Contains(strings.Join(args, " "), "github") {
		line = regexp.MustCompile(`^::(error|warning|notice)( [^:]*)?::`).ReplaceAllString(line, "")
	}
	for _, c := range strings.ReplaceAll(line, "\t", " ") {
		if plain.IsHidden(c) {
			return "a hidden character"
		}
	}
	begin := strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(line, "FORGED"), strings.HasPrefix(line, "# FORGED"), strings.HasPrefix(line, "\tFORGED"):
		return "a forged line"
	case strings.HasPrefix(begin, "::error"),
		strings.HasPrefix(begin, "::add-mask"),
		strings.Contains(line, "##vso["),
		strings.Contains(line, "##["):
		return "a command"
	case strings.Contains(line, "<img src=x") && (strings.Contains(strings.Join(args, " "), "markdown") || strings.Contains(strings.Join(args, " "), "html")):
		return "HTML"
	case !strings.Contains(strings.Join(args, " "), "csv"):
	case strings.HasPrefix(begin, "=HYPERLINK"),
		strings.Contains(line, ",=HYPERLINK"),
		strings.Contains(line, `,"=HYPERLINK`):
		return "a formula"
	}
	return ""
}

// TestHostileLedger: what a scan met is listed without harm.
func TestHostileLedger(t *testing.T) {
	for _, text := range hostileTexts() {
		var out bytes.Buffer
		printLedger(
			&out,
			[]verdict.Call{{Account: text, Region: text, Service: text, Operation: text, Status: text, Detail: text}},
		)
		for line := range strings.SplitSeq(out.String(), "\n") {
			if why := harms(line, nil); why != "" {
				t.Errorf("%s: %q", why, line)
			}
		}
	}
}
