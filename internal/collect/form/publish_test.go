package form_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
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
		{"for another account", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"aws:SourceAccount":"999999999999"}}}`, "false"},
		{"for all but the account", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringNotEquals":{"AWS:SourceOwner":"123456789012"}}}`, "false"},
		{"for accounts", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringLike":{"aws:SourceAccount":["9*","1234*"]}}}`, "true"},
		{"for alarms elsewhere", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"}}}`, "false"},
		{"for alarms of another account", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:*:999999999999:alarm:*"}}}`, "false"},
		{"for no alarms", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnNotLike":{"aws:SourceArn":"arn:aws:cloudwatch:*:*:*"}}}`, "false"},
		{"for some alarms", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":["arn:aws:cloudwatch:*:*:alarm:shop-*","arn:aws:s3:::b"]}}}`, "true [shop-*]"},
		{"for some alarms, and for all", allow + `,{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:*:*:alarm:shop-*"}}}`, "true"},
		{"for what apply will tell", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnEquals":{"aws:SourceArn":"known-after-apply"}}}`, "unknown"},
		{"for alarms of an account that apply will tell", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:known-after-apply:alarm:*"}}}`, "true"},
		{"for all that has an ARN", `{"Effect":"Allow",` + service + `,` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:*"}}}`, "true"},
		{"for an organisation", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}`, "false"},
		{"for an organisation, if it is of one", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}}`, "true"},
		{"by TLS", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, "true"},
		{"in plain", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, "false"},
		{"denied to other accounts", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"StringNotEquals":{"aws:SourceAccount":"123456789012"}}}`, "true"},
		{"denied to the account", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}`, "false"},
		{"denied to what is no alarm", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"ArnNotLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"}}}`, "true"},
		{"denied to some alarms", allow + `,{"Effect":"Deny","Principal":"*",` + publish + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-*"}}}`, "unknown"},
		{"everybody but CloudWatch", `{"Effect":"Allow","NotPrincipal":{"Service":"cloudwatch.amazonaws.com"},` + publish + `}`, "false"},
		{"everything but to subscribe", `{"Effect":"Allow",` + service + `,"NotAction":"sns:Subscribe"}`, "true"},
		{"on another condition", `{"Effect":"Allow","Principal":"*",` + publish + `,"Condition":{"StringEquals":{"sns:Protocol":"email"}}}`, "unknown"},
	} {
		policy, err := form.Statements(`{"Statement":[`+c.statements+`]}`, c.name)
		home := form.Home{Account: model.Known("123456789012"), Region: model.Known("us-east-1")}
		hears, names := form.HearsAlarms(model.Whole(policy...), home)
		got := "unknown"
		if yes, known := hears.Get(); known {
			got = strconv.FormatBool(yes)
		}
		if len(names.Items()) > 0 {
			got += fmt.Sprint(" ", names.Items())
		}
		if err != nil || got != c.want {
			t.Errorf("%s: %s, want %s, %v", c.name, got, c.want, err)
		}
	}
}
