package form

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

const (
	orgOnly  = `"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`
	tlsOnly  = `"Condition":{"Bool":{"aws:SecureTransport":"false"}}`
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
		"anybody by TLS":                  {allowAll + `,"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`, true, false, false},
		"any address":                     {allowAll + `,"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`, true, false, false},
		"all addresses but one":           {allowAll + `,"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.1/32"}}}`, true, false, false},
		"anybody, denied elsewhere":       {allowAll + `},` + denyAll + `,"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1"}}}`, false, false, false},
		"anybody, denied something":       {allowAll + `},` + `{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject","Resource":"*",` + orgOnly + `}`, true, false, false},
		"no plain requests":               {denyAll + `,` + tlsOnly + `}`, false, true, false},
		"no plain requests of somebody's": {`{"Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"*","Resource":"*",` + tlsOnly + `}`, false, false, false},
		"no requests":                     {denyAll + `}`, false, false, false},
	} {
		statements, err := Statements(`{"Statement":[`+c.policy+`]}`, name)
		if err != nil {
			t.Fatal(err)
		}
		policy := model.Whole(statements...)
		if Public(policy) != model.Known(c.public) || RefusesPlain(policy) != model.Known(c.refuses) || FullAccess(policy) != model.Known(c.all) {
			t.Errorf("%s: public %v, refuses plain %v, full %v", name, Public(policy), RefusesPlain(policy), FullAccess(policy))
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
