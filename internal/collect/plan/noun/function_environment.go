package noun

import (
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/credential"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/valyala/fastjson"
)

const functionVariables = "environment.0.variables"

// functionEnvironment reads the variables of a function. Their values are looked at here, at the door, and go no
// further.
func (c *collector) functionEnvironment(in *read.Instance) model.List[model.EnvironmentName] {
	if !in.MayHave("environment") {
		return model.Whole[model.EnvironmentName]()
	}
	values := map[string]*fastjson.Value{}
	v, s := in.At(functionVariables)
	tree.Visit(v, func(name string, value *fastjson.Value) { values[name] = value })
	list := model.Whole[model.EnvironmentName]()
	switch s {
	case read.Unknown:
		written, ok := c.writtenMembers(in, functionVariables)
		if !ok {
			return model.Part[model.EnvironmentName](
				model.Why{Reason: model.KnownAfterApply, Detail: in.Expression(functionVariables).Mentions()},
			)
		}
		values = written
	case read.Sensitive:
		return model.Part[model.EnvironmentName](model.Why{Reason: model.Sensitive})
	case read.Misread:
		return model.Part[model.EnvironmentName](read.MisreadWhy())
	default:
		tree.Visit(in.UnknownBelow(functionVariables), func(name string, mark *fastjson.Value) {
			if tree.HasTrue(mark) {
				values[name] = nil
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		list = list.With(
			model.EnvironmentName{Name: resolve.Told(name), Credential: c.variableCredential(in, name, values[name])},
		)
	}
	return list
}

// writtenMembers are the names of a map that the source writes, where they are known.
func (c *collector) writtenMembers(in *read.Instance, path string) (map[string]*fastjson.Value, bool) {
	value, ok := c.Evaluate(in, path)
	if !ok {
		return nil, false
	}
	members, ok := value.Members()
	names := map[string]*fastjson.Value{}
	for name := range members {
		names[name] = nil
	}
	return names, ok
}

// variableCredential is the rule that sees a credential in a variable, empty for none. What the author marks
// as sensitive is one under the name of one, and may be one under any.
func (c *collector) variableCredential(in *read.Instance, name string, value *fastjson.Value) model.Value[string] {
	path := functionVariables + "." + name
	switch _, s := in.At(path); {
	case s == read.Sensitive && credential.Named(name):
		return model.Known(credential.ByName)
	case s == read.Sensitive:
		return model.Unknown[string](model.Why{Reason: model.Sensitive, Detail: "the value of " + name})
	case value != nil && s == read.Known:
		return c.credentialUnder(name, writtenOut(value))
	}
	if text, ok := c.WrittenText(in, path); ok {
		return c.credentialUnder(name, text)
	}
	if value, ok := c.Evaluate(in, path); ok && c.IsPlainAttribute(value) {
		return model.Known("")
	}
	return unseen("the value of " + name)
}
