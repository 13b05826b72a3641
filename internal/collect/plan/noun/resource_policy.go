package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

// resourcePolicy reads the statements of a resource's own policy: those that a resource of a type of its
// own writes, which names it by an attribute, else those of its attribute `policy`.
func (c *collector) resourcePolicy(in *read.Instance, writer, attribute string) model.List[model.Statement] {
	list, written := model.Whole[model.Statement](), false
	for _, w := range c.ByType[writer] {
		target := c.Ref(w, []string{in.Type}, attribute)
		switch same := model.Is(target, in.Address); {
		case same.Or(false):
			written, list = true, list.Joined(c.statementsOf(w, "policy", w.Address))
		case !same.IsKnown() && (len(target.Why().Candidates) == 0 || slices.Contains(target.Why().Candidates, in.Address)):
			list = list.Broken(model.Why{Reason: target.Why().Reason, Detail: w.Address + " may write its policy"})
		}
	}
	_, s := in.At("policy")
	unwritten := in.Expression("policy").Kind == read.Unset
	switch {
	case written, s == read.Null, unwritten && in.Created, unwritten && c.loses(in, writer, attribute):
	default:
		list = list.Joined(c.statementsOf(in, "policy", in.Address))
	}
	return c.withPrincipals(list)
}

// loses reports whether this plan takes away what wrote the policy that a resource still shows.
func (c *collector) loses(in *read.Instance, writer, attribute string) bool {
	return slices.ContainsFunc(c.Deleted, func(d *read.Instance) bool {
		if d.Type != writer || d.Before == nil {
			return false
		}
		old := &read.Instance{Address: d.Address, Module: d.Module, Type: d.Type, After: d.Before}
		return c.Ref(old, []string{in.Type}, attribute).Or("") == in.Address
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
		role := c.PlaceholderInstance(text, resolve.Handle{"aws_iam_role": {"arn", "unique_id"}})
		switch {
		case role != nil:
			list = list.With(role.Address)
		case !resolve.Told(text).IsKnown():
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
