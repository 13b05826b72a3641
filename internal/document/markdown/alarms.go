package markdown

import (
	"slices"
	"strings"
)

// isOfAlarms reports whether a table says when alarms go off: its numbers are no demands on what they watch.
func (r *reader) isOfAlarms(b block) bool {
	heads := b.rows[0].cells
	isScaling := slices.ContainsFunc(append(b.section.nearest(), heads...), func(text string) bool {
		return slices.ContainsFunc(r.lexicon.words(text), func(w string) bool { return strings.HasPrefix(w, "scal") })
	})
	first := r.lexicon.words(cell(b.rows[0], 0))
	return !isScaling && (r.lexicon.AlarmHeads.begin(first) ||
		slices.ContainsFunc(heads, func(text string) bool { return r.lexicon.ThresholdHeads.in(r.lexicon.words(text)) }))
}

// alarmRow says of a row of such a table that nothing holds when an alarm goes off.
func (r *reader) alarmRow(by *Statement, line row) {
	if r.speaksOfArchitecture(r.sayingOf(strings.Join(line.cells, " "))) {
		by.set(
			NotUnderstood,
			"nothing holds when an alarm goes off; that there is one is asked by: The database has an alarm",
		)
	}
}
