package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

var update = flag.Bool("update", false, "write the golden files and the pages of the commands anew")

// violated breaks ten things of the reference, in each way in which a picture shows it: rules that permit too much
// and too little, somebody undocumented, a component that is missing, one in the wrong tier, what is set wrong.
func violated() edits {
	const rule = "module.security.aws_vpc_security_group_ingress_rule.app_alb"
	return edits{
		addRule("ingress", "db", 5432), addRule("egress", "alb", 22), stranger(),
		pt.Set(rule, "from_port", 3001), pt.Set(rule, "to_port", 3001),
		pt.Set("module.security.aws_security_group.app", "ingress", []any{}),
		pt.Remove(cache),
		pt.Set(database, "multi_az", false), pt.Set(database, "backup_retention_period", 1),
		pt.Set(database, "deletion_protection", false),
		pt.Set(awsBudget, "limit_amount", "900"),
		pt.Set(privateB, "map_public_ip_on_launch", true),
		pt.Set(service, "network_configuration.0.assign_public_ip", true),
	}
}

// TestDrawings holds pictures of whole runs to the golden ones, which were looked at in a browser.
func TestDrawings(t *testing.T) {
	plan := filepath.Join(t.TempDir(), "plan.json")
	write(t, plan, pt.Load(t, "existing-prod").Apply(violated()...).JSON())
	for name, args := range map[string][]string{
		"reference": {pt.Path("existing-prod")},
		"violated":  {plan},
		"expected":  {"--expected"},
	} {
		for format, end := range map[string]string{"mermaid": ".mmd", "svg": ".svg"} {
			command := append([]string{"draw", "--env", "prod", "--format", format}, args...)
			code, out, errs := execute(command...)
			if code != 0 {
				t.Fatalf("%s: exit %d, %s", name, code, errs)
			}
			if _, again, _ := execute(command...); !bytes.Equal(out, again) {
				t.Errorf("%s as %s: two runs differ", name, format)
			}
			golden(t, filepath.Join("testdata", "draw", name+end), out)
		}
	}
}

// golden compares with a golden file, or writes it.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, file, got)
		return
	}
	if want := fileText(t, file); string(got) != want {
		t.Errorf("%s differs; look at it in a browser, then write it with -update\n%s", file, got)
	}
}

// TestDrawingsShowEveryViolation: what a report says fails, a picture says too.
func TestDrawingsShowEveryViolation(t *testing.T) {
	for i, c := range ruleCases() {
		if i%6 != 0 || c.document != "" {
			continue
		}
		file := filepath.Join(t.TempDir(), "plan.json")
		write(t, file, pt.Load(t, cmp.Or(c.base, "ok-prod")).Apply(slices.Concat(c.also, c.fail)...).JSON())
		_, out, _ := execute("plan", file, "--env", "prod", "--format", "json")
		var r verdict.Report
		if err := json.Unmarshal(out, &r); err != nil {
			t.Fatal(err)
		}
		code, picture, errs := execute("draw", file, "--env", "prod")
		if code != 0 {
			t.Fatalf("%s: exit %d, %s", c.rule, code, errs)
		}
		for _, v := range r.Verdicts {
			if v.Status == verdict.Fail && !strings.Contains(string(picture), "%% "+v.Rule+"#58;") {
				t.Errorf("%s: the picture does not show %s on %s\n%s", c.rule, v.Rule, v.Resource.ID, picture)
			}
		}
		if !slices.Contains(failing(&r), c.rule) || !strings.Contains(string(picture), "class ") {
			t.Errorf("%s: nothing in the picture is marked", c.rule)
		}
	}
}
