package wiring

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestAssumedRoles: who may become an administrator is one, if both sides let it.
func TestAssumedRoles(t *testing.T) {
	const account, app, admin = "123456789012", "arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:role/admin"
	const root = "arn:aws:iam::123456789012:root"
	may := func(resource string) string { return allow(`"Action":"sts:AssumeRole","Resource":"` + resource + `"`) }
	roles := func(trusted []string, policies ...string) map[string]*model.Role {
		me, other := roleWith(t, "", policies...), roleWith(t, "")
		other.ManagedPolicies = model.Whole("arn:aws:iam::aws:policy/AdministratorAccess")
		other.TrustedServices = model.Whole(trusted...)
		me.TrustedServices = model.Whole("ecs-tasks.amazonaws.com")
		all := map[string]*model.Role{app: me, admin: other}
		for id, r := range all {
			r.ID, r.Source.ARN, r.Account = id, id, model.Known(account)
		}
		return all
	}
	elsewhere := "arn:aws:iam::999999999999:role/admin"
	for name, c := range map[string]struct {
		roles map[string]*model.Role
		want  string
	}{
		"of the account":       {roles([]string{root}, may(admin)), "broad"},
		"of the account by id": {roles([]string{account}, may(admin)), "broad"},
		"any role":             {roles([]string{root}, may("*")), "broad"},
		"by a pattern":         {roles([]string{root}, may("arn:aws:iam::*:role/adm*")), "broad"},
		"all actions of STS":   {roles([]string{root}, allow(`"Action":"sts:Assume*","Resource":"`+admin+`"`)), "broad"},
		"named there":          {roles([]string{app}), "broad"},
		"trusted, not allowed": {roles([]string{root}), ""},
		"allowed, not trusted": {roles([]string{"ec2.amazonaws.com"}, may(admin)), ""},
		"of another account":   {roles([]string{"arn:aws:iam::999999999999:root"}, may(admin)), ""},
		"another role":         {roles([]string{root}, may("arn:aws:iam::123456789012:role/reader")), ""},
		"denied":               {roles([]string{root}, may(admin), deny(`"Action":"sts:*","Resource":"*"`)), ""},
		"bounded":              {roles([]string{root}, may(admin)), "?"},
		"elsewhere":            {roles([]string{root}, may(elsewhere)), "?"},
	} {
		if name == "bounded" {
			c.roles[app].Boundary = model.Known("arn:aws:iam::aws:policy/AmazonS3FullAccess")
		}
		b := &builder{Index: &Index{Roles: c.roles}}
		found := b.wildcardsOf(c.roles[app])
		got := ""
		if strings.Contains(strings.Join(found.Items(), ""), "AdministratorAccess") {
			got = "broad"
		}
		if !found.IsWhole() {
			got += "?"
		}
		if got != c.want {
			t.Errorf("%s: %q %v, want %q", name, got, found, c.want)
		}
	}
	open := roles([]string{root}, may(admin))
	open[admin].TrustedServices = model.Part[string](model.Why{Reason: model.KnownAfterApply})
	if found := (&builder{Index: &Index{Roles: open}}).wildcardsOf(open[app]); found.IsWhole() {
		t.Errorf("whom the other role trusts is not known: %v", found)
	}
	chain := roles([]string{"arn:aws:iam::123456789012:role/between"}, may("arn:aws:iam::123456789012:role/between"))
	between := roleWith(t, "")
	between.ID, between.TrustedServices = "arn:aws:iam::123456789012:role/between", model.Whole(app)
	between.Source.ARN, between.Account = between.ID, model.Known(account)
	chain[between.ID] = between
	if found := (&builder{Index: &Index{Roles: chain}}).wildcardsOf(chain[app]); len(found.Items()) == 0 {
		t.Errorf("by a role between: %v", found)
	}
}
