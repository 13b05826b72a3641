package markdown

import (
	"slices"
	"strings"
)

// disagree reports whether columns that stand for no environment answer a row in several ways.
func (r *reader) disagree(e *entry) bool {
	if e.asked == nil || e.isMoneyRow() {
		return false
	}
	var answers []string
	for i, c := range e.columns {
		text := strings.TrimSpace(cell(e.row, i))
		isEnd := r.endOfRange(e, i) != ""
		if i == e.label || i == e.subject || c.environment != "" || c.holds == "note" || c.holds == "cost" || isEnd ||
			text == "" {
			continue
		}
		s := r.sayingOf(text)
		value, problem, isAnswer := r.valueOfCell(e.asked, s)
		if isAnswer && problem == "" {
			answers = union(answers, []string{value})
		}
		isOpen := r.lexicon.VerdictHeads.in(r.lexicon.words(e.titles[i])) && value == "" && isAnswer
		if isOpen {
			return true
		}
	}
	return len(answers) > 1
}

// endOfRange is min, max or desired for a column that holds one end of how many there are.
func (r *reader) endOfRange(e *entry, at int) string {
	words := r.lexicon.words(e.titles[at])
	for _, end := range []struct{ name, long string }{{"min", "minimum"}, {"max", "maximum"}, {"desired", "desired"}} {
		if len(words) <= 2 && (slices.Contains(words, end.name) || slices.Contains(words, end.long)) {
			return end.name
		}
	}
	return ""
}

// ends reads the columns Min and Max of a row as one range, and takes them out of it.
func (r *reader) ends(e *entry, above section) {
	if e.asked == nil || e.isMoneyRow() {
		return
	}
	texts := map[string]string{}
	cells := slices.Clone(e.row.cells)
	for i := range min(len(e.columns), len(cells)) {
		if end := r.endOfRange(e, i); end != "" && e.columns[i].environment == "" {
			texts[end], cells[i] = strings.TrimSpace(cells[i]), ""
		}
	}
	if texts["min"] == "" || texts["max"] == "" {
		return
	}
	e.row.cells = cells
	m := mention{
		section:     above,
		environment: r.environmentOf(above),
		entities:    e.about,
	}
	e.said = r.value(e, r.sayingOf("min "+texts["min"]+", max "+texts["max"]), m)
	if texts["desired"] != "" {
		e.left = append(e.left, "desired "+texts["desired"])
	}
}

// isMoneyRow reports whether what a row asks is an amount of money.
func (e *entry) isMoneyRow() bool { return strings.HasPrefix(e.asked.Ask, "cost.") }
