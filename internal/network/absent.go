package network

import (
	"github.com/archcheck/archcheck/internal/model"
)

// absentEnd is why it is open whom a group stands for that nothing wears: the stack lacks a
// documented component, and the group has exactly the rules of that component, or the input does not
// answer for it. Who takes
// such a group is for whoever adds the component; it is nil where nothing speaks for it.
func (c *comparison) absentEnd(group string, beyond services) *model.Why {
	for i := range c.doc.Components {
		role := c.doc.Components[i].Name
		lacking := len(c.others.of(role)) == 0
		if lacking && c.byRole[role].contains(beyond) && (c.looksLike(group, role) || !c.doc.AnswersFor(role)) {
			detail := "nothing wears " + group + ", which has the rules of the documented " + role + " that is not there"
			return &model.Why{Reason: model.NotManaged, Detail: detail}
		}
	}
	return nil
}

// looksLike reports whether a group permits, in both directions, what is documented for a
// role: no other ports, and all of them.
func (a *analysis) looksLike(group, role string) bool {
	if a.SecurityGroups[group] == nil {
		return false
	}
	for _, ingress := range []bool{true, false} {
		var documented, internet, granted services
		for _, e := range a.edges {
			end, far := e.from, e.to
			if ingress {
				end, far = e.to, e.from
			}
			if end != role {
				continue
			}
			if documented = documented.union(e.services); far == Internet {
				internet = internet.union(e.services)
			}
		}
		for _, g := range a.reach.sure.group(group, ingress) {
			allowed := documented
			if !g.isGroup {
				allowed = internet
			}
			if !allowed.contains(g.services) {
				return false
			}
			granted = granted.union(g.services)
		}
		if !granted.contains(documented) {
			return false
		}
	}
	return true
}
