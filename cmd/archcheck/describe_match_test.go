package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestDescribedMatches: a match is written where nothing else tells which thing a component is, and by the name that
// plan and account have in common.
func TestDescribedMatches(t *testing.T) {
	for name, want := range map[string]string{
		"arch-four-services":     "{name: store-access-logs}",
		"arch-two-databases":     "{name: desk-orders}",
		"arch-events":            "{name: events-jobs-dead}",
		"arch-blue-green":        "",
		"arch-autoscaling-group": "",
		"ok-dev":                 "{name: shop-dev-alb-logs}",
	} {
		t.Run(name, func(t *testing.T) {
			file, _ := ofFixture(name)
			text := readText(t, described(t, file))
			var got []string
			for _, m := range regexp.MustCompile(`match: (.*)`).FindAllStringSubmatch(text, -1) {
				got = append(got, m[1])
			}
			if strings.Join(got, " ") != want {
				t.Errorf("match %v, want %s", got, want)
			}
		})
	}
}

// TestDescribedMatchOfTwins: where two things have one name, or one may have that of the other, the address tells.
func TestDescribedMatchOfTwins(t *testing.T) {
	for name, edit := range map[string]pt.Edit{
		"alike":   pt.Set("aws_sqs_queue.dead", "name", "events-jobs"),
		"pattern": pt.Set("aws_sqs_queue.dead", "name", "events-*"),
		"unknown": pt.Unknown("aws_sqs_queue.jobs", "name"),
	} {
		t.Run(name, func(t *testing.T) {
			plan := filepath.Join(t.TempDir(), "plan.json")
			writeText(t, plan, pt.Load(t, "arch-events").Apply(edit).JSON())
			text := readText(t, described(t, plan))
			if !strings.Contains(text, "match: {address: aws_sqs_queue.dead}") {
				t.Errorf("no match by address in\n%s", text)
			}
		})
	}
}

// oddNames are names that mean something to YAML, Markdown, Mermaid, globs or archcheck itself.
func oddNames() []string {
	return []string{
		"two words",
		"it's",
		`say "hi"`,
		"a: b",
		"a|b",
		"a #b",
		"#lead",
		"größe",
		"日本",
		"no",
		"on",
		"null",
		"~",
		"123",
		"1e3",
		"0x1F",
		"2026-01-01",
		"- item",
		"*",
		"a?b",
		"[x](http://y)",
		"**bold**",
		"`code`",
		"```",
		"<b>x</b>",
		"&amp;",
		`a\b`,
		"{x: y}",
		"%a",
		"@a",
		"!a",
		"end",
		"subgraph x",
		"internet",
		"vpc",
		"a -> b:443",
		"tab\there",
		"line\nbreak",
		"\u202eevil",
		"---",
		"  padded ",
		"a,b",
	}
}

// TestOddNamesAreDescribed: whatever things are called, they conform to what they are described by.
func TestOddNamesAreDescribed(t *testing.T) {
	names := []string{"events-jobs", "events-jobs-dead", "events-worker", "worker", "events"}
	for n, odd := range oddNames() {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			p := pt.Load(t, "arch-events")
			for i, name := range names {
				p.Root = renamed(p.Root, name, odd+strings.Repeat("'", i)).(map[string]any)
			}
			plan := filepath.Join(t.TempDir(), "plan.json")
			writeText(t, plan, p.JSON())
			file := described(t, plan)
			code, out, errs := execute("plan", plan, "--env", "prod", "--architecture", file)
			if code == verdict.ExitError || code == verdict.ExitViolations {
				t.Errorf("%q: exit %d: %s%s\n%s", odd, code, out, errs, readText(t, file))
			}
			holdInMarkdown(t, plan, readText(t, file), code, nil)
		})
	}
}

// renamed gives each text that is a name another one.
func renamed(value any, from, to string) any {
	switch v := value.(type) {
	case map[string]any:
		for key := range v {
			v[key] = renamed(v[key], from, to)
		}
	case []any:
		for i := range v {
			v[i] = renamed(v[i], from, to)
		}
	case string:
		if v == from {
			return to
		}
	}
	return value
}

// TestOneOfTwoIsDescribed: of two architectures the larger one is described, and alone it conforms, in the scope that
// the description names.
func TestOneOfTwoIsDescribed(t *testing.T) {
	for _, other := range []string{"ok-prod", "existing-prod"} {
		t.Run(other, func(t *testing.T) {
			first, second := pt.Path("ok-dev"), pt.Path(other)
			if other == "existing-prod" {
				first = pt.Path("ok-prod")
			}
			file := described(t, first, "--from", second)
			scope := regexp.MustCompile("`(scope: .*)`").FindStringSubmatch(readText(t, file))
			if scope == nil {
				t.Fatalf("no scope in\n%s", readText(t, file))
			}
			config := filepath.Join(t.TempDir(), "archcheck.yaml")
			if err := os.WriteFile(config, []byte(scope[1]+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			code, out, errs := execute(
				"plan",
				first,
				second,
				"--env",
				"prod",
				"--architecture",
				file,
				"--config",
				config,
			)
			if code == verdict.ExitError || code == verdict.ExitViolations ||
				!strings.Contains(string(out), "out of scope (4)") {
				t.Errorf("exit %d: %s%s", code, out, errs)
			}
		})
	}
}
