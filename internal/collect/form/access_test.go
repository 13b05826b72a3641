package form

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

const (
	orgOnly  = `"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`
	tlsOnly  = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
	notOrg   = `"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}`
	objects  = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"`
	allowAll = `{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"`
	denyAll  = `{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"*","Resource":"*"`
)

// TestAccess: who is let in by a policy, and how.
func TestAccess(t *testing.T) {
	for name, c := range map[string]struct {
		policy               string
		public, refuses, all bool
	}{
		"nothing":                         {``, false, false, false},
		"anybody":                         {allowAll + `}`, true, false, true},
		"anybody by AWS":                  {`{"Effect":"Allow","Principal":{"AWS":["*","123456789012"]},"Action":"sqs:SendMessage","Resource":"*"}`, true, false, false},
		"all but one":                     {`{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}`, true, false, true},
		"an account":                      {`{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}`, false, false, false},
		"a service":                       {`{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"*","Resource":"*"}`, false, false, false},
		"the organisation":                {allowAll + `,` + orgOnly + `}`, false, false, false},
		"anybody by TLS":                  {allowAll + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, true, true, true},
		"anybody by TLS, as a boolean":    {allowAll + `,"Condition":{"Bool":{"aws:SecureTransport":true}}}`, true, true, true},
		"anybody by TLS, and an account":  {allowAll + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"elasticfilesystem:ClientMount"}`, true, false, true},
		"an account, as a number":         {allowAll + `,"Condition":{"StringEquals":{"aws:SourceAccount":123456789012}}}`, false, false, false},
		"no plain requests, as a boolean": {denyAll + `,"Condition":{"Bool":{"aws:SecureTransport":false}}}`, false, true, false},
		"no plain root access":            {`{"Effect":"Deny","Principal":"*","Action":"elasticfilesystem:ClientRootAccess",` + tlsOnly + `}`, false, false, false},
		"no plain writing":                {`{"Effect":"Deny","Principal":"*","Action":["elasticfilesystem:ClientWrite"],` + tlsOnly + `}`, false, false, false},
		"no plain mounting":               {`{"Effect":"Deny","Principal":"*","Action":"elasticfilesystem:client*",` + tlsOnly + `}`, false, true, false},
		"anybody, nothing plain":          {allowAll + `},` + denyAll + `,` + tlsOnly + `}`, true, true, true},
		"anybody, denied":                 {allowAll + `},` + denyAll + `}`, false, false, false},
		"anybody, denied what is allowed": {`{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":["SQS:Send*"],"Resource":"arn:aws:sqs:us-east-1:1:jobs",` + notOrg + `}`, false, false, false},
		"anybody, denied something else":  {`{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"},{"Effect":"Deny","Principal":"*","NotAction":"sqs:SendMessage","Resource":"*",` + notOrg + `}`, true, false, false},
		"anybody, denied all but reading": {`{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"},{"Effect":"Deny","Principal":"*","NotAction":"sqs:Get*","Resource":"*",` + notOrg + `}`, false, false, false},
		"objects, denied some of them":    {objects + `},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::site/private/*",` + notOrg + `}`, true, false, false},
		"objects, denied the bucket":      {objects + `},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::site",` + notOrg + `}`, true, false, false},
		"objects, denied both":            {objects + `},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::site","arn:aws:s3:::site/*"],` + notOrg + `}`, false, false, false},
		"denied while something else":     {allowAll + `},` + denyAll + `,"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"Bool":{"aws:SecureTransport":"false"}}}`, true, false, false},
		"denied but for services":         {allowAll + `},` + denyAll + `,"Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-1"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`, false, false, false},
		"all that a service can do":       {`{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::*"}`, true, false, true},
		"all, written with a colon":       {`{"Effect":"Allow","Principal":"*","Action":"*:*","Resource":"*"}`, true, false, true},
		"all but one action":              {`{"Effect":"Allow","Principal":"*","NotAction":"s3:DeleteBucket","Resource":"*"}`, true, false, false},
		"everybody signed in to a URL":    {`{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}`, true, false, false},
		"a URL without authorization":     {`{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`, false, false, false},
		"any address":                     {allowAll + `,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`, true, false, false},
		"all addresses but one":           {allowAll + `,"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.1/32"}}}`, true, false, false},
		"anybody, denied elsewhere":       {allowAll + `},` + denyAll + `,"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}`, false, false, false},
		"anybody, denied something":       {allowAll + `},` + `{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*",` + orgOnly + `}`, true, false, false},
		"the organisation, if any":        {allowAll + `,"Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-1"}}}`, true, false, false},
		"the organisation, if all are":    {allowAll + `,"Condition":{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}}`, true, false, false},
		"the organisation, if any is":     {allowAll + `,"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-1/r-1/*"}}}`, false, false, false},
		"an address, if there is one":     {allowAll + `,"Condition":{"IpAddressIfExists":{"aws:SourceIp":"203.0.113.1/32"}}}`, false, false, false},
		"any address of both families":    {allowAll + `,"Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1","::/0"]}}}`, true, false, false},
		"half of all addresses":           {allowAll + `,"Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","::/1"]}}}`, false, false, false},
		"any bucket":                      {allowAll + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:*"}}}`, true, false, false},
		"a bucket":                        {allowAll + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:uploads"}}}`, false, false, false},
		"a bucket and any topic":          {allowAll + `,"Condition":{"ArnLike":{"aws:SourceArn":["arn:aws:s3:::uploads","arn:aws:sns:us-east-1:*:jobs"]}}}`, true, false, false},
		"topics of an account":            {allowAll + `,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:123456789012:*"}}}`, false, false, false},
		"roles of any account":            {allowAll + `,"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/admin"}}}`, true, false, false},
		"any organisation":                {allowAll + `,"Condition":{"StringLike":{"aws:PrincipalOrgID":"o-*"}}}`, true, false, false},
		"a literal star":                  {allowAll + `,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-*"}}}`, false, false, false},
		"sessions of a role":              {allowAll + `,"Condition":{"StringLike":{"aws:userid":"AROAEXAMPLE:*"}}}`, false, false, false},
		"anybody, denied if no endpoint":  {allowAll + `},` + denyAll + `,"Condition":{"StringNotEqualsIfExists":{"aws:SourceVpce":"vpce-1"}}}`, false, false, false},
		"anybody, denied if all are not":  {allowAll + `},` + denyAll + `,"Condition":{"ForAnyValue:StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}}`, true, false, false},
		"what apply will tell":            {allowAll + `,"Condition":{"ArnEquals":{"aws:SourceArn":"known-after-apply"}}}`, false, false, false},
		"beneath what apply will tell":    {allowAll + `,"Condition":{"ArnLike":{"aws:SourceArn":"known-after-apply/*"}}}`, false, false, false},
		"no plain requests":               {denyAll + `,` + tlsOnly + `}`, false, true, false},
		"no plain requests of somebody's": {`{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"*","Resource":"*",` + tlsOnly + `}`, false, false, false},
		"no requests":                     {denyAll + `}`, false, false, false},
	} {
		statements, err := Statements(`{"Statement":[`+c.policy+`]}`, name)
		if err != nil {
			t.Fatal(err)
		}
		policy := model.Whole(statements...)
		if Public(policy) != model.Known(c.public) || RefusesPlain(policy) != model.Known(c.refuses) ||
			FullAccess(policy) != model.Known(c.all) {
			t.Errorf(
				"%s: public %v, refuses plain %v, full %v",
				name,
				Public(policy),
				RefusesPlain(policy),
				FullAccess(policy),
			)
		}
		// What was not read may open it, close it, or refuse.
		open := policy.Broken(model.Why{Reason: model.AccessDenied})
		for _, got := range [][2]model.Value[bool]{{Public(open), Public(policy)}, {RefusesPlain(open), RefusesPlain(policy)}, {FullAccess(open), FullAccess(policy)}} {
			if got[0].IsKnown() && (got[0] != got[1] || c.policy == "") {
				t.Errorf("%s, not read whole: %v, read whole: %v", name, got[0], got[1])
			}
		}
	}
}
