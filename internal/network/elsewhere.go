package network

import "github.com/archcheck/archcheck/internal/model"

// whyElsewhere is why it is open whether a component of a role, which a stack lacks, is one
// of another stack: rules join components to stacks, and something about them is not known.
// It is nil where no such component exists, or where nothing is open.
func (a *analysis) whyElsewhere(role string) *model.Why {
	if a.present == nil {
		a.present = map[string]bool{}
		for _, c := range a.components() {
			if a.present[c.role] = true; a.unjoined == nil {
				a.unjoined = a.openGroups(c)
			}
		}
	}
	if !a.present[role] {
		return nil
	}
	return a.unjoined
}

// openGroups is the first thing that is not known about the groups of a component.
func (a *analysis) openGroups(c component) *model.Why {
	if !c.groups.IsWhole() {
		why := c.groups.Why()
		return &why
	}
	for _, id := range c.groups.Items() {
		for _, ingress := range []bool{true, false} {
			for _, g := range a.reach.sure.group(id, ingress) {
				if g.why != nil {
					return g.why
				}
			}
		}
	}
	return nil
}
