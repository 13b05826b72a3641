package verdict

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// joinUnread adds what another report left unread.
func (s *Summary) joinUnread(other Summary) {
	s.Unmodeled += other.Unmodeled
	s.LeftOut = append(slices.Clone(s.LeftOut), other.LeftOut...)
	s.Mentions = append(slices.Clone(s.Mentions), other.Mentions...)
	s.Notes = unique(append(slices.Clone(s.Notes), other.Notes...))
	types := slices.Clone(s.UnmodeledTypes)
	for _, t := range other.UnmodeledTypes {
		if i := slices.IndexFunc(types, func(have TypeCount) bool { return have.Type == t.Type }); i >= 0 {
			types[i].Count += t.Count
		} else {
			types = append(types, t)
		}
	}
	slices.SortFunc(types, func(a, b TypeCount) int { return cmp.Compare(a.Type, b.Type) })
	s.UnmodeledTypes = types
}

// namedAtMost is how many names a sentence lists; the others are counted.
const namedAtMost = 10

func named(names []string) string {
	if len(names) <= namedAtMost {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:namedAtMost], ", "), len(names)-namedAtMost)
}

// Unseen says, a sentence each, what a report does not speak of: what the scope leaves out, what
// is not modelled, and what of that refers to a component.
func (s Summary) Unseen() []string {
	var all []string
	if len(s.LeftOut) > 0 {
		all = append(all, fmt.Sprintf("out of scope (%d): %s", len(s.LeftOut), named(s.LeftOut)))
	}
	if len(s.UnmodeledTypes) > 0 {
		var types []string
		for _, t := range s.UnmodeledTypes {
			types = append(types, fmt.Sprintf("%d %s", t.Count, t.Type))
		}
		all = append(all, "not read by any rule: "+named(types))
	}
	if len(s.Mentions) > 0 {
		var names []string
		for _, m := range s.Mentions {
			names = append(names, m.Address+" refers to "+m.Component)
		}
		all = append(all, "not read, and it refers to a component: "+named(names))
	}
	for _, note := range s.Notes {
		all = append(all, "note: "+note)
	}
	return all
}
