package plan

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func role(c *collector, in *instance) {
	r := model.Role{
		Resource:        c.base(in, "name"),
		Statements:      model.Whole[model.Statement](),
		ManagedPolicies: model.Whole[string](),
	}
	r.TrustedServices = trustedServices(in.str("assume_role_policy"))
	c.inlinePolicies(in, &r)
	c.managedPolicies(in, &r)
	c.boundary(in, &r)
	if in.data {
		why := model.Why{Reason: model.NotInSource, Detail: "a data source does not show a role's policies"}
		r.Statements, r.ManagedPolicies = r.Statements.Broken(why), r.ManagedPolicies.Broken(why)
	}
	c.roles.add(in.address, r)
}

// inlinePolicies reads `inline_policy`; on an existing role it repeats aws_iam_role_policy
// resources, which are then left to those.
func (c *collector) inlinePolicies(in *instance, r *model.Role) {
	if in.expression("inline_policy").kind == unset && in.created {
		return
	}
	n, s := in.count("inline_policy")
	if s.isOpen() {
		r.Statements = r.Statements.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	separate, kept := c.separatePolicies(in), c.exclusive(in, "inline_policy", policiesExclusive, "policy_names")
	for i := range n {
		prefix := "inline_policy." + strconv.Itoa(i) + "."
		if name := in.str(prefix + "name").Or(""); separate[name] || !kept(name) {
			continue
		}
		r.Statements = r.Statements.Joined(parsedStatements(in.str(prefix+"policy", ""), in.address))
	}
}

// separatePolicies are the names of inline policies that resources of their own write, or that this plan removes.
func (c *collector) separatePolicies(role *instance) map[string]bool {
	names := map[string]bool{}
	for _, p := range c.rolePolicies[role.address] {
		names[p.str("name").Or("")] = true
		if p.before != nil {
			names[member(p.before, "name")] = true
		}
	}
	return names
}

func (c *collector) managedPolicies(in *instance, r *model.Role) {
	if in.expression("managed_policy_arns").kind == unset && in.created {
		return
	}
	list := c.refs(in, []string{"aws_iam_policy"}, "managed_policy_arns", nil)
	removed := c.removedAttachments[in.address]
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
	if policy := c.byAddress[id]; policy != nil {
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

func rolePolicy(c *collector, in *instance) {
	roles, exact := c.roles.of(c.ref(in, []string{"aws_iam_role"}, "role"))
	for _, r := range roles {
		if exact {
			c.addPolicy(r, in, "policy")
			continue
		}
		r.Statements = r.Statements.Broken(
			model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"},
		)
	}
}

// addPolicy adds the statements of a policy attribute to a role.
func (c *collector) addPolicy(r *model.Role, in *instance, attribute string) {
	r.Statements = r.Statements.Joined(c.statementsOf(in, attribute, in.address))
}

// statementsOf reads the statements of a policy attribute: parsed when the document is known,
// else those of the aws_iam_policy_document it comes from, else what the source encodes.
func (c *collector) statementsOf(in *instance, attribute, origin string) model.List[model.Statement] {
	document := in.str(attribute)
	if !document.IsKnown() {
		if data := c.policyDocument(in, attribute); data != nil {
			return c.documentStatements(data, origin, map[*instance]bool{})
		}
		if text, ok := c.writtenText(in, attribute); ok {
			return c.writtenStatements(text, origin)
		}
	}
	return parsedStatements(document, origin)
}

// policyDocument is the data source that an attribute takes its document from, if that is sure.
func (c *collector) policyDocument(in *instance, attribute string) *instance {
	e := in.expression(attribute)
	if e.kind != references {
		return nil
	}
	o := c.resolver.resolve(e, c.resolver.scopeOf(in))
	if len(o.found) != 1 || len(o.open) > 0 || o.other > 0 || o.found[0].typ != "aws_iam_policy_document" {
		return nil
	}
	return o.found[0].instance
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
