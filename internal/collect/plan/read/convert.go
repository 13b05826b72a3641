package read

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/figure"
	"github.com/valyala/fastjson"
)

// ToString takes a text, and a number or a boolean as Terraform turns it into one.
func ToString(v *fastjson.Value) (string, bool) {
	switch v.Type() {
	case fastjson.TypeString:
		return string(v.GetStringBytes()), true
	case fastjson.TypeNumber:
		return v.String(), true
	}
	return "", false
}

func toBool(v *fastjson.Value) (bool, bool) {
	switch v.Type() {
	case fastjson.TypeTrue:
		return true, true
	case fastjson.TypeFalse:
		return false, true
	case fastjson.TypeString:
		b, err := strconv.ParseBool(string(v.GetStringBytes()))
		return b, err == nil
	}
	return false, false
}

// ToInt takes a whole number, and a text that is one.
func ToInt(v *fastjson.Value) (int, bool) {
	text, ok := ToString(v)
	if !ok {
		return 0, false
	}
	return figure.Whole(text)
}

func toFloat(v *fastjson.Value) (float64, bool) {
	text, ok := ToString(v)
	if !ok {
		return 0, false
	}
	return figure.Read(text)
}

// ToStrings takes a list of what ToString takes.
func ToStrings(v *fastjson.Value) ([]string, bool) {
	if v.Type() != fastjson.TypeArray {
		return nil, false
	}
	var all []string
	for _, item := range v.GetArray() {
		text, ok := ToString(item)
		if !ok {
			return nil, false
		}
		all = append(all, text)
	}
	return all, true
}

// ToStringMap takes an object of what ToString takes.
func ToStringMap(v *fastjson.Value) (map[string]string, bool) {
	object, err := v.Object()
	if err != nil {
		return nil, false
	}
	all := map[string]string{}
	ok := true
	object.Visit(func(key []byte, item *fastjson.Value) {
		text, isText := ToString(item)
		ok = ok && (isText || item.Type() == fastjson.TypeNull)
		if isText {
			all[string(key)] = text
		}
	})
	return all, ok
}

// TagMap is a map of tags, with StandIn for values that are not known yet.
func (in *Instance) TagMap(attribute string) (map[string]string, State) {
	v, s := in.At(attribute)
	if s != Known {
		return nil, s
	}
	all, ok := ToStringMap(v)
	if !ok {
		return nil, Unknown
	}
	tree.Visit(tree.Descend(in.Unknown, attribute), func(key string, mark *fastjson.Value) {
		if tree.IsTrue(mark) {
			all[key] = StandIn
		}
	})
	return all, Known
}

// IsScalar reports whether a value is a text, a number or a boolean.
func IsScalar(v *fastjson.Value) bool {
	if v == nil {
		return false
	}
	switch v.Type() {
	case fastjson.TypeArray, fastjson.TypeObject, fastjson.TypeNull:
		return false
	}
	return true
}

// SortedSet is each of the texts once, in order.
func SortedSet(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
