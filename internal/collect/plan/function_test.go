package plan_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestFunctions(t *testing.T) {
	a := nounsOf(t, "function", true)
	holdNouns(t, a, map[string]attributes{
		"aws_lambda_function.worker": {
			"runtime":              `"python3.12"`,
			"package_type":         `"Zip"`,
			"architectures":        `["arm64"]`,
			"memory_mib":           "512",
			"reserved_concurrency": "5",
			"dead_letter":          `"aws_sqs_queue.failed"`,
			"log_group":            `"aws_cloudwatch_log_group.worker"`,
			"role":                 `"aws_iam_role.worker"`,
			"environment":          `{"API_TOKEN":"credential-name","DB_PASSWORD":"credential-name","QUEUE":"","STAGE":""}`,
			"subnets":              `["aws_subnet.private[0]","aws_subnet.private[1]"]`,
			"security_groups":      `["aws_security_group.worker"]`,
			"public_address":       "false",
			"public_url":           "false",
			"public_policy":        "false",
			"event_sources":        `["aws_sqs_queue.jobs"]`,
		},
		"aws_lambda_function.open": {
			"architectures":        `["x86_64"]`,
			"memory_mib":           "128",
			"reserved_concurrency": "-1",
			"subnets":              "null",
			"security_groups":      "null",
			"dead_letter":          `"aws_sqs_queue.failed"`,
			"log_group":            `"/aws/lambda/open"`,
			"environment":          "{}",
			"public_url":           "true",
			"public_policy":        "true",
			"event_sources":        "null",
		},
		"aws_lambda_function.image": {
			"runtime":       `""`,
			"package_type":  `"Image"`,
			"dead_letter":   `""`,
			"log_group":     `"aws_cloudwatch_log_group.worker"`,
			"public_policy": "false",
		},
	})
	if len(a.Interfaces) > 0 {
		t.Errorf("a function is an interface too: %v", a.Interfaces)
	}
	snapshot, err := a.Encode()
	if err != nil || strings.Contains(string(snapshot), "hunter2") ||
		strings.Contains(string(snapshot), "aVeryS3cret") {
		t.Errorf("a value of a variable is in the snapshot, %v", err)
	}
}

// Without the source nobody knows the variables where apply fills one.
func TestFunctionWithoutSource(t *testing.T) {
	holdNouns(t, nounsOf(t, "function", false), map[string]attributes{
		"aws_lambda_function.worker": {"environment": "unknown: known_after_apply",
			"dead_letter": `"aws_sqs_queue.failed"`, "event_sources": `["aws_sqs_queue.jobs"]`},
	})
}

// Whom a permission lets in: what it is for can be anybody's.
func TestWhomAPermissionLetsIn(t *testing.T) {
	const open = "aws_lambda_permission.open"
	for name, c := range map[string]struct {
		attribute, value string
		want             bool
	}{
		"a bucket":                         {"source_arn", "arn:aws:s3:::uploads", false},
		"any bucket":                       {"source_arn", "arn:aws:s3:::*", true},
		"an account":                       {"source_account", "123456789012", false},
		"an organisation":                  {"principal_org_id", "o-abc123defg", false},
		"a URL without authorization":      {"function_url_auth_type", "NONE", false},
		"a URL for whoever has an account": {"function_url_auth_type", "AWS_IAM", true},
	} {
		edits := []pt.Edit{pt.Set(open, c.attribute, c.value), pt.Express(open, c.attribute, "var.x")}
		for _, f := range editedNouns(t, "function", edits...).Functions {
			if f.ID == "aws_lambda_function.open" && f.PublicPolicy != model.Known(c.want) {
				t.Errorf("%s: %v, want %v", name, f.PublicPolicy, c.want)
			}
		}
	}
}

// What may belong to any function leaves each of them open; what closes is never taken for granted.
func TestWhatMayBelongToAFunction(t *testing.T) {
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  func(f model.Function) bool
	}{
		"a URL": {[]pt.Edit{pt.Unknown("aws_lambda_function_url.open", "function_name")}, func(f model.Function) bool { return !f.PublicURL.IsKnown() }},
		"a URL whose authorization is hidden": {[]pt.Edit{pt.Unknown("aws_lambda_function_url.open", "authorization_type")},
			func(f model.Function) bool { return !f.PublicURL.IsKnown() || f.ID != "aws_lambda_function.open" }},
		"a permission": {[]pt.Edit{pt.Unknown("aws_lambda_permission.open", "function_name")}, func(f model.Function) bool { return !f.PublicPolicy.IsKnown() }},
		"an event source": {[]pt.Edit{pt.Unknown("aws_lambda_event_source_mapping.jobs", "function_name")},
			func(f model.Function) bool { return !f.EventSources.IsWhole() }},
		"a function of another state": {[]pt.Edit{pt.Set("aws_lambda_permission.open", "function_name", "elsewhere")},
			func(f model.Function) bool { return !f.PublicPolicy.Or(true) }},
		"a name with an alias": {[]pt.Edit{pt.Set("aws_lambda_permission.open", "function_name", "open:live")},
			func(f model.Function) bool { return f.PublicPolicy.Or(false) == (f.ID == "aws_lambda_function.open") }},
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range editedNouns(t, "function", c.edits...).Functions {
				if !c.want(f) {
					t.Errorf("%s: %+v", f.ID, f)
				}
			}
		})
	}
}
