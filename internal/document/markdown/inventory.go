package markdown

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/kind"
)

// isOfInventory reports whether a column says of components in which subnets they are, or how many.
func (c column) isOfInventory() bool { return c.holds == "tier" || c.holds == "count" }

// isInventory reports whether the first column of a table names components, one a row.
func (r *reader) isInventory(b block) bool {
	title := cell(b.rows[0], 0)
	return title == "" || r.heads("components", r.lexicon.ComponentHeads, title)
}

// inventoryCell reads in which subnets a component is, or how many things it is.
func (r *reader) inventoryCell(e *entry, at int, text string, about []*entity, above section) {
	title := e.titles[min(at, len(e.titles)-1)]
	s := r.sayingOf(text)
	m := mention{
		section:     above,
		environment: cmp.Or(e.columns[at].environment, r.environmentOf(above)),
		entities:    about,
	}
	_, isOther := r.environmentOfRow(cell(e.row, 0), m)
	switch {
	case len(about) == 0 || r.lexicon.isLater(s.words):
	case isOther || r.isOfAnother(s, m.environment):
		e.by.set(Ambiguous, "in which environment? Name each in a heading or a column of a table")
	case e.columns[at].holds == "tier":
		r.tierCell(e, s, title, m)
	default:
		r.countCell(e, s, title, m)
	}
}

// tierCell asks for the subnets that a cell names. What a column of layers or tiers says is mostly no subnet.
func (r *reader) tierCell(e *entry, s *saying, title string, m mention) {
	isOfSubnets := r.lexicon.TierWords.in(r.lexicon.words(title)) || r.lexicon.TierWords.in(s.words)
	tier, isOpen := r.tierOfCell(s.words, isOfSubnets, m.environment, e.by)
	switch {
	case isOpen:
		e.by.set(Ambiguous, "in which subnets? Write those of one tier")
	case tier == nil && isOfSubnets:
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(title+": "+s.text)))
	case tier == nil:
	default:
		for _, one := range m.entities {
			if kind.Find(one.kind).Placed {
				r.claimOf(e.by, one, "tier", tier.name, m.environment)
			}
		}
		e.said = true
	}
}

// tierOfCell is the tier that a cell names. Where no diagram shows any, it is one by its usual name.
func (r *reader) tierOfCell(words []string, isOfSubnets bool, environment string, by *Statement) (*tierFacts, bool) {
	var found *tierFacts
	for _, t := range r.tiers {
		isNamed := slices.Contains(words, t.name) || isOfSubnets && r.lexicon.Tiers[t.name].Words.in(words) ||
			r.namesTier(t, words)
		switch {
		case !isNamed || t.environment != "" && t.environment != environment:
		case found != nil && found.name != t.name:
			return nil, true
		default:
			found = t
		}
	}
	if found != nil || r.drawsTiers {
		return found, false
	}
	name, wayOut := r.lexicon.tierOf(words)
	if _, isPlain := r.lexicon.Tiers[name]; !isPlain || !isOfSubnets && !slices.Contains(words, name) {
		return nil, false
	}
	return r.tierNamed(environment, name, wayOut, by), false
}

// countCell asks how many things a component is. One is what it is anyway.
func (r *reader) countCell(e *entry, s *saying, title string, m mention) {
	all := s.quantities()
	if len(all) == 0 {
		return
	}
	isOne := len(all) == 1 && all[0].low == "1" && all[0].high == "1"
	label := r.lexicon.words(title + " " + s.text + " " + cell(e.row, 0))
	asked := r.countOf(m.entities[0], label, isOne)
	switch {
	case asked != nil:
		e.asked = asked
		r.gridValue(e, s, m, title)
		e.asked = nil
	case isOne:
		s.hold(0, len(s.words)-1)
		e.said = true
	default:
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(title+": "+s.text)))
	}
}

// countOf is the requirement that asks how many things a component is, nil where nobody can tell: of one database two
// can be a standby.
func (r *reader) countOf(e *entity, words []string, isOne bool) *requirementWords {
	says := func(list ...string) bool { return phrasesOf(list...).in(words) }
	ask := e.kind + ".count"
	switch e.kind {
	case "service":
		isOfTasks := says("task*", "replica*", "container*", "instance*", "desired")
		if !isOfTasks && (isOne || says("services")) {
			return nil
		}
		ask = "service.tasks"
	case "cache":
		if isOne && !says("node*", "instance*") {
			return nil
		}
		ask = "cache.nodes"
	case "database":
		if !r.namesAurora(e) || isOne && !says("instance*") {
			return nil
		}
		ask = "database.instances"
	default:
		if isOne {
			return nil
		}
	}
	return &requirementWords{Ask: ask, of: r.lexicon.table.requirement(ask)}
}
