package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// surplusOf says of each thing that is one too many why: it is none of the components of its kind, or there are more
// than the document has. Those that wiring tells to be a component are none of them.
func (b *builder) surplusOf(things Things) map[string]string {
	asked := b.doc.OfKind(things.Kind)
	primary := slices.DeleteFunc(
		slices.Clone(things.List.Items()),
		func(id string) bool { return !b.counts(id).Or(false) },
	)
	surplus := b.strangers(primary, asked)
	primary = slices.DeleteFunc(primary, func(id string) bool { return surplus[id] != "" })
	most, bounded := mostOf(asked)
	if !bounded || len(primary) <= most {
		return surplus
	}
	why := fmt.Sprintf(
		"one of %d where the document has %s %s: %s",
		len(primary),
		numeral(most),
		strings.ReplaceAll(things.Kind, "_", " "),
		few(primary),
	)
	for _, id := range primary {
		surplus[id] = why
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

// strangers says of the things that can be none of the components of their kind so: however many of it the document
// has, they are no part of that number.
func (b *builder) strangers(things []string, asked []*document.Component) map[string]string {
	surplus := map[string]string{}
	var names []string
	for _, c := range asked {
		names = append(names, c.Name)
	}
	for _, id := range things {
		if bound := b.bindings[id]; len(asked) > 0 && len(bound.names) == 0 && !bound.doubtful {
			surplus[id] = b.Thing(id).Base().Type + " that is not the documented " + strings.Join(names, " or ")
		}
	}
	return surplus
}

// fewest is how many of many names a text has that stands at each of them.
const fewest = 12

// few are the first of some names, and how many others there are.
func few(names []string) string {
	if len(names) > fewest {
		names = append(slices.Clone(names[:fewest]), fmt.Sprintf("and %d more", len(names)-fewest))
	}
	return strings.Join(names, ", ")
}

// counts reports whether a thing is one of those that the document counts: no replica, and a component.
func (b *builder) counts(id string) model.Value[bool] {
	if b.bindings[id].doubtful {
		return model.Unknown[bool](b.whyDoubtful(id))
	}
	return model.Not(replica(b.Thing(id)))
}

// isDocumented reports whether a thing is not one too many. Of one that may not count at all, it is not
// known where there are as many without it as the document has; nor of any where with the things of its
// kind elsewhere that may belong to the same architecture there are more.
func (r *residents) isDocumented(
	id string,
	things Things,
	surplus map[string]string,
	mayBeMore bool,
) model.Value[bool] {
	counts := r.counts(id)
	switch {
	case surplus[id] != "":
		return model.Known(false)
	case counts.Or(true) && mayBeMore:
		return model.Unknown[bool](things.List.Why())
	case r.bindings[id].doubtful, !counts.IsKnown() && r.hasEnough(things, id):
		return model.Unknown[bool](counts.Why())
	}
	return model.Known(true)
}

// mayBeMore reports whether there are more of a kind than the document has once what may be of this architecture
// too is counted: for a stack whose place is not known all others, else those whose place is not.
func (r *residents) mayBeMore(s *Stack, things Things) bool {
	most, bounded := mostOf(r.doc.OfKind(things.Kind))
	switch {
	case !bounded || things.List.IsWhole():
		return false
	case s.unplaced != nil:
		return r.all[things.Kind] > most
	}
	return r.mine(things)+r.adrift[things.Kind] > most
}

// mine is how many things of a list the document may count.
func (r *residents) mine(things Things) (n int) {
	for _, id := range things.List.Items() {
		if r.counts(id).Or(true) {
			n++
		}
	}
	return n
}

// hasEnough reports whether without one thing there may be as many of a kind as the document has at most.
func (b *builder) hasEnough(things Things, without string) bool {
	others := slices.DeleteFunc(
		slices.Clone(things.List.Items()),
		func(id string) bool { return id == without || !b.counts(id).Or(true) },
	)
	most, bounded := mostOf(b.doc.OfKind(things.Kind))
	return bounded && len(others) >= most
}

// fills are the things that are bound to a component, if they are no more than it is.
func (b *builder) fills(things []string, c *document.Component) []string {
	all := slices.DeleteFunc(
		slices.Clone(things),
		func(id string) bool { return b.bindings[id].open || !b.bindings[id].is(c.Name) },
	)
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
