package network

import "slices"

// company are the components of a stack, found by role and not by a walk through all for each of them: a cluster
// has thousands.
type company struct {
	all    []component
	byRole map[string][]component
	// roles is how many each of them may have, by id.
	roles map[string]int
	// anyGroup are those that may wear a group, whichever.
	anyGroup []component
}

func companyOf(all []component) company {
	m := company{all: all, byRole: map[string][]component{}, roles: map[string]int{}}
	for _, c := range all {
		m.roles[c.id]++
		m.byRole[c.role] = append(m.byRole[c.role], c)
		if c.mayWearAny() {
			m.anyGroup = append(m.anyGroup, c)
		}
	}
	return m
}

// companies are those of each stack.
func companies(all []component) map[string]company {
	byStack := map[string][]component{}
	for _, c := range all {
		byStack[c.stack] = append(byStack[c.stack], c)
	}
	result := map[string]company{}
	for stack, some := range byStack {
		result[stack] = companyOf(some)
	}
	return result
}

// of are the components of a role.
func (m company) of(role string) []component { return m.byRole[role] }

// beside is the company of a component in one of its roles: it is not there in another one.
func (m company) beside(c component) company {
	if m.roles[c.id] < 2 {
		return m
	}
	inOther := func(o component) bool { return o.id == c.id && o.role != c.role }
	return companyOf(slices.DeleteFunc(slices.Clone(m.all), inOther))
}
