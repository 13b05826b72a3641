package source

import (
	"encoding/json"
	"slices"
	"strings"

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

// FromJSON reads a JSON value; what cannot be read is unknown.
func FromJSON(data []byte) cty.Value {
	if v, ok := fromJSON(data); ok {
		return v
	}
	return cty.DynamicVal
}

func isText(v cty.Value) bool {
	return v.Type() == cty.String && v.IsKnown() && !v.IsNull() && !v.IsMarked()
}

// Known returns the JSON of a value that is wholly known.
func Known(v cty.Value) ([]byte, bool) {
	v, _ = v.UnmarkDeep()
	if v == cty.NilVal || !v.IsWhollyKnown() {
		return nil, false
	}
	data, err := ctyjson.SimpleJSONValue{Value: v}.MarshalJSON()
	return data, err == nil
}

// Origins returns the resources that a value comes from, itself and everything in it, sorted.
func Origins(v cty.Value) []Origin {
	var all []Origin
	_, marks := v.UnmarkDeep()
	for mark := range marks {
		if origin, ok := mark.(Origin); ok {
			all = append(all, origin)
		}
	}
	slices.SortFunc(all, func(a, b Origin) int {
		return strings.Compare(a.Address+" "+a.Attribute, b.Address+" "+b.Attribute)
	})
	return all
}

// Elements returns the elements of a list, set or tuple, or ok false when their number is
// not known.
func Elements(v cty.Value) (elements []cty.Value, ok bool) {
	v, marks := v.Unmark()
	if v == cty.NilVal || !v.IsKnown() || v.IsNull() || !v.CanIterateElements() {
		return nil, false
	}
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, element.WithMarks(marks))
	}
	return elements, true
}

// Members returns the members of an object or map.
func Members(v cty.Value) (members map[string]cty.Value, ok bool) {
	v, marks := v.Unmark()
	if v == cty.NilVal || !v.IsKnown() || v.IsNull() || !v.Type().IsObjectType() && !v.Type().IsMapType() {
		return nil, false
	}
	members = map[string]cty.Value{}
	for name, member := range v.AsValueMap() {
		members[name] = member.WithMarks(marks)
	}
	return members, true
}

// Placeholders writes a value as JSON in which each unknown part is the text that name gives
// for its origins; ok is false when an unknown part has none.
func Placeholders(v cty.Value, name func([]Origin) (string, bool)) ([]byte, bool) {
	plain, ok := placeholder(v, name)
	if !ok {
		return nil, false
	}
	data, err := json.Marshal(plain)
	return data, err == nil
}

func placeholder(v cty.Value, name func([]Origin) (string, bool)) (any, bool) {
	if data, known := Known(v); known {
		return json.RawMessage(data), true
	}
	if elements, ok := Elements(v); ok && !v.Type().IsObjectType() && !v.Type().IsMapType() {
		list := make([]any, len(elements))
		for i, element := range elements {
			if list[i], ok = placeholder(element, name); !ok {
				return nil, false
			}
		}
		return list, true
	}
	if members, ok := Members(v); ok {
		object := map[string]any{}
		for key, member := range members {
			if object[key], ok = placeholder(member, name); !ok {
				return nil, false
			}
		}
		return object, true
	}
	return name(Origins(v))
}
