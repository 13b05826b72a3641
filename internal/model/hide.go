package model

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// Hide makes unknown what holds a secret, as hidden tells of each text: a value becomes unknown, a list is not whole
// any more, in a map KnownLater stands for the value, and other texts are KnownLater. An id, which must be its own,
// becomes a number; what refers to it is unknown. Types and addresses stay.
func (a *Architecture) Hide(hidden func(text string) bool) {
	h := hider{hidden, map[string]string{}}
	v := reflect.ValueOf(a).Elem()
	for i := range v.NumField() {
		if v.Type().Field(i).Name != "Source" {
			h.hide(v.Field(i))
		}
	}
}

type hider struct {
	hidden func(string) bool
	// ids are what ids that are hidden became.
	ids map[string]string
}

// concealed is an attribute that can hide what it holds.
type concealed interface{ conceal(h hider) }

// conceal makes a value unknown that is a secret, and hides those within it.
func (v *Value[T]) conceal(h hider) {
	if !v.known {
		v.why = h.why(v.why)
		return
	}
	value := reflect.ValueOf(&v.value).Elem()
	if h.tells(value) {
		*v = Unknown[T](Why{Reason: Sensitive})
		return
	}
	h.hide(value)
}

// conceal takes out the items that are secrets, which makes a list a part.
func (l *List[T]) conceal(h hider) {
	l.why = h.why(l.why)
	kept := make([]T, 0, len(l.items))
	for _, item := range l.items {
		value := reflect.ValueOf(&item).Elem()
		if h.tells(value) {
			continue
		}
		h.hide(value)
		kept = append(kept, item)
	}
	if len(kept) < len(l.items) {
		*l = l.Broken(Why{Reason: Sensitive})
	}
	if len(l.items) > 0 {
		l.items = kept
	}
}

// tells reports whether a text is hidden, or a key or item of a plain collection, which has no other way to be unknown.
func (h hider) tells(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return h.hidden(v.String())
	case reflect.Map:
		return slices.ContainsFunc(v.MapKeys(), h.tells)
	case reflect.Slice:
		for i := range v.Len() {
			if v.Type().Elem().Kind() == reflect.String && h.hidden(v.Index(i).String()) {
				return true
			}
		}
	}
	return false
}

// why is a reason without secrets: a reason that names one of several candidates names none of them.
func (h hider) why(w *Why) *Why {
	if w == nil {
		return nil
	}
	own := *w
	if slices.ContainsFunc(own.Candidates, h.hidden) {
		own.Candidates = nil
	}
	if h.hidden(own.Detail) {
		own.Detail = ""
	}
	return &own
}

func (h hider) hide(v reflect.Value) {
	if v.CanAddr() {
		if c, ok := v.Addr().Interface().(concealed); ok {
			c.conceal(h)
			return
		}
	}
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && h.hidden(v.String()) {
			v.SetString(KnownLater)
		}
	case reflect.Struct:
		h.fields(v)
	case reflect.Slice:
		for i := range v.Len() {
			h.hide(v.Index(i))
		}
	case reflect.Map:
		h.members(v)
	case reflect.Pointer:
		if !v.IsNil() {
			h.hide(v.Elem())
		}
	}
}

func (h hider) fields(v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		isText := f.Type.Kind() == reflect.String
		switch {
		case isText && f.Name == "ID":
			v.Field(i).SetString(h.id(v.Field(i).String()))
		case !f.IsExported(), isText && slices.Contains([]string{"Type", "Address", "Module"}, f.Name):
		default:
			h.hide(v.Field(i))
		}
	}
}

// id is an id, or what it becomes.
func (h hider) id(id string) string {
	if !h.hidden(id) {
		return id
	}
	if h.ids[id] == "" {
		h.ids[id] = "sensitive-" + strconv.Itoa(len(h.ids)+1)
	}
	return h.ids[id]
}

// members hides the values of a map, which others may share.
func (h hider) members(v reflect.Value) {
	texts, ok := v.Interface().(map[string]string)
	if !ok {
		return
	}
	own := maps.Clone(texts)
	for key, text := range own {
		if h.hidden(text) {
			own[key] = KnownLater
		}
	}
	v.Set(reflect.ValueOf(own))
}
