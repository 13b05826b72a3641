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

// settled are the claims that count: of those that conflict the one of the highest rank, or none. What is said of one
// environment goes before what is said of all.
func (r *reader) settled() (all []claim) {
	groups := map[string][]claim{}
	for _, c := range r.claims {
		key := c.environment + "\x00" + c.path
		groups[key] = append(groups[key], c)
	}
	general := map[string]claim{}
	for _, key := range sorted(groups) { // what is said of all environments comes first
		c, ok := r.settle(groups[key])
		if !ok {
			continue
		}
		if c.environment == "" {
			general[c.path] = c
		} else if c, ok = r.over(general, c); !ok {
			continue
		}
		all = append(all, c)
	}
	for i := range all {
		all[i].value = r.lexicon.asMeant(r.asked(all[i].path), all[i].value)
	}
	return all
}

// settle is what the claims of one environment on one path come to.
func (r *reader) settle(group []claim) (claim, bool) {
	group, isOpen := r.billed(group)
	if isOpen {
		return claim{}, false
	}
	group = withoutDrawn(group)
	slices.SortStableFunc(group, func(a, b claim) int { return cmp.Compare(b.rank, a.rank) })
	settled, isLaw := group[0], true
	var different []claim // the first of each value: many may say the same
	for _, c := range group {
		for _, other := range different {
			if _, ok := r.both(c.path, other.value, c.value); ok {
				continue
			}
			r.conflict(other.by, c.by, fmt.Sprintf(
				"%s: %s on line %d, %s on line %d", c.path, r.shown(other), other.by.Line, r.shown(c), c.by.Line,
			))
			isLaw = isLaw && c.rank < group[0].rank
		}
		if value, ok := r.both(c.path, settled.value, c.value); ok {
			settled.value = value
		}
		if !slices.ContainsFunc(different, func(o claim) bool { return o.value == c.value }) {
			different = append(different, c)
		}
	}
	r.startsWith(group, settled)
	return settled, isLaw
}

// over is what is asked of one environment where something is asked of all: both, or what is said of the one. What
// lifts something that nobody asks is nothing.
func (r *reader) over(general map[string]claim, c claim) (claim, bool) {
	of, isAsked := general[c.path]
	if !isAsked {
		return c, c.value != lifted
	}
	value, ok := r.both(c.path, of.value, c.value)
	if ok {
		c.value = value
		return c, true
	}
	of.by.set(NotUnderstood, fmt.Sprintf("not in %s: there line %d says %s", c.environment, c.by.Line, r.shown(c)))
	return c, true
}

// conflict says on both statements that they do not agree.
func (r *reader) conflict(a, b *Statement, detail string) {
	a.set(Contradiction, detail)
	b.set(Contradiction, detail)
}
