package read

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// forget drops what is marked sensitive: a text becomes StandIn, so that who looks at the value of a whole map or block
// sees that something is there, and not what. What each place says of itself (`at`) stays sensitive.
func (in *Instance) forget() {
	in.markMergedTags()
	if in.After != nil && tree.HasTrue(in.Sensitive) {
		in.After = in.without(in.After, in.Sensitive)
	}
}

// markMergedTags marks in tags_all what is marked in tags: the provider merges them without the marks.
func (in *Instance) markMergedTags() {
	own := tree.Descend(in.Sensitive, "tags")
	if !tree.HasTrue(own) || tree.IsTrue(in.Sensitive) || tree.IsTrue(in.Sensitive.Get("tags_all")) {
		return
	}
	var arena fastjson.Arena
	if tree.IsTrue(own) {
		in.Sensitive.Set("tags_all", arena.NewTrue())
		return
	}
	merged := in.Sensitive.Get("tags_all")
	if merged == nil || merged.Type() != fastjson.TypeObject {
		merged = arena.NewObject()
		in.Sensitive.Set("tags_all", merged)
	}
	tree.Visit(own, func(key string, mark *fastjson.Value) {
		if tree.HasTrue(mark) {
			merged.Set(key, arena.NewTrue())
		}
	})
}

// without is a value without the texts below its marks, which are kept apart.
func (in *Instance) without(v, mark *fastjson.Value) *fastjson.Value {
	if v == nil || !tree.HasTrue(mark) {
		return v
	}
	switch v.Type() {
	case fastjson.TypeString:
		if text := string(v.GetStringBytes()); text != "" {
			in.secrets = append(in.secrets, text)
			return new(fastjson.Arena).NewString(StandIn)
		}
	case fastjson.TypeArray:
		for i, item := range v.GetArray() {
			v.SetArrayItem(i, in.without(item, tree.Descend(mark, strconv.Itoa(i))))
		}
	case fastjson.TypeObject:
		members := map[string]*fastjson.Value{}
		tree.Visit(v, func(name string, member *fastjson.Value) { members[name] = member })
		for name, member := range members {
			v.Set(name, in.without(member, tree.Descend(mark, name)))
		}
	}
	return v
}

// StandIn is what a placeholder is for those who look at the text around it.
const StandIn = model.KnownLater
