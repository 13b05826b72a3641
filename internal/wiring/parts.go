package wiring

import (
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// partsElsewhere leaves open what a stack lacks of kinds that the input does not answer for: another
// input has it.
func (f *finder) partsElsewhere(s *Stack) {
	for i := range s.Things {
		things := &s.Things[i]
		if !f.doc.AnswersForAny(things.Kind) {
			things.List = asFar(things.List, &model.Why{Reason: model.NotManaged,
				Detail: "the input does not answer for the " + things.Kind + " (parts), and another one has it"})
		}
	}
}

// answeredFor are the components that the input answers for: what is left is one of them, and only
// where it answers for none any of the others.
func (m *matcher) answeredFor(all []*document.Component) []*document.Component {
	var own []*document.Component
	for _, c := range all {
		if m.doc.AnswersFor(c.Name) {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return all
	}
	return own
}
