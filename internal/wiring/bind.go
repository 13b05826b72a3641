package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// binding says which documented component a thing is.
type binding struct {
	// names are the components that it can be; one, unless it is open.
	names []string
	// open says that which of several it is, is not decided.
	open bool
	// how says what decided.
	how string
}

func (b binding) is(name string) bool { return slices.Contains(b.names, name) }

// bind decides which documented component each thing of a stack is.
func (b *builder) bind(s *Stack) {
	for _, things := range s.Things {
		asked := b.doc.OfKind(things.Kind)
		for _, id := range things.List.Items() {
			b.bindings[id] = onlyOf(asked)
		}
	}
}

// onlyOf is the binding to the components of a kind: the only one, or one of several.
func onlyOf(asked []*document.Component) binding {
	bound := binding{how: "the only " + "one of its kind"}
	for _, c := range asked {
		bound.names = append(bound.names, c.Name)
	}
	if bound.open = len(asked) > 1; bound.open {
		bound.how = "not decided"
	}
	return bound
}

// memberOf is where a thing belongs.
func (b *builder) memberOf(s *Stack, id string) Member {
	bound := b.bindings[id]
	return Member{Stack: s.ID, Parts: bound.names, Open: bound.open}
}

// surplusOf says of each thing that may be one too many why: there are more of its kind than the
// document has.
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
	return surplus
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
