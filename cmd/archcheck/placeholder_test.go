package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestPlaceholders judges documents in which something is known after apply: what stands around
// it decides where it can, and nothing passes that could turn out to be a fault.
func TestPlaceholders(t *testing.T) {
	const image, policy = `"${aws_ecr_repository.app.repository_url}:1.0.0"`, `["secretsmanager:GetSecretValue"]
      Resource = [var.secret_arn]`
	variable := func(value string) string {
		return image + "\n    environment = [{ name = \"PLACE\", value = " + value + " }]"
	}
	for _, c := range []struct {
		name, old, new, rule string
		want                 verdict.Status
	}{
		{"an id is no credential", image, variable("aws_ecs_cluster.this.id"), "identity/no-plain-credentials", verdict.Pass},
		{"a password in a URL", image, variable(`"redis://u:${aws_ecs_cluster.this.id}@h/0"`), "identity/no-plain-credentials", verdict.Fail},
		{"one of two values", image, variable(`aws_ecs_cluster.this.id == "a" ? "redis://u:p@h" : "x"`), "identity/no-plain-credentials", verdict.Unknown},
		{"one of two attributes", image, variable(perhaps("aws_lb.this.dns_name", "aws_ecr_repository.app.repository_url")), "identity/no-plain-credentials", verdict.Pass},
		{"one of two attributes in a URL", image, variable(`"redis://u:${` + perhaps("aws_lb.this.dns_name", "aws_lb.this.arn") + `}@h/0"`), "identity/no-plain-credentials", verdict.Fail},
		{"an attribute or a text", image, variable(perhaps("aws_lb.this.dns_name", `"redis://u:p@h"`)), "identity/no-plain-credentials", verdict.Unknown},
		{"an attribute or a text with one", image, variable(perhaps("aws_lb.this.dns_name", `"redis://u:p@${aws_lb.this.dns_name}"`)), "identity/no-plain-credentials", verdict.Unknown},
		{"the first that is set", image, variable(`coalesce(aws_lb.this.ip_address_type, aws_lb.this.dns_name)`), "identity/no-plain-credentials", verdict.Pass},
		{"an attribute or nothing", image, variable(perhaps("aws_lb.this.dns_name", "null")), "identity/no-plain-credentials", verdict.Pass},
		{"an unknown name", image, image + "\n    environment = [{ name = aws_ecs_cluster.this.id, value = \"x\" }]", "identity/no-plain-credentials", verdict.Unknown},
		{"an unknown tag", image, `"${aws_ecr_repository.app.repository_url}:${aws_ecs_cluster.this.id}"`, "delivery/images-from-repository", verdict.Pass},
		{"an unknown tag of a foreign image", image, `"ghcr.io/x/y:${aws_ecs_cluster.this.id}"`, "delivery/images-from-repository", verdict.Fail},
		{"an unknown registry", image, `"${aws_ecs_cluster.this.id}/y:1"`, "delivery/images-from-repository", verdict.Unknown},
		{"perhaps another environment", image, image + "\n    environment = " + perhaps(`[{ name = "PLACE", value = "x" }]`, `[]`), "identity/no-plain-credentials", verdict.Unknown},
		{"perhaps one variable more", image, image + "\n    environment = [{ name = \"A\", value = \"x\" }, " + perhaps(`{ name = "A", value = "y" }`, `"none"`) + "]", "identity/no-plain-credentials", verdict.Unknown},
		{"a password beside what perhaps is one", image, image + "\n    environment = [{ name = \"DB_PASSWORD\", value = \"hunter2hunter2\" }, " + perhaps(`{ name = "A", value = "y" }`, `"none"`) + "]", "identity/no-plain-credentials", verdict.Fail},
		{"perhaps another command", image, image + "\n    command = " + perhaps(`["a"]`, `["a", "b"]`), "identity/no-plain-credentials", verdict.Unknown},
		{"perhaps other labels", image, image + "\n    dockerLabels = " + perhaps(`{ a = "x" }`, `{}`), "identity/no-plain-credentials", verdict.Unknown},
		{"perhaps no secrets", `[{ name = "DATABASE_URL", valueFrom = var.secret_arn }]`, perhaps(`[{ name = "DATABASE_URL", valueFrom = var.secret_arn }]`, `[]`), "identity/credentials-from-secrets-manager", verdict.Unknown},
		{"perhaps no log driver", `logConfiguration = {`, `logConfiguration = ` + perhaps("null", "") + ` {`, "monitoring/task-logs", verdict.Unknown},
		{"perhaps a password, by a filter", image, image + "\n    environment = [for k, v in { A = \"x\", DB_PASSWORD = " + perhaps("null", `"hunter2hunter2"`) + " } : { name = k, value = v } if v != null]", "identity/no-plain-credentials", verdict.Unknown},
		{"a password beside a filter", image, image + "\n    environment = [for k, v in { DB_PASSWORD = \"hunter2hunter2\", B = " + perhaps("null", `"y"`) + " } : { name = k, value = v } if v != null]", "identity/no-plain-credentials", verdict.Fail},
		{"a password merged over what perhaps is there", image, image + "\n    environment = [for k, v in merge({ for k, v in { DB_PASSWORD = \"arn\" } : k => v if aws_ecs_cluster.this.id == \"a\" }, { DB_PASSWORD = \"hunter2hunter2\" }) : { name = k, value = v }]", "identity/no-plain-credentials", verdict.Fail},
		{"what perhaps is there merged over a password", image, image + "\n    environment = [for k, v in merge({ DB_PASSWORD = \"hunter2hunter2\" }, { for k, v in { DB_PASSWORD = \"\" } : k => v if aws_ecs_cluster.this.id == \"a\" }) : { name = k, value = v }]", "identity/no-plain-credentials", verdict.Unknown},
		{"joined with what perhaps is there", image, image + "\n    environment = concat([{ name = \"DB_PASSWORD\", value = \"hunter2hunter2\" }], [for v in [\"a\"] : { name = v, value = v } if aws_ecs_cluster.this.id == \"a\"])", "identity/no-plain-credentials", verdict.Fail},
		{"perhaps a password in labels", image, image + "\n    dockerLabels = { for k, v in { A = \"x\", DB_PASSWORD = \"hunter2hunter2\" } : k => v if k == \"A\" || aws_ecs_cluster.this.id == \"a\" }", "identity/no-plain-credentials", verdict.Unknown},
		{"perhaps a wider statement", "Statement = [{", "Statement = [for s in [{ Effect = \"Allow\", Action = \"*\", Resource = \"*\" }] : s if aws_ecs_cluster.this.id == \"a\"] == [] ? [] : [{", "identity/no-wildcards", verdict.Unknown},
		{"perhaps a statement, by a filter", "Statement = [{", "Statement = [for s in [{ Effect = \"Allow\", Action = \"*\", Resource = \"*\" }] : s if aws_ecs_cluster.this.id == \"a\"]\n    Other = [{", "identity/no-wildcards", verdict.Unknown},
		{"perhaps a condition", policy, `["secretsmanager:*"]
      Resource = ["*"]
      Condition = { for k, v in { StringEquals = { "ecs:cluster" = "x" } } : k => v if aws_ecs_cluster.this.id == "a" }`, "identity/no-wildcards", verdict.Unknown},
		{"perhaps an effect", `Effect   = "Allow"`, `Effect   = ` + perhaps(`"Allow"`, `"Deny"`) + `
      NotResource = ["x"]`, "identity/no-wildcards", verdict.Pass},
		{"an unknown resource", policy, `["secretsmanager:*"]
      Resource = [aws_ecs_cluster.this.id]`, "identity/no-wildcards", verdict.Pass},
		{"perhaps no statement", "Statement = [{", "Statement = " + perhaps(`[{ Effect = "Allow", Action = "*", Resource = "*" }]`, "") + "[{", "identity/no-wildcards", verdict.Unknown},
		{"perhaps another statement", "Statement = [{", "Statement = [" + perhaps(`{ Effect = "Allow", Action = "*", Resource = "*" }`, `{ Effect = "Deny", Action = "*", Resource = "*", Sid = "no" }`) + ", {", "identity/no-wildcards", verdict.Unknown},
		{"perhaps every resource", policy, `["secretsmanager:*"]
      Resource = [aws_ecs_cluster.this.id == "a" ? "*" : var.secret_arn]`, "identity/no-wildcards", verdict.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			edited := editedSource(t, "app", c.old, c.new)
			r := judgeOwn(t, pt.Load(t, "ok-prod").JSON(), edited, "--env", "prod")
			if got := statuses(r, c.rule); !slices.Contains(got, c.want) ||
				c.want != verdict.Fail && slices.Contains(got, verdict.Fail) {
				t.Errorf("%s is %v, want %s", c.rule, got, c.want)
			}
		})
	}
}

