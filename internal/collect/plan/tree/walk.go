package tree

import (
	"strconv"

	"github.com/valyala/fastjson"
)

// Texts visits every text in a value.
func Texts(v *fastjson.Value, each func(text string)) {
	if v == nil {
		return
	}
	if v.Type() == fastjson.TypeString {
		each(string(v.GetStringBytes()))
	}
	for _, item := range v.GetArray() {
		Texts(item, each)
	}
	Visit(v, func(_ string, member *fastjson.Value) { Texts(member, each) })
}

// UnknownPaths visits the paths of everything that is marked as unknown.
func UnknownPaths(v *fastjson.Value, path string, each func(path string)) {
	if v == nil {
		return
	}
	if IsTrue(v) && path != "" {
		each(path)
	}
	join := func(step string) string {
		if path == "" {
			return step
		}
		return path + "." + step
	}
	for i, item := range v.GetArray() {
		UnknownPaths(item, join(strconv.Itoa(i)), each)
	}
	Visit(v, func(name string, member *fastjson.Value) { UnknownPaths(member, join(name), each) })
}

// Descend steps into a tree of marks or values; a true mark covers everything below it.
func Descend(v *fastjson.Value, step string) *fastjson.Value {
	if v == nil || IsTrue(v) {
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

// DescendAll is Descend for several steps.
func DescendAll(v *fastjson.Value, steps ...string) *fastjson.Value {
	for _, step := range steps {
		v = Descend(v, step)
	}
	return v
}
