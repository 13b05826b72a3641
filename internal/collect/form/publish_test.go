package form_test

import (
	"strconv"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
)

// TestHearsAlarms: what a topic's policy lets CloudWatch do.
func TestHearsAlarms(t *testing.T) {
	const service, publish = `"Principal":{"Service":"cloudwatch.amazonaws.com"}`, `"Action":"sns:Publish"`
	allow := `{"Effect":"Allow",` + service + `,` + publish + `}`
	for _, c := range []struct{ name, statements, want string }{
		{"nobody", ``, "false"},
		{"CloudWatch", allow, "true"},
		{"everybody", `{"Effect":"Allow","Principal":"*","Action":"*"}`, "true"},
		{"all actions of SNS", `{"Effect":"Allow",` + service + `,"Action":"SNS:*"}`, "true"},
		{"to subscribe", `{"Effect":"Allow",` + service + `,"Action":"sns:Subscribe"}`, "false"},
		{"another service", `{"Effect":"Allow","Principal":{"Service":["events.amazonaws.com"]},` + publish + `}`, "false"},
		{"the account alone", `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},` + publish + `}`, "false"},
		{"denied again", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `}`, "false"},
		{"denied to others", allow + `,{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::999999999999:root"},` + publish + `}`, "true"},
		{"denied without TLS", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, "true"},
		{"denied on a condition", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"StringNotEquals":{"aws:PrincipalTag/x":"y"}}}`, "unknown"},
		{"for alarms", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"}}}`, "true"},
		{"for a bucket", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::b"}}}`, "false"},
		{"for the account", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}`, "true"},
		{"on another condition", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"sns:Protocol":"email"}}}`, "unknown"},
	} {
		grants, ok := form.Grants(`{"Statement":[` + c.statements + `]}`)
		got := "unknown"
		if hears, known := form.HearsAlarms(grants).Get(); known {
			got = strconv.FormatBool(hears)
		}
		if !ok || got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if _, ok := form.Grants("{"); ok {
		t.Error("what is no policy has statements")
	}
}
