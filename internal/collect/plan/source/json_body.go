package source

import (
	"fmt"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
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
func (c *converter) labelled(into *hclsyntax.Body, typ string, n node, levels int, labels []string,
	read func(node) *hclsyntax.Body) {
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
	where := c.at(n)
	into.Attributes[name] = &hclsyntax.Attribute{
		Name:        name,
		Expr:        expr,
		SrcRange:    where,
		NameRange:   where,
		EqualsRange: where,
	}
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
		case slices.Contains([]string{"//", "depends_on", "provider", "provisioner", "connection"}, m.name):
		case m.name == "lifecycle":
			c.labelled(body, m.name, m.value, 0, nil, c.lifecycle)
		case m.name == "dynamic":
			c.labelled(body, m.name, m.value, 1, nil, c.dynamic)
		case m.value.isObjects():
			c.labelled(body, m.name, m.value, 0, nil, c.resource)
		default:
			c.attribute(body, m.name, m.value, c.expression(m.value))
		}
	}
	return body
}

// isObjects reports whether a value is an array of objects, of one at least.
func (n node) isObjects() bool {
	return len(n.items) > 0 && !slices.ContainsFunc(n.items, func(item node) bool { return !item.object })
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
