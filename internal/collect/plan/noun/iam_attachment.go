package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// The types that say which policies a role has, and no others.
const (
	attachmentsExclusive = "aws_iam_role_policy_attachments_exclusive"
	policiesExclusive    = "aws_iam_role_policies_exclusive"
)

func rolePolicyAttachment(c *collector, in *read.Instance) {
	c.attach(in, c.Ref(in, []string{"aws_iam_role"}, "role"), c.Ref(in, []string{"aws_iam_policy"}, "policy_arn"))
}

// policyAttachment attaches one policy to all roles that it lists. Roles that are not known may be any.
func policyAttachment(c *collector, in *read.Instance) {
	roles := c.Refs(in, []string{"aws_iam_role"}, "roles", nil)
	policy := c.Ref(in, []string{"aws_iam_policy"}, "policy_arn")
	for _, id := range roles.Items() {
		c.attach(in, model.Known(id), policy)
	}
	if !roles.IsWhole() {
		c.attach(in, model.Unknown[string](roles.Why()), policy)
	}
}

// exclusiveAttachments attaches what the list holds: whatever is not attached yet, apply attaches.
func exclusiveAttachments(c *collector, in *read.Instance) {
	role := c.Ref(in, []string{"aws_iam_role"}, "role_name")
	policies := c.Refs(in, []string{"aws_iam_policy"}, "policy_arns", nil)
	for _, id := range policies.Items() {
		c.attach(in, role, model.Known(id))
	}
	if !policies.IsWhole() {
		c.attach(in, role, model.Unknown[string](policies.Why()))
	}
}

// attach gives a policy to a role, or leaves open whether each role has it that may be meant.
func (c *collector) attach(in *read.Instance, role, policy model.Value[string]) {
	roles, exact := c.roles.of(role)
	for _, r := range roles {
		if exact {
			c.attachPolicy(r, policy)
		} else {
			r.ManagedPolicies = r.ManagedPolicies.Broken(
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"},
			)
		}
	}
}

// exclusive tells which policies a role keeps where a resource lists all that it has: what an
// existing role shows beside them, in an attribute that nobody wrote, apply takes away.
func (c *collector) exclusive(role *read.Instance, shown, typ, attribute string) (kept func(string) bool) {
	if role.Expression(shown).Kind != read.Unset {
		return func(string) bool { return true } // the author writes them there, and apply puts them back
	}
	for _, in := range c.ByType[typ] {
		if c.Ref(in, []string{"aws_iam_role"}, "role_name").Or("") != role.Address {
			continue
		}
		if list := c.Refs(in, []string{"aws_iam_policy"}, attribute, nil); list.IsWhole() {
			return func(policy string) bool { return slices.Contains(list.Items(), policy) }
		}
	}
	return func(string) bool { return true }
}
