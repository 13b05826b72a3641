package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// writtenStatements are those of a document that the source encodes, in which anything may be
// something that only apply tells.
func (c *collector) writtenStatements(text, origin string) model.List[model.Statement] {
	document, err := fastjson.Parse(text)
	if err != nil || resolve.IsOpen(document) {
		return model.Part[model.Statement](model.Why{Reason: model.KnownAfterApply, Detail: origin})
	}
	list := c.readableStatements(parsedStatements(model.Known(text), origin))
	if statements := document.Get("Statement"); resolve.IsOpen(statements) ||
		slices.ContainsFunc(statements.GetArray(), resolve.IsOpen) {
		return list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a statement of " + origin})
	}
	return list
}

// readableStatements are statements of which the source writes each pattern.
func (c *collector) readableStatements(list model.List[model.Statement]) model.List[model.Statement] {
	all := slices.Clone(list.Items())
	for i := range all {
		s := &all[i]
		s.Effect, s.Conditions = resolve.Told(s.Effect.Or("")), c.toldConditions(s.Conditions)
		for _, patterns := range []*model.List[string]{&s.Actions, &s.NotActions, &s.Resources, &s.NotResources} {
			*patterns = c.readable(*patterns)
		}
	}
	if !list.IsWhole() {
		return model.Part(list.Why(), all...)
	}
	return model.Whole(all...)
}

// toldConditions are conditions of which each part is readable.
func (c *collector) toldConditions(list model.List[model.Condition]) model.List[model.Condition] {
	all := slices.Clone(list.Items())
	for i := range all {
		condition := &all[i]
		condition.Operator, condition.Key = resolve.Told(condition.Operator.Or("")), resolve.Told(condition.Key.Or(""))
		condition.Values = c.readable(condition.Values)
	}
	if !list.IsWhole() { // a placeholder stands where an object should
		return model.Part(model.Why{Reason: model.KnownAfterApply, Detail: "a condition"}, all...)
	}
	return model.Whole(all...)
}

// readable leaves out what may come from anywhere, and so be anything. An attribute of one of AWS's
// resources is no wildcard.
func (c *collector) readable(patterns model.List[string]) model.List[string] {
	all := model.Whole[string]()
	for _, text := range patterns.Items() {
		plain, harmless := c.harmless(text)
		if !harmless {
			all = all.Broken(model.Why{Reason: model.KnownAfterApply})
			continue
		}
		all = all.With(plain)
	}
	if !patterns.IsWhole() {
		all = all.Broken(patterns.Why())
	}
	return all
}
