package plan

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// documentStatements reads the statements of a data source that is read during apply: its ARNs
// are not known, its actions and effects usually are. It is merged of the documents that it starts from, its own
// statements and the documents that override, each in the place of what has the same sid before.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
func (c *collector) documentStatements(
	data *instance,
	origin string,
	seen map[*instance]bool,
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
	data *instance,
	attribute, origin string,
	seen map[*instance]bool,
) model.List[model.Statement] {
	text := data.str(attribute, "")
	if _, s := data.at(attribute); s == isNull || s == isUnknown && data.expression(attribute).kind == unset {
		return model.Whole[model.Statement]()
	}
	if other := c.policyDocument(data, attribute); !text.IsKnown() && other != nil {
		return c.documentStatements(other, origin, seen)
	}
	return parsedStatements(text, origin)
}

// partDocuments reads the documents that a list holds, as far as the plan shows them.
func (c *collector) partDocuments(
	data *instance,
	attribute, origin string,
	seen map[*instance]bool,
) model.List[model.Statement] {
	n, s := data.count(attribute)
	if s == isNull || s == isUnknown && data.expression(attribute).kind == unset {
		return model.Whole[model.Statement]()
	}
	list := model.Whole[model.Statement]()
	open := 0
	for i := range n {
		if text := data.str(attribute + "." + strconv.Itoa(i)); text.IsKnown() {
			list = list.Joined(parsedStatements(text, origin))
		} else {
			open++
		}
	}
	if s == isKnown && open == 0 {
		return list
	}
	o := c.resolver.resolve(data.expression(attribute), c.resolver.scopeOf(data))
	found := 0
	for _, t := range o.found {
		if t.typ != "aws_iam_policy_document" {
			continue
		}
		if text := t.str("json"); !text.IsKnown() {
			list = list.Joined(c.documentStatements(t.instance, origin, seen))
			found++
		}
	}
	if s != isKnown || found != open || len(o.open) > 0 || o.other > 0 || o.sized {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.address + " merges other documents"})
	}
	return list
}

func (c *collector) ownStatements(data *instance, origin string) model.List[model.Statement] {
	n, s := data.count("statement")
	list := model.Whole[model.Statement]()
	if s.isOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.address})
	}
	for i := range n {
		prefix := "statement." + strconv.Itoa(i) + "."
		list = list.With(model.Statement{
			Effect:        documentEffect(data, prefix),
			Origin:        origin,
			Sid:           data.str(prefix + "sid").Or(""),
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

func (c *collector) documentPrincipals(data *instance, path string) model.List[string] {
	n, s := data.count(path)
	list := model.Whole[string]()
	if s.isOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.address})
	}
	for i := range n {
		list = list.Joined(c.refs(data, []string{"aws_iam_role"}, path+"."+strconv.Itoa(i)+".identifiers"))
	}
	return list
}

func documentEffect(data *instance, prefix string) model.Value[string] {
	effect := data.str(prefix + "effect")
	if _, s := data.at(prefix + "effect"); s == isNull || effect.IsKnown() && effect.Or("") == "" {
		return model.Known("Allow")
	}
	return effect
}

func documentConditions(data *instance, path string) model.List[model.Condition] {
	n, s := data.count(path)
	list := model.Whole[model.Condition]()
	if s.isOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: data.address})
	}
	for i := range n {
		prefix := path + "." + strconv.Itoa(i) + "."
		list = list.With(
			model.Condition{
				Operator: data.str(prefix + "test"),
				Key:      data.str(prefix + "variable"),
				Values:   data.strs(prefix+"values", nil),
			},
		)
	}
	return list
}

// documentList reads a list of a statement. Elements that apply will tell are part of what they
// refer to, and no wildcard, when that is resources alone. Of a list that is not shown at all plan
// JSON has the references and not the literals beside them, so that one may be a wildcard.
func (c *collector) documentList(data *instance, path string) model.List[string] {
	if _, s := data.at(path); s == isNull {
		return model.Whole[string]()
	}
	list := data.strs(path)
	if list.IsWhole() {
		return list
	}
	value, ok := c.evaluate(data, path)
	if _, s := data.at(path); !ok && s == isKnown {
		if c.isOfResources(data.expression(path), data) {
			return model.Whole(append(list.Items(), standIn)...)
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
		text, ok := element.Text(c.standsFor)
		if !ok {
			return list
		}
		written = written.With(text)
	}
	return c.readable(written)
}

// isOfResources reports whether an expression refers to resources and nothing else: not to what a
// data source tells, such as an account, which may stand in a pattern for everything in it.
func (c *collector) isOfResources(e expression, data *instance) bool {
	if e.kind != references {
		return false
	}
	o := c.resolver.resolve(e, c.resolver.scopeOf(data))
	return len(o.found) > 0 && len(o.open) == 0 && !slices.ContainsFunc(o.found, func(t target) bool { return t.data })
}
