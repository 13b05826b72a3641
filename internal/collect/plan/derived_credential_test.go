package plan_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
)

// TestWhatAFunctionMakesOfACredential: what is made of a credential and of what only apply tells may be one, whatever
// it looks like. An attribute of AWS's making is none, and neither is what is made of such alone.
func TestWhatAFunctionMakesOfACredential(t *testing.T) {
	const url = "aws_sqs_queue.jobs.url"
	for written, want := range map[string]string{
		url:                               `""`,
		"aws_sqs_queue.jobs.policy":       `""`, // of a type that nobody knows
		`"https://${` + url + `}/health"`: `""`,
		`replace(` + url + `, "/", "-")`:  `""`,
		`upper(` + url + `)`:              `""`,
		`base64encode("admin:hunter2secretX9:${` + url + `}")`:  "unknown",
		`upper("hunter2secretX9/${` + url + `}")`:               "unknown",
		`replace("hunter2secretX9/${` + url + `}", "x", "y")`:   "unknown",
		`sha256("hunter2secretX9${` + url + `}")`:               "unknown",
		`"https://admin:hunter2secretX9@${` + url + `}/health"`: `"uri-password"`,
	} {
		got := credentialOf(t, "QUEUE", written)
		if got == "unknown" != (want == "unknown") || want == `""` && got != want ||
			want == `"uri-password"` && got == `""` {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
}

// credentialOf is what is found in a variable of a function for which the source writes an expression.
func credentialOf(t *testing.T, variable, written string) string {
	t.Helper()
	folder := filepath.Join("testdata", "nouns", "function")
	source, err := os.ReadFile(filepath.Join(folder, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(folder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	attribute := "aws_sqs_queue.jobs.url"
	if strings.Contains(written, ".policy") {
		attribute = "aws_sqs_queue.jobs.policy"
	}
	data = []byte(strings.ReplaceAll(string(data), `"aws_sqs_queue.jobs.url"`, `"`+attribute+`"`))
	edited := t.TempDir()
	text := strings.Replace(string(source), "= aws_sqs_queue.jobs.url", "= "+written, 1)
	if err := os.WriteFile(filepath.Join(edited, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: "plan", Source: edited, OwnSource: true})
	if err != nil {
		t.Fatalf("%s: %v", written, err)
	}
	for _, f := range a.Functions {
		for _, one := range f.Environment.Items() {
			if f.ID == "aws_lambda_function.worker" && one.Name.Or("") == variable {
				value, known := one.Credential.Get()
				if !known {
					return "unknown"
				}
				quoted, _ := json.Marshal(value)
				return string(quoted)
			}
		}
	}
	t.Fatalf("%s: there is no such variable", written)
	return ""
}
