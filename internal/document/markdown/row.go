package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// entry is a row that says something of what its cells name.
type entry struct {
	by *Statement
	// label is the cell that names what is asked, subject the one that names of what.
	label, subject int
	asked          *requirementWords
	// about are the components that it is about.
	about   []*entity
	row     row
	columns []column
	// titles are the cells of the header.
	titles []string
	// table is the line of its table.
	table int
	// isCost says that amounts in it are of money a month.
	isCost bool
	// isTotal says that its name is that of all that is paid in a month.
	isTotal bool
	// isDenied says that a cell is No, and nothing says to what.
	isDenied bool
	// left is what nothing was read from.
	left []string
	said bool
}

// row reads a row of a table that is neither of rules nor of prefixes.
func (r *reader) row(by *Statement, b block, row row, columns []column) {
	e := &entry{
		by:      by,
		row:     row,
		columns: columns,
		titles:  b.rows[0].cells,
		table:   b.line,
		label:   max(index(columns, "setting"), 0),
	}
	e.asked = r.rowNamed(r.lexicon.words(cell(row, e.label)))
	e.about = r.aboutOf(e)
	e.isCost = index(columns, "cost") >= 0 || r.lexicon.Columns["cost"].in(r.lexicon.words(b.section.title()))
	e.isTotal = e.asked != nil && e.asked.Ask == "cost.monthly_usd"
	e.isCost = e.isCost || e.isTotal
	e.isDenied = e.asked == nil && r.hasNo(e)
	if r.disagree(e) {
		by.set(Ambiguous, "which of the columns is it? Write one, or the names of environments over them")
		return
	}
	r.ends(e, b.section)
	for i, text := range e.row.cells {
		if i != e.label && i != e.subject && i < len(columns) && text != "" &&
			!r.versionCell(e, i, text, e.about, b.section) {
			r.cell(e, i, text, b.section)
		}
	}
	r.outcome(e)
}

// aboutOf are the components that a row is about: those of its first cell, or of the one that says what it is.
func (r *reader) aboutOf(e *entry) []*entity {
	about := r.refer(r.lexicon.words(cell(e.row, e.subject)))
	for i, c := range e.columns {
		head := r.lexicon.words(cell(row{cells: e.titles}, i))
		if len(about) == 0 && i > 0 && e.asked == nil &&
			(c.holds == "technology" || r.lexicon.ComponentHeads.in(head)) {
			about = r.refer(r.lexicon.words(cell(e.row, i)))
		}
	}
	return about
}

// hasNo reports whether a cell of a row says no, and nothing of what. A dash does so where the head of its column asks
// whether something is so, or names an environment.
func (r *reader) hasNo(e *entry) bool {
	for i, text := range e.row.cells {
		isDash := strings.Trim(text, "-–— ") == ""
		asks := len(e.columns) <= 2 ||
			i < len(e.columns) && (e.columns[i].environment != "" || e.columns[i].holds == "action")
		if r.isNo(text) &&
			(!isDash || asks || r.lexicon.VerdictHeads.in(r.lexicon.words(cell(row{cells: e.titles}, i)))) {
			return true
		}
	}
	return false
}

// isNo reports whether a cell says no, and nothing of what.
func (r *reader) isNo(text string) bool {
	words := r.lexicon.words(text)
	return len(words) > 0 && len(words) <= 3 && (r.lexicon.Nothing.in(words[:1]) || r.lexicon.Negations.in(words)) &&
		len(r.matches(words)) == 0
}

const noSuchName = "no requirement has such a name; `archcheck document --phrases` lists those that are known"

// isOfValues reports whether a row says yes, no or how much in each environment, of whatever it is.
func (r *reader) isOfValues(e *entry) bool {
	all := 0
	for i, c := range e.columns {
		if c.environment == "" {
			continue
		}
		words := r.lexicon.words(cell(e.row, i))
		isFlag := r.lexicon.Yes.in(words) || r.lexicon.YesAlone.in(words) || r.lexicon.Nothing.in(words) ||
			r.lexicon.NothingAlone.in(words)
		if all++; len(words) > 4 || len(words) == 0 || !isFlag && len(quantities(words)) == 0 {
			return false
		}
	}
	return all > 0
}

