package plan_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// aliased lets the alarms of module.monitoring use a second provider configuration.
func aliased(expressions map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws.other"] = map[string]any{
			"name":        "aws",
			"alias":       "other",
			"expressions": expressions,
		}
		for _, item := range p.Module("module.monitoring")["resources"].([]any) {
			if r := item.(map[string]any); r["type"] == "aws_cloudwatch_metric_alarm" {
				r["provider_config_key"] = "aws.other"
			}
		}
	}
}

// signedInAs sets arguments of the provider configuration that everything else uses.
func signedInAs(arguments map[string]any) pt.Edit {
	return func(p *pt.Plan) {
		provider := p.Root["configuration"].(map[string]any)["provider_config"].(map[string]any)["aws"].(map[string]any)
		provider["expressions"] = arguments
	}
}

func literal(value any) map[string]any { return map[string]any{"constant_value": value} }

func variable(name string) map[string]any { return map[string]any{"references": []any{"var." + name}} }

func role(arn any) []any { return []any{map[string]any{"role_arn": arn}} }

// TestAccounts: two resources are in one account if they sign in alike, or if the accounts that
// their provider configurations name, or show, are the same.
func TestAccounts(t *testing.T) {
	east, own := literal("us-east-1"), literal("arn:aws:iam::123456789012:role/deploy")
	for _, c := range []struct {
		name, base  string
		first       map[string]any
		other       map[string]any
		same, known bool
	}{
		{"one way to sign in", "ok-prod", map[string]any{"region": east}, map[string]any{"region": literal("eu-west-1")}, true, true},
		{"one profile", "ok-prod", map[string]any{"profile": literal("a")}, map[string]any{"profile": literal("a")}, true, true},
		{"two profiles", "ok-prod", map[string]any{"profile": literal("a")}, map[string]any{"profile": literal("b")}, false, false},
		{"a role of another account", "ok-prod", map[string]any{"assume_role": role(own)}, map[string]any{"assume_role": role(literal("arn:aws:iam::999999999999:role/deploy"))}, false, true},
		{"two roles of one account", "ok-prod", map[string]any{"assume_role": role(own)}, map[string]any{"assume_role": role(literal("arn:aws:iam::123456789012:role/other"))}, true, true},
		{"a role that is not known", "ok-prod", map[string]any{"assume_role": role(own)}, map[string]any{"assume_role": role(variable("role"))}, false, false},
		{"an account that is named", "ok-prod", map[string]any{"allowed_account_ids": literal([]any{"123456789012"})}, map[string]any{"assume_role": role(own)}, true, true},
		{"an account that what is there shows", "existing-prod", map[string]any{"profile": literal("a")}, map[string]any{"assume_role": role(own)}, true, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := plan.Collect(
				pt.Load(t, c.base).Apply(signedInAs(c.first), aliased(c.other)).JSON(),
				plan.Options{Name: c.name},
			)
			if err != nil {
				t.Fatal(err)
			}
			got := model.Equal(
				accountOf(a, `module.monitoring.aws_cloudwatch_metric_alarm.this["db-cpu"]`),
				a.Databases[0].Account,
			)
			if same, known := got.Get(); same != c.same || known != c.known {
				t.Errorf("same %v, known %v", same, known)
			}
		})
	}
}

func accountOf(a *model.Architecture, id string) model.Value[string] {
	for _, n := range a.Alarms {
		if n.ID == id {
			return n.Account
		}
	}
	return model.Value[string]{}
}

// TestNamesStayInTheirRegion: a name means nothing in another region.
func TestNamesStayInTheirRegion(t *testing.T) {
	const target = "module.app.aws_appautoscaling_target.app"
	literalName := pt.Express(target, "resource_id")
	for region, want := range map[string]string{"us-east-1": "module.app.aws_ecs_service.app", "eu-west-1": "service/shop-prod/app"} {
		a, err := plan.Collect(
			pt.Load(t, "existing-prod").Apply(literalName, pt.Set(target, "region", region)).JSON(),
			plan.Options{Name: region},
		)
		if err != nil {
			t.Fatal(err)
		}
		if got := a.ScalingTargets[0].Service.Or("?"); got != want {
			t.Errorf("in %s the target scales %s, want %s", region, got, want)
		}
	}
}
