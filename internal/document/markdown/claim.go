package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// rank is whose word counts more where two statements conflict.
type rank int

const (
	prose rank = iota + 1
	topology
	groupDiagram
	ruleTable
)

// claim is one value that the document asks for.
type claim struct {
	// environment is empty for all of them.
	environment string
	path        string
	// value is YAML.
	value string
	rank  rank
	by    *Statement
	// bill is the table of costs that it stands in, nil elsewhere.
	bill *bill
	// isDrawn says that it is the number of things that are drawn, which there are at least.
	isDrawn bool
}

// claim asks something, and says so on the statement.
func (r *reader) claim(c claim) {
	c.by.ask(strings.TrimPrefix(c.environment+": ", ": ") + c.path)
	r.claims = append(r.claims, c)
}

// settled are the claims that count: of those that conflict the one of the highest rank, or none.
func (r *reader) settled() []claim {
	groups := map[string][]claim{}
	for _, c := range r.claims {
		key := c.environment + "\x00" + c.path
		groups[key] = append(groups[key], c)
	}
	var all []claim
	for _, key := range sorted(groups) {
		if c, ok := r.settle(groups[key]); ok {
			all = append(all, c)
		}
	}
	return all
}

func (r *reader) settle(group []claim) (claim, bool) {
	group, isOpen := r.billed(group)
	if isOpen {
		return claim{}, false
	}
	group = withoutDrawn(group)
	slices.SortStableFunc(group, func(a, b claim) int { return cmp.Compare(b.rank, a.rank) })
	first := group[0]
	isLaw := true
	for _, c := range group[1:] {
		if c.value == first.value {
			continue
		}
		r.conflict(
			first.by,
			c.by,
			fmt.Sprintf("%s: %s on line %d, %s on line %d", first.path, first.value, first.by.Line, c.value, c.by.Line),
		)
		isLaw = isLaw && c.rank < first.rank
	}
	return first, isLaw
}

// conflict says on both statements that they do not agree.
func (r *reader) conflict(a, b *Statement, detail string) {
	a.set(Contradiction, detail)
	b.set(Contradiction, detail)
}
