package source

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// isOverride reports whether Terraform merges a file into the blocks of the others.
// https://developer.hashicorp.com/terraform/language/files/override
func isOverride(file string) bool {
	base, _ := split(file)
	return base == "override" || strings.HasSuffix(base, "_override")
}

func sortOverridesLast(files []text) {
	slices.SortFunc(files, func(a, b text) int {
		if x, y := isOverride(a.name), isOverride(b.name); x != y {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(a.name, b.name)
	})
}

// add takes the blocks of a file in; those of an override file are merged into the ones there.
func (m *module) add(body *hclsyntax.Body, override bool) {
	for _, b := range body.Blocks {
		switch {
		case b.Type == "resource" && len(b.Labels) == 2:
			put(m.resources, strings.Join(b.Labels, "."), b, override)
		case b.Type == "data" && len(b.Labels) == 2:
			put(m.resources, "data."+strings.Join(b.Labels, "."), b, override)
		case b.Type == "check":
			// Its data source is one of the module's.
			m.add(b.Body, override)
		case b.Type == "module" && len(b.Labels) == 1:
			put(m.calls, b.Labels[0], b, override)
		case b.Type == "provider" && len(b.Labels) == 1:
			put(m.providers, providerName(b.Labels[0], aliasOf(b.Body)), b, override)
		case b.Type == "locals":
			for name, attribute := range b.Body.Attributes {
				m.locals[name] = attribute.Expr
			}
		case b.Type == "output" && len(b.Labels) == 1 && b.Body.Attributes["value"] != nil:
			m.outputs[b.Labels[0]] = b.Body.Attributes["value"].Expr
		case b.Type == "variable" && len(b.Labels) == 1:
			put(m.variables, b.Labels[0], b, override)
			if attribute := b.Body.Attributes["default"]; attribute != nil {
				m.defaults[b.Labels[0]] = attribute.Expr
			}
		}
	}
}

// providerName is what a configuration of a provider is called.
func providerName(name, alias string) string {
	if alias == "" {
		return name
	}
	return name + "." + alias
}

// aliasOf is the alias of a configuration of a provider, which is a literal.
// https://developer.hashicorp.com/terraform/language/providers/configuration#alias-multiple-provider-configurations
func aliasOf(body *hclsyntax.Body) string {
	attribute := body.Attributes["alias"]
	if attribute == nil {
		return ""
	}
	if alias, diagnostics := attribute.Expr.Value(nil); !diagnostics.HasErrors() && isText(alias) {
		return alias.AsString()
	}
	return ""
}

// put adds a block, or merges an override into it: its attributes replace those of the same
// name, its nested blocks all those of the same type.
func put(all map[string]*hclsyntax.Block, name string, b *hclsyntax.Block, override bool) {
	base := all[name]
	if !override || base == nil {
		all[name] = b
		return
	}
	merged := *base
	body := *base.Body
	body.Attributes = maps.Clone(base.Body.Attributes)
	maps.Copy(body.Attributes, b.Body.Attributes)
	body.Blocks = slices.DeleteFunc(slices.Clone(base.Body.Blocks), func(old *hclsyntax.Block) bool {
		return slices.ContainsFunc(
			b.Body.Blocks,
			func(new *hclsyntax.Block) bool { return blockName(new) == blockName(old) },
		)
	})
	body.Blocks = append(body.Blocks, b.Body.Blocks...)
	merged.Body = &body
	all[name] = &merged
}

// blockName is the type of a nested block, or of those that a dynamic block makes.
func blockName(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}
