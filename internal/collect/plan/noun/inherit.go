package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
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

// orInherited gives an attribute that the author left out its source's value.
func orInherited[T any](in *read.Instance, path string, source model.Value[T], into *model.Value[T]) {
	if !in.IsWritten(path) {
		*into = source
	}
}
