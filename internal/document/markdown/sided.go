package markdown

import (
	"slices"
	"strings"
)

// isMatrix reports whether a header is that of a table whose rows and columns are both ends: "From \ To".
func (r *reader) isMatrix(header row) bool {
	words := r.lexicon.words(cell(header, 0))
	return r.lexicon.Columns["source"].in(words) && r.lexicon.Columns["destination"].in(words) && len(header.cells) > 2
}

// matrixRow reads a row whose cells are the ports between what its first cell and the header name.
func (r *reader) matrixRow(by *Statement, b block, line row, source int) {
	by.set(Understood, "")
	header := b.rows[0]
	words := r.lexicon.words(cell(header, 0))
	isFrom := r.lexicon.Columns["source"].find(words, 0).at[0] < r.lexicon.Columns["destination"].find(words, 0).at[0]
	own := r.endOfText(cell(line, 0))
	for i, text := range line.cells {
		if i == 0 || i >= len(header.cells) {
			continue
		}
		from, to := own, r.endOfText(header.cells[i])
		if !isFrom {
			from, to = to, from
		}
		c := connection{environment: r.environmentOf(b.section), by: by, source: source, rank: ruleTable}
		r.matrixCell(text, from, to, c)
	}
}

// matrixCell notes what one cell of a matrix permits or forbids. One that is left open says nothing.
func (r *reader) matrixCell(text string, from, to end, c connection) {
	words := r.lexicon.words(text)
	isNo := r.isNothing(words) || r.lexicon.ForbiddenWords.in(words) && r.portsOf(text).isEmpty()
	switch {
	case r.asksNothing(r.sayingOf(text)):
	case r.lexicon.isLater(words):
		r.spoil(from, to, "")
	case isNo && (from.isEmpty() || to.isEmpty()):
		r.problem(c.by, from)
		r.problem(c.by, to)
	case isNo:
		c.forbidden = true
		r.covered.direction(to, "in")
		for _, c.from = range from.names() {
			for _, c.to = range to.names() {
				if c.from != c.to {
					r.connections = append(r.connections, c)
				}
			}
		}
	default:
		r.ruled(from, to, r.portsOfCells("", text), text, c)
	}
}

// isOpenMatrix reports whether the rows and columns of a table are both components, and nothing says which of them are
// where connections begin.
func (r *reader) isOpenMatrix(b block) bool {
	header := b.rows[0]
	if len(header.cells) < 3 || r.isMatrix(header) {
		return false
	}
	return r.areComponents(header.cells[1:]) && slices.ContainsFunc(b.rows[1:], r.isEndOfMatrix)
}

// sided is a table whose rows say who may reach one thing, or where it may go: the other end is the group that the
// heading names, or stands in the first column.
type sided struct {
	peer      int
	direction string
	own       end
	isNamed   bool
}

func (r *reader) sidedOf(b block, columns []column) (sided, bool) {
	from, to := index(columns, "source"), index(columns, "destination")
	hasPort := index(columns, "port") >= 0 || index(columns, "protocol") >= 0
	if !hasPort || (from >= 0) == (to >= 0) {
		return sided{}, false
	}
	t := sided{peer: max(from, to), direction: "in"}
	if to >= 0 {
		t.direction = "out"
	}
	at := slices.IndexFunc(
		b.section.nearest(),
		func(t string) bool { return r.lexicon.GroupWords.in(r.lexicon.words(t)) },
	)
	if at >= 0 {
		t.own, t.isNamed = r.groupNamed(b.section.nearest()[at]), true
	}
	return t, t.isNamed || t.peer > 0 && columns[0].holds != "port" && columns[0].holds != "protocol"
}

// sidedRow reads one rule of such a table.
func (r *reader) sidedRow(by *Statement, b block, line row, columns []column, t sided, source int) {
	by.set(Understood, "")
	own := t.own
	if !t.isNamed {
		own = r.groupNamed(cell(line, 0))
	}
	text := cell(line, index(columns, "port"))
	ports := r.portsOfCells(cell(line, index(columns, "protocol")), text)
	r.covered.direction(own, t.direction)
	if r.isRefused(line, columns) {
		by.set(Ambiguous, "is it permitted or not? Write only what is, or draw -.-x for what is not")
		r.spoil(own, own, "")
		return
	}
	for _, name := range peers(cell(line, t.peer)) {
		c := connection{
			environment: r.environmentOf(b.section),
			by:          by,
			source:      source,
			rank:        ruleTable,
			direction:   t.direction,
		}
		if peer := r.peerOf(name); t.direction == "in" {
			r.ruled(peer, own, ports, text, c)
		} else {
			r.ruled(own, peer, ports, text, c)
		}
	}
}

// peers are the ends that a cell lists.
func peers(text string) []string {
	all := strings.FieldsFunc(
		strings.ReplaceAll(text, " and ", ","),
		func(r rune) bool { return strings.ContainsRune(",;\n、，&+", r) },
	)
	if len(all) == 0 {
		return []string{text}
	}
	return all
}

// ruled notes a rule; one whose port cannot be read is none.
func (r *reader) ruled(from, to end, ports portText, text string, c connection) {
	if ports.isEmpty() && ports.protocol == "" && len(r.lexicon.words(text)) > 0 &&
		!r.lexicon.Yes.in(r.lexicon.words(text)) {
		c.by.set(Ambiguous, "which port is it? Write its number")
		r.spoil(from, to, c.direction)
		return
	}
	r.join(from, to, ports, c)
}

// portsOfCells reads the cells for the protocol and the port of a rule.
func (r *reader) portsOfCells(protocol, port string) portText {
	ports, named := r.portsOf(port), r.portsOf(protocol)
	if ports.protocol == "" {
		ports.protocol, ports.protocols = named.protocol, named.protocols
	}
	isAll := func(text string) bool {
		return slices.Contains([]string{"all", "any", "*", "-1"}, strings.ToLower(strings.TrimSpace(text)))
	}
	switch words := r.lexicon.words(protocol); {
	case isAll(port) && (isAll(protocol) || len(words) == 0):
		ports.ports = []string{"all/all"}
	case isAll(port):
		ports.ports = []string{"all"}
	case ports.isEmpty() && strings.TrimSpace(port) == "":
		ports.ports = named.ports
	}
	if slices.Contains(r.lexicon.words(protocol), "udp") {
		for i, p := range ports.ports {
			ports.ports[i] = strings.TrimSuffix(p, "/udp") + "/udp"
		}
	}
	return ports
}
