package plan

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// The types that say which policies a role has, and no others.
const (
	attachmentsExclusive = "aws_iam_role_policy_attachments_exclusive"
	policiesExclusive    = "aws_iam_role_policies_exclusive"
)

func rolePolicyAttachment(c *collector, in *instance) {
	c.attach(in, c.ref(in, []string{"aws_iam_role"}, "role"), c.ref(in, []string{"aws_iam_policy"}, "policy_arn"))
}

// policyAttachment attaches one policy to all roles that it lists. Roles that are not known may be any.
func policyAttachment(c *collector, in *instance) {
	roles := c.refs(in, []string{"aws_iam_role"}, "roles", nil)
	policy := c.ref(in, []string{"aws_iam_policy"}, "policy_arn")
	for _, id := range roles.Items() {
		c.attach(in, model.Known(id), policy)
	}
	if !roles.IsWhole() {
		c.attach(in, model.Unknown[string](roles.Why()), policy)
	}
}

// exclusiveAttachments attaches what the list holds: whatever is not attached yet, apply attaches.
func exclusiveAttachments(c *collector, in *instance) {
	role := c.ref(in, []string{"aws_iam_role"}, "role_name")
	policies := c.refs(in, []string{"aws_iam_policy"}, "policy_arns", nil)
	for _, id := range policies.Items() {
		c.attach(in, role, model.Known(id))
	}
	if !policies.IsWhole() {
		c.attach(in, role, model.Unknown[string](policies.Why()))
	}
}

// attach gives a policy to a role, or leaves open whether each role has it that may be meant.
func (c *collector) attach(in *instance, role, policy model.Value[string]) {
	roles, exact := c.roles.of(role)
	for _, r := range roles {
		if exact {
			c.attachPolicy(r, policy)
		} else {
			r.ManagedPolicies = r.ManagedPolicies.Broken(
				model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"},
			)
		}
	}
}

// exclusive tells which policies a role keeps where a resource lists all that it has: what an
// existing role shows beside them, in an attribute that nobody wrote, apply takes away.
func (c *collector) exclusive(role *instance, shown, typ, attribute string) (kept func(string) bool) {
	if role.expression(shown).kind != unset {
		return func(string) bool { return true } // the author writes them there, and apply puts them back
	}
	for _, in := range c.byType[typ] {
		if c.ref(in, []string{"aws_iam_role"}, "role_name").Or("") != role.address {
			continue
		}
		if list := c.refs(in, []string{"aws_iam_policy"}, attribute, nil); list.IsWhole() {
			return func(policy string) bool { return slices.Contains(list.Items(), policy) }
		}
	}
	return func(string) bool { return true }
}
