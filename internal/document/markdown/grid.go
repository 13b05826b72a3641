package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// isGrid reports whether a table has a row for each component and a column for each requirement.
func (r *reader) isGrid(b block, columns []column) bool {
	if index(columns, "setting") >= 0 || index(columns, "cost") >= 0 ||
		r.lexicon.Columns["cost"].in(r.lexicon.words(b.section.title())) {
		return false
	}
	for i, c := range columns {
		if i > 0 && (r.askedOver(cell(b.rows[0], i), nil) != nil || r.isInventory(b) && c.isOfInventory()) {
			return true
		}
	}
	return false
}

// askedOver is the requirement that the head of a column names of some components, or of any where there are none; nil
// where the head says anything else. A table has many rows, so each head is asked once.
func (r *reader) askedOver(title string, about []*entity) *requirementWords {
	key := title
	for _, e := range about {
		key += "\x00" + e.kind
	}
	q, ok := r.titles[key]
	if !ok {
		q = r.namedOver(r.lexicon.words(title), about)
		r.titles[key] = q
	}
	return q
}

func (r *reader) namedOver(words []string, about []*entity) (best *requirementWords) {
	longest := 0
	for i := range r.lexicon.Requirements {
		q := &r.lexicon.Requirements[i]
		if !q.isOfKind || len(about) > 0 && !r.lexicon.table.isOf(q.Ask, about) || q.RowsUnless.in(words) {
			continue
		}
		for _, list := range []phrases{q.Rows, q.Columns} {
			f := list.find(words, 1)
			if f != nil && len(f.at) > longest && !r.saysMore(withoutAt(words, f.at), r.lexicon.BesideTitles) {
				best, longest = q, len(f.at)
			}
		}
	}
	return best
}

// gridRow asks the cells of a row of what its first cell names.
func (r *reader) gridRow(by *Statement, b block, row row, columns []column) {
	e := &entry{by: by, row: row, columns: columns, titles: b.rows[0].cells, table: b.line}
	about := r.aboutRow(row)
	for i, c := range columns {
		switch text := cell(row, i); {
		case i == 0:
		case r.asksNothing(r.sayingOf(text)):
			e.said = e.said || len(about) > 0
		case r.versionCell(e, i, text, about, b.section):
		case c.isOfInventory() && r.askedOver(cell(b.rows[0], i), nil) == nil && r.isInventory(b):
			r.inventoryCell(e, i, text, about, b.section)
		default:
			r.gridCell(e, i, text, about, b.section)
		}
	}
	r.gridEnds(e, about, b.section)
	r.outcome(e)
}

// aboutRow are the components that the first cell of a row names.
func (r *reader) aboutRow(row row) []*entity {
	label := r.lexicon.words(cell(row, 0))
	about := r.mentioned(label, r.lexicon.table.names)
	if role := r.lexicon.classify(label).role; role != "" || r.lexicon.TierWords.in(label) {
		about = nil
	}
	if len(about) == 0 {
		about = r.refer(label)
	}
	if one := r.rowOf[row.line]; one != nil {
		return []*entity{one}
	}
	return about
}

// gridCell reads one cell of such a row.
func (r *reader) gridCell(e *entry, at int, text string, about []*entity, above section) {
	if r.isEndAlone(e, at, about) {
		return
	}
	title := e.titles[min(at, len(e.titles)-1)]
	s := r.inUnit(r.sayingOf(text), title)
	m := mention{
		section:     above,
		environment: cmp.Or(e.columns[at].environment, r.environmentOf(above)),
		entities:    about,
	}
	environment, isOther := r.environmentOfRow(cell(e.row, 0), m)
	isAsked := r.askedOver(title, nil) != nil
	e.asked = r.askedIn(e, title, about)
	switch {
	case isAsked && r.lexicon.isLater(s.words):
		e.said = true
	case len(about) == 0 && isAsked:
		e.by.set(NotUnderstood, fmt.Sprintf("%q is no component that is drawn", oneLine(cell(e.row, 0))))
	case e.asked == nil && (isAsked || r.isAnswer(s)):
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(title+": "+text)))
	case e.asked == nil:
		r.further(e, s, m, e.columns[at])
	case isOther || r.isOfAnother(s, cmp.Or(m.environment, environment)):
		e.by.set(Ambiguous, "in which environment? Name each in a heading or a column of a table")
	case r.isPerZone(s):
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(title+": "+text)))
	case r.endOfRange(e, at) != "":
	default:
		r.gridValue(e, s, m.in(environment), title)
	}
	e.asked = nil
}

