package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

func TestWeightsOfAForward(t *testing.T) {
	tuple := func(arn string, weight *int32) types.TargetGroupTuple {
		return types.TargetGroupTuple{TargetGroupArn: aws.String(arn), Weight: weight}
	}
	a := actions([]types.Action{{Type: types.ActionTypeEnumForward, TargetGroupArn: aws.String("b"), ForwardConfig: &types.ForwardActionConfig{
		TargetGroups: []types.TargetGroupTuple{tuple("b", aws.Int32(1)), tuple("a", aws.Int32(0)), tuple("c", nil)}}}}, "rule", form.Place{})[0]
	if !slices.Equal(a.TargetGroups.Items(), []string{"a", "b", "c"}) || !slices.Equal(a.Idle.Items(), []string{"a"}) ||
		!a.Idle.IsWhole() {
		t.Errorf("it forwards to %v, idle are %v", a.TargetGroups, a.Idle)
	}
}

func TestRedirectOfAnAction(t *testing.T) {
	redirect := func(host *string) model.Action {
		return actions([]types.Action{{Type: types.ActionTypeEnumRedirect, RedirectConfig: &types.RedirectActionConfig{Host: host, Port: aws.String("443"), Protocol: aws.String("HTTPS")}}}, "rule", form.Place{})[0]
	}
	if got := redirect(nil).RedirectHost.Or("?"); got != "#{host}" {
		t.Errorf("without a host it redirects to %s", got)
	}
	if got := redirect(aws.String("other.example.net")).RedirectHost.Or("?"); got != "other.example.net" {
		t.Errorf("it redirects to %s", got)
	}
}

// All conditions of a rule have to match everything, each by any of its values.
func TestRulesForEveryRequest(t *testing.T) {
	path := func(values ...string) types.RuleCondition {
		return types.RuleCondition{
			Field:             aws.String("path-pattern"),
			PathPatternConfig: &types.PathPatternConditionConfig{Values: values},
		}
	}
	host := types.RuleCondition{
		Field:            aws.String("host-header"),
		Values:           []string{"*"},
		HostHeaderConfig: &types.HostHeaderConditionConfig{Values: []string{"*"}},
	}
	header := types.RuleCondition{
		Field: aws.String("http-header"),
		HttpHeaderConfig: &types.HttpHeaderConditionConfig{
			HttpHeaderName: aws.String("X-Stage"),
			Values:         []string{"*"},
		},
	}
	source := types.RuleCondition{
		Field:          aws.String("source-ip"),
		SourceIpConfig: &types.SourceIpConditionConfig{Values: []string{"0.0.0.0/0"}},
	}
	for name, c := range map[string]struct {
		conditions []types.RuleCondition
		want       bool
	}{
		"an expression":        {[]types.RuleCondition{{Field: aws.String("path-pattern"), RegexValues: []string{"^.*$"}}}, true},
		"one of its config":    {[]types.RuleCondition{{Field: aws.String("path-pattern"), PathPatternConfig: &types.PathPatternConditionConfig{RegexValues: []string{"^.*$"}}}}, true},
		"a path":               {[]types.RuleCondition{path("/api/*", "/*")}, true},
		"a path and a host":    {[]types.RuleCondition{path("*"), host}, true},
		"a path and a header":  {[]types.RuleCondition{path("*"), header}, false},
		"a path of some":       {[]types.RuleCondition{path("/api/*"), host}, false},
		"addresses of all":     {[]types.RuleCondition{source}, true},
		"values without field": {[]types.RuleCondition{{Field: aws.String("path-pattern"), Values: []string{"/*"}}}, true},
	} {
		if got, known := placeOf(
			types.Rule{Conditions: c.conditions, Priority: aws.String("7")},
		).MatchesAll.Get(); !known ||
			got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
