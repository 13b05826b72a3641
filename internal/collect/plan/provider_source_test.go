package plan_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// ofProvider gives the provider of a plan an argument that plan JSON only names references of.
func ofProvider(argument string, expression any) pt.Edit {
	return func(p *pt.Plan) {
		provider := p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws"]
		provider.(map[string]any)["expressions"].(map[string]any)[argument] = expression
	}
}

// mentions is an expression of which plan JSON tells the references alone.
func mentions(references ...any) map[string]any { return map[string]any{"references": references} }

// TestProviderOfTheSource: where a provider works is told by its arguments, whatever they are written with.
func TestProviderOfTheSource(t *testing.T) {
	const region = `region                      = "us-east-1"`
	for name, c := range map[string]struct {
		argument   string
		expression any
		text       string
		region     string
		account    string
	}{
		"a local value":    {"region", mentions("local.where"), "region = local.where", "eu-west-1", ""},
		"a function":       {"region", mentions(), `region = lookup({ a = "eu-west-1" }, "a")`, "eu-west-1", ""},
		"what null leaves": {"region", mentions("local.nothing"), "region = local.nothing", "", ""},
		"a role": {"assume_role", []any{map[string]any{"role_arn": mentions("local.account")}},
			region + "\nassume_role {\nrole_arn = \"arn:aws:iam::${local.account}:role/deploy\"\n}", "us-east-1", "210987654321"},
		"a role of dynamic blocks": {"assume_role", []any{map[string]any{}},
			region + "\ndynamic \"assume_role\" {\nfor_each = [local.account]\ncontent {\n" +
				"role_arn = \"arn:aws:iam::${assume_role.value}:role/deploy\"\n}\n}", "us-east-1", "210987654321"},
		"the allowed accounts": {"allowed_account_ids", mentions("local.account"),
			region + "\nallowed_account_ids = [local.account]", "us-east-1", "210987654321"},
		"one of several allowed": {"allowed_account_ids", mentions("local.account"),
			region + "\nallowed_account_ids = [local.account, \"123456789012\"]", "us-east-1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := edited(t, "main.tf", region, c.text)
			values := "locals {\nwhere = \"eu-west-1\"\nnothing = null\naccount = \"210987654321\"\n}\n"
			if err := os.WriteFile(filepath.Join(dir, "where.tf"), []byte(values), 0o600); err != nil {
				t.Fatal(err)
			}
			a, err := plan.Collect(pt.Load(t, "ok-prod").Apply(ofProvider(c.argument, c.expression)).JSON(),
				plan.Options{Name: "ok-prod", Source: dir, OwnSource: true})
			if err != nil {
				t.Fatal(err)
			}
			if got := natRegion(a); got != c.region {
				t.Errorf("region %q, want %q", got, c.region)
			}
			if got := natAccount(a); got != c.account {
				t.Errorf("account %q, want %q", got, c.account)
			}
		})
	}
}

// natAccount is the account of the NAT gateways, which have no ARN of their own.
func natAccount(a *model.Architecture) string {
	return a.NATGateways[0].Account.Or("")
}

// TestProviderOfVariables: plan JSON says which variables stand in an argument of a provider, and not what is made of them.
func TestProviderOfVariables(t *testing.T) {
	for name, c := range map[string]struct{ value, region string }{
		"the variable is the region": {"eu-west-1", "eu-west-1"},
		"a part of it":               {"eu-west", ""},
		"what it depends on":         {"prod", ""},
		"nothing":                    {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			variable := func(p *pt.Plan) {
				p.Root["variables"] = map[string]any{"where": map[string]any{"value": c.value}}
				root := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)
				root["variables"] = map[string]any{"where": map[string]any{}}
			}
			a, err := plan.Collect(
				pt.Load(t, "ok-prod").Apply(variable, ofProvider("region", mentions("var.where"))).JSON(),
				plan.Options{Name: "ok-prod"},
			)
			if err != nil {
				t.Fatal(err)
			}
			if got := natRegion(a); got != c.region {
				t.Errorf("region %q, want %q", got, c.region)
			}
		})
	}
}
