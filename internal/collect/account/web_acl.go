package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/wafv2"
	"github.com/aws/aws-sdk-go-v2/service/wafv2/types"
)

// webACLAPI is what is read of WAFv2.
type webACLAPI interface {
	GetWebACLForResource(
		context.Context,
		*wafv2.GetWebACLForResourceInput,
		...func(*wafv2.Options),
	) (*wafv2.GetWebACLForResourceOutput, error)
}

func (r *region) webACL(ctx context.Context, api webACLAPI, lb *model.LoadBalancer) {
	out, err := api.GetWebACLForResource(ctx, &wafv2.GetWebACLForResourceInput{ResourceArn: aws.String(lb.ID)})
	switch {
	case classify(err) == statusAbsent:
	case err != nil:
		lb.WebACL = model.Unknown[string](whyNot("WAFV2", "GetWebACLForResource", err))
	case out.WebACL != nil:
		id := aws.ToString(out.WebACL.ARN)
		lb.WebACL = model.Known(id)
		if !r.first("web ACL " + id) {
			return
		}
		n := model.WebACL{
			Resource:  r.resource("aws_wafv2_web_acl", id, out.WebACL.Name, model.Value[map[string]string]{}),
			Scope:     model.Known("REGIONAL"),
			Resources: model.Whole[string](),
			Rules:     model.Known(len(out.WebACL.Rules)),
			Blocks:    model.Known(blocks(out.WebACL)),
		}
		r.add(func(a *model.Architecture) { a.WebACLs = append(a.WebACLs, n) })
	}
}

// linkWebACLs tells each web ACL which load balancers it protects.
func (r *region) linkWebACLs() {
	for i := range r.a.WebACLs {
		w := &r.a.WebACLs[i]
		for _, lb := range r.a.LoadBalancers {
			if lb.WebACL.Or("") == w.ID {
				w.Resources = w.Resources.With(lb.ID)
			}
		}
	}
}

// blocks reports whether a web ACL keeps any request away: by default, by a rule, or by a group of
// rules whose own actions it leaves alone, its own groups and those of Firewall Manager.
// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
func blocks(acl *types.WebACL) bool {
	group := func(override *types.OverrideAction) bool { return override != nil && override.None != nil }
	managed := func(g types.FirewallManagerRuleGroup) bool { return group(g.OverrideAction) }
	return acl.DefaultAction != nil && acl.DefaultAction.Block != nil ||
		slices.ContainsFunc(acl.Rules, func(rule types.Rule) bool {
			a := rule.Action
			return group(rule.OverrideAction) || a != nil && (a.Block != nil || a.Captcha != nil || a.Challenge != nil)
		}) ||
		slices.ContainsFunc(
			acl.PreProcessFirewallManagerRuleGroups,
			managed,
		) || slices.ContainsFunc(acl.PostProcessFirewallManagerRuleGroups, managed)
}
