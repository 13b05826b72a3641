package markdown

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// isTransposed reports whether a table has a column for each component, and a row for each thing that is asked of them.
func (r *reader) isTransposed(b block) bool {
	if len(b.rows[0].cells) < 3 || r.isMatrix(b.rows[0]) || !r.areComponents(b.rows[0].cells[1:]) {
		return false
	}
	isEnd := func(one row) bool { return r.isEndOfMatrix(one) }
	isAsked := func(one row) bool {
		words := r.lexicon.words(cell(one, 0))
		return r.rowNamed(words) != nil || r.askedOver(cell(one, 0), nil) != nil || isVersionTitle(words) ||
			slices.Contains(words, "class")
	}
	return !slices.ContainsFunc(b.rows[1:], isEnd) && slices.ContainsFunc(b.rows[1:], isAsked)
}

// areComponents reports whether each of some texts names one component and nothing else.
func (r *reader) areComponents(texts []string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool {
		words := r.lexicon.words(text)
		return len(words) == 0 || !r.areNames(words) || len(r.told(words)) != 1 || r.lexicon.environment(text) != ""
	})
}

// isEndOfMatrix reports whether a row is of a component, and not of what is asked: "Tasks" are both.
func (r *reader) isEndOfMatrix(one row) bool {
	words := r.lexicon.words(cell(one, 0))
	return len(r.told(words)) > 0 && r.rowNamed(words) == nil
}

// transposedRow reads a row of such a table as a table of its own, with a row for each component.
func (r *reader) transposedRow(by *Statement, b block, line row, source int) {
	r.ofRow[line.line] = by
	one := b
	one.line, one.rows = line.line, []row{{cells: []string{"Component", cell(line, 0)}, line: line.line}}
	for i, title := range b.rows[0].cells[1:] {
		if text := cell(line, i+1); text != "" {
			one.rows = append(one.rows, row{cells: []string{title, text}, line: line.line})
		}
	}
	r.tableOf(one, source)
}

func isVersionTitle(words []string) bool {
	return len(words) > 0 && len(words) <= 2 && words[len(words)-1] == "version"
}

// versionCell reads a version in a column of those, of the one component that its row is of; it reports whether it is
// one. Those of what has no engine are held by nothing.
func (r *reader) versionCell(e *entry, at int, text string, about []*entity, above section) bool {
	if !isVersionTitle(r.lexicon.words(e.titles[min(at, len(e.titles)-1)])) || len(about) != 1 ||
		!strings.ContainsAny(text, "0123456789") {
		return false
	}
	words := r.lexicon.words(text)
	isVersion := len(words) == 1 && len(words[0]) <= 5 && strings.Trim(words[0], "0123456789.") == ""
	switch hasEngine := slices.Contains([]string{"database", "cache"}, about[0].kind); {
	case !hasEngine:
		e.by.set(NotUnderstood, notHeld([]string{fmt.Sprintf("%q", oneLine("version "+text))}))
	case !isVersion:
		return false
	default:
		environment := cmp.Or(e.columns[at].environment, r.environmentOf(above))
		r.claimOf(e.by, about[0], "engine_version", words[0], environment)
		e.said = true
	}
	return true
}
