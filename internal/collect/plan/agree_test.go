package plan_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

func terraform() string { return filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform") }

func withSource(t *testing.T, name, dir string) error {
	t.Helper()
	data, err := os.ReadFile(pt.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	_, err = plan.Collect(data, plan.Options{Name: name, Source: dir})
	return err
}

// edited copies the source of the fixture plans and replaces text in one file of it.
func edited(t *testing.T, file, old, new string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(terraform())); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, file)
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%v: %s does not hold %q", err, file, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(data), old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestSourceOfThePlan: what plans were made from is not refused, whatever their state.
func TestSourceOfThePlan(t *testing.T) {
	for name, root := range map[string]string{"ok-prod": ".", "ok-dev": "dev", "existing-prod": ".", "existing-prod-errored": ".",
		"targeted-prod": ".", "state-prod": ".", "open-database": "open-database"} {
		if err := withSource(t, name, filepath.Join(terraform(), root)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSourceOfAnotherPlan: what differs is named, at its place, without what is secret.
func TestSourceOfAnotherPlan(t *testing.T) {
	for name, want := range map[string]string{
		"bk-retention-short":     "module.data, backup_retention: the plan says 3",
		"ha-db-single-az":        "module.data, db_multi_az: the plan says false",
		"enc-db-unset":           "module.data.aws_db_instance.this, kms_key_id: the plan says nothing of it",
		"missing-db":             "module.data.aws_db_instance.this, count: the plan says that it is set",
		"net-isolated-nat":       "module.network.aws_route.oops: the plan says that it is there",
		"sg-db-world":            "module.security.aws_vpc_security_group_ingress_rule.oops: the plan says that it is there",
		"sc-cpu-out-90":          `module.app.aws_cloudwatch_metric_alarm.scaling["cpu_out"], threshold: the plan says 90`,
		"ok-security-group-rule": "module.security.aws_security_group_rule", "ok-inline-rules": "module.security",
		"ok-target-tracking": "module.app.aws_appautoscaling_policy.app", "ok-dev": "module.",
	} {
		var d *source.Difference
		if err := withSource(t, name, terraform()); !errors.As(err, &d) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	for _, c := range []struct{ name, file, old, new, want string }{
		{"a local value", "main.tf", `"shop-prod"`, `"shop-live"`, "name"},
		{"a zone of a local list", "main.tf", `"us-east-1b"]`, `"us-east-1b", "us-east-1c"]`, "count or for_each"},
		{"an argument of a call", "main.tf", "public_subnet_ids     = module.network.public", "public_subnet_ids     = module.network.private", "module.app, public_subnet_ids"},
		{"an argument more", "modules/data/main.tf", "  db_name ", "  iops = 3000\n  db_name ", "aws_db_instance.this, iops"},
		{"an index", "modules/network/main.tf", "aws_subnet.public[var.azs[count.index]].id", "aws_subnet.public[var.azs[0]].id", "aws_nat_gateway.this, subnet_id"},
		{"a nested block", "modules/app/main.tf", "deployment_circuit_breaker {\n    enable   = true", "deployment_circuit_breaker {\n    enable   = false", "deployment_circuit_breaker[0].enable"},
		{"an output", "modules/network/main.tf", "output \"vpc_id\" {", "output \"vpc_id\" {}\noutput \"vpc\" {", "output.vpc"},
		{"a default", "modules/security/main.tf", "default = 3000", "default = 3001", "var.app_port"},
		{"a data source", "modules/app/main.tf", `identifiers = ["ecs-tasks.amazonaws.com"]`, `identifiers = ["ec2.amazonaws.com"]`, "data.aws_iam_policy_document.assume, statement[0].principals[0].identifiers"},
		{"a module's source", "main.tf", `"./modules/data"`, `"terraform-aws-modules/rds/aws"`, "module.data, source"},
		{"a password", "modules/data/main.tf", "manage_master_user_password     = true", `password = "hunter2"`, "module.data.aws_db_instance.this, manage_master_user_password: the plan says that it is set"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := withSource(t, "ok-prod", edited(t, c.file, c.old, c.new))
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

// TestSourceWrittenOtherwise: what changes nothing is no difference.
func TestSourceWrittenOtherwise(t *testing.T) {
	for _, c := range []struct{ name, file, old, new string }{
		{"a comment", "main.tf", "locals {", "# names\nlocals {"},
		{"a local value's way", "main.tf", `"shop-prod"`, `join("-", ["shop", "prod"])`},
		{"moved folders", "main.tf", `"./modules/data"`, `"./modules/../modules/data"`},
		{"an ignored change", "modules/data/main.tf", "  identifier                      = var.name", "  lifecycle { ignore_changes = [identifier] }\n  identifier                      = var.name"},
		{"a function unknown here", "main.tf", `"shop-prod"`, `provider::house::name("shop-prod")`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := withSource(t, "ok-prod", edited(t, c.file, c.old, c.new)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestRootBelow: a folder above the root module is not searched for what to believe, but
// the error says which of the folders below it is the plan's.
func TestRootBelow(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "live"), os.DirFS(terraform())); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"ok-dev":        filepath.Join(dir, "live", "dev") + " agrees with the plan",
		"open-database": filepath.Join(dir, "live", "open-database") + " agrees with the plan",
		"sg-db-world":   "no folder below it agrees with the plan",
	} {
		if err := withSource(t, name, dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}

// TestOverride: an override file is merged as Terraform does.
func TestOverride(t *testing.T) {
	dir := edited(
		t,
		"modules/data/main.tf",
		`engine_version                  = "16.4"`,
		`engine_version                  = "15.1"`,
	)
	if err := withSource(t, "ok-prod", dir); err == nil {
		t.Fatal("the version of another plan is believed")
	}
	override := "resource \"aws_db_instance\" \"this\" {\n  engine_version = \"16.4\"\n}\n"
	if err := os.WriteFile(
		filepath.Join(dir, "modules", "data", "main_override.tf"),
		[]byte(override),
		0o600,
	); err != nil {
		t.Fatal(err)
	}
	if err := withSource(t, "ok-prod", dir); err != nil {
		t.Error(err)
	}
}
