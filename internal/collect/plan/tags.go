package plan

import (
	"maps"

	"github.com/archcheck/archcheck/internal/model"
)

// tags reads the merged tags: those of the resource and the provider's default_tags. A plan may not
// show them merged, as where one is not known, or where there are none: then they are merged here,
// and standIn stands for each value that apply will tell.
func (l *linker) tags(in *instance) model.Value[map[string]string] {
	merged, s := in.tagMap("tags_all")
	switch s {
	case isKnown:
		return model.Known(merged)
	case isNull:
		return read(in, toStringMap, fallback[map[string]string]{map[string]string{}, true}, "tags")
	}
	if s.isHidden() {
		return model.Unknown[map[string]string](model.Why{Reason: model.Sensitive})
	}
	own, s := in.tagMap("tags")
	if s.isHidden() {
		return model.Unknown[map[string]string](model.Why{Reason: model.Sensitive})
	}
	defaults, isKnown := l.defaultTags(in)
	if s == isUnknown || !isKnown || in.expression("tags_all").kind != unset {
		return model.Unknown[map[string]string](
			model.Why{Reason: model.KnownAfterApply, Detail: in.expression("tags").mentions()},
		)
	}
	maps.Copy(defaults, own)
	return model.Known(defaults)
}

// defaultTags are those of the resource's provider configuration, if they are written as a constant.
func (l *linker) defaultTags(in *instance) (map[string]string, bool) {
	block := descendAll(l.resolver.config.providers[l.provider(in)], "expressions", "default_tags")
	if block == nil {
		return map[string]string{}, in.config != nil
	}
	e := expressionOf(descendAll(block, "0", "tags"))
	switch e.kind {
	case unset:
		return map[string]string{}, true
	case constant:
		return toStringMap(e.value)
	}
	return nil, false
}
