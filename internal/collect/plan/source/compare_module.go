package source

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// calls compares module calls, then what they call.
func (c *comparison) calls(path []string, m *module, planned writtenModule) *Difference {
	address := func(name string) string { return named(path, "module."+name) }
	if d := names(planned.ModuleCalls, m.calls, address); d != nil {
		return d
	}
	for _, name := range slices.Sorted(maps.Keys(planned.ModuleCalls)) {
		call, written := planned.ModuleCalls[name], m.calls[name]
		if written == nil {
			continue
		}
		secret := func(variable string) bool { return call.Module.Variables[variable].Sensitive }
		in := &inside{c, address(name), secret, isMetaOfCall}
		if d := in.moduleSource(written.Body, call.Source); d != nil {
			return d
		}
		if d := in.repetition(written.Body, call.Count, call.ForEach); d != nil {
			return d
		}
		if d := in.body(written.Body, call.Expressions, ""); d != nil {
			return d
		}
		if d := c.module(append(slices.Clone(path), name), call.Module); d != nil {
			return d
		}
	}
	return nil
}

// moduleSource compares where modules come from, as far as that may be: folders may have been
// moved together, and the plan shows addresses of registries and repositories in a longer form.
func (in *inside) moduleSource(body *hclsyntax.Body, planned string) *Difference {
	attribute := body.Attributes["source"]
	if attribute == nil || planned == "" {
		return nil
	}
	value, diagnostics := attribute.Expr.Value(nil)
	if diagnostics.HasErrors() || !isText(value) || isLocal(value.AsString()) == isLocal(planned) {
		return nil
	}
	d := &Difference{
		Address:   in.address,
		Attribute: "source",
		Plan:      Shown(planned, false),
		Source:    Shown(value.AsString(), false),
	}
	return d.at(attribute.SrcRange)
}

func isLocal(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
}

func (c *comparison) outputs(path []string, m *module, planned writtenModule) *Difference {
	address := func(name string) string { return named(path, "output."+name) }
	if d := names(planned.Outputs, m.outputs, address); d != nil {
		return d
	}
	for _, name := range slices.Sorted(maps.Keys(planned.Outputs)) {
		written := m.outputs[name]
		if written == nil {
			continue
		}
		output := planned.Outputs[name]
		in := &inside{c, address(name), func(string) bool { return output.Sensitive }, isMetaOfCall}
		if d := in.expression(written, written.Range(), output.Expression, ""); d != nil {
			return d
		}
	}
	return nil
}

// variables compares which are declared, and their defaults, which the plan shows after
// conversion to the variable's type.
func (c *comparison) variables(path []string, m *module, planned writtenModule) *Difference {
	address := func(name string) string { return named(path, "var."+name) }
	if d := names(planned.Variables, m.variables, address); d != nil {
		return d
	}
	for _, name := range slices.Sorted(maps.Keys(planned.Variables)) {
		variable := planned.Variables[name]
		expr := m.defaults[name]
		if expr == nil {
			if variable.Default != nil && m.variables[name] != nil {
				return &Difference{
					Address:   address(name),
					Attribute: "default",
					Plan:      Shown(variable.Default, variable.Sensitive || IsSecretName(name)),
					Source:    "that there is none",
				}
			}
			continue
		}
		data, known := constantOf(expr)
		if !known {
			continue
		}
		if written := decoded(data); !converted(variable.Default, written) {
			secret := variable.Sensitive || IsSecretName(name)
			d := &Difference{
				Address:   address(name),
				Attribute: "default",
				Plan:      Shown(variable.Default, secret),
				Source:    Shown(written, secret),
			}
			return d.at(expr.Range())
		}
	}
	return nil
}

func decoded(data []byte) any {
	var v any
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}
