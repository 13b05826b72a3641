package resolve

import (
	"maps"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// Tags reads the merged tags: those of the resource and the provider's default_tags. A plan may not
// show them merged, as where one is not known, or where there are none: then they are merged here,
// and StandIn stands for each value that apply will tell.
func (l *Linker) Tags(in *read.Instance) model.Value[map[string]string] {
	merged, s := in.TagMap("tags_all")
	switch s {
	case read.Known:
		return model.Known(merged)
	case read.Null:
		return in.TextMap("tags", map[string]string{})
	}
	if s.IsHidden() {
		return model.Unknown[map[string]string](model.Why{Reason: model.Sensitive})
	}
	own, s := in.TagMap("tags")
	if s.IsHidden() {
		return model.Unknown[map[string]string](model.Why{Reason: model.Sensitive})
	}
	defaults, isKnown := l.defaultTags(in)
	if s == read.Unknown || !isKnown || in.Expression("tags_all").Kind != read.Unset {
		return model.Unknown[map[string]string](
			model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("tags").Mentions()},
		)
	}
	maps.Copy(defaults, own)
	return model.Known(defaults)
}

// defaultTags are those of the resource's provider configuration, if they are written as a constant.
func (l *Linker) defaultTags(in *read.Instance) (map[string]string, bool) {
	block := tree.DescendAll(l.Resolver.config.Providers[l.provider(in)], "expressions", "default_tags")
	if block == nil {
		return map[string]string{}, in.Config != nil
	}
	e := read.ExpressionOf(tree.DescendAll(block, "0", "tags"))
	switch e.Kind {
	case read.Unset:
		return map[string]string{}, true
	case read.Constant:
		return read.ToStringMap(e.Value)
	}
	return nil, false
}
