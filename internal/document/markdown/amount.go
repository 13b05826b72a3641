package markdown

import (
	"fmt"
	"slices"
	"strings"
)

// amount reads a cell of money; it reports whether there is any.
func (r *reader) amount(e *entry, text string, m mention) bool {
	amount, problem := r.patterns.moneyIn(text, !strings.ContainsFunc(text, isLetter))
	label := cell(e.row, e.label)
	path := ""
	if row := r.costRow(label); row != "" {
		path = "cost.rows." + row
	}
	if e.isTotal {
		path = e.asked.Ask
		if rest := r.besideTotal(label); rest != "" {
			problem = fmt.Sprintf("is that all, or the sum of %q alone? Write Total for a month of everything", rest)
		}
	}
	environment, other := r.environmentOfRow(label, m)
	switch {
	case problem != "":
		e.by.set(Ambiguous, problem)
	case amount == "":
		return false
	case path == "":
		e.by.set(NotUnderstood, "the cost of what? No component that is drawn has that name")
	case other:
		e.by.set(Ambiguous, "in which environment? Name each in a heading or a column of a table")
	default:
		paid := &bill{e.table, r.partsOf(e)}
		if e.isTotal {
			amount = withinBudget(amount, r.lexicon.words(label))
		}
		r.claim(claim{environment: environment, path: path, value: amount, rank: prose, by: e.by, bill: paid})
	}
	return true
}

// partsOf are the words of a row for parts of what a thing costs, such as storage.
func (r *reader) partsOf(e *entry) (parts []string) {
	for _, w := range r.lexicon.words(strings.Join(e.row.cells, " ")) {
		if r.lexicon.CostParts.in([]string{w}) && !slices.Contains(parts, w) {
			parts = append(parts, w)
		}
	}
	return parts
}

// besideTotal is what the name of a row of totals says beside that: "Total RAG".
func (r *reader) besideTotal(label string) string {
	usual := strings.Fields(
		"total totals sum grand overall a monthly month cost costs estimated estimate est usd aws infrastructure per the of all budget approx approximately running " +
			"estimado estimada mensal mensual custo coste costo geral kosten monat im pro monatliche summe gesamt gesamtkosten mensuel coût",
	)
	rest := slices.DeleteFunc(r.lexicon.words(label), func(w string) bool {
		return slices.Contains(usual, w) || !strings.ContainsFunc(w, isWord) || r.lexicon.environment(w) != "" ||
			isNumber(w)
	})
	return strings.Join(rest, " ")
}
