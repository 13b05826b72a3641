package source

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// parseJSON reads a file in JSON syntax as if it were written in the native one.
// https://developer.hashicorp.com/terraform/language/syntax/json
func parseJSON(file text) (*hclsyntax.Body, error) {
	root, err := decodeJSON(file.content)
	if err == nil && !root.object {
		err = fmt.Errorf("it is no JSON object")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file.name, err)
	}
	c := &converter{file: file.name}
	body := c.top(root)
	if c.diagnostics.HasErrors() {
		return nil, c.diagnostics
	}
	return body, nil
}

// converter builds the syntax tree of the native form.
type converter struct {
	file        string
	diagnostics hcl.Diagnostics
}

func (c *converter) at(n node) hcl.Range { return hcl.Range{Filename: c.file, Start: n.at, End: n.at} }

// top reads the blocks of a file, or of a check block: by type, then by each of their labels.
func (c *converter) top(n node) *hclsyntax.Body {
	body := c.empty(n)
	for _, file := range n.list() {
		for _, m := range file.members {
			switch m.name {
			case "resource", "data":
				c.labelled(body, m.name, m.value, 2, nil, c.resource)
			case "module":
				c.labelled(body, m.name, m.value, 1, nil, c.call)
			case "variable":
				c.labelled(body, m.name, m.value, 1, nil, c.variable)
			case "output":
				c.labelled(body, m.name, m.value, 1, nil, c.arguments)
			case "check":
				c.labelled(body, m.name, m.value, 1, nil, c.top)
			case "locals":
				c.labelled(body, m.name, m.value, 0, nil, c.arguments)
			}
		}
	}
	return body
}

// labelled goes down through the labels of a block; each level may be an array of objects.
func (c *converter) labelled(into *hclsyntax.Body, typ string, n node, levels int, labels []string, read func(node) *hclsyntax.Body) {
	for _, item := range n.list() {
		if levels == 0 {
			c.block(into, typ, labels, item, read(item))
			continue
		}
		for _, m := range item.members {
			if m.name != "//" {
				c.labelled(into, typ, m.value, levels-1, append(slices.Clone(labels), m.name), read)
			}
		}
	}
}

func (c *converter) empty(n node) *hclsyntax.Body {
	return &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: c.at(n), EndRange: c.at(n)}
}

func (c *converter) block(into *hclsyntax.Body, typ string, labels []string, n node, body *hclsyntax.Body) {
	where := c.at(n)
	into.Blocks = append(into.Blocks, &hclsyntax.Block{Type: typ, Labels: labels, Body: body, TypeRange: where,
		LabelRanges: slices.Repeat([]hcl.Range{where}, len(labels)), OpenBraceRange: where, CloseBraceRange: where})
}

func (c *converter) attribute(into *hclsyntax.Body, name string, n node, expr hclsyntax.Expression) {
	into.Attributes[name] = &hclsyntax.Attribute{Name: name, Expr: expr, SrcRange: c.at(n), NameRange: c.at(n), EqualsRange: c.at(n)}
}

// arguments is a body without nested blocks.
func (c *converter) arguments(n node) *hclsyntax.Body {
	return c.each(n, func(string) func(node) hclsyntax.Expression { return c.expression })
}

// call is the body of a module call, whose own arguments are no templates.
func (c *converter) call(n node) *hclsyntax.Body {
	return c.each(n, func(name string) func(node) hclsyntax.Expression {
		switch name {
		case "source", "version":
			return c.literal
		case "providers", "depends_on":
			return nil
		}
		return c.expression
	})
}

// variable is a declaration, in which nothing is evaluated.
func (c *converter) variable(n node) *hclsyntax.Body {
	return c.each(n, func(name string) func(node) hclsyntax.Expression {
		if name == "type" {
			return c.written
		}
		return c.literal
	})
}

// each reads the members of a body as they are to be read, but for comments.
func (c *converter) each(n node, as func(name string) func(node) hclsyntax.Expression) *hclsyntax.Body {
	body := c.empty(n)
	for _, m := range n.members {
		if read := as(m.name); read != nil && m.name != "//" {
			c.attribute(body, m.name, m.value, read(m.value))
		}
	}
	return body
}

// resource is a body whose nested blocks only a provider's schema tells from attributes: an
// array of objects is blocks, whose order may not be the plan's; one object is an attribute.
func (c *converter) resource(n node) *hclsyntax.Body {
	body := c.empty(n)
	for _, m := range n.members {
		switch {
		case m.name == "//" || m.name == "depends_on" || m.name == "provider" || m.name == "provisioner" || m.name == "connection":
		case m.name == "lifecycle":
			c.labelled(body, m.name, m.value, 0, nil, c.lifecycle)
		case m.name == "dynamic":
			c.labelled(body, m.name, m.value, 1, nil, c.dynamic)
		case m.value.array && len(m.value.items) > 0 && !slices.ContainsFunc(m.value.items, func(item node) bool { return !item.object }):
			c.labelled(body, m.name, m.value, 0, nil, c.resource)
		default:
			c.attribute(body, m.name, m.value, c.expression(m.value))
		}
	}
	return body
}

func (c *converter) dynamic(n node) *hclsyntax.Body {
	body := c.empty(n)
	for _, m := range n.members {
		switch m.name {
		case "content":
			c.labelled(body, m.name, m.value, 0, nil, c.resource)
		case "iterator":
			c.attribute(body, m.name, m.value, c.written(m.value))
		case "for_each":
			c.attribute(body, m.name, m.value, c.expression(m.value))
		}
	}
	return body
}

func (c *converter) lifecycle(n node) *hclsyntax.Body {
	body := c.empty(n)
	for _, m := range n.members {
		if m.name == "ignore_changes" {
			c.attribute(body, m.name, m.value, c.written(m.value))
		}
	}
	return body
}

// expression is a value whose texts are templates, literal one whose texts are themselves.
func (c *converter) expression(n node) hclsyntax.Expression { return c.read(n, c.template) }
func (c *converter) literal(n node) hclsyntax.Expression    { return c.read(n, c.plain) }

func (c *converter) read(n node, text func(string, node) hclsyntax.Expression) hclsyntax.Expression {
	switch {
	case n.object:
		object := &hclsyntax.ObjectConsExpr{SrcRange: c.at(n), OpenRange: c.at(n)}
		for _, m := range n.members {
			if m.name != "//" {
				object.Items = append(object.Items, hclsyntax.ObjectConsItem{KeyExpr: text(m.name, m.value), ValueExpr: c.read(m.value, text)})
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
	return c.checked(hclsyntax.ParseTemplate([]byte(content), c.file, n.at))
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
