package plan

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// resourcePolicy reads the statements of a resource's own policy: those that a resource of a type of its
// own writes, which names it by an attribute, else those of its attribute `policy`.
func (c *collector) resourcePolicy(in *instance, writer, attribute string) model.List[model.Statement] {
	list, written := model.Whole[model.Statement](), false
	for _, w := range c.byType[writer] {
		target := c.ref(w, []string{in.typ}, attribute)
		switch same := model.Is(target, in.address); {
		case same.Or(false):
			written, list = true, list.Joined(c.statementsOf(w, "policy", w.address))
		case !same.IsKnown() && (len(target.Why().Candidates) == 0 || slices.Contains(target.Why().Candidates, in.address)):
			list = list.Broken(model.Why{Reason: target.Why().Reason, Detail: w.address + " may write its policy"})
		}
	}
	_, s := in.at("policy")
	unwritten := in.expression("policy").kind == unset
	switch {
	case written, s == isNull, unwritten && in.created, unwritten && c.loses(in, writer, attribute):
	default:
		list = list.Joined(c.statementsOf(in, "policy", in.address))
	}
	return c.withPrincipals(list)
}

// loses reports whether this plan takes away what wrote the policy that a resource still shows.
func (c *collector) loses(in *instance, writer, attribute string) bool {
	return slices.ContainsFunc(c.deleted, func(d *instance) bool {
		if d.typ != writer || d.before == nil {
			return false
		}
		old := &instance{address: d.address, module: d.module, typ: d.typ, after: d.before}
		return c.ref(old, []string{in.typ}, attribute).Or("") == in.address
	})
}

// withPrincipals names roles by their ids.
func (c *collector) withPrincipals(list model.List[model.Statement]) model.List[model.Statement] {
	all := slices.Clone(list.Items())
	for i := range all {
		all[i].Principals, all[i].NotPrincipals = c.principals(all[i].Principals), c.principals(all[i].NotPrincipals)
	}
	if !list.IsWhole() {
		return model.Part(list.Why(), all...)
	}
	return model.Whole(all...)
}

func (c *collector) principals(texts model.List[string]) model.List[string] {
	list := model.Whole[string]()
	for _, text := range texts.Items() {
		role := c.placeholderInstance(text, handle{"aws_iam_role": {"arn", "unique_id"}})
		switch {
		case role != nil:
			list = list.With(role.address)
		case !told(text).IsKnown():
			list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a principal"})
		default:
			list = list.With(c.idOf(text, "aws_iam_role"))
		}
	}
	if !texts.IsWhole() {
		list = list.Broken(texts.Why())
	}
	return list
}
