package source

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// inside compares what stands in one block.
type inside struct {
	*comparison
	address string
	secret  func(attribute string) bool
	// isMeta reports whether an argument or block is Terraform's own, which `expressions` leaves out.
	isMeta func(name string) bool
}

// isMetaOfResource recognizes what is Terraform's own in a resource or data source.
// https://developer.hashicorp.com/terraform/language/block/resource
func isMetaOfResource(name string) bool {
	return slices.Contains(
		[]string{"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner", "dynamic"},
		name,
	)
}

// isMetaOfCall recognizes what is Terraform's own in the call of a module.
// https://developer.hashicorp.com/terraform/language/block/module
func isMetaOfCall(name string) bool {
	return slices.Contains([]string{"count", "for_each", "providers", "depends_on", "source", "version"}, name)
}

func (in *inside) repetition(body *hclsyntax.Body, count, forEach map[string]any) *Difference {
	for _, name := range []string{"count", "for_each"} {
		written, planned := body.Attributes[name], count
		if name == "for_each" {
			planned = forEach
		}
		switch {
		case written == nil && planned == nil:
		case planned == nil && isEmptyExpression(written.Expr):
		case written == nil:
			return &Difference{Address: in.address, Attribute: name, Plan: "that it is set", Source: "nothing of it"}
		case planned == nil:
			d := &Difference{Address: in.address, Attribute: name, Plan: "nothing of it", Source: "that it is set"}
			return d.at(written.SrcRange)
		default:
			if d := in.expression(written.Expr, written.SrcRange, planned, name); d != nil {
				return d
			}
		}
	}
	return nil
}

// isEmptyExpression reports whether plan JSON has nothing to show of an expression, such as
// toset(["a"]): then it leaves count and for_each out.
func isEmptyExpression(expr hcl.Expression) bool {
	_, constant := constantOf(expr)
	return !constant && len(References(expr)) == 0
}

// body compares attributes and nested blocks with the `expressions` of the plan. What only
// dynamic blocks make is not in the plan.
func (in *inside) body(body *hclsyntax.Body, planned map[string]any, at string) *Difference {
	blocks := map[string][]*hclsyntax.Block{}
	for _, b := range body.Blocks {
		if at != "" || !in.isMeta(b.Type) {
			blocks[b.Type] = append(blocks[b.Type], b)
		}
	}
	delete(blocks, "dynamic")
	for _, name := range slices.Sorted(maps.Keys(planned)) {
		if d := in.member(body, blocks[name], name, planned[name], at); d != nil {
			return d
		}
	}
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		if _, ok := planned[name]; !ok && (at != "" || !in.isMeta(name)) {
			d := &Difference{Address: in.address, Attribute: at + name, Plan: "nothing of it", Source: "that it is set"}
			return d.at(body.Attributes[name].SrcRange)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		if _, ok := planned[name]; !ok && !in.old {
			d := &Difference{Address: in.address, Attribute: at + name, Plan: "nothing of it", Source: "that it is set"}
			return d.at(blocks[name][0].DefRange())
		}
	}
	return nil
}

// member compares one attribute or all blocks of one name.
func (in *inside) member(
	body *hclsyntax.Body,
	blocks []*hclsyntax.Block,
	name string,
	planned any,
	at string,
) *Difference {
	if attribute := body.Attributes[name]; attribute != nil {
		if p, ok := planned.(map[string]any); ok && isExpression(p) {
			return in.expression(attribute.Expr, attribute.SrcRange, p, at+name)
		}
		return nil
	}
	switch p := planned.(type) {
	case map[string]any:
		if isExpression(p) && len(blocks) > 0 {
			return in.flat(blocks, p, at+name)
		}
		if len(blocks) == 1 {
			return in.body(blocks[0].Body, p, at+name+".")
		}
	case []any:
		if len(blocks) == len(p) {
			return in.eachBlock(blocks, p, at+name)
		}
		d := &Difference{
			Address:   in.address,
			Attribute: at + name,
			Plan:      strconv.Itoa(len(p)) + " of it",
			Source:    strconv.Itoa(len(blocks)),
		}
		return d.at(body.SrcRange)
	}
	d := &Difference{Address: in.address, Attribute: at + name, Plan: "that it is set", Source: "nothing of it"}
	return d.at(body.SrcRange)
}

func (in *inside) eachBlock(blocks []*hclsyntax.Block, planned []any, at string) *Difference {
	for i, b := range blocks {
		members, _ := planned[i].(map[string]any)
		if d := in.body(b.Body, members, at+"["+strconv.Itoa(i)+"]."); d != nil {
			return d
		}
	}
	return nil
}
