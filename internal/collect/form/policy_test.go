package form

import (
	"slices"
	"testing"
)

// TestTrustedPrincipals: who may assume a role is whom a statement allows that, and none denies it.
// TestRedrive: what is there and cannot be read takes nobody's dead letters for certain.
func TestRedrive(t *testing.T) {
	for policy, want := range map[string]bool{"": true, `{"redrivePermission":"denyAll"}`: true, "a mark": false, "[": false} {
		if _, _, known := Redrive(policy); known != want {
			t.Errorf("%q: known %v", policy, known)
		}
	}
}

func TestTrustedPrincipals(t *testing.T) {
	const tasks = `{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}`
	deny := func(principal, more string) string {
		return tasks + `,{"Effect":"Deny","Principal":` + principal + `,"Action":"sts:*"` + more + `}`
	}
	for _, c := range []struct {
		statements string
		want       []string
	}{
		{tasks, []string{"ecs-tasks.amazonaws.com"}},
		{`{"Effect":"Allow","Principal":{"Service":["b","a"],"AWS":"c"},"Action":"*"}`, []string{"a", "b", "c"}},
		{`{"Effect":"Allow","Principal":"*","Action":["sts:TagSession","sts:Assume*"]}`, []string{"*"}},
		{`{"Effect":"Allow","Principal":{"Federated":"x"},"Action":"sts:AssumeRoleWithWebIdentity"}`, []string{"x"}},
		{`{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:TagSession"}`, []string{}},
		{`{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRol?"}`, []string{"*"}},
		{`{"Effect":"Allow","Principal":"*","Action":"*:AssumeRoleWithSAML"}`, []string{"*"}},
		{`{"Effect":"Allow","Principal":"*","NotAction":"sts:TagSession"}`, []string{"*"}},
		{`{"Effect":"Allow","NotPrincipal":{"AWS":"x"},"Action":"sts:AssumeRole"}`, []string{"* but for x"}},
		{deny(`"*"`, ""), []string{}},
		{deny(`{"Service":"ecs-tasks.amazonaws.com"}`, ""), []string{}},
		{deny(`{"Service":"ec2.amazonaws.com"}`, ""), []string{"ecs-tasks.amazonaws.com"}},
		{deny(`"*"`, `,"Condition":{"Bool":{"aws:SecureTransport":"false"}}`), []string{"ecs-tasks.amazonaws.com"}},
	} {
		got, err := TrustedPrincipals(`{"Statement":[` + c.statements + `]}`)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v", c.statements, got, err)
		}
	}
}
