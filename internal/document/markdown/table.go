package markdown

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"
)

// column is what a column of a table holds: a name of the lexicon's columns, or an environment.
type column struct {
	holds, environment string
	// rule is in or out where the column holds rules of security groups.
	rule string
}

// tableOf reads a table, by what its header says.
func (r *reader) tableOf(b block, source int) {
	columns := r.columnsOf(b.rows[0])
	from, to, port := index(columns, "source"), index(columns, "destination"), index(columns, "port")
	isRules := from >= 0 && to >= 0 && (port >= 0 || index(columns, "protocol") >= 0)
	side, isSided := r.sidedOf(b, columns)
	isMatrix, isOfVariables := r.isMatrix(b.rows[0]), r.isOfVariables(b.rows[0])
	isGrid, isOpen, isOfAlarms := r.isGrid(b, columns), r.isOpenMatrix(b), r.isOfAlarms(b)
	isTransposed, requirements := r.isTransposed(b), r.requirementsOf(b)
	for _, row := range b.rows[1:] {
		by := r.statementOfRow(b, row)
		switch {
		case strings.Join(row.cells, "") == "":
			by.set(Understood, "crossed out: not asked")
		case requirements != nil && requirements.key(row) != "":
			r.askRow(by, row, requirements)
		case row.isUnclear:
			by.set(Ambiguous, "which is of which environment? Write a column for each")
		case isTransposed:
			r.transposedRow(by, b, row, source)
		case r.isLaterRow(b, row, columns, isGrid, isMatrix):
			by.set(Understood, "optional, planned or past: not asked")
		case r.notHere(by, r.sayingOf(strings.Join(row.cells, " ")), mention{section: b.section}):
		case isOfVariables:
			r.variable(by, row)
		case r.isOfAdvice(b.rows[0]):
			r.adviceRow(by, row)
		case r.isOfChanges(b.rows[0]):
			by.set(Understood, "a record of changes: not asked")
		case isOfAlarms:
			r.alarmRow(by, row)
		case isMatrix:
			r.matrixRow(by, b, row, source)
		case isOpen:
			by.set(
				Ambiguous,
				"which of them opens the connections? Write From \\ To, or To \\ From, over the first column",
			)
		case isRules:
			r.rule(by, b, row, columns, source)
		case isSided:
			r.sidedRow(by, b, row, columns, side, source)
		case slices.ContainsFunc(columns, func(c column) bool { return c.rule != "" }):
			r.ruleCells(by, b, row, columns, source)
		case r.hasPrefixes(row, columns):
			r.subnetRow(by, b, row, columns)
		case isGrid && r.rowNamed(r.lexicon.words(cell(row, 0))) == nil:
			r.gridRow(by, b, row, columns)
		default:
			r.row(by, b, row, columns)
		}
	}
}

// statementOfRow is what is said of a row, which may be a component too.
func (r *reader) statementOfRow(b block, row row) *Statement {
	if by := r.ofRow[row.line]; by != nil {
		return by
	}
	return r.statement(row.line, b.section, strings.Join(row.cells, " | "))
}

// isLaterRow reports whether a row is of what is optional, planned or gone. In a grid or a matrix each cell
// says so of itself.
func (r *reader) isLaterRow(b block, row row, columns []column, isGrid, isMatrix bool) bool {
	cells := row.cells
	switch {
	case isMatrix:
		cells = cells[:min(1, len(cells))]
	case isGrid:
		cells = nil
		for i := range columns {
			if i == 0 || r.askedOver(cell(b.rows[0], i), nil) == nil {
				cells = append(cells, cell(row, i))
			}
		}
	}
	return r.isLater(r.lexicon.words(strings.Join(cells, " ")), b.section)
}

func (r *reader) columnsOf(header row) []column {
	var all []column
	for _, text := range header.cells {
		words := r.lexicon.words(text)
		c := column{environment: r.lexicon.environment(text), rule: r.ruleOf(words)}
		for _, name := range append([]string{"port"}, sorted(r.lexicon.Columns)...) { // "Port range" is none of addresses
			if c.holds == "" && r.lexicon.Columns[name].in(words) {
				c.holds = name
			}
		}
		if c.holds == "cost" && r.lexicon.OtherCosts.in(words) {
			c.holds = "note" // a price, or what a year costs
		}
		all = append(all, c)
	}
	return all
}

// isOfVariables reports whether a header is that of the inputs of a module: what their defaults are is no demand.
func (r *reader) isOfVariables(header row) bool {
	has := func(names ...string) bool {
		return slices.ContainsFunc(header.cells, func(c string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(c)))
		})
	}
	return has("default", "default value", "defaults") && has("type", "required", "required?", "variable", "input")
}

// adviceRow says of what somebody recommends, or AWS permits, that it asks nothing.
func (r *reader) adviceRow(by *Statement, line row) {
	if r.speaksOfArchitecture(r.sayingOf(strings.Join(line.cells, " "))) {
		by.set(
			NotUnderstood,
			"a recommendation or a quota is no demand; write what runs into a table Setting | Value",
		)
	}
}

// isOfChanges reports whether a header is that of a record of what changed, and when.
func (r *reader) isOfChanges(header row) bool {
	first := r.lexicon.words(cell(header, 0))
	isChange := func(text string) bool {
		words := r.lexicon.words(text)
		return len(words) == 1 && strings.HasPrefix(words[0], "change")
	}
	return len(first) == 1 && slices.Contains([]string{"date", "version", "when", "release"}, first[0]) &&
		slices.ContainsFunc(header.cells, isChange)
}

