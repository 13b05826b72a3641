package noun

import "github.com/archcheck/archcheck/internal/model"

// placed puts items into lists of existing resources, whose computed attributes may show them already. It knows
// where each stands, so that one item more does not read the whole list again.
type placed[T any] struct {
	// same is what two items have in common that are one; empty for one that is none of the others.
	same  func(T) string
	lists map[*model.List[T]]*places
}

// places are those of the first so many items of a list, by what makes them the same.
type places struct {
	read int
	by   map[string]int
}

func newPlaced[T any](same func(T) string) placed[T] {
	return placed[T]{same, map[*model.List[T]]*places{}}
}

// put adds an item, or puts it in the place of the first one that is the same. Others may add to the list too.
func (p placed[T]) put(list *model.List[T], item T) {
	at := p.lists[list]
	if at == nil {
		at = &places{by: map[string]int{}}
		p.lists[list] = at
	}
	for items := list.Items(); at.read < len(items); at.read++ {
		key := p.same(items[at.read])
		if _, known := at.by[key]; !known {
			at.by[key] = at.read
		}
	}
	if i, shown := at.by[p.same(item)]; shown && p.same(item) != "" {
		list.Items()[i] = item
		return
	}
	*list = list.With(item)
}
