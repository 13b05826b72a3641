package source

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Blocks are the blocks of a name that a resource has, where dynamic blocks make them: of each the names of its
// attributes, with true, and of its own blocks, with a list of such. Ok is false where the source does not tell how many
// there are, or no dynamic block makes any.
func (e *Evaluator) Blocks(s *Scope, block, key, name string) (blocks []map[string]any, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil || !hasDynamic(m.resources[block].Body, name) {
		return nil, false
	}
	b := m.resources[block]
	return e.shapes(place{scope: s, repetition: repetition{key, b}, body: b.Body}, name)
}

// DynamicBlocks are the names of the blocks that dynamic blocks of a resource make.
func (e *Evaluator) DynamicBlocks(s *Scope, block string) []string {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil {
		return nil
	}
	names := map[string]bool{}
	for _, b := range m.resources[block].Body.Blocks {
		if b.Type == "dynamic" {
			names[blockName(b)] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

func hasDynamic(body *hclsyntax.Body, name string) bool {
	for _, b := range body.Blocks {
		if b.Type == "dynamic" && blockName(b) == name {
			return true
		}
	}
	return false
}

// shapes are what stands in each block of a name in a body.
func (e *Evaluator) shapes(p place, name string) (all []map[string]any, ok bool) {
	places, ok := e.blocks(p, name)
	if !ok {
		return nil, false
	}
	for _, in := range places {
		shape := map[string]any{}
		for attribute := range in.body.Attributes {
			shape[attribute] = true
		}
		for _, b := range in.body.Blocks {
			inner := blockName(b)
			if shape[inner], ok = e.shapes(in, inner); !ok {
				return nil, false
			}
		}
		all = append(all, shape)
	}
	return all, true
}
