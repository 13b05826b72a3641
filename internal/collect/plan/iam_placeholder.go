package plan

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// readableStatements are statements of which the source writes each pattern.
func (c *collector) readableStatements(list model.List[model.Statement]) model.List[model.Statement] {
	all := slices.Clone(list.Items())
	for i := range all {
		s := &all[i]
		for _, patterns := range []*model.List[string]{&s.Actions, &s.NotActions, &s.Resources, &s.NotResources} {
			*patterns = c.readable(*patterns)
		}
	}
	if !list.IsWhole() {
		return model.Part(list.Why(), all...)
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
