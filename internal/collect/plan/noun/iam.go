package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func role(c *collector, in *read.Instance) {
	r := model.Role{
		Resource:        c.base(in, "name"),
		Statements:      model.Whole[model.Statement](),
		ManagedPolicies: model.Whole[string](),
	}
	r.TrustedServices = trustedServices(in.Text("assume_role_policy"))
	c.inlinePolicies(in, &r)
	c.managedPolicies(in, &r)
	c.boundary(in, &r)
	if in.Data {
		why := model.Why{Reason: model.NotInSource, Detail: "a data source does not show a role's policies"}
		r.Statements, r.ManagedPolicies = r.Statements.Broken(why), r.ManagedPolicies.Broken(why)
	}
	c.roles.add(in.Address, r)
}

// inlinePolicies reads `inline_policy`; on an existing role it repeats aws_iam_role_policy
// resources, which are then left to those.
func (c *collector) inlinePolicies(in *read.Instance, r *model.Role) {
	if in.Expression("inline_policy").Kind == read.Unset && in.Created {
		return
	}
	n, s := in.Count("inline_policy")
	if s.IsOpen() {
		r.Statements = r.Statements.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	separate, kept := c.separatePolicies(in), c.exclusive(in, "inline_policy", policiesExclusive, "policy_names")
	for i := range n {
		prefix := "inline_policy." + strconv.Itoa(i) + "."
		if name := in.Text(prefix + "name").Or(""); separate[name] || !kept(name) {
			continue
		}
		r.Statements = r.Statements.Joined(parsedStatements(in.Text(prefix+"policy", ""), in.Address))
	}
}

// separatePolicies are the names of inline policies that resources of their own write, or that this plan removes.
func (c *collector) separatePolicies(role *read.Instance) map[string]bool {
	names := map[string]bool{}
	for _, p := range c.rolePolicies[role.Address] {
		names[p.Text("name").Or("")] = true
		if p.Before != nil {
			names[member(p.Before, "name")] = true
		}
	}
	return names
}

func (c *collector) managedPolicies(in *read.Instance, r *model.Role) {
	if in.Expression("managed_policy_arns").Kind == read.Unset && in.Created {
		return
	}
	list := c.Refs(in, []string{"aws_iam_policy"}, "managed_policy_arns", nil)
	removed := c.removedAttachments[in.Address]
	kept := c.exclusive(in, "managed_policy_arns", attachmentsExclusive, "policy_arns")
	for _, id := range list.Items() {
		if !removed[id] && kept(id) {
			c.attachPolicy(r, model.Known(id))
		}
	}
	if !list.IsWhole() {
		r.ManagedPolicies = r.ManagedPolicies.Broken(list.Why())
	}
}

// attachPolicy adds a managed policy: its statements when the plan holds it, else its ARN.
func (c *collector) attachPolicy(r *model.Role, ref model.Value[string]) {
	id, ok := ref.Get()
	if !ok {
		r.ManagedPolicies = r.ManagedPolicies.Broken(ref.Why())
		return
	}
	if policy := c.ByAddress[id]; policy != nil {
		if attached := c.attachedPolicies[r.ID]; attached[id] {
			return
		} else if attached == nil {
			c.attachedPolicies[r.ID] = map[string]bool{}
		}
		c.attachedPolicies[r.ID][id] = true
		c.addPolicy(r, policy, "policy")
		return
	}
	for _, have := range r.ManagedPolicies.Items() {
		if have == id {
			return
		}
	}
	r.ManagedPolicies = r.ManagedPolicies.With(id)
}

func rolePolicy(c *collector, in *read.Instance) {
	roles, exact := c.roles.of(c.Ref(in, []string{"aws_iam_role"}, "role"))
	for _, r := range roles {
		if exact {
			c.addPolicy(r, in, "policy")
			continue
		}
		r.Statements = r.Statements.Broken(
			model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"},
		)
	}
}

// addPolicy adds the statements of a policy attribute to a role.
func (c *collector) addPolicy(r *model.Role, in *read.Instance, attribute string) {
	r.Statements = r.Statements.Joined(c.statementsOf(in, attribute, in.Address))
}

// statementsOf reads the statements of a policy attribute: parsed when the document is known,
// else those of the aws_iam_policy_document it comes from, else what the source encodes.
func (c *collector) statementsOf(in *read.Instance, attribute, origin string) model.List[model.Statement] {
	document := in.Text(attribute)
	if !document.IsKnown() {
		if data := c.policyDocument(in, attribute); data != nil {
			return c.documentStatements(data, origin, map[*read.Instance]bool{})
		}
		if text, ok := c.WrittenText(in, attribute); ok {
			return c.writtenStatements(text, origin)
		}
	}
	return parsedStatements(document, origin)
}

// policyDocument is the data source that an attribute takes its document from, if that is sure.
func (c *collector) policyDocument(in *read.Instance, attribute string) *read.Instance {
	e := in.Expression(attribute)
	if e.Kind != read.References {
		return nil
	}
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	if len(o.Found) != 1 || len(o.Open) > 0 || o.Other > 0 || o.Found[0].Type != "aws_iam_policy_document" {
		return nil
	}
	return o.Found[0].Instance
}

// parsedStatements parses a policy document; an empty one has none.
func parsedStatements(document model.Value[string], origin string) model.List[model.Statement] {
	text, ok := document.Get()
	if !ok {
		why := document.Why()
		why.Detail = strings.TrimSpace(origin + " " + why.Detail)
		return model.Part[model.Statement](why)
	}
	if text == "" {
		return model.Whole[model.Statement]()
	}
	statements, err := form.Statements(text, origin)
	if err != nil {
		return model.Part[model.Statement](model.Why{Reason: model.Unsupported, Detail: err.Error()})
	}
	return model.Whole(statements...)
}

// trustedServices reads the service principals of a trust policy.
func trustedServices(document model.Value[string]) model.List[string] {
	text, ok := document.Get()
	if !ok {
		return model.Part[string](document.Why())
	}
	principals, err := form.TrustedPrincipals(text)
	if err != nil {
		return model.Part[string](model.Why{Reason: model.Unsupported, Detail: err.Error()})
	}
	return model.Whole(principals...)
}
