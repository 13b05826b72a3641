package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
)

// forms collects the plan of every form of expression with a source, in which text is replaced.
func forms(t *testing.T, file, old, new string) error {
	t.Helper()
	const from = "testdata/forms"
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%v: %s does not hold %q", err, file, old)
	}
	if err := os.WriteFile(
		filepath.Join(dir, file),
		[]byte(strings.Replace(string(text), old, new, 1)),
		0o600,
	); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(from, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = plan.Collect(data, plan.Options{Name: "forms", Source: dir})
	return err
}

// TestFormsAgree: whatever form an expression has, its own plan agrees with it.
func TestFormsAgree(t *testing.T) {
	for _, c := range []struct{ name, file, old, new string }{
		{"as planned", "main.tf", "\n", "\n"},
		{"another layout of a document", "main.tf", "<<-EOT\n", "<<-EOT\n\n"},
		{"a changed provisioner", "main.tf", "echo ${self.id}", "echo"},
		{"a changed precondition", "main.tf", "length(local.name) > 0", "local.name != \"\""},
		{"another type of the same default", "main.tf", "default = 5432", `default = "5432"`},
	} {
		if err := forms(t, c.file, c.old, c.new); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestFormsDiffer: a difference is found in every form, and secrets stay out of the error.
func TestFormsDiffer(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"one of blocks that are an attribute", "main.tf", `to_port     = "443"`, `to_port     = "444"`, "aws_security_group.const, ingress[0].to_port: the plan says"},
		{"a block less", "main.tf", "  ingress {\n    from_port   = 443\n    to_port     = \"443\"", "  egress {\n    from_port   = 443\n    to_port     = \"443\"", "aws_security_group.const"},
		{"a reference in such a block", "main.tf", "[aws_security_group.other.id]", "[aws_security_group.const.id]", "a reference to aws_security_group.other.id"},
		{"a nested block in a nested block", "main.tf", `file_system_id = "fs-1"`, `file_system_id = "fs-2"`, "volume[0].efs_volume_configuration[0].file_system_id"},
		{"timeouts", "main.tf", `create = "10m"`, `create = "11m"`, "timeouts.create"},
		{"a known document", "main.tf", `value = "x"`, `value = "hunter2"`, "aws_ecs_task_definition.t, container_definitions"},
		{"a policy in a local value", "main.tf", "s3:GetObject\"], \"Resource", "s3:*\"], \"Resource", "aws_iam_role_policy.b, policy"},
		{"a secret variable", "main.tf", `"s3cr3tvalue"`, `"hunter2"`, "var.secret, default"},
		{"a write-only argument", "main.tf", `"writeonlyhunter"`, `"hunter2"`, "secret_string_wo"},
		{"a for_each over a local value", "main.tf", `default = ["b", "a", "b"]`, `default = ["b", "c"]`, "var.zones, default"},
		{"a count by a condition", "main.tf", `"us-east-1" ? 2 : 0`, `"us-east-1" ? 1 : 0`, "aws_lb.l, count or for_each"},
		{"an index", "main.tf", `aws_instance.i["a"]`, `aws_instance.i["b"]`, `aws_instance.i["a"].id`},
		{"an output of a module", "m/main.tf", "aws_sns_topic.t.arn", "aws_sqs_queue.q.arn", "module.m.output.out"},
		{"a resource of a module", "m/main.tf", `"aws_sqs_queue" "q"`, `"aws_sqs_queue" "other"`, "module.m.aws_sqs_queue.q"},
		{"a module's argument", "main.tf", "nothing   = null", "nothing   = \"x\"", "module.m, nothing"},
		{"a data source in a check", "main.tf", `"aws_region" "in_check"`, `"aws_region" "checked"`, "data.aws_region.in_check"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := forms(t, c.file, c.old, c.new)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("%v, want %s", err, c.want)
			}
			for _, secret := range []string{"hunter", "s3cr3t"} {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("%s is printed: %v", secret, err)
				}
			}
		})
	}
}

// TestWhatAProviderAdds: a certificate's own domain is among its names in the plan, whether the author wrote it there.
func TestWhatAProviderAdds(t *testing.T) {
	const data = `{"format_version":"1.2","terraform_version":"1.11.0","complete":true,"applyable":true,"resource_changes":[{
		"address":"aws_acm_certificate.a","mode":"managed","type":"aws_acm_certificate","name":"a",
		"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,
		"after":{"domain_name":"shop.example.com","subject_alternative_names":["api.example.com","shop.example.com"]},
		"after_unknown":{"arn":true},"before_sensitive":false,"after_sensitive":{}}}],
		"configuration":{"root_module":{"resources":[{"address":"aws_acm_certificate.a","mode":"managed","type":"aws_acm_certificate",
		"name":"a","expressions":{"domain_name":{"constant_value":"shop.example.com"},"subject_alternative_names":{"references":["local.n"]}}}]}}}`
	for names, agrees := range map[string]bool{
		`["api.example.com"]`:                     true,
		`["shop.example.com", "api.example.com"]`: true,
		`["www.example.com"]`:                     false,
		`["shop.example.com"]`:                    false,
		`["api.example.com", "x.example.com"]`:    false,
	} {
		dir := t.TempDir()
		text := "resource \"aws_acm_certificate\" \"a\" {\n  domain_name = \"shop.example.com\"\n  subject_alternative_names = local.n\n}\n" +
			"locals {\n  n = " + names + "\n}\n"
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := plan.Collect([]byte(data), plan.Options{Name: "plan", Source: dir})
		if (err == nil) != agrees {
			t.Errorf("%s: %v", names, err)
		}
	}
}

// TestProtocolsHaveTwoNames: the provider writes some protocols by their numbers and others by their names.
func TestProtocolsHaveTwoNames(t *testing.T) {
	for _, c := range []struct {
		planned, written string
		agrees           bool
	}{{"tcp", "6", true}, {"6", "TCP", true}, {"-1", "all", true}, {"udp", "6", false}, {"-1", "tcp", false}} {
		data := `{"format_version":"1.2","terraform_version":"1.11.0","complete":true,"applyable":true,"resource_changes":[{
			"address":"aws_security_group_rule.a","mode":"managed","type":"aws_security_group_rule","name":"a",
			"provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["create"],"before":null,
			"after":{"protocol":"` + c.planned + `","type":"ingress"},
			"after_unknown":{"id":true},"before_sensitive":false,"after_sensitive":{}}}],
			"configuration":{"root_module":{"resources":[{"address":"aws_security_group_rule.a","mode":"managed",
			"type":"aws_security_group_rule","name":"a","expressions":{"protocol":{"references":["local.n"]},"type":{"constant_value":"ingress"}}}]}}}`
		dir := t.TempDir()
		text := "resource \"aws_security_group_rule\" \"a\" {\n  type = \"ingress\"\n  protocol = local.n\n}\nlocals {\n  n = \"" +
			c.written + "\"\n}\n"
		if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := plan.Collect([]byte(data), plan.Options{Name: "plan", Source: dir})
		if (err == nil) != c.agrees {
			t.Errorf("%s for %s: %v", c.planned, c.written, err)
		}
	}
}
