package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
)

// matcher decides which documented component each thing of a stack is: what the document's match
// says, then the only one of a kind, then evidence from neighbours that are decided, then who is
// left. Names never decide; they only object.
type matcher struct {
	*builder
	stack *Stack
	// bound is the component of each thing that is decided, how what decided it, and things the reverse.
	bound, how map[string]string
	things     map[string][]string
	// disputed are things that two entries of the document's match fit, or that names object to.
	disputed map[string]bool
}

func newMatcher(b *builder, s *Stack) *matcher {
	return &matcher{
		builder:  b,
		stack:    s,
		bound:    map[string]string{},
		how:      map[string]string{},
		things:   map[string][]string{},
		disputed: map[string]bool{},
	}
}

// decide goes on until a round decides nothing more. Each round binds at least one thing.
func (m *matcher) decide() {
	m.disputeReplicas()
	m.byMatch()
	m.disputeServing()
	m.byKind()
	for m.byEvidence() || m.byElimination() {
		continue
	}
	m.object()
}

// disputeReplicas leaves open which of several databases one is that may be a replica of another.
func (m *matcher) disputeReplicas() {
	for _, id := range m.stack.Of("database").Items() {
		if d := m.Databases[id]; d != nil && !d.ReplicaOf.IsKnown() && len(m.doc.OfKind("database")) > 1 {
			m.disputed[id] = true
		}
	}
}

// disputeServing leaves open whether a thing that no match names is a component, where it may serve another one.
func (m *matcher) disputeServing() {
	for _, things := range m.stack.Things {
		for _, id := range things.List.Items() {
			if m.mayServe(id) {
				m.disputed[id] = true
			}
		}
	}
}

func (m *matcher) mayServe(id string) bool {
	_, bound := m.bound[id]
	return !bound && !m.serving.is(id, m.KindOf(id)).IsKnown()
}

func (m *matcher) bind(id, name, how string) {
	m.bound[id], m.how[id] = name, how
	m.things[name] = append(m.things[name], id)
}

// byMatch binds what the document's match entries fit. What two of them fit, or may fit, is not decided.
func (m *matcher) byMatch() {
	fitting, doubtful := map[string][]string{}, map[string]bool{}
	for i := range m.doc.Components {
		c := &m.doc.Components[i]
		if c.Match.IsEmpty() {
			continue
		}
		for _, id := range m.stack.Of(c.Kind.Name).Items() {
			if fits, known := FitsMatch(c.Match, m.Thing(id).Base()).Get(); fits {
				fitting[id] = append(fitting[id], c.Name)
			} else if !known {
				m.disputed[id], doubtful[id] = true, true
			}
		}
	}
	for id, names := range fitting {
		if len(names) == 1 && !doubtful[id] {
			m.bind(id, names[0], byMatch)
		} else {
			m.disputed[id] = true
		}
	}
	for _, ids := range m.things {
		slices.Sort(ids)
	}
}

// byKind binds the things of a kind that the document has once, whatever else is known.
func (m *matcher) byKind() {
	for _, things := range m.stack.Things {
		asked := m.doc.OfKind(things.Kind)
		if len(asked) != 1 || !asked[0].Match.IsEmpty() {
			continue
		}
		for _, id := range m.free(things) {
			if mayBe(m.Thing(id), asked[0]) {
				m.bind(id, asked[0].Name, byKind)
			}
		}
	}
}

// free are the things of a kind that are not decided; a replica is what its source is.
func (m *matcher) free(things Things) []string {
	var all []string
	for _, id := range things.List.Items() {
		d := m.Databases[id]
		if _, done := m.bound[id]; !done && !m.disputed[id] && (d == nil || m.Databases[d.ReplicaOf.Or("")] == nil) {
			all = append(all, id)
		}
	}
	return all
}

// open are the components of a kind that no thing is bound to. One whose match fits nothing is not
// there, and nothing else is it.
func (m *matcher) open(kind string) []*document.Component {
	var all []*document.Component
	for _, c := range m.doc.OfKind(kind) {
		if len(m.things[c.Name]) == 0 && c.Match.IsEmpty() {
			all = append(all, c)
		}
	}
	return all
}

// byEvidence binds all pairs that are each other's strictly best, and speaks for itself, at once.
func (m *matcher) byEvidence() bool {
	type pair struct{ id, name string }
	var pairs []pair
	for _, things := range m.stack.Things {
		units, open := m.units(things), m.open(things.Kind)
		scores := make([][]int, len(units))
		for i, u := range units {
			scores[i] = make([]int, len(open))
			for j, c := range open {
				scores[i][j] = m.score(u[0], c)
			}
		}
		for i, u := range units {
			if j := strictlyBest(scores[i]); j >= 0 && scores[i][j] > 0 && strictlyBest(column(scores, j)) == i {
				for _, id := range u {
					pairs = append(pairs, pair{id, open[j].Name})
				}
			}
		}
	}
	for _, p := range pairs {
		m.bind(p.id, p.name, byEvidence)
	}
	return len(pairs) > 0
}

// strictlyBest is the index of the highest score, or -1 where two are.
func strictlyBest(scores []int) int {
	best := -1
	for i, s := range scores {
		if best < 0 || s > scores[best] {
			best = i
		}
	}
	for i, s := range scores {
		if i != best && s == scores[best] {
			return -1
		}
	}
	return best
}

func column(scores [][]int, j int) []int {
	all := make([]int, len(scores))
	for i := range scores {
		all[i] = scores[i][j]
	}
	return all
}

// byElimination binds one thing that is left to the one component that is, where nothing speaks against it.
func (m *matcher) byElimination() bool {
	progress := false
	for _, things := range m.stack.Things {
		units, open := m.units(things), m.answeredFor(m.open(things.Kind))
		if len(units) != 1 || len(open) != 1 || m.score(units[0][0], open[0]) < 0 ||
			!mayBe(m.Thing(units[0][0]), open[0]) ||
			m.hasDisputed(things) {
			continue
		}
		for _, id := range units[0] {
			m.bind(id, open[0].Name, byElimination)
		}
		progress = true
	}
	return progress
}

func (m *matcher) hasDisputed(things Things) bool {
	return slices.ContainsFunc(things.List.Items(), func(id string) bool { return m.disputed[id] })
}

// units are the free things of a kind, each by itself; where a component can be several things, those
// that one resource makes, with the same groups, are one.
func (m *matcher) units(things Things) [][]string {
	several := slices.ContainsFunc(m.doc.OfKind(things.Kind), func(c *document.Component) bool {
		most, bounded := c.Count.Most()
		return !bounded || most > 1
	})
	var units [][]string
	at := map[string]int{}
	for _, id := range m.free(things) {
		key := id
		if several {
			key = m.unitOf(id)
		}
		if i, ok := at[key]; ok {
			units[i] = append(units[i], id)
			continue
		}
		at[key] = len(units)
		units = append(units, []string{id})
	}
	return units
}

// unitOf is what things that one resource makes, or that are equal in an account, share.
func (m *matcher) unitOf(id string) string {
	noun := m.Thing(id)
	groups := strings.Join(slices.Sorted(slices.Values(m.placeOf(id).SecurityGroups.Items())), " ")
	if address := noun.Base().Source.Address; address != "" {
		address, _, _ = strings.Cut(address, "[")
		return address + " " + groups
	}
	return groups
}