// perhaps is one of two values, which only apply tells.
func perhaps(first, second string) string {
	return `aws_ecs_cluster.this.id == "a" ? ` + first + " : " + second
}

// editedSource is a copy of the fixtures' source with one text of a module replaced.
func editedSource(t *testing.T, module, old, replacement string) string {
	t.Helper()
	dir := t.TempDir()
	source := filepath.Join(filepath.Dir(pt.Path("x")), "..", "terraform")
	if out, err := exec.Command("cp", "-r", source, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	file := filepath.Join(dir, "terraform", "modules", module, "main.tf")
	data, err := os.ReadFile(file)
	if err != nil || !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%v: %s does not hold %q", err, file, old)
	}
	write(t, file, bytes.ReplaceAll(data, []byte(old), []byte(replacement)))
	return filepath.Join(dir, "terraform")
}

// TestNodeOfAGroup: the name of a node is made of the id of its replication group, which is the name that the plan has.
func TestNodeOfAGroup(t *testing.T) {
	const all = "{ ReplicationGroupId = var.cache_id }"
	for node, want := range map[string]verdict.Status{"001": verdict.Pass, "002": verdict.Fail} {
		source := editedSource(t, "monitoring", all, `{ CacheClusterId = "${var.cache_id}-`+node+`" }`)
		r := judgeOwn(t, pt.Load(t, "ok-prod").JSON(), source, "--env", "prod")
		if got := statuses(r, "monitoring/cache-alarm"); !slices.Equal(got, []verdict.Status{want}) {
			t.Errorf("%s: it is %v, want %v", node, got, want)
		}
	}
}
