package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// binding says which documented component a thing is.
type binding struct {
	// names are the components that it can be; one, unless it is open.
	names []string
	// open says that which of several it is, is not decided.
	open bool
	// doubtful says that it may be one of them, and may be none: what a match asks for is not known of it,
	// or whether it only serves another thing.
	doubtful bool
	// how says what decided.
	how string
}

func (b binding) is(name string) bool { return slices.Contains(b.names, name) }

// How a thing was bound to its component.
const (
	byMatch       = "match"
	byKind        = "the only one of its kind"
	byEvidence    = "wiring"
	byElimination = "the only one left"
	byNothing     = "not decided"
)

// bind decides which documented component each thing of a stack is.
func (b *builder) bind(s *Stack) {
	m := newMatcher(b, s)
	m.decide()
	for _, things := range s.Things {
		asked := b.doc.OfKind(things.Kind)
		for _, id := range things.List.Items() {
			b.bindings[id] = m.binding(id, asked)
		}
	}
}

// binding is what the matcher decided of a thing; a replica is what its source is.
func (m *matcher) binding(id string, asked []*document.Component) binding {
	source := id
	for range len(m.Databases) {
		d := m.Databases[source]
		if d == nil || m.Databases[d.ReplicaOf.Or("")] == nil {
			break
		}
		source = d.ReplicaOf.Or("")
	}
	if name, ok := m.bound[source]; ok {
		return binding{names: []string{name}, how: m.how[source]}
	}
	open := binding{open: true, how: byNothing, doubtful: m.mayServe(id)}
	for _, c := range asked {
		fits, known := FitsMatch(c.Match, m.Thing(id).Base()).Get()
		left := mayCopy(m.Databases[source]) || len(m.things[c.Name]) == 0 || len(asked) == 1 || !c.Match.IsEmpty()
		if (fits || !known) && mayBe(m.Thing(id), c) && left {
			open.names = append(open.names, c.Name)
			open.doubtful = open.doubtful || !known
		}
	}
	// Who is not decided may be what is left.
	taken := len(asked) > 1 &&
		slices.ContainsFunc(
			m.stack.Of(asked[0].Kind.Name).Items(),
			func(other string) bool { return other != id && m.disputed[other] },
		)
	if open.open = len(open.names) > 1 || open.doubtful ||
		taken && len(open.names) > 0; len(open.names) == 1 &&
		!open.open {
		open.how = byElimination
	} else if len(open.names) == 0 {
		open.how = "the document has no such component"
	}
	return open
}

// mayCopy reports whether a database may be a replica of a bound one.
func mayCopy(d *model.Database) bool { return d != nil && !d.ReplicaOf.IsKnown() }

// anyOf is the member of what serves some component of a kind, nobody knows which.
func (b *builder) anyOf(kind string) Member {
	var m Member
	for _, c := range b.doc.OfKind(kind) {
		m.Parts = append(m.Parts, c.Name)
	}
	m.Open = len(m.Parts) > 1
	return m
}

// memberOf is where a thing belongs.
func (b *builder) memberOf(s *Stack, id string) Member {
	bound := b.bindings[id]
	return Member{Stack: s.ID, Parts: bound.names, Open: bound.open, Doubtful: bound.doubtful}
}

// usersOf is the member of what the tasks of a stack refer to: the services that do.
func (b *builder) usersOf(s *Stack, repository string, member Member) Member {
	users := Member{Stack: member.Stack}
	add := func(id string) {
		m := b.memberOf(s, id)
		for _, name := range m.Parts {
			if !slices.Contains(users.Parts, name) {
				users.Parts = append(users.Parts, name)
			}
		}
		users.Open = users.Open || m.Open
	}
	services := s.Of("service").Items()
	for _, id := range services {
		if t := b.TaskDefinitions[b.Services[id].TaskDefinition.Or("")]; t != nil && refersTo(t, repository) {
			add(id)
		}
	}
	if len(users.Parts) == 0 {
		for _, id := range services {
			add(id)
		}
	}
	return users
}

func refersTo(t *model.TaskDefinition, id string) bool {
	return slices.Contains(t.Refers.Items(), id) || slices.Contains(images(t), id)
}
