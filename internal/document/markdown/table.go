package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
)

// column is what a column of a table holds: a name of the lexicon's columns, or an environment.
type column struct {
	holds, environment string
}

// tableOf reads a table, by what its header says.
func (r *reader) tableOf(b block, source int) {
	columns := r.columnsOf(b.rows[0])
	from, to, port := index(columns, "source"), index(columns, "destination"), index(columns, "port")
	isRules := from >= 0 && to >= 0 && (port >= 0 || index(columns, "protocol") >= 0)
	for _, row := range b.rows[1:] {
		by := r.statement(row.line, b.section, strings.Join(row.cells, " | "))
		switch {
		case r.isLater(r.lexicon.words(strings.Join(row.cells, " ")), b.section):
			by.set(Understood, "optional, planned or past: not asked")
		case isRules:
			r.rule(by, b, row, columns, source)
		case index(columns, "cidr") >= 0 && len(prefixesIn(cell(row, index(columns, "cidr")))) > 0:
			r.subnetRow(by, b, row, index(columns, "cidr"))
		default:
			r.row(by, b, row, columns)
		}
	}
}

func (r *reader) columnsOf(header row) []column {
	var all []column
	for _, text := range header.cells {
		words := r.lexicon.words(text)
		c := column{environment: r.lexicon.environment(text)}
		for _, name := range sorted(r.lexicon.Columns) {
			if c.holds == "" && r.lexicon.Columns[name].in(words) {
				c.holds = name
			}
		}
		all = append(all, c)
	}
	return all
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
	protocol := cell(row, index(columns, "protocol"))
	ports := r.portsOf(cell(row, index(columns, "port")))
	if ports.isEmpty() {
		ports = r.portsOf(protocol)
	}
	if words := r.lexicon.words(protocol); ports.protocol == "" {
		ports.protocol = r.portsOf(strings.Join(words, " ")).protocol
	}
	if slices.Contains(r.lexicon.words(protocol), "udp") {
		for i, p := range ports.ports {
			ports.ports[i] = strings.TrimSuffix(p, "/udp") + "/udp"
		}
	}
	c := connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable}
	by.set(Understood, "")
	if from.isEmpty() || to.isEmpty() {
		r.problem(by, from)
		r.problem(by, to)
		if by.State == Understood {
			by.set(Ambiguous, "both ends must be components that are drawn, or the internet")
		}
		return
	}
	r.connections = append(r.connections, r.pairs(from, to, ports, c)...)
}

// subnetRow reads a row with the prefix of a subnet or of the VPC.
func (r *reader) subnetRow(by *Statement, b block, row row, at int) {
	environment := r.environmentOf(b.section)
	rest := slices.Clone(row.cells)
	prefixes := prefixesIn(rest[at])
	rest[at] = ""
	words := r.lexicon.words(strings.Join(rest, " "))
	name, wayOut := r.lexicon.tierOf(r.lexicon.words(rest[0]))
	switch {
	case name != "":
		r.tierNamed(environment, name, wayOut, by).add(prefixes, by)
	case slices.Contains(words, "vpc"):
		r.claim(claim{environment: environment, path: "vpc.cidr", value: prefixList(prefixes), rank: topology, by: by})
	default:
		by.set(NotUnderstood, "which tier is it? Write public, private or isolated into the first column")
	}
}

// row reads a row that says something of what its first cell names.
func (r *reader) row(by *Statement, b block, row row, columns []column) {
	label := cell(row, 0)
	isCost := index(columns, "cost") >= 0 || r.lexicon.Columns["cost"].in(r.lexicon.words(b.section.title()))
	understood := false
	for i := 1; i < len(row.cells) && i < len(columns); i++ {
		m := mention{section: b.section, environment: columns[i].environment, entities: r.refer(r.lexicon.words(label))}
		if m.environment == "" {
			m.environment = r.environmentOf(b.section)
		}
		isAmount := isCost && (columns[i].holds == "cost" || columns[i].environment != "")
		understood = r.cell(by, label, row.cells[i], isAmount, m) || understood
	}
	if understood {
		by.set(Understood, "")
	} else if by.State == NotArchitecture && (len(row.cells) > 1 && r.speaksOfArchitecture(r.lexicon.words(strings.Join(row.cells, " ")))) {
		by.set(NotUnderstood, "no requirement has such a name; `archcheck document` lists in its help how requirements are written")
	}
}

