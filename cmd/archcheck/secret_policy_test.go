package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

const (
	dbSecret     = "module.data.aws_secretsmanager_secret.db"
	secretARN    = "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-prod/database-MQLjce"
	executionARN = "arn:aws:iam::123456789012:role/shop-prod-execution"
)

// says is a policy of one statement.
func says(effect, principal, action, more string) string {
	return `{"Statement":[{"Effect":"` + effect + `","Principal":` + principal + `,"Action":"` + action + `","Resource":"*"` + more + `}]}`
}

// TestSecretThatNobodyMayRead: what a policy keeps from the execution role does not reach a container.
func TestSecretThatNobodyMayRead(t *testing.T) {
	const rule, all, get = "identity/credentials-from-secrets-manager", `"*"`, "secretsmanager:GetSecretValue"
	own := func(policy string) edits {
		return edits{pt.Set(dbSecret, "policy", policy), pt.Constant(dbSecret, "policy", policy)}
	}
	apart := func(policy string) edits {
		return edits{
			pt.Add(
				"module.data",
				"aws_secretsmanager_secret_policy",
				"db",
				map[string]any{"secret_arn": secretARN, "policy": policy},
				nil,
			),
		}
	}
	who := func(arn string) string { return `{"AWS":"` + arn + `"}` }
	deny := func(principal, more string) edits { return apart(says("Deny", principal, "secretsmanager:*", more)) }
	when := func(operator, key, value string) string {
		return `,"Condition":{"` + operator + `":{"` + key + `":"` + value + `"}}`
	}
	const account = "arn:aws:iam::123456789012:root"
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	for _, c := range []struct {
		name  string
		edits edits
		want  verdict.Status
	}{
		{"denied to everybody", deny(all, ""), fail},
		{"denied to everybody in its own policy", own(says("Deny", all, get, "")), fail},
		{"denied by a policy that this plan removes", append(deny(all, ""), pt.Set(dbSecret, "policy", says("Deny", all, get, "")),
			inPlace("module.data.aws_secretsmanager_secret_policy.db", []any{"delete"}, nil)), pass},
		{"denied by a policy that another state wrote", edits{pt.Set(dbSecret, "policy", says("Deny", all, get, ""))}, fail},
		{"denied to the execution role", deny(who(executionARN), ""), fail},
		{"denied to the account", deny(who(account), ""), fail},
		{"denied to all but others", apart(`{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["` + account + `","arn:aws:iam::123456789012:role/other"]},"Action":"*","Resource":"*"}}`), fail},
		{"denied to all but the role", apart(`{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["` + executionARN + `"]},"Action":"*","Resource":"*"}}`), pass},
		{"denied to another role", deny(who("arn:aws:iam::123456789012:role/other"), ""), pass},
		{"denied to another account", deny(who("999999999999"), ""), pass},
		{"denied to a service", deny(`{"Service":"lambda.amazonaws.com"}`, ""), pass},
		{"allowed to everybody", apart(says("Allow", all, get, "")), pass},
		{"another action denied", apart(says("Deny", all, "secretsmanager:DeleteSecret", "")), pass},
		{"all but another action denied", apart(`{"Statement":{"Effect":"Deny","Principal":"*","NotAction":"secretsmanager:DescribeSecret","Resource":"*"}}`), fail},
		{"denied without TLS", deny(all, when("Bool", "aws:SecureTransport", "false")), pass},
		{"denied to all but the role by condition", deny(all, when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/shop-prod-*")), pass},
		{"denied to all but another by condition", deny(all, when("StringNotEquals", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/other")), fail},
		{"denied to all but another account", deny(all, when("StringNotEquals", "aws:PrincipalAccount", "999999999999")), fail},
		{"denied from elsewhere", deny(all, when("StringNotEquals", "aws:SourceVpce", "vpce-1")), unknown},
		{"denied by the role's own policy", edits{pt.Add("module.app", "aws_iam_role_policy", "deny", map[string]any{"role": "shop-prod-execution", "policy": `{"Statement":{"Effect":"Deny","Action":"secretsmanager:Get*","Resource":"*"}}`}, nil)}, fail},
		{"a policy that is not known", append(apart(""), pt.Unknown("module.data.aws_secretsmanager_secret_policy.db", "policy")), unknown},
		{"a policy of one secret or another", append(deny(all, ""), pt.Unknown("module.data.aws_secretsmanager_secret_policy.db", "secret_arn")), unknown},
		{"a policy of another secret", append(deny(all, ""), pt.Set("module.data.aws_secretsmanager_secret_policy.db", "secret_arn", "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-abcdef")), pass},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r, _ := judgePlan(t, pt.Load(t, "existing-prod").Apply(c.edits...).JSON(), "--env", "prod", "--only", rule)
			if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{c.want}) {
				t.Errorf("%v, want %s\n%s", got, c.want, messages(r))
			}
		})
	}
}
