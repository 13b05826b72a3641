package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func webACL(c *collector, in *read.Instance) {
	w := model.WebACL{Resource: c.base(in, "name"), Scope: in.Text("scope"), Resources: model.Whole[string]()}
	number, block := aclRules(in)
	w.Rules, w.Blocks = number, model.Some(hasBlock(in, "default_action.0.block"), block)
	c.webACLs.add(in.Address, w)
}

func webACLAssociation(c *collector, in *read.Instance) {
	acls, exact := c.webACLs.of(c.Ref(in, []string{"aws_wafv2_web_acl"}, "web_acl_arn"))
	resource := c.Ref(in, []string{"aws_lb"}, "resource_arn")
	id, known := resource.Get()
	if !known {
		for _, lb := range c.candidates(resource) {
			lb.WebACL = model.Unknown[string](model.Why{Reason: model.UnresolvedReference, Detail: in.Address})
		}
		return
	}
	for _, w := range acls {
		if exact && !slices.Contains(w.Resources.Items(), id) {
			w.Resources = w.Resources.With(id)
		}
	}
	if lb := c.loadBalancers.byID[id]; lb != nil {
		lb.WebACL = c.Ref(in, []string{"aws_wafv2_web_acl"}, "web_acl_arn")
	}
}

func (c *collector) candidates(ref model.Value[string]) []*model.LoadBalancer {
	all, _ := c.loadBalancers.of(ref)
	return all
}

// stopping are the actions of a rule that keep a request away; count and allow do not.
// https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-action.html
func stopping() []string { return []string{"block", "captcha", "challenge"} }

// aclRules counts the rules of an ACL, and says whether any of them keeps requests away.
func aclRules(in *read.Instance) (number model.Value[int], block model.Value[bool]) {
	if text := in.Text("rule_json", ""); text.Or("x") != "" {
		return form.WebACLRules(text)
	}
	n, s := in.Count("rule")
	if s.IsOpen() {
		why := model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("rule").Mentions()}
		return model.Unknown[int](why), model.Unknown[bool](why)
	}
	block = model.Known(false)
	for i := range n {
		prefix := "rule." + strconv.Itoa(i) + "."
		for _, action := range stopping() {
			block = model.Some(block, hasBlock(in, prefix+"action.0."+action))
		}
		// The rules of a group act as the group says, unless the ACL only counts them.
		block = model.Some(block, hasBlock(in, prefix+"override_action.0.none"))
	}
	return model.Known(n), block
}

// ruleGroupAssociation adds a group of rules to an ACL.
func ruleGroupAssociation(c *collector, in *read.Instance) {
	acls, exact := c.webACLs.of(c.Ref(in, []string{"aws_wafv2_web_acl"}, "web_acl_arn"))
	blocks := model.Not(model.Is(in.Text("override_action", "none"), "count"))
	for _, w := range acls {
		if !exact && blocks.Or(true) {
			blocks = model.Unknown[bool](
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may add rules to it"},
			)
		}
		w.Blocks = model.Some(w.Blocks, blocks)
	}
}

// HasBlock reports whether a block is written.
func hasBlock(in *read.Instance, path string) model.Value[bool] {
	n, s := in.Count(path)
	if s.IsOpen() {
		return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(path).Mentions()})
	}
	return model.Known(n > 0)
}
