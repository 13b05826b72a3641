package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// isClassic reports whether things of a kind make an architecture, also where the document has none
// of them: the four that every version of archcheck has judged.
func (f *finder) isClassic(kind string) bool {
	return slices.Contains([]string{"load_balancer", "service", "database", "cache"}, kind)
}

// addUnplaced gives each stack the things without network interfaces of the kinds that the document
// has. Nothing says which of several stacks one belongs to: then that is open in each.
func (f *finder) addUnplaced(stacks []Stack) {
	for _, k := range kind.All() {
		if k.Placed {
			continue
		}
		for _, id := range f.idsOf(k.Collection) {
			noun := f.Thing(id)
			serves := f.serving.is(id, k.Name).Or(false) && !isMatched(f.doc, noun, k.Name)
			if serves || !f.scope.mayHold(noun.Base()) {
				continue
			}
			if len(f.doc.OfKind(k.Name)) == 0 && !f.doc.ComponentsComplete {
				f.leaveUnspoken(noun)
				continue
			}
			if len(stacks) == 1 {
				list := stacks[0].Of(k.Name)
				*list = list.With(id)
				continue
			}
			for i := range stacks {
				list := stacks[i].Of(k.Name)
				*list = list.Broken(
					model.Why{
						Reason: model.Unmatched,
						Detail: "which of several architectures " + id + " belongs to is not decided",
					},
				)
			}
		}
	}
}

// leaveUnspoken notes a thing of a kind that the document has none of: whether it has to be there nobody says.
func (f *finder) leaveUnspoken(noun model.Noun) {
	if r := noun.Base(); !r.Source.Data && f.scope.IsEmpty() {
		f.unspoken = append(f.unspoken, r.ID)
	}
}

func (f *finder) idsOf(collection string) (ids []string) {
	f.Model.Each(func(name string, noun model.Noun) {
		if name == collection {
			ids = append(ids, noun.Base().ID)
		}
	})
	return ids
}
