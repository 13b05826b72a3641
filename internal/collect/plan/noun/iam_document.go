package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

// documentStatements reads the statements of a data source that is read during apply: its ARNs
// are not known, its actions and effects usually are. It is merged of the documents that it starts from, its own
// statements and the documents that override, each in the place of what has the same sid before.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func (c *collector) documentStatements(
	data *read.Instance,
	origin string,
	seen map[*read.Instance]bool,
) model.List[model.Statement] {
	if seen[data] {
		return model.Whole[model.Statement]() // Terraform refuses a document that contains itself
	}
	seen[data] = true
	merged := c.oneDocument(data, "source_json", origin, seen)
	for _, next := range []model.List[model.Statement]{
		c.partDocuments(data, "source_policy_documents", origin, seen),
		c.ownStatements(data, origin),
		c.oneDocument(data, "override_json", origin, seen),
		c.partDocuments(data, "override_policy_documents", origin, seen),
	} {
		merged = replacingSids(merged, next)
	}
	return merged
}

// replacingSids joins statements to others, of which those go that have the sid of one of them.
func replacingSids(all, next model.List[model.Statement]) model.List[model.Statement] {
	replaced := map[string]bool{}
	for _, s := range next.Items() {
		replaced[s.Sid] = s.Sid != ""
	}
	kept := slices.DeleteFunc(slices.Clone(all.Items()), func(s model.Statement) bool { return replaced[s.Sid] })
	list := model.Whole(kept...)
	if !all.IsWhole() {
		list = list.Broken(all.Why())
	}
	return list.Joined(next)
}

// oneDocument reads a document that stands alone in an attribute, as older configurations have it.
func (c *collector) oneDocument(
	data *read.Instance,
	attribute, origin string,
	seen map[*read.Instance]bool,
) model.List[model.Statement] {
	text := data.Text(attribute, "")
	if _, s := data.At(
		attribute,
	); s == read.Null ||
		s == read.Unknown && data.Expression(attribute).Kind == read.Unset {
		return model.Whole[model.Statement]()
	}
	if other := c.policyDocument(data, attribute); !text.IsKnown() && other != nil {
		return c.documentStatements(other, origin, seen)
	}
	return parsedStatements(text, origin)
}

// partDocuments reads the documents that a list holds, as far as the plan shows them.
func (c *collector) partDocuments(
	data *read.Instance,
	attribute, origin string,
	seen map[*read.Instance]bool,
) model.List[model.Statement] {
	n, s := data.Count(attribute)
	if s == read.Null || s == read.Unknown && data.Expression(attribute).Kind == read.Unset {
		return model.Whole[model.Statement]()
	}
	list := model.Whole[model.Statement]()
	open := 0
	for i := range n {
		if text := data.Text(attribute + "." + strconv.Itoa(i)); text.IsKnown() {
			list = list.Joined(parsedStatements(text, origin))
		} else {
			open++
		}
	}
	if s == read.Known && open == 0 {
		return list
	}
	o := c.Resolver.Resolve(data.Expression(attribute), c.Resolver.ScopeOf(data))
	found := 0
	for _, t := range o.Found {
		if t.Type != "aws_iam_policy_document" {
			continue
		}
		if text := t.Text("json"); !text.IsKnown() {
			list = list.Joined(c.documentStatements(t.Instance, origin, seen))
			found++
		}
	}
	if s != read.Known || found != open || len(o.Open) > 0 || o.Other > 0 || o.Sized {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.Address + " merges other documents"})
	}
	return list
}

func (c *collector) ownStatements(data *read.Instance, origin string) model.List[model.Statement] {
	n, s := data.Count("statement")
	list := model.Whole[model.Statement]()
	if s.IsOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.Address})
	}
	for i := range n {
		prefix := "statement." + strconv.Itoa(i) + "."
		list = list.With(model.Statement{
			Effect:        documentEffect(data, prefix),
			Origin:        origin,
			Sid:           data.Text(prefix + "sid").Or(""),
			Conditions:    documentConditions(data, prefix+"condition"),
			Actions:       c.documentList(data, prefix+"actions"),
			NotActions:    c.documentList(data, prefix+"not_actions"),
			Resources:     c.documentList(data, prefix+"resources"),
			NotResources:  c.documentList(data, prefix+"not_resources"),
			Principals:    c.documentPrincipals(data, prefix+"principals"),
			NotPrincipals: c.documentPrincipals(data, prefix+"not_principals"),
		})
	}
	return list
}

func (c *collector) documentPrincipals(data *read.Instance, path string) model.List[string] {
	n, s := data.Count(path)
	list := model.Whole[string]()
	if s.IsOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.Address})
	}
	for i := range n {
		list = list.Joined(c.Refs(data, []string{"aws_iam_role"}, path+"."+strconv.Itoa(i)+".identifiers"))
	}
	return list
}

func documentEffect(data *read.Instance, prefix string) model.Value[string] {
	effect := data.Text(prefix + "effect")
	if _, s := data.At(prefix + "effect"); s == read.Null || effect.IsKnown() && effect.Or("") == "" {
		return model.Known("Allow")
	}
	return effect
}

func documentConditions(data *read.Instance, path string) model.List[model.Condition] {
	n, s := data.Count(path)
	list := model.Whole[model.Condition]()
	if s.IsOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.Address})
	}
	for i := range n {
		prefix := path + "." + strconv.Itoa(i) + "."
		list = list.With(
			model.Condition{
				Operator: data.Text(prefix + "test"),
				Key:      data.Text(prefix + "variable"),
				Values:   data.Texts(prefix+"values", nil),
			},
		)
	}
	return list
}

// documentList reads a list of a statement. Elements that apply will tell are part of what they
// refer to, and no wildcard, when that is resources alone. Of a list that is not shown at all plan
// JSON has the references and not the literals beside them, so that one may be a wildcard.
func (c *collector) documentList(data *read.Instance, path string) model.List[string] {
	if _, s := data.At(path); s == read.Null {
		return model.Whole[string]()
	}
	list := data.Texts(path)
	if list.IsWhole() {
		return list
	}
	value, ok := c.Evaluate(data, path)
	if _, s := data.At(path); !ok && s == read.Known {
		if c.isOfResources(data.Expression(path), data) {
			return model.Whole(append(list.Items(), read.StandIn)...)
		}
	}
	if !ok {
		return list
	}
	elements, ok := value.Elements()
	if !ok {
		return list
	}
	written := model.Whole[string]()
	for _, element := range elements {
		text, ok := element.Text(c.StandsFor)
		if !ok {
			return list
		}
		written = written.With(text)
	}
	return c.readable(written)
}

// isOfResources reports whether an expression refers to resources and nothing else: not to what a
// data source tells, such as an account, which may stand in a pattern for everything in it.
func (c *collector) isOfResources(e read.Expression, data *read.Instance) bool {
	if e.Kind != read.References {
		return false
	}
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(data))
	return len(o.Found) > 0 && len(o.Open) == 0 &&
		!slices.ContainsFunc(o.Found, func(t resolve.Target) bool { return t.Data })
}
