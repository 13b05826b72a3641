package wiring

import (
	"strings"
	"unicode"
)

// object takes back two bindings of one kind where the names of both say that each is the other: so
// crossed wiring cannot pass as a permutation. What the document's match says is no matter of names.
func (m *matcher) object() {
	for _, things := range m.stack.Things {
		ids := things.List.Items()
		for i, x := range ids {
			for _, y := range ids[i+1:] {
				if m.isCrossed(x, y) {
					m.disputed[x], m.disputed[y] = true, true
				}
			}
		}
		for _, id := range ids {
			if m.disputed[id] {
				m.unbind(id)
			}
		}
	}
}

func (m *matcher) unbind(id string) {
	name, ok := m.bound[id]
	if !ok {
		return
	}
	delete(m.bound, id)
	var rest []string
	for _, other := range m.things[name] {
		if other != id {
			rest = append(rest, other)
		}
	}
	m.things[name] = rest
}

// isCrossed reports whether each of two things is called what the other is bound to.
func (m *matcher) isCrossed(x, y string) bool {
	a, known := m.bound[x]
	b, otherKnown := m.bound[y]
	if !known || !otherKnown || a == b || m.how[x] == byMatch || m.how[y] == byMatch {
		return false
	}
	return m.isCalled(x, b) && m.isCalled(y, a) && !m.isCalled(x, a) && !m.isCalled(y, b)
}

// isCalled reports whether the name or the address of a thing holds the name of a component.
func (m *matcher) isCalled(id, component string) bool {
	r := m.Thing(id).Base()
	name := plain(component)
	return strings.Contains(plain(r.Name.Or("")), name) ||
		strings.Contains(plain(strings.ReplaceAll(r.Source.Address, r.Type, "")), name)
}

// plain is a name in small letters and digits alone.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