// outcome says what became of a row.
func (r *reader) outcome(e *entry) {
	text := strings.Join(e.row.cells, " ")
	r.footnoted(e.by, text)
	switch {
	case e.by.State == Enforced && len(e.left) > 0:
		e.by.set(InPart, notHeld(e.left))
	case e.by.State != NotArchitecture:
	case len(e.left) > 0 && e.asked != nil:
		e.by.set(NotUnderstood, notHeld(e.left))
	case e.said && len(e.left) == 0:
		e.by.set(Understood, "not required")
	case r.isOfValues(e):
		e.by.set(NotUnderstood, noSuchName)
	case len(e.row.cells) < 2 || !r.speaksOfArchitecture(r.sayingOf(text)):
	case r.describes(r.sayingOf(text)):
		r.describe(e.by, r.sayingOf(text))
	case len(e.left) > 0:
		e.by.set(NotUnderstood, notHeld(e.left))
	default:
		e.by.set(NotUnderstood, noSuchName)
	}
}

// cell reads one value: money, what the row's name asks, or whatever its words say.
func (r *reader) cell(e *entry, at int, text string, above section) {
	s, c := r.sayingOf(text), e.columns[at]
	isAside := e.asked != nil && (r.isAside(e, at) || c.holds == "port" || c.holds == "protocol")
	if isAside {
		c.holds = "note"
	}
	if parts := r.apportioned(s); e.asked != nil && !e.isMoney(c) && len(parts) > 1 {
		for _, part := range parts {
			r.cell(e, at, part.text, above)
		}
		return
	}
	if e.asked != nil {
		s = r.inUnit(r.inUnit(s, cell(e.row, e.label)), r.unitOfRow(e, at))
	}
	m := mention{
		section:     above,
		environment: c.environment,
		entities:    e.about,
		isCost:      e.isCost,
	}
	if m.environment == "" {
		m.environment = r.environmentOf(above)
	}
	switch environment, isOther := r.environmentOfRow(cell(e.row, e.label), m); {
	case r.isLater(s.words, section{}):
		e.said = true
	case e.asked != nil && !e.isMoney(c) && (isOther || r.isOfAnother(s, cmp.Or(m.environment, environment))):
		e.by.set(Ambiguous, "in which environment? Name each in a heading or a column of a table")
		s.hold(0, len(s.words)-1)
	case e.isMoney(c) && r.amount(e, text, m):
		e.said = true
	case c.holds == "unit":
	case e.asked != nil && c.holds == "note" && r.isAnswered(e, at) && r.isTurned(s, nil, nil):
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(text))) // what was, or is not
	case e.asked != nil && r.isPerZone(s):
		r.further(e, r.sayingOf(cell(e.row, e.label)+": "+text), m, c)
	case e.asked != nil && c.holds == "note" && (isAside || r.isAnswered(e, at)):
		r.further(e, r.sayingOf(cell(e.row, e.label)+": "+text), m, c)
	case e.asked != nil && !e.isMoney(c) && r.value(e, s, m.in(environment)):
		e.said = true
		r.more(e, s, m.in(environment))
	case len(s.words) > 0:
		r.further(e, s, m, c)
	}
}

// isPerZone reports whether the number that a text begins with is of each zone, so that it is not how many there are.
func (r *reader) isPerZone(s *saying) bool {
	each := []string{"per", "each", "every", "pro", "je", "jeder", "por", "par", "cada", "chaque"}
	all := s.quantities()
	if len(all) == 0 {
		return false
	}
	last := all[0].last
	for at := last + 1; at < len(s.words) && at <= last+4 && s.clause[at] == s.clause[last]; at++ {
		if slices.Contains(each, s.words[at]) && r.lexicon.ZoneWords.begin(s.words[at+1:]) {
			return true
		}
	}
	return false
}

// unitOfRow is the unit that a row has a cell of its own for, in the form of a name: "value (minutes)".
func (r *reader) unitOfRow(e *entry, value int) string {
	at := index(e.columns, "unit")
	if at < 0 || at == value {
		return ""
	}
	return "value (" + cell(e.row, at) + ")"
}