// askedIn is what the head of a column asks of what a row names, or both together: "Retention" of "Application logs".
func (r *reader) askedIn(e *entry, title string, about []*entity) *requirementWords {
	label := r.lexicon.words(cell(e.row, 0))
	if q := r.askedOver(title, about); q != nil {
		if q.Unless.in(named(label)) {
			return nil
		}
		return q
	}
	if q := r.rowNamed(append(label, r.lexicon.words(title)...)); q != nil && len(about) > 0 &&
		q.Rows.find(label, 1) == nil && r.lexicon.table.isOf(q.Ask, about) {
		return q
	}
	return nil
}

// gridValue asks what a cell says. "No" is asked only where it is said what that demands: it may be that nothing is
// asked, or that the thing must not be.
func (r *reader) gridValue(e *entry, s *saying, m mention, title string) {
	switch isNo := r.isNoCell(s); {
	case isNo && e.asked.No == "":
		e.by.set(
			Ambiguous,
			fmt.Sprintf("is %q not asked, or must it not be so? Leave the cell empty where it is not", oneLine(title)),
		)
	case r.value(e, s, m):
		e.said = true
		r.more(e, s, m)
	case r.isAnswer(s):
		e.by.set(Ambiguous, fmt.Sprintf("%q: how much is it? Write a number", oneLine(title)))
	default:
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(title+": "+s.text)))
	}
}

// isEndAlone reports whether a column is "Min" or "Max" of how many things a component is.
func (r *reader) isEndAlone(e *entry, at int, about []*entity) bool {
	title := e.titles[min(at, len(e.titles)-1)]
	return len(about) == 1 && r.endOfRange(e, at) != "" && len(r.lexicon.words(title)) == 1 &&
		r.countOf(about[0], []string{"desired"}, false) != nil && r.askedOver(title, about) == nil
}

// gridEnds reads the cells of a row under "Min tasks" and "Max tasks" as one range.
func (r *reader) gridEnds(e *entry, about []*entity, above section) {
	texts := map[string]map[string]string{}
	asked := map[string]*requirementWords{}
	for i := range min(len(e.columns), len(e.row.cells), len(e.titles)) {
		q, end := r.askedOver(e.titles[i], about), r.endOfRange(e, i)
		if q == nil && r.isEndAlone(e, i, about) {
			q = r.countOf(about[0], []string{"desired"}, false)
		}
		if i == 0 || q == nil || len(about) == 0 || end == "" || r.asksNothing(r.sayingOf(e.row.cells[i])) {
			continue
		}
		if texts[q.Ask] == nil {
			texts[q.Ask], asked[q.Ask] = map[string]string{}, q
		}
		texts[q.Ask][end] = e.row.cells[i]
	}
	for _, ask := range sorted(texts) {
		var ends []string
		for _, end := range []string{"min", "max"} {
			if text := texts[ask][end]; text != "" {
				ends = append(ends, end+" "+text)
			}
		}
		desired := texts[ask]["desired"]
		switch {
		case len(ends) == 0:
			ends = []string{desired}
		case desired != "":
			e.left = append(e.left, "desired "+desired)
		}
		e.asked = asked[ask]
		m := mention{section: above, environment: r.environmentOf(above), entities: about}
		r.gridValue(e, r.sayingOf(strings.Join(ends, ", ")), m, ask)
		e.asked = nil
	}
}

// isAnswer reports whether a cell says yes or no, and nothing of what.
func (r *reader) isAnswer(s *saying) bool {
	isYes := len(s.words) > 0 && len(s.words) <= 3 && r.lexicon.Yes.in(s.words[:1])
	return isYes || len(s.words) == 1 && r.lexicon.YesAlone.in(s.words) || r.isNoCell(s)
}

// isNoCell reports whether a cell says no.
func (r *reader) isNoCell(s *saying) bool {
	return r.lexicon.Nothing.in(s.words[:min(2, len(s.words))]) ||
		len(s.words) == 1 && r.lexicon.NothingAlone.in(s.words)
}

// asksNothing reports whether a cell is left open: it is empty, a dash or "n/a".
func (r *reader) asksNothing(s *saying) bool {
	f := r.lexicon.AsksNothing.find(s.words, 0)
	return strings.TrimSpace(s.text) == "" || f != nil && len(f.at) == len(s.words)
}

// inUnit is what a cell says, with the unit that the name of its row or column has where the cell has none: "Memory
// (GB)".
func (r *reader) inUnit(s *saying, title string) *saying {
	all := s.quantities()
	if len(all) == 0 || slices.ContainsFunc(all, func(q quantity) bool { return q.unit != "" }) {
		return s
	}
	named := r.sayingOf(title)
	for i, w := range named.words {
		u, isUnit := unitOf(w)
		isBehind := i > 0 && (named.clause[i] != named.clause[0] || named.words[i-1] == "in")
		isLast := i > 0 && i == len(named.words)-1 && w != "min"
		isAll := len(named.words) == 1 && u.dimension == "cpu units" // vCPU
		if isUnit && u.dimension != "" && (isBehind || isLast || isAll) {
			return r.sayingOf(s.text + " " + w)
		}
	}
	return s
}
