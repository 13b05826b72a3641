package source

import (
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// piece is a part of a text: known, or a placeholder.
type piece struct {
	text string
	// number is that of the placeholder; -1 for a known part.
	number int
}

// pieces splits a text at its placeholders.
func (p *placeholders) pieces(text string) []piece {
	var all []piece
	for text != "" {
		known, rest, found := strings.Cut(text, p.begin)
		digits, after, closed := strings.Cut(rest, p.end)
		n, err := strconv.Atoi(digits)
		if !found || !closed || err != nil || n < 0 || n >= len(p.all) {
			return append(all, piece{text, -1})
		}
		if known != "" {
			all = append(all, piece{known, -1})
		}
		all = append(all, piece{number: n})
		text = after
	}
	return all
}

func (p *placeholders) hasToken(text string) bool { return strings.Contains(text, p.begin) }

// alone is the number of the placeholder that a text wholly is.
func (p *placeholders) alone(v cty.Value) (int, bool) {
	if v.IsMarked() {
		_, marks := v.Unmark()
		for m := range marks {
			if n, ok := m.(mark); ok && len(marks) == 1 {
				return int(n), true
			}
		}
		return 0, false
	}
	if v == cty.NilVal || !isText(v) {
		return 0, false
	}
	if all := p.pieces(v.AsString()); len(all) == 1 && all[0].number >= 0 {
		return all[0].number, true
	}
	return 0, false
}

// settled reports whether a value is known, and everything in it.
func (p *placeholders) settled(v cty.Value) bool {
	switch {
	case v == cty.NilVal || v.IsMarked() || !v.IsKnown():
		return false
	case v.IsNull():
		return true
	case v.Type() == cty.String:
		return !p.hasToken(v.AsString())
	case !v.CanIterateElements():
		return true
	}
	for it := v.ElementIterator(); it.Next(); {
		if key, element := it.Element(); !p.settled(key) || !p.settled(element) {
			return false
		}
	}
	return true
}

// anyText reports whether a condition is true of a text anywhere in a known value, keys of maps included.
func (p *placeholders) anyText(v cty.Value, is func(string) bool) bool {
	switch t := v.Type(); {
	case v.IsNull() || !v.IsKnown():
		return false
	case t == cty.String:
		return is(v.AsString())
	case t.IsPrimitiveType() || !v.CanIterateElements():
		return false
	}
	for it := v.ElementIterator(); it.Next(); {
		key, element := it.Element()
		if key.Type() == cty.String && is(key.AsString()) || p.anyText(element, is) {
			return true
		}
	}
	return false
}

// asText turns a value into a text for a place that takes texts: what is not known becomes a placeholder.
func (p *placeholders) asText(v cty.Value) cty.Value {
	if n, ok := p.alone(v); ok {
		return p.token(n)
	}
	return p.derived(cty.String, v)
}

// filled replaces every unknown in a value by a text that stands for it.
func (p *placeholders) filled(v cty.Value) cty.Value {
	if p.isOpen(v) {
		return p.filledOpen(v)
	}
	if v.IsMarked() || !v.IsKnown() {
		return p.asText(v)
	}
	if v.IsNull() || !v.CanIterateElements() {
		return v
	}
	if v.IsWhollyKnown() {
		plain, _ := v.UnmarkDeep()
		return plain
	}
	if t := v.Type(); t.IsObjectType() || t.IsMapType() {
		members := map[string]cty.Value{}
		for name, member := range v.AsValueMap() {
			members[name] = p.filled(member)
		}
		return cty.ObjectVal(members)
	}
	var elements []cty.Value
	for it := v.ElementIterator(); it.Next(); {
		_, element := it.Element()
		elements = append(elements, p.filled(element))
	}
	return cty.TupleVal(elements)
}

// filledOpen shows what is surely in a collection, and that something stands in the place of the rest.
func (p *placeholders) filledOpen(v cty.Value) cty.Value {
	c, _ := p.opened(v)
	shown := collection{isObject: c.isObject}
	for _, e := range c.entries {
		if !e.sure {
			e.value = p.derived(cty.String, e.value, p.untold())
		}
		shown.add(entry{e.key, p.filled(e.value), true})
	}
	return p.collected(shown)
}

// isNeverEmpty reports whether a text that is not known is surely neither empty nor null.
func (p *placeholders) isNeverEmpty(v cty.Value) bool {
	if v.IsMarked() || v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return false
	}
	for _, part := range p.pieces(v.AsString()) {
		if part.number < 0 || p.all[part.number].word || isAlwaysSet(p.all[part.number].origin) {
			return true
		}
		alternatives := p.all[part.number].alternatives
		for i, a := range alternatives {
			if !p.isNeverEmpty(a) {
				break
			}
			if i == len(alternatives)-1 {
				return true
			}
		}
	}
	return false
}

// isAlwaysSet reports whether an attribute identifies its resource: apply always gives it.
func isAlwaysSet(o Origin) bool {
	switch o.Attribute {
	case "id",
		"arn",
		"name",
		"bucket",
		"dns_name",
		"family",
		"identifier",
		"key_id",
		"repository_url",
		"arn_suffix",
		"fqdn",
		"result",
		"hex",
		"b64_url",
		masterSecret + ".0.secret_arn":
		return true
	}
	return false
}
