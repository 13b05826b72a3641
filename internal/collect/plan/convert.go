package plan

import (
	"slices"
	"strconv"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/figure"
)

func toString(v *fastjson.Value) (string, bool) {
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

func toInt(v *fastjson.Value) (int, bool) {
	text, ok := toString(v)
	if !ok {
		return 0, false
	}
	return figure.Whole(text)
}

func toFloat(v *fastjson.Value) (float64, bool) {
	text, ok := toString(v)
	if !ok {
		return 0, false
	}
	return figure.Read(text)
}

func toStrings(v *fastjson.Value) ([]string, bool) {
	if v.Type() != fastjson.TypeArray {
		return nil, false
	}
	var all []string
	for _, item := range v.GetArray() {
		text, ok := toString(item)
		if !ok {
			return nil, false
		}
		all = append(all, text)
	}
	return all, true
}

func toStringMap(v *fastjson.Value) (map[string]string, bool) {
	object, err := v.Object()
	if err != nil {
		return nil, false
	}
	all := map[string]string{}
	ok := true
	object.Visit(func(key []byte, item *fastjson.Value) {
		text, isText := toString(item)
		ok = ok && (isText || item.Type() == fastjson.TypeNull)
		if isText {
			all[string(key)] = text
		}
	})
	return all, ok
}

// tagMap is a map of tags, with standIn for values that are not known yet.
func (in *instance) tagMap(attribute string) (map[string]string, state) {
	v, s := in.at(attribute)
	if s != isKnown {
		return nil, s
	}
	all, ok := toStringMap(v)
	if !ok {
		return nil, isUnknown
	}
	tree.Visit(descend(in.unknown, attribute), func(key string, mark *fastjson.Value) {
		if tree.IsTrue(mark) {
			all[key] = standIn
		}
	})
	return all, isKnown
}

func isScalar(v *fastjson.Value) bool {
	if v == nil {
		return false
	}
	switch v.Type() {
	case fastjson.TypeArray, fastjson.TypeObject, fastjson.TypeNull:
		return false
	}
	return true
}

func sortedSet(ids []string) []string {
	slices.Sort(ids)
	return slices.Compact(ids)
}
