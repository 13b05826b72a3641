package plan

import (
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

// forget drops what is marked sensitive: a text becomes standIn, so that who looks at the value of a whole map or block
// sees that something is there, and not what. What each place says of itself (`at`) stays sensitive.
func (in *instance) forget() {
	in.markMergedTags()
	if in.after != nil && tree.HasTrue(in.sensitive) {
		in.after = in.without(in.after, in.sensitive)
	}
}

// markMergedTags marks in tags_all what is marked in tags: the provider merges them without the marks.
func (in *instance) markMergedTags() {
	own := descend(in.sensitive, "tags")
	if !tree.HasTrue(own) || tree.IsTrue(in.sensitive) || tree.IsTrue(in.sensitive.Get("tags_all")) {
		return
	}
	var arena fastjson.Arena
	if tree.IsTrue(own) {
		in.sensitive.Set("tags_all", arena.NewTrue())
		return
	}
	merged := in.sensitive.Get("tags_all")
	if merged == nil || merged.Type() != fastjson.TypeObject {
		merged = arena.NewObject()
		in.sensitive.Set("tags_all", merged)
	}
	tree.Visit(own, func(key string, mark *fastjson.Value) {
		if tree.HasTrue(mark) {
			merged.Set(key, arena.NewTrue())
		}
	})
}

// without is a value without the texts below its marks, which are kept apart.
func (in *instance) without(v, mark *fastjson.Value) *fastjson.Value {
	if v == nil || !tree.HasTrue(mark) {
		return v
	}
	switch v.Type() {
	case fastjson.TypeString:
		if text := string(v.GetStringBytes()); text != "" {
			in.secrets = append(in.secrets, text)
			return new(fastjson.Arena).NewString(standIn)
		}
	case fastjson.TypeArray:
		for i, item := range v.GetArray() {
			v.SetArrayItem(i, in.without(item, descend(mark, strconv.Itoa(i))))
		}
	case fastjson.TypeObject:
		members := map[string]*fastjson.Value{}
		tree.Visit(v, func(name string, member *fastjson.Value) { members[name] = member })
		for name, member := range members {
			v.Set(name, in.without(member, descend(mark, name)))
		}
	}
	return v
}

// standIn is what a placeholder is for those who look at the text around it.
const standIn = model.KnownLater
