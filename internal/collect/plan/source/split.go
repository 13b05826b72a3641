package source

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// split at what stands in no id or name, and in no ARN but where its shape tells.
func (e *Evaluator) split(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 2 || !e.table.settled(args[0]) || !isText(args[0]) || !isText(args[1]) {
		return cty.NilVal, false, nil
	}
	separator, text := args[0].AsString(), args[1].AsString()
	if !isNeverInNames(separator) {
		text = e.table.shaped(text)
	}
	parts := []string{""}
	for _, p := range e.table.pieces(text) {
		switch {
		case p.number < 0:
			split := strings.Split(p.text, separator)
			parts[len(parts)-1] += split[0]
			parts = append(parts, split[1:]...)
		case e.table.isWithout(p.number, separator):
			parts[len(parts)-1] += e.table.token(p.number).AsString()
		default:
			return cty.NilVal, false, nil
		}
	}
	values := make([]cty.Value, len(parts))
	for i, part := range parts {
		values[i] = cty.StringVal(part)
	}
	return cty.ListVal(values), true, nil
}

// isNeverInNames lists separators that stand in no id, ARN or name.
func isNeverInNames(separator string) bool {
	return slices.Contains([]string{",", ";", "|", " ", "\n", "\t"}, separator)
}

// isWithout reports whether a placeholder is surely there and has no separator in it.
func (p *placeholders) isWithout(n int, separator string) bool {
	if p.all[n].word {
		return isNeverInNames(separator) || separator == "/" || separator == ":"
	}
	return isNeverInNames(separator) && isAlwaysSet(p.all[n].origin)
}

// baseName is what stands behind the last slash.
func (e *Evaluator) baseName(args []cty.Value) (cty.Value, bool, error) {
	if len(args) != 1 || !isText(args[0]) {
		return cty.NilVal, false, nil
	}
	parts, told, err := e.split([]cty.Value{cty.StringVal("/"), args[0]})
	if err != nil || !told || parts.LengthInt() < 2 {
		return cty.NilVal, false, err
	}
	last := parts.Index(cty.NumberIntVal(int64(parts.LengthInt() - 1)))
	return last, last.AsString() != "", nil
}
