package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// described writes the document that a fixture conforms to, as init does.
func described(t *testing.T, plan string, more ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	code, out, errs := execute(append([]string{"init", "--from", plan, "-o", file}, more...)...)
	if code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	return file
}

// ofFixture is the plan of a fixture and its source.
func ofFixture(name string) (plan, source string) {
	sources := map[string]string{
		"ok-prod":                "",
		"ok-dev":                 "dev",
		"existing-prod":          "",
		"ok-inline-rules":        "-",
		"missing-db":             "-",
		"net-isolated-nat":       "-",
		"network-state":          "-",
		"ok-target-tracking":     "-",
		"ha-db-single-az":        "-",
		"arch-four-services":     "four-services",
		"arch-autoscaling-group": "autoscaling-group",
		"arch-events":            "events",
		"arch-two-databases":     "two-databases",
		"arch-blue-green":        "blue-green",
	}
	if sources[name] != "-" {
		source = filepath.Join("..", "..", "fixtures", "terraform", sources[name])
	}
	return filepath.Join("..", "..", "fixtures", "plans", name+".json"), source
}

// TestDescribedConforms: what an input is described by, it conforms to, whatever the built-in architecture says of it,
// or what it asks is not to be told; and described again it is described the same.
func TestDescribedConforms(t *testing.T) {
	for _, name := range []string{"ok-prod", "ok-dev", "existing-prod", "ok-inline-rules", "missing-db", "net-isolated-nat", "network-state", "ok-target-tracking",
		"ha-db-single-az", "arch-four-services", "arch-autoscaling-group", "arch-events", "arch-two-databases", "arch-blue-green"} {
		t.Run(name, func(t *testing.T) {
			file, source := ofFixture(name)
			from := []string{}
			if source != "" {
				from = []string{"--source", source}
			}
			first := described(t, file, from...)
			code, out, errs := execute(
				append(
					[]string{"plan", file, "--env", "prod", "--architecture", first, "--undecided-on", "high"},
					from...)...)
			if code != verdict.ExitConforms &&
				(code != verdict.ExitUndecided || strings.Contains(string(out), "failed (")) {
				t.Errorf("exit %d: %s%s", code, out, errs)
			}
			holdInMarkdown(t, file, readText(t, first), code, from)
			if a, b := readText(t, first), readText(t, described(t, file, from...)); a != b {
				t.Errorf("described twice it differs:\n%s\n%s", a, b)
			}
		})
	}
}

// holdInMarkdown: the same in Markdown is read as the same document, without a doubt, and gives the same verdicts. It
// needs a component.
func holdInMarkdown(t *testing.T, plan, described string, want int, from []string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "ARCHITECTURE.md")
	code, _, errs := execute(append([]string{"init", "--from", plan, "--format", "markdown", "-o", file}, from...)...)
	if !strings.Contains(described, "\n  components:\n") {
		if code != verdict.ExitError || !strings.Contains(string(errs), "with --format yaml") {
			t.Errorf("exit %d: %s", code, errs)
		}
		return
	}
	sameDocument(t, described, readText(t, file))
	if code, out, errs := execute("document", file, "--strict-document"); code != 0 {
		t.Errorf("the document has doubts, exit %d: %s%s", code, out, errs)
	}
	asked := append([]string{"--undecided-on", "high", "--env", "prod"}, from...)
	other := filepath.Join(t.TempDir(), "architecture.yaml")
	writeText(t, other, []byte(described))
	wanted, _ := judgedLines(t, plan, append(asked, "--architecture", other)...)
	lines, code := judgedLines(t, plan, append(asked, "--architecture", file)...)
	if compareLines(t, wanted, lines); code != want {
		t.Errorf("in Markdown exit %d, in YAML %d", code, want)
	}
}

func readText(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestChangesOfTheDescribedAreFound breaks each stack in the ways that break its own document: the document that
// describes the stack is broken too.
func TestChangesOfTheDescribedAreFound(t *testing.T) {
	files := map[string]string{}
	for _, m := range stackMutations() {
		if files[m.stack] == "" {
			file, source := ofFixture("arch-" + m.stack)
			files[m.stack] = filepath.Join(t.TempDir(), "architecture.yaml")
			if err := os.WriteFile(
				files[m.stack],
				[]byte(readText(t, described(t, file, "--source", source))),
				0o600,
			); err != nil {
				t.Fatal(err)
			}
		}
		t.Run(m.stack+" "+m.name, func(t *testing.T) {
			data := pt.Load(t, "arch-"+m.stack).Apply(m.edits...).JSON()
			if r := judgeOwn(t, data, stackSource(m.stack), "--architecture", files[m.stack], "--env", "prod"); len(
				failing(r),
			) == 0 {
				t.Errorf("nothing fails, although %s is broken", m.rules)
			}
		})
	}
}

// TestBrokenRulesBreakTheDescribed: what breaks a rule of the built-in architecture is no plan that conforms to the
// description of the one it was made of.
func TestBrokenRulesBreakTheDescribed(t *testing.T) {
	files := map[string]string{}
	for _, c := range ruleCases() {
		base := c.base
		if base == "" {
			base = "ok-prod"
		}
		if c.document != "" || len(c.fail) == 0 {
			continue
		}
		key := base
		if len(c.also) > 0 {
			key += " " + c.rule
		}
		if files[key] == "" {
			files[key] = filepath.Join(t.TempDir(), "architecture.yaml")
			plan := filepath.Join(t.TempDir(), "plan.json")
			writeText(t, plan, pt.Load(t, base).Apply(c.also...).JSON())
			writeText(t, files[key], []byte(readText(t, described(t, plan))))
		}
		t.Run(c.rule, func(t *testing.T) {
			_, code := judgePlan(
				t,
				pt.Load(t, base).Apply(c.also...).Apply(c.fail...).JSON(),
				"--env",
				"prod",
				"--architecture",
				files[key],
			)
			if code == verdict.ExitConforms {
				t.Error("it conforms")
			}
		})
	}
}

func writeText(t *testing.T, file string, data []byte) {
	t.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestDescribedAccount: an account conforms to what it is described by.
func TestDescribedAccount(t *testing.T) {
	const account = "710000000000"
	data := pt.Load(t, "arch-four-services").JSON()
	a, err := plan.Collect(
		data,
		plan.Options{Name: "four-services", Source: stackSource("four-services"), OwnSource: true},
	)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mototest.Build(context.Background(), moto(t).Config(account, "us-east-1"), account, a); err != nil {
		t.Fatal(err)
	}
	moto(t).Environment(t, account)
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	var out, said bytes.Buffer
	s := watched(&out, &said, func(string, *http.Request) (*http.Response, error) { return nil, nil })
	if code := run([]string{"init", "--account", "a" + account, "-o", file}, s); code != 0 {
		t.Fatalf("exit %d: %s", code, said.String())
	}
	_, r, errs := scan(t, "scan", "--account", "a"+account, "--env", "prod", "--architecture", file)
	if got := failing(r); len(got) > 0 || len(r.Components) < 6 {
		t.Errorf("fails %v with %d components: %s\n%s", got, len(r.Components), errs, readText(t, file))
	}
}