// isAnswered reports whether another cell of a row has the value that it asks for, beside a note.
func (r *reader) isAnswered(e *entry, note int) bool {
	for i, c := range e.columns {
		if i == note || i == e.label || c.holds == "note" || e.isMoney(c) {
			continue
		}
		if value, problem, ok := r.valueOfCell(
			e.asked,
			r.sayingOf(cell(e.row, i)),
		); ok && value != "" &&
			problem == "" {
			return true
		}
	}
	return false
}

// isMoney reports whether a column holds the money of a row. Beside one of what a month costs, others of a total do not.
func (e *entry) isMoney(c column) bool {
	isTotal := e.isTotal && (index(e.columns, "cost") < 0 || index(e.columns, "cost") == e.label)
	return e.isCost && (c.holds == "cost" || c.environment != "") || isTotal
}

// more reads what stands in a cell behind its value.
func (r *reader) more(e *entry, s *saying, m mention) {
	if len(s.words) > 2 {
		r.sentence(e.by, s, m)
	}
	e.left = append(e.left, slices.Concat(r.partsLost(s), r.factsLeft(s))...)
}

// further reads a cell sentence by sentence.
func (r *reader) further(e *entry, s *saying, m mention, c column) {
	if r.isAffirmed(e, s, m) {
		return
	}
	isSaid := false
	for _, part := range sentences(s.text) {
		one := r.saidOf(m.entities, part.text, e)
		isDenied := e.isDenied && len(r.meant(one, m)) > 0
		if isDenied {
			e.by.set(
				Ambiguous,
				"is it so or not? One cell of the row names it and another one says no; write Setting and Value over their columns",
			)
		}
		asks := !isDenied && r.sentence(e.by, one, m)
		isSaid = r.assumed(e, one, m) || asks || isSaid
		if asks && !e.isCost {
			e.left = append(e.left, r.partsLost(one)...)
		}
		if c.holds == "note" {
			e.left = append(e.left, r.factsOfLabel(one)...)
		} else {
			e.left = append(e.left, r.factsLeft(one)...)
		}
	}
	e.said = e.said || isSaid
	if c.environment != "" && !isSaid && e.asked != nil {
		e.left = append(e.left, fmt.Sprintf("%q", oneLine(s.text)))
	}
}

// saidOf is what a cell says, with the name of the one component that its row is of.
func (r *reader) saidOf(about []*entity, text string, e *entry) *saying {
	name := "the " + strings.Join(namesOf(about), " ")
	if e.isCost || len(about) != 1 || !r.areNamed(about, name) {
		return r.sayingOf(text)
	}
	return r.sayingOf(name + ": " + text)
}

// assumed reads classes and versions; what a cost was estimated with is no demand by itself. It reports whether anything
// was asked.
func (r *reader) assumed(e *entry, s *saying, m mention) bool {
	if !e.isCost {
		return r.sized(e.by, s, m)
	}
	for i := range s.held {
		s.held[i] = true
	}
	if len(r.classesIn(s)) > 0 || len(quantities(s.words)) > 0 {
		e.by.Detail = "what the cost was estimated with is asked where the document says it elsewhere"
	}
	return false
}

// isAffirmed reads a cell that says yes or no to what the row's name says as a sentence does.
func (r *reader) isAffirmed(e *entry, s *saying, m mention) bool {
	label := r.sayingOf(cell(e.row, e.label))
	if e.asked != nil || len(s.words) != 1 || len(r.meant(label, m)) == 0 {
		return false
	}
	switch {
	case r.lexicon.Yes.in(s.words):
		e.said = r.sentence(e.by, label, m)
		return true
	case r.lexicon.Nothing.in(s.words):
		e.said, e.isDenied = true, false
		return true
	}
	return false
}

