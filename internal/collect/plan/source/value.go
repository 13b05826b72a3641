package source

import (
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// fromJSON reads a JSON value with the type it implies.
func fromJSON(data []byte) (cty.Value, bool) {
	if data == nil {
		return cty.NilVal, false
	}
	t, err := ctyjson.ImpliedType(data)
	if err != nil {
		return cty.NilVal, false
	}
	v, err := ctyjson.Unmarshal(data, t)
	return v, err == nil
}

func isText(v cty.Value) bool {
	return !v.IsMarked() && v.Type() == cty.String && v.IsKnown() && !v.IsNull()
}

// iterable reports whether a value has elements or members that can be looked at.
func iterable(v cty.Value) bool {
	return !v.IsMarked() && v.IsKnown() && !v.IsNull() && v.CanIterateElements()
}

func isNull(v cty.Value) bool { return !v.IsMarked() && v.IsNull() }

// Known returns the JSON of a value that needs no evaluator: one without placeholders.
func Known(v cty.Value) ([]byte, bool) {
	if v == cty.NilVal || v.ContainsMarked() || !v.IsWhollyKnown() {
		return nil, false
	}
	data, err := ctyjson.SimpleJSONValue{Value: v}.MarshalJSON()
	return data, err == nil
}
