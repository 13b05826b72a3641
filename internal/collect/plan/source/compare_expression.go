package source

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// flat compares blocks that the provider takes as one attribute: the plan has one expression for all.
func (in *inside) flat(blocks []*hclsyntax.Block, planned map[string]any, at string) *Difference {
	var all []hcl.Expression
	for _, b := range blocks {
		all = append(all, expressionsOf(b.Body)...)
	}
	if d := in.references(References(all...), planned, at); d != nil {
		return d.at(blocks[0].DefRange())
	}
	constants, ok := planned["constant_value"].([]any)
	if !ok || refers(planned) {
		return nil
	}
	if len(constants) != len(blocks) {
		d := &Difference{
			Address:   in.address,
			Attribute: at,
			Plan:      strconv.Itoa(len(constants)) + " of it",
			Source:    strconv.Itoa(len(blocks)),
		}
		return d.at(blocks[0].DefRange())
	}
	for i, constant := range constants {
		members, _ := constant.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(blocks[i].Body.Attributes)) {
			attribute := blocks[i].Body.Attributes[name]
			if d := in.constant(attribute.Expr, members[name], at+"["+strconv.Itoa(i)+"]."+name, converted); d != nil {
				return d.at(attribute.SrcRange)
			}
		}
	}
	return nil
}

func expressionsOf(body *hclsyntax.Body) []hcl.Expression {
	var all []hcl.Expression
	for _, attribute := range body.Attributes {
		all = append(all, attribute.Expr)
	}
	for _, b := range body.Blocks {
		if b.Type != "dynamic" {
			all = append(all, expressionsOf(b.Body)...)
		}
	}
	return all
}

// expression compares one expression: its constant, or what it refers to.
func (in *inside) expression(expr hcl.Expression, where hcl.Range, planned map[string]any, at string) *Difference {
	if d := in.references(References(expr), planned, at); d != nil {
		return d.at(where)
	}
	value, ok := planned["constant_value"]
	if isInJSON(where) && (refers(planned) || !evaluated(&value)) {
		return nil
	}
	if !ok {
		if data, known := constantOf(expr); known && len(planned) == 0 && string(data) != "null" {
			d := &Difference{
				Address:   in.address,
				Attribute: at,
				Plan:      "that it is computed",
				Source:    in.shown(decoded(data), at),
			}
			return d.at(where)
		}
		return nil
	}
	if d := in.constant(expr, value, at, same); d != nil {
		return d.at(where)
	}
	return nil
}

func isInJSON(where hcl.Range) bool { return strings.HasSuffix(where.Filename, ".json") }

func refers(planned map[string]any) bool {
	list, _ := planned["references"].([]any)
	return len(list) > 0
}

// evaluated puts in place of the texts of JSON syntax, which plan JSON shows as they are written,
// what they are; it is false where that depends on more.
func evaluated(value *any) bool {
	switch v := (*value).(type) {
	case string:
		expr, diagnostics := parseTemplate([]byte(v), "", hcl.InitialPos)
		if diagnostics.HasErrors() {
			return false
		}
		data, known := constantOf(expr)
		*value = decoded(data)
		return known
	case []any:
		for i := range v {
			if !evaluated(&v[i]) {
				return false
			}
		}
	case map[string]any:
		for name, member := range v {
			if !evaluated(&member) {
				return false
			}
			v[name] = member
		}
	}
	return true
}

func (in *inside) constant(expr hcl.Expression, planned any, at string, equal func(plan, source any) bool) *Difference {
	data, known := constantOf(expr)
	if !known {
		return &Difference{Address: in.address, Attribute: at, Plan: in.shown(planned, at), Source: "an expression"}
	}
	if written := decoded(data); !equal(planned, written) {
		return &Difference{
			Address:   in.address,
			Attribute: at,
			Plan:      in.shown(planned, at),
			Source:    in.shown(written, at),
		}
	}
	return nil
}

func (in *inside) shown(value any, at string) string {
	top, _, _ := strings.Cut(strings.ReplaceAll(at, "[", "."), ".")
	return Shown(value, in.secret(top) || IsSecretName(at))
}

func (in *inside) references(written []string, planned map[string]any, at string) *Difference {
	list, _ := planned["references"].([]any)
	var all []string
	for _, item := range list {
		if text, ok := item.(string); ok {
			all = append(all, text)
		}
	}
	shown := Longest(all)
	if slices.Equal(shown, written) || in.old && leads(shown, written) {
		return nil
	}
	return &Difference{
		Address:   in.address,
		Attribute: at,
		Plan:      referring(shown, written),
		Source:    referring(written, shown),
	}
}

// leads reports whether each reference of an old plan, which names whole resources only,
// leads into one of the source's.
func leads(shown, written []string) bool {
	return !slices.ContainsFunc(shown, func(s string) bool {
		return !slices.ContainsFunc(written, func(w string) bool { return beginsWith(w, s) })
	})
}

// referring names the references that the other side lacks.
func referring(all, other []string) string {
	only := slices.DeleteFunc(slices.Clone(all), func(r string) bool { return slices.Contains(other, r) })
	if len(only) == 0 {
		return "no such reference"
	}
	return "a reference to " + strings.Join(only, ", ")
}

// isExpression tells an expression from nested blocks.
func isExpression(v map[string]any) bool {
	for key := range v {
		if key != "constant_value" && key != "references" {
			return false
		}
	}
	return true
}
