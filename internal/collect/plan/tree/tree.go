// Package tree walks the values of plan JSON and the marks beside them, which say of each value,
// or of everything below a place, that it is unknown or sensitive.
package tree

import (
	"slices"

	"github.com/valyala/fastjson"
)

// IsTrue reports whether a mark is set: then it covers everything below it.
func IsTrue(v *fastjson.Value) bool { return v != nil && v.Type() == fastjson.TypeTrue }

// HasTrue reports whether a tree of marks marks anything.
func HasTrue(v *fastjson.Value) bool {
	if IsTrue(v) {
		return true
	}
	found := slices.ContainsFunc(v.GetArray(), HasTrue)
	Visit(v, func(_ string, member *fastjson.Value) { found = found || HasTrue(member) })
	return found
}

// Visit calls each with the members of an object, in their order; what is none has none.
func Visit(v *fastjson.Value, each func(key string, value *fastjson.Value)) {
	if v == nil {
		return
	}
	if object, err := v.Object(); err == nil {
		object.Visit(func(key []byte, value *fastjson.Value) { each(string(key), value) })
	}
}
