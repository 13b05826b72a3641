package plan

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// TestWhatIsDistinct is the rule of what is dropped wherever it stands.
func TestWhatIsDistinct(t *testing.T) {
	for text, want := range map[string]bool{
		"true": false, "1": false, "5432": false, "postgres": false, "hunter2": false, "": false, "12345678901": false, "production": false,
		"shop-prod/database": false, "a word or two": false, "10.0.0.0/16": false, "2001:db8::/32": false, "192.168.100.1": false, "us-east-1": false, "eu-west-1a": false, "us-gov-west-1": false, "ap-southeast-2b": false,
		"db.t4g.micro": false, "cache.r7g.2xlarge": false, "t3.medium": false, "vpc-0a1b2c3d4e5f6a7b8": false, "subnet-0a1b2c3d": false,
		"arn:aws:iam::123456789012:role/app": false, "shop.abc123.us-east-1.rds.amazonaws.com": false, "shop.abc123.us-east-1.rds.amazonaws.com:5432": false,
		"canary-7f3a9": true, "in-the-url-7": true, "S3cretValue": true, "correct horse battery!": true, "postgres://app:hunter2@db/app": true, "wJalrXUtnFEMI/K7MDENG": true,
	} {
		var s read.Secrets
		s.Learn([]string{text})
		if got := s.Any(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestSecretsAreFoundInTexts(t *testing.T) {
	var s read.Secrets
	s.Learn(
		[]string{
			`{"user": "postgres", "password": "pa\"ss/W0rd é"}`,
			"redis://u:in-the-url-7@host",
			"plain-Canary-1",
			"true",
		},
	)
	for text, want := range map[string]bool{
		"plain-Canary-1": true, "x plain-Canary-1 y": true, "plain-Canary-2": false, "in-the-url-7": true, `pa"ss/W0rd é`: true,
		"https://x/?p=pa%22ss%2FW0rd%20%C3%A9": true, `{"p": "pa\"ss/W0rd é"}`: true, "postgres": false, "true": false, "": false, "100%": false, `C:\x`: false,
	} {
		if got := s.IsIn(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestMarksCountAnywhere: what is marked in a part of a plan that is not judged is dropped too where it stands elsewhere.
func TestMarksCountAnywhere(t *testing.T) {
	const canary = "Canary-of-a-mark-1"
	const group = `{"address":"aws_security_group.x","mode":"managed","type":"aws_security_group","name":"x","change":{"actions":["create"],
		"after":{"name":"` + canary + `","description":"` + canary + `","vpc_id":"vpc-1"}}}`
	marked := `{"value":"` + canary + `"}`
	change := func(address, actions, values string) string {
		return `{"address":"` + address + `","mode":"managed","type":"aws_ssm_parameter","name":"y","change":{"actions":[` + actions + `],` + values + `}}`
	}
	before, after := `"before":`+marked+`,"before_sensitive":{"value":true},"after":null`, `"after":`+marked+`,"after_sensitive":{"value":true}`
	const address = "aws_ssm_parameter.y"
	for name, more := range map[string]string{
		"created":          `"resource_changes":[` + group + `,` + change(address, `"create"`, after) + `]`,
		"destroyed":        `"resource_changes":[` + group + `,` + change(address, `"delete"`, before) + `]`,
		"forgotten":        `"resource_changes":[` + group + `,` + change(address, `"forget"`, before) + `]`,
		"drifted":          `"resource_drift":[` + change(address, `"update"`, after) + `]`,
		"drifted before":   `"resource_drift":[` + change(address, `"update"`, before) + `]`,
		"deferred":         `"deferred_changes":[{"reason":"x","resource_change":` + change(address, `"create"`, after) + `}]`,
		"of an action":     `"action_invocations":[{"address":"action.x.y","config_values":` + marked + `,"config_sensitive":{"value":true}}]`,
		"not targeted":     `"prior_state":{"values":{"root_module":{"resources":[{"address":"` + address + `","mode":"managed","type":"aws_ssm_parameter","name":"y","values":` + marked + `,"sensitive_values":{"value":true}}]}}}`,
		"of a provider":    `"configuration":{"provider_config":{"aws":{"expressions":{"secret_key":{"constant_value":"` + canary + `"}}}},"root_module":{}}`,
		"of a variable":    `"configuration":{"root_module":{"variables":{"v":{"sensitive":true,"default":"` + canary + `"}}}}`,
		"of a module's":    `"configuration":{"root_module":{"module_calls":{"m":{"module":{"variables":{"v":{"sensitive":true,"default":["` + canary + `"]}}}}}}}`,
		"of a data source": `"prior_state":{"values":{"root_module":{"resources":[{"address":"data.` + address + `","mode":"data","type":"aws_ssm_parameter","name":"y","values":` + marked + `,"sensitive_values":{"value":true}}]}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(more, `"resource_changes"`) {
				more += `,"resource_changes":[` + group + `]`
			}
			a, err := Collect([]byte(`{"format_version":"1.2",`+more+`}`), Options{Name: "plan"})
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(a)
			if err != nil || strings.Contains(string(text), canary) ||
				!strings.Contains(string(text), "aws_security_group.x") {
				t.Errorf("%v: %s", err, text)
			}
		})
	}
}