// isOfAdvice reports whether a header has a column of what somebody recommends, or lists quotas.
func (r *reader) isOfAdvice(header row) bool {
	if first := r.lexicon.words(cell(header, 0)); len(first) > 0 && strings.HasPrefix(first[len(first)-1], "quota") {
		return true
	}
	return slices.ContainsFunc(header.cells, func(text string) bool {
		words := r.lexicon.words(text)
		return len(words) > 0 && len(words) < 3 && (strings.HasPrefix(words[0], "recommend") || words[0] == "suggested")
	})
}

// variable says of an input of a module that it asks nothing.
func (r *reader) variable(by *Statement, line row) {
	if r.rowNamed(r.lexicon.words(cell(line, 0))) != nil ||
		len(r.classesIn(r.sayingOf(strings.Join(line.cells, " ")))) > 0 {
		by.set(NotUnderstood, "the default of a variable is no demand; write what runs into a table Setting | Value")
	}
}

func index(columns []column, holds string) int {
	return slices.IndexFunc(columns, func(c column) bool { return c.holds == holds })
}

func cell(r row, at int) string {
	if at < 0 || at >= len(r.cells) {
		return ""
	}
	return r.cells[at]
}

// rule reads a row Source | Destination | Protocol | Port.
func (r *reader) rule(by *Statement, b block, row row, columns []column, source int) {
	from, to := r.endOfText(cell(row, index(columns, "source"))), r.endOfText(cell(row, index(columns, "destination")))
	ports := r.portsOfCells(cell(row, index(columns, "protocol")), cell(row, index(columns, "port")))
	c := connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable}
	by.set(Understood, "")
	if other := r.otherEnvironment(r.sayingOf(strings.Join(row.cells, " , "))); other != "" {
		by.set(Ambiguous, tellsNone(other))
		r.spoil(from, to, "")
		return
	}
	if r.isRefused(row, columns) {
		by.set(Ambiguous, "is it permitted or not? Write only what is, or draw -.-x for what is not")
		r.spoil(from, to, "")
		return
	}
	if ports.either {
		by.set(Ambiguous, "which of the ports is it? Write a row for each that there is")
		r.spoil(from, to, "")
		return
	}
	if from.isEmpty() || to.isEmpty() {
		r.problem(by, from)
		r.problem(by, to)
		if by.State == Understood {
			by.set(Ambiguous, "both ends must be components that are drawn, or the internet")
		}
		r.spoil(from, to, "")
		return
	}
	r.connections = append(r.connections, r.pairs(from, to, ports, c)...)
}

// isRefused reports whether a cell of a rule says that it permits nothing, or not all.
func (r *reader) isRefused(row row, columns []column) bool {
	for i, text := range row.cells {
		words := r.lexicon.words(text)
		isAction := i < len(columns) && columns[i].holds == "action"
		if r.lexicon.Negations.in(words) || r.lexicon.ForbiddenWords.in(words) ||
			isAction && r.lexicon.Nothing.in(words) {
			return true
		}
	}
	return false
}

// hasPrefixes reports whether a column for prefixes has any in a row.
func (r *reader) hasPrefixes(row row, columns []column) bool {
	for i, c := range columns {
		if c.holds == "cidr" && len(r.patterns.prefixesIn(cell(row, i))) > 0 {
			return true
		}
	}
	return false
}

// subnetRow reads a row with the prefixes of a subnet or of the VPC, in a column for each environment or in one for all.
func (r *reader) subnetRow(by *Statement, b block, row row, columns []column) {
	rest := slices.Clone(row.cells)
	for i, c := range columns {
		if c.holds == "cidr" && i < len(rest) {
			rest[i] = ""
		}
	}
	for i, c := range columns {
		if prefixes := r.patterns.prefixesIn(cell(row, i)); c.holds == "cidr" && len(prefixes) > 0 {
			environment := cmp.Or(c.environment, r.environmentOf(b.section))
			if t := r.prefixesOf(by, environment, rest, prefixes); t != nil {
				r.wayOutOf(by, t, row, columns)
			}
		}
	}
}

// wayOutOf reads by what a tier leaves the VPC, from the column that says so.
func (r *reader) wayOutOf(by *Statement, t *tierFacts, row row, columns []column) {
	at := index(columns, "way_out")
	if at < 0 {
		return
	}
	way, known := r.lexicon.wayOutCell(cell(row, at))
	if !known {
		by.set(NotUnderstood, "what is the way out? Write internet gateway, NAT gateway or none")
		return
	}
	t.wayOut, t.isSaid = way, true
}

// prefixesOf gives prefixes to the tier or the VPC that a row names, and tells which tier it is.
func (r *reader) prefixesOf(by *Statement, environment string, rest []string, prefixes []netip.Prefix) *tierFacts {
	words := r.lexicon.words(strings.Join(rest, " "))
	name, wayOut := r.lexicon.tierOf(r.lexicon.words(rest[0]))
	if r.called.drawn[rest[0]] || r.called.tiers[rest[0]] {
		name = rest[0]
	}
	switch {
	case name != "":
		t := r.tierNamed(environment, name, wayOut, by)
		t.add(prefixes, by)
		return t
	case slices.Contains(words, "vpc"):
		r.claim(claim{environment: environment, path: "vpc.cidr", value: prefixList(prefixes), rank: topology, by: by})
	default:
		by.set(NotUnderstood, "which tier is it? Write public, private or isolated into the first column")
	}
	return nil
}