// cell reads one value: money, what the row's name asks, or whatever its words say.
func (r *reader) cell(by *Statement, label, text string, isAmount bool, m mention) bool {
	if isAmount {
		if amount := moneyIn(text, strings.IndexFunc(text, isLetter) < 0); amount != "" {
			return r.amount(by, label, amount, m)
		}
	}
	q := r.rowNamed(r.lexicon.words(label))
	said := false
	if q != nil && !isAmount {
		if value, ok := r.valueOfCell(q, text); ok {
			if value != "" {
				r.require(by, q, value, r.lexicon.words(label), m)
			}
			said = true
		}
	}
	for _, s := range sentences(text) {
		skip := q != nil && said
		if !skip || len(r.lexicon.words(s.text)) > 2 {
			said = r.sentence(by, s.text, m) || said
		}
	}
	return said
}

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

func (r *reader) amount(by *Statement, label, amount string, m mention) bool {
	path := ""
	if row := r.costRow(label); row != "" {
		path = "cost.rows." + row
	}
	if q := r.rowNamed(r.lexicon.words(label)); q != nil && q.Ask == "cost.monthly_usd" {
		path = q.Ask
	}
	if path == "" {
		by.set(NotUnderstood, "the cost of what? No component that is drawn has that name")
		return true
	}
	r.claim(claim{environment: m.environment, path: path, value: amount, rank: prose, by: by})
	return true
}

// rowNamed is the requirement that a row's name asks, by its longest phrase.
func (r *reader) rowNamed(words []string) (best *requirementWords) {
	longest := 0
	for i := range r.lexicon.Requirements {
		q := &r.lexicon.Requirements[i]
		if f := q.Rows.find(words, 1); f != nil && len(f.at) > longest && !q.Unless.in(words) {
			best, longest = q, len(f.at)
		}
	}
	return best
}

// valueOfCell reads a cell as a requirement is written; an empty value asks nothing.
func (r *reader) valueOfCell(q *requirementWords, text string) (value string, ok bool) {
	words := r.lexicon.words(text)
	form := kind.Number
	if owner, name, _ := strings.Cut(q.Ask, "."); owner != "cost" {
		form = formOf(owner, name)
	}
	switch {
	case len(words) == 0 || words[0] == "-" || words[0] == "—":
		return "", true
	case form == kind.Flag:
		if r.lexicon.Yes.in(words[:1]) {
			return "true", true
		}
		if r.lexicon.Nothing.in(words[:min(2, len(words))]) {
			return q.No, true
		}
	case form == kind.Number || form == kind.Version:
		text = strings.ToLower(strings.Map(narrow, text))
		if m := regexp.MustCompile(`^[^\d]*?(\d+(?:\.\d+)?)\s*(?:-|–|to|→)\s*(\d+)`).FindStringSubmatch(text); m != nil {
			return m[1] + "-" + m[2], true
		}
		if i := slices.IndexFunc(words, isNumber); i >= 0 {
			n := numeral(words[i])
			if i > 0 && slices.Contains([]string{"least", "≥", "minimum", "min"}, words[i-1]) {
				return withBare(n, "at_least"), true
			}
			return withBare(n, q.Bare), true
		}
	}
	return "", false
}

func formOf(owner, name string) kind.Form {
	if owner == "*" {
		return kind.Flag
	}
	table := kind.Find(owner)
	if table == nil {
		table = kind.Section(owner)
	}
	if table == nil {
		return kind.Flag
	}
	q, _ := table.Requirement(name)
	return q.Form
}
