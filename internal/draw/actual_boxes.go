package draw

import (
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// addComponents adds the things that are documented components, or may be, as the document has those.
func (s *scene) addComponents() {
	for i := range s.facts.Components {
		c := &s.facts.Components[i]
		if c.Stack != s.stack.ID {
			continue
		}
		names, open := c.PartsOf()
		b := Box{ID: c.ID, Name: called(&c.Resource), State: Converges}
		noun := c.Kind
		if k := kind.Find(c.Kind); k != nil {
			noun = k.Drawn
		}
		b.Detail = noun
		switch {
		case len(names) == 0:
			b.State = Diverges
		case open || c.IsDoubtful():
			b.State, b.Detail = Undecided, noun+", "+strings.Join(names, " or ")
		default:
			b.Name, b.Detail = names[0], noun+" "+called(&c.Resource)
		}
		if c.Replica.Or(false) {
			b.Detail = "replica, " + b.Detail
		}
		s.put(&b, c.Placement.Subnets, names)
		at := s.add(b, s.order(names))
		for _, name := range names {
			s.boxesOf[name] = append(s.boxesOf[name], at)
		}
	}
}

// addResidents adds who is there beside the documented components, and says of those who is one too many.
func (s *scene) addResidents() {
	for i := range s.facts.Residents {
		r := &s.facts.Residents[i]
		if r.Stack != s.stack.ID && (r.Stack != "" || !s.first) || r.ID == s.stack.ID {
			continue
		}
		state := Converges
		switch documented, known := r.Documented.Get(); {
		case !known:
			state = Undecided
		case !documented:
			state = Diverges
		}
		if at, known := s.places[r.ID]; known {
			if urgency(state) < urgency(s.Boxes[at].State) {
				s.Boxes[at].State = state
			}
			continue
		}
		b := Box{ID: r.ID, Name: called(&r.Resource), Detail: r.Type, State: state}
		if noun := s.placed[r.ID]; noun != nil {
			s.put(&b, noun.Place().Subnets, nil)
		} else {
			b.Row = Below
		}
		s.add(b, s.order(nil))
	}
}

// addAbsent adds the documented components of which nothing is there.
func (s *scene) addAbsent() {
	for i := range s.facts.Documented {
		d := &s.facts.Documented[i]
		if d.Stack != s.stack.ID || len(d.Parts) == 0 || len(s.boxesOf[d.Parts[0]]) > 0 {
			continue
		}
		c := s.doc.Component(d.Parts[0])
		b := Box{ID: "absent " + c.Name, Name: c.Name, Detail: kindOf(c), Row: s.rowOf(c), State: Absent}
		b.Zones = s.allZones(b.Row)
		switch {
		case !s.doc.AnswersFor(c.Name):
			b.State, b.Remarks = Undecided, []Remark{{Text: "this input does not answer for it"}}
		case !d.Things.IsWhole() || len(d.Things.Items()) > 0:
			b.State = Undecided
		}
		s.boxesOf[c.Name] = append(s.boxesOf[c.Name], s.add(b, s.order(d.Parts)))
	}
}
