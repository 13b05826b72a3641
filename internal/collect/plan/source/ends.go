package source

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// end is what a text surely begins or ends with, and what a function looks for there.
type end struct{ known, wanted string }

// endOf reads the arguments of a function that looks at an end of a text, which shows the text.
func (e *Evaluator) endOf(args []cty.Value, last bool, show func(string) string) (end, bool) {
	if len(args) != 2 || !e.table.settled(args[1]) || !isText(args[0]) || !isText(args[1]) {
		return end{}, false
	}
	found := end{wanted: args[1].AsString()}
	all := e.table.pieces(show(args[0].AsString()))
	if len(all) == 0 {
		return found, true
	}
	part := all[0]
	if last {
		part = all[len(all)-1]
	}
	if part.number < 0 {
		found.known = part.text
	}
	return found, true
}

// decides reports whether what is known of an end tells if it is the wanted one.
func (n end) decides(has func(text, part string) bool) bool {
	return len(n.known) >= len(n.wanted) || !has(n.wanted, n.known)
}

// edge is startswith or endswith.
func (e *Evaluator) edge(has func(text, part string) bool, last bool) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		n, ok := e.endOf(args, last, e.table.shaped)
		if !ok || !n.decides(has) {
			return cty.NilVal, false, nil
		}
		return cty.BoolVal(has(n.known, n.wanted)), true, nil
	}
}

// trim is trimprefix or trimsuffix.
func (e *Evaluator) trim(has func(text, part string) bool, cut func(text, part string) string, last bool) special {
	return func(args []cty.Value) (cty.Value, bool, error) {
		for _, show := range []func(string) string{strings.Clone, e.table.shaped} {
			n, ok := e.endOf(args, last, show)
			switch {
			case ok && n.decides(has) && has(n.known, n.wanted):
				return cty.StringVal(cut(show(args[0].AsString()), n.wanted)), true, nil
			case ok && n.decides(has):
				return args[0], true, nil
			}
		}
		return cty.NilVal, false, nil
	}
}

// stringContains is sure where a known part holds what is looked for.
func (e *Evaluator) stringContains(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 2 || !e.table.settled(args[1]) || !isText(args[0]) || !isText(args[1]) {
		return cty.NilVal, false, nil
	}
	for _, part := range e.table.pieces(e.table.shaped(args[0].AsString())) {
		if part.number < 0 && strings.Contains(part.text, args[1].AsString()) {
			return cty.True, true, nil
		}
	}
	return cty.NilVal, false, nil
}
