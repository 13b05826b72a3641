package markdown

import (
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// kindTable is the table of kinds as texts are read with it: it is asked for every word.
type kindTable struct {
	names, placed []string
	// with are the kinds that have a requirement, by its name.
	with map[string][]string
	// requirements are those of kinds and sections, by KIND.REQUIREMENT.
	requirements map[string]kind.Requirement
}

func newKindTable() *kindTable {
	t := &kindTable{names: kind.Names(), with: map[string][]string{}, requirements: map[string]kind.Requirement{}}
	for _, k := range kind.All() {
		if k.Placed {
			t.placed = append(t.placed, k.Name)
		}
		for _, q := range k.Requirements {
			t.with[q.Name] = append(t.with[q.Name], k.Name)
			t.requirements[k.Name+"."+q.Name] = q
		}
	}
	for _, section := range kind.Sections() {
		for _, q := range section.Requirements {
			t.requirements[section.Name+"."+q.Name] = q
		}
	}
	return t
}

// isOf reports whether any of some components can be asked a requirement.
func (t *kindTable) isOf(ask string, all []*entity) bool {
	owner, name, _ := strings.Cut(ask, ".")
	for _, e := range all {
		if _, has := t.requirements[e.kind+"."+name]; owner == e.kind || owner == "*" && has {
			return true
		}
	}
	return false
}

// has reports whether a kind or a section has a requirement.
func (t *kindTable) has(owner, name string) bool {
	_, has := t.requirements[owner+"."+name]
	return has
}

// requirement is what the table says of one, a flag where it knows none; of one that several kinds have it is that of
// the first, of money a number.
func (t *kindTable) requirement(ask string) kind.Requirement {
	owner, name, _ := strings.Cut(ask, ".")
	if all := t.with[name]; owner == "*" && len(all) > 0 {
		owner = all[0]
	}
	if owner == "cost" {
		return kind.Requirement{Name: name, Form: kind.Number}
	}
	if name == "count" { // what every kind can be asked
		return kind.Requirement{Name: name, Form: kind.Number, High: 100_000}
	}
	if q, ok := t.requirements[owner+"."+name]; ok {
		return q
	}
	return kind.Requirement{Name: name, Form: kind.Flag}
}