// isRuleText reports whether a text is of ports and rules: its numbers count nothing.
func (r *reader) isRuleText(s *saying) bool {
	return r.lexicon.RulesIn.in(s.words) || r.lexicon.RulesOut.in(s.words) ||
		slices.ContainsFunc(s.words, func(w string) bool {
			return slices.Contains([]string{"tcp", "udp", "port", "ports"}, w)
		})
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// rowNamed is the requirement that a row's name asks, by its longest phrase.
func (r *reader) rowNamed(words []string) (best *requirementWords) {
	longest := 0
	for i := range r.lexicon.Requirements {
		q := &r.lexicon.Requirements[i]
		if f := q.Rows.find(
			words,
			1,
		); f != nil && len(f.at) > longest && !q.Unless.in(words) &&
			!q.RowsUnless.in(words) {
			best, longest = q, len(f.at)
		}
	}
	return best
}

// value reads a cell as the requirement of its row is written; it reports whether it says anything of it.
func (r *reader) value(e *entry, s *saying, m mention) bool {
	value, problem, ok := r.valueOfCell(e.asked, s)
	switch {
	case problem != "":
		e.by.set(Ambiguous, problem)
		return true
	case value != "" && (r.isDenied(m.section) || r.isOfSome(m)):
		e.by.set(
			Ambiguous,
			"is it asked or not, and in which environments? The text above says that it is not, or of some",
		)
		return true
	case value != "" && r.strangerOfRow(e) != "":
		e.by.set(Ambiguous, fmt.Sprintf("what is %q? Write the name of a component that is drawn", r.strangerOfRow(e)))
	case value != "":
		s.holdPhrases(e.asked.Implies)
		r.require(e.by, e.asked, value, r.subjectOfCell(e, s), m)
	case ok && m.environment != "":
		r.lift(e, m)
	}
	return ok
}

// lift takes what a row names away from what is asked of all environments, where the cell of one says that it is not
// required there.
func (r *reader) lift(e *entry, m mention) {
	unseen, n := &Statement{Line: e.by.Line}, len(r.claims)
	r.require(unseen, e.asked, lifted, r.lexicon.words(cell(e.row, e.label)), m)
	for i := range r.claims[n:] {
		r.claims[n+i].by = e.by
	}
}

// valueOfCell is what a cell asks; an empty value asks nothing.
func (r *reader) valueOfCell(q *requirementWords, s *saying) (value, problem string, ok bool) {
	form := q.of.Form
	switch {
	case len(s.words) == 0 && s.text != "":
		return "", "yes or no, or how much? Write it in words", true
	case r.asksNothing(s):
		s.hold(0, len(s.words)-1)
		return "", "", true
	case form == kind.Flag || q.Yes != "":
		return r.flagOfCell(q, s)
	case form == kind.Number || form == kind.Version:
		return r.numberOfCell(q, s)
	}
	return "", "", false
}

func (r *reader) flagOfCell(q *requirementWords, s *saying) (value, problem string, ok bool) {
	first := s.words[:1]
	isYes := r.lexicon.Yes.in(first) || len(s.words) == 1 && r.lexicon.YesAlone.in(first)
	if s.words[0] == "on" {
		isYes = len(s.words) == 1 || s.clause[1] != s.clause[0] // "on request" is no yes
	}
	switch {
	case isYes && (r.lexicon.Negations.in(s.words[1:]) || s.isQuestion()):
		return "", "yes or no? Write one of them", true
	case isYes:
		s.hold(0, 0)
		return cmp.Or(q.Yes, "true"), "", true
	case r.isNoCell(s):
		s.hold(0, 0)
		return q.No, "", true
	}
	return "", "", false
}

func (r *reader) numberOfCell(q *requirementWords, s *saying) (value, problem string, ok bool) {
	all := quantities(s.words)
	if len(all) == 0 || strings.ContainsAny(s.text, "$€£¥₹") || r.isRuleText(s) {
		return "", "", false // an amount of money is no number of things
	}
	one := all[0]
	s.hold(one.first, one.last)
	if len(all) > 1 && all[1].first <= one.last+2 && s.clause[all[1].first] == s.clause[one.last] &&
		(all[1].unit == "" || all[1].unit == one.unit) {
		s.hold(all[1].first, all[1].last)
		return "", "which of the numbers is it? Write one", true
	}
	if len(all) > 1 && all[1].first <= one.last+1 && all[1].low == "" {
		s.hold(all[1].first, all[1].last)
		return "", "from where to where is it? Write both in the same unit", true
	}
	if r.isTurned(s, []int{one.first}, nil) {
		return "", "how much is it? Write a number, at least one, at most one, or one to another", true
	}
	value, problem = q.written(one)
	return value, problem, true
}
