package network

import "github.com/archcheck/archcheck/internal/model"

// standing is how a peer group relates to the documented edges.
type standing struct {
	// excess is what those who wear it are permitted beyond the document.
	excess services
	// others are undocumented wearers, each of whom everything is too much for.
	others []string
	// open says who may wear it, and would be permitted too much; nil where nobody.
	open *model.Why
}

// isExcess: it is too much, whoever else wears it.
func (s standing) isExcess() bool { return !s.excess.isEmpty() || len(s.others) > 0 }

// documentedOf are the services that are documented for somebody.
func (c *comparison) documentedOf(w wearer) services {
	if !w.documented || w.stack != c.stack {
		return services{}
	}
	return c.byRole[w.role]
}

// standingOf judges some services that a group is permitted: all who wear it must be the
// documented end of edges that cover them. A group that no documented component wears stands
// for nobody the document knows.
func (c *comparison) standingOf(group string, beyond services) standing {
	worn := c.wardrobe.sure[group]
	if worn == nil {
		return c.standingOfUnworn(group, beyond)
	}
	s := standing{others: worn.others}
	for _, w := range worn.roles {
		s.excess = s.excess.union(beyond.minus(c.documentedOf(w)))
	}
	if s.isExcess() {
		return s
	}
	s.open = c.wardrobe.gap
	c.mayWear(group, func(w openWearer) bool {
		if s.open == nil && !beyond.minus(c.documentedOf(w.wearer)).isEmpty() {
			s.open = mayWear(w, group)
		}
		return s.open == nil
	})
	return s
}

// standingOfUnworn: nobody wears it for sure. It is too much, but for the services of
// documented ends that may wear it.
func (c *comparison) standingOfUnworn(group string, beyond services) standing {
	var s standing
	var may services
	note := func(set services, why *model.Why) {
		if set = set.and(beyond); set.isEmpty() {
			return
		}
		if may = may.union(set); s.open == nil {
			s.open = why
		}
	}
	if gap := c.wardrobe.documentedGap; gap != nil {
		note(c.everyRole(), gap)
	}
	for _, w := range c.wardrobe.byGroup[group] {
		if !w.anybody {
			note(c.documentedOf(w.wearer), mayWear(w, group))
		} else {
			note(c.everyRole(), mayWear(w, group))
		}
	}
	for _, w := range c.wardrobe.anybody {
		note(c.everyRole(), mayWear(w, group))
	}
	for _, o := range c.others.anyGroup {
		note(c.documentedOf(o.wearer), mayWear(openWearer{wearer: o.wearer, why: o.groups.Why()}, group))
	}
	for _, o := range c.unplaced {
		note(c.byRole[o.role], mayWear(openWearer{wearer: o.wearer, why: o.groups.Why()}, group))
	}
	if s.open == nil {
		if s.open = c.absentEnd(group, beyond); s.open != nil {
			return s
		}
	}
	s.excess = beyond.minus(may)
	return s
}

// everyRole is what is documented for any component at the far end.
func (c *comparison) everyRole() (all services) {
	for _, set := range c.byRole {
		all = all.union(set)
	}
	return all
}

// mayWearAny: it may wear groups that are not known, whichever.
func (o component) mayWearAny() bool {
	return !o.groups.IsWhole() && len(o.groups.Why().Candidates) == 0
}

func mayWear(w openWearer, group string) *model.Why {
	why := w.why
	if why.Detail == "" {
		why.Detail = "whether " + w.id + " wears " + group + " is not known"
	}
	return &why
}
