package markdown

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/document/mermaid"
)

// tabled reads the components from tables that list them, where no diagram shows any: a row for each, with its name and
// what it is.
func (r *reader) tabled() {
	for _, b := range r.blocks {
		if b.kind != table || !r.listsComponents(b) {
			continue
		}
		g := r.graphOf(&mermaid.Diagram{}, b)
		for _, row := range b.rows[1:] {
			r.tabledRow(g, b, row)
		}
		r.graphs = append(r.graphs, g)
	}
	r.findEntities()
	for _, e := range r.entities {
		for _, s := range e.seen {
			r.rowOf[s.vertex.line] = e
		}
	}
}

// listsComponents reports whether a table has a row for each component, and says of what is.
func (r *reader) listsComponents(b block) bool {
	columns := r.columnsOf(b.rows[0])
	title := cell(b.rows[0], 0)
	for _, other := range []string{"setting", "cost", "source", "destination", "cidr"} {
		if index(columns, other) >= 0 {
			return false
		}
	}
	return title != "" && r.isInventory(b) && !r.isOfVariables(b.rows[0]) && !r.isMatrix(b.rows[0]) &&
		!r.isLater(nil, b.section) && !r.isDenied(b.section) &&
		!r.isNotHere(b.section) &&
		!r.standsUnder("asides", r.lexicon.Asides, b.section) &&
		!r.standsUnder("module", phrasesOf("output*|input*|variable*"), b.section) &&
		!r.lexicon.Columns["cost"].in(r.lexicon.words(b.section.title()))
}

// tabledRow adds what a row is. What its type says counts before its name: "load balancer logs" in S3 are a bucket.
func (r *reader) tabledRow(g *graph, b block, row row) {
	columns := r.columnsOf(b.rows[0])
	name, technology := cell(row, 0), cell(row, index(columns, "technology"))
	if name == "" || row.isUnclear || r.isLaterRow(b, row, columns, false, false) {
		return
	}
	at := b
	at.line = row.line
	id := fmt.Sprintf("row %d", row.line)
	v := r.vertexOf(mermaid.Node{ID: id, Text: name + "\n" + technology, Line: 1}, at)
	if m := r.meaningOf(r.lexicon.words(technology), technology); m.kind != "" || m.role != "" {
		v.meaning = m
	}
	v.key = r.keyOf(name)
	if v.kind == "bucket" && phrasesOf("log|logs").in(r.lexicon.words(name)) {
		return // what logs are written to is of what writes them
	}
	if v.kind == "" && v.role != "nat" && v.role != "internet_gateway" {
		return
	}
	v.by = r.statementOfRow(b, row)
	r.ofRow[row.line] = v.by
	g.vertices[id] = v
	g.order = append(g.order, id)
}
