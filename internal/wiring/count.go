package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// surplusOf says of each thing that is one too many, or may be, why: there are more of its kind than
// the document has. Those that wiring tells to be a component are none of them.
func (b *builder) surplusOf(things Things) map[string]string {
	asked := b.doc.OfKind(things.Kind)
	most, bounded := mostOf(asked)
	var primary []string
	for _, id := range things.List.Items() {
		if d := b.Databases[id]; d == nil || d.ReplicaOf.Or("") == "" {
			primary = append(primary, id)
		}
	}
	surplus := map[string]string{}
	if !bounded || len(primary) <= most {
		return surplus
	}
	for _, id := range primary {
		surplus[id] = fmt.Sprintf("one of %d where the document has %s %s: %s", len(primary), numeral(most), strings.ReplaceAll(things.Kind, "_", " "),
			strings.Join(primary, ", "))
	}
	for _, c := range asked {
		if fills := b.fills(primary, c); len(asked) > 1 && len(fills) > 0 {
			for _, id := range fills {
				delete(surplus, id)
			}
		}
	}
	return surplus
}

// fills are the things that are bound to a component, if they are no more than it is.
func (b *builder) fills(things []string, c *document.Component) []string {
	all := slices.DeleteFunc(slices.Clone(things), func(id string) bool { return b.bindings[id].open || !b.bindings[id].is(c.Name) })
	if most, bounded := c.Count.Most(); bounded && len(all) > most {
		return nil
	}
	return all
}

// mostOf is how many things the components of a kind are at most.
func mostOf(asked []*document.Component) (most int, bounded bool) {
	for _, c := range asked {
		n, ok := c.Count.Most()
		if !ok {
			return 0, false
		}
		most += n
	}
	return most, true
}

func numeral(n int) string {
	switch n {
	case 0:
		return "no"
	case 1:
		return "one"
	}
	return fmt.Sprint(n)
}
