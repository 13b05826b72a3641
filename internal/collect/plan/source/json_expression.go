package source

import (
	"encoding/json"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// expression is a value whose texts are templates, literal one whose texts are themselves.
func (c *converter) expression(n node) hclsyntax.Expression { return c.read(n, c.template) }
func (c *converter) literal(n node) hclsyntax.Expression    { return c.read(n, c.plain) }

func (c *converter) read(n node, text func(string, node) hclsyntax.Expression) hclsyntax.Expression {
	switch {
	case n.object:
		object := &hclsyntax.ObjectConsExpr{SrcRange: c.at(n), OpenRange: c.at(n)}
		for _, m := range n.members {
			if m.name != "//" {
				item := hclsyntax.ObjectConsItem{KeyExpr: text(m.name, m.value), ValueExpr: c.read(m.value, text)}
				object.Items = append(object.Items, item)
			}
		}
		return object
	case n.array:
		return c.tuple(n, func(item node) hclsyntax.Expression { return c.read(item, text) })
	}
	switch v := n.value.(type) {
	case string:
		return text(v, n)
	case json.Number:
		number, err := cty.ParseNumberVal(v.String())
		if err != nil {
			number = cty.DynamicVal
		}
		return &hclsyntax.LiteralValueExpr{Val: number, SrcRange: c.at(n)}
	case bool:
		return &hclsyntax.LiteralValueExpr{Val: cty.BoolVal(v), SrcRange: c.at(n)}
	}
	return &hclsyntax.LiteralValueExpr{Val: cty.NullVal(cty.DynamicPseudoType), SrcRange: c.at(n)}
}

func (c *converter) tuple(n node, each func(node) hclsyntax.Expression) hclsyntax.Expression {
	tuple := &hclsyntax.TupleConsExpr{SrcRange: c.at(n), OpenRange: c.at(n)}
	for _, item := range n.items {
		tuple.Exprs = append(tuple.Exprs, each(item))
	}
	return tuple
}

func (c *converter) plain(content string, n node) hclsyntax.Expression {
	return &hclsyntax.LiteralValueExpr{Val: cty.StringVal(content), SrcRange: c.at(n)}
}

func (c *converter) template(content string, n node) hclsyntax.Expression {
	return c.checked(parseTemplate([]byte(content), c.file, n.at))
}

// written is what stands in a text as code: a type, a reference.
func (c *converter) written(n node) hclsyntax.Expression {
	if n.array {
		return c.tuple(n, c.written)
	}
	if content, ok := n.value.(string); ok {
		return c.checked(hclsyntax.ParseExpression([]byte(content), c.file, n.at))
	}
	return c.expression(n)
}

// checked keeps the faults of a text, which are the file's.
func (c *converter) checked(expr hclsyntax.Expression, found hcl.Diagnostics) hclsyntax.Expression {
	c.diagnostics = append(c.diagnostics, found...)
	if found.HasErrors() || expr == nil {
		return &hclsyntax.LiteralValueExpr{Val: cty.DynamicVal}
	}
	return expr
}
