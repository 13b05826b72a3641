package plan

import (
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// texts visits every text in a value.
func texts(v *fastjson.Value, each func(text string)) {
	if v == nil {
		return
	}
	if v.Type() == fastjson.TypeString {
		each(string(v.GetStringBytes()))
	}
	for _, item := range v.GetArray() {
		texts(item, each)
	}
	tree.Visit(v, func(_ string, member *fastjson.Value) { texts(member, each) })
}

// unknownPaths visits the paths of everything that is marked as unknown.
func unknownPaths(v *fastjson.Value, path string, each func(path string)) {
	if v == nil {
		return
	}
	if tree.IsTrue(v) && path != "" {
		each(path)
	}
	join := func(step string) string {
		if path == "" {
			return step
		}
		return path + "." + step
	}
	for i, item := range v.GetArray() {
		unknownPaths(item, join(strconv.Itoa(i)), each)
	}
	tree.Visit(v, func(name string, member *fastjson.Value) { unknownPaths(member, join(name), each) })
}

// descend steps into a tree of marks or values; a true mark covers everything below it.
func descend(v *fastjson.Value, step string) *fastjson.Value {
	if v == nil || tree.IsTrue(v) {
		return v
	}
	if v.Type() == fastjson.TypeArray {
		i, err := strconv.Atoi(step)
		items := v.GetArray()
		if err != nil || i < 0 || i >= len(items) {
			return nil
		}
		return items[i]
	}
	return v.Get(step)
}

func descendAll(v *fastjson.Value, steps ...string) *fastjson.Value {
	for _, step := range steps {
		v = descend(v, step)
	}
	return v
}
