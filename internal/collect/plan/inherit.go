package plan

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

// heirs are the resources that take attributes from others, by address: what settles them, once.
type heirs struct {
	settlers map[string]func()
	order    []string
}

func (h *heirs) add(id string, settle func()) {
	if h.settlers == nil {
		h.settlers = map[string]func(){}
	}
	h.settlers[id], h.order = settle, append(h.order, id)
}

// settle settles one resource, before others take from it what it has taken itself.
func (h *heirs) settle(id string) {
	if settle := h.settlers[id]; settle != nil {
		delete(h.settlers, id)
		settle()
	}
}

func (h *heirs) settleAll() {
	for _, id := range h.order {
		h.settle(id)
	}
}

// isWritten reports whether the author gave the attribute a value, known or not. The provider's
// own default, which a plan shows too, is none.
func (in *instance) isWritten(path string) bool {
	v, s := in.at(path)
	switch {
	case s == isNull:
		return false
	case s == isKnown && v.Type() == fastjson.TypeArray:
		return len(v.GetArray()) > 0
	case s == isKnown && v.Type() == fastjson.TypeString && len(v.GetStringBytes()) == 0:
		return false
	case s == isUnknown && in.isNullInSource(path):
		return false
	}
	return in.expression(path).kind != unset
}

// isNullInSource reports whether what the author wrote comes to null, as if it were left out.
func (in *instance) isNullInSource(path string) bool {
	if in.written == nil {
		return false
	}
	written, ok := in.written(in, path)
	return ok && written.Type() == fastjson.TypeNull
}

// orInherited gives an attribute that the author left out its source's value.
func orInherited[T any](in *instance, path string, source model.Value[T], into *model.Value[T]) {
	if !in.isWritten(path) {
		*into = source
	}
}
