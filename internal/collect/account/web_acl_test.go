package account

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/wafv2/types"
)

// TestWebACLBlocks: an ACL that allows and counts keeps nothing away.
func TestWebACLBlocks(t *testing.T) {
	allow := &types.DefaultAction{Allow: &types.AllowAction{}}
	acting := func(a types.RuleAction) types.WebACL {
		return types.WebACL{
			DefaultAction: allow,
			Rules:         []types.Rule{{Action: &types.RuleAction{Count: &types.CountAction{}}}, {Action: &a}},
		}
	}
	counted, own := &types.OverrideAction{Count: &types.CountAction{}}, &types.OverrideAction{None: &types.NoneAction{}}
	for name, c := range map[string]struct {
		acl  types.WebACL
		want bool
	}{
		"no rules":                    {types.WebACL{DefaultAction: allow}, false},
		"by default":                  {types.WebACL{DefaultAction: &types.DefaultAction{Block: &types.BlockAction{}}}, true},
		"a rule that blocks":          {acting(types.RuleAction{Block: &types.BlockAction{}}), true},
		"a rule that asks":            {acting(types.RuleAction{Captcha: &types.CaptchaAction{}}), true},
		"rules that count":            {acting(types.RuleAction{Count: &types.CountAction{}}), false},
		"a rule that allows":          {acting(types.RuleAction{Allow: &types.AllowAction{}}), false},
		"a group of rules":            {types.WebACL{Rules: []types.Rule{{OverrideAction: own}}}, true},
		"a group that is counted":     {types.WebACL{Rules: []types.Rule{{OverrideAction: counted}}}, false},
		"a group of Firewall Manager": {types.WebACL{PostProcessFirewallManagerRuleGroups: []types.FirewallManagerRuleGroup{{OverrideAction: own}}}, true},
	} {
		if got := blocks(&c.acl); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
