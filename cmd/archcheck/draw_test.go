package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// violated breaks ten things of the reference, in each way in which a picture shows it: rules that permit too much
// and too little, somebody undocumented, a component that is missing, one in the wrong tier, what is set wrong.
func violated() edits {
	return edits{
		addRule("ingress", "db", 5432), addRule("egress", "alb", 22), stranger(),
		pt.Set("module.security.aws_vpc_security_group_ingress_rule.app_alb", "from_port", 3001), pt.Set("module.security.aws_vpc_security_group_ingress_rule.app_alb", "to_port", 3001),
		pt.Set("module.security.aws_security_group.app", "ingress", []any{}),
		pt.Remove(cache),
		pt.Set(database, "multi_az", false), pt.Set(database, "backup_retention_period", 1), pt.Set(database, "deletion_protection", false),
		pt.Set(vpc, "cidr_block", "10.1.0.0/16"),
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
			code, out, errs := execute(append([]string{"draw", "--env", "prod", "--format", format}, args...)...)
			if code != 0 {
				t.Fatalf("%s: exit %d, %s", name, code, errs)
			}
			if _, again, _ := execute(append([]string{"draw", "--env", "prod", "--format", format}, args...)...); !bytes.Equal(out, again) {
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
	if want := read(t, file); string(got) != want {
		t.Errorf("%s differs; look at it in a browser, then write it with -update\n%s", file, got)
	}
}
