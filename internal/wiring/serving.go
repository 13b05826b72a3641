package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// serving are the things that serve another one, and are no components of their own unless the document's
// match says so: where a queue or a function leaves what it failed on, and where load balancers write logs.
type serving struct {
	sure map[string]bool
	// open are references of which it is not known what they name.
	open []openReference
}

type openReference struct {
	// from is who refers to a thing of a kind.
	from, kind string
	to         model.Value[string]
}

func newServing(a *model.Architecture) *serving {
	s := &serving{sure: map[string]bool{}}
	for i := range a.Queues {
		s.add(a.Queues[i].ID, "queue", a.Queues[i].DeadLetterQueue)
	}
	for i := range a.Functions {
		s.add(a.Functions[i].ID, "queue", a.Functions[i].DeadLetter)
	}
	for i := range a.LoadBalancers {
		s.add(a.LoadBalancers[i].ID, "bucket", a.LoadBalancers[i].AccessLogsBucket)
	}
	return s
}

func (s *serving) add(from, kind string, to model.Value[string]) {
	if id, known := to.Get(); known {
		s.sure[id] = true
		return
	}
	s.open = append(s.open, openReference{from, kind, to})
}

// is reports whether a thing of a kind serves another one.
func (s *serving) is(id, kind string) model.Value[bool] {
	if s.sure[id] {
		return model.Known(true)
	}
	for _, o := range s.open {
		if all := model.Candidates(o.to); o.kind == kind && o.from != id &&
			(len(all) == 0 || slices.Contains(all, id)) {
			return model.Unknown[bool](
				model.Why{Reason: model.Unmatched, Detail: "whether it serves " + o.from + " is not known"},
			)
		}
	}
	return model.Known(false)
}

// isMatched reports whether a match of the document surely fits a thing.
func isMatched(doc *document.Document, noun model.Noun, kind string) bool {
	return slices.ContainsFunc(doc.OfKind(kind), func(c *document.Component) bool {
		return !c.Match.IsEmpty() && FitsMatch(c.Match, noun.Base()).Or(false)
	})
}
