package read

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
)

// ModuleConfig is one module of `configuration`: what the author wrote, without instances.
type ModuleConfig struct {
	Resources map[string]*ResourceConfig
	Calls     map[string]*CallConfig
	Outputs   map[string]*fastjson.Value
	Variables map[string]*fastjson.Value
}

// CallConfig is a module call.
type CallConfig struct {
	Expressions *fastjson.Value
	Repeat      Expression
	Module      *ModuleConfig
}

// ResourceConfig is one resource block.
type ResourceConfig struct {
	expressions *fastjson.Value
	// Repeat is the count or for_each expression.
	Repeat   Expression
	Provider string
	// Schema is the version of the type's schema in the provider, by which versions of the provider can be told apart.
	Schema int
}

// Configuration is the whole of it, with the providers' own settings.
type Configuration struct {
	Root      *ModuleConfig
	Providers map[string]*fastjson.Value
	// Variables are what the inputs say of their root modules' variables, by the root's address.
	Variables map[string]*fastjson.Value
}

func readConfiguration(raw, variables []byte) (*Configuration, error) {
	c := &Configuration{
		Root:      EmptyModule(),
		Providers: map[string]*fastjson.Value{},
		Variables: map[string]*fastjson.Value{"": nil},
	}
	if variables != nil {
		v, err := parsed(variables)
		if err != nil {
			return nil, fmt.Errorf("read variables: %w", err)
		}
		c.Variables[""] = v
	}
	if raw == nil {
		return c, nil
	}
	v, err := parsed(raw)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	tree.Visit(v.Get("provider_config"), func(key string, provider *fastjson.Value) { c.Providers[key] = provider })
	c.Root = readModule(v.Get("root_module"))
	return c, nil
}

// EmptyModule is a module of which nothing is known.
func EmptyModule() *ModuleConfig {
	return &ModuleConfig{
		map[string]*ResourceConfig{},
		map[string]*CallConfig{},
		map[string]*fastjson.Value{},
		map[string]*fastjson.Value{},
	}
}

func readModule(v *fastjson.Value) *ModuleConfig {
	m := EmptyModule()
	if v == nil {
		return m
	}
	for _, r := range v.GetArray("resources") {
		m.Resources[string(r.GetStringBytes("address"))] = &ResourceConfig{
			expressions: r.Get("expressions"),
			Repeat:      repeatOf(r),
			Provider:    string(r.GetStringBytes("provider_config_key")),
			Schema:      r.GetInt("schema_version"),
		}
	}
	tree.Visit(v.Get("module_calls"), func(name string, call *fastjson.Value) {
		m.Calls[name] = &CallConfig{call.Get("expressions"), repeatOf(call), readModule(call.Get("module"))}
	})
	tree.Visit(
		v.Get("outputs"),
		func(name string, output *fastjson.Value) { m.Outputs[name] = output.Get("expression") },
	)
	tree.Visit(
		v.Get("variables"),
		func(name string, variable *fastjson.Value) { m.Variables[name] = variable.Get("default") },
	)
	return m
}

func repeatOf(v *fastjson.Value) Expression {
	if e := v.Get("for_each_expression"); e != nil {
		return ExpressionOf(e)
	}
	return ExpressionOf(v.Get("count_expression"))
}

// Kind says what the configuration holds at a path.
type Kind int

const (
	// Unset says that the author wrote nothing there.
	Unset Kind = iota
	// Constant is a literal.
	Constant
	// References is an expression that mentions other objects.
	References
	// Invisible says that the author may have written something that plan JSON does not carry, as in a dynamic block.
	Invisible
)

// Expression is what the author wrote for one attribute, as far as plan JSON tells.
type Expression struct {
	Kind  Kind
	Value *fastjson.Value
	Refs  []string
	// Whole are references that stand there beside longer ones, as var.ids does beside
	// var.ids[0] in `concat(var.ids, [var.ids[0]])`.
	Whole []string
}

// ExpressionOf reads {constant_value} or {references}. Of JSON syntax Terraform shows each text as
// a constant, as it is written, beside the references in it. Everything else, such as nested
// blocks, counts as a set of all the references inside it.
func ExpressionOf(v *fastjson.Value) Expression {
	if v == nil {
		return Expression{}
	}
	refs := collectReferences(v, nil)
	if c := v.Get("constant_value"); c != nil && len(refs) == 0 && !hasTemplate(c) {
		return Expression{Kind: Constant, Value: c}
	}
	if len(refs) == 0 {
		return Expression{Kind: Invisible}
	}
	kept := longest(refs)
	return Expression{Kind: References, Refs: kept, Whole: besideLonger(refs, kept)}
}

// hasTemplate reports whether a constant may be a text of JSON syntax that is yet to be evaluated.
func hasTemplate(v *fastjson.Value) bool {
	found := false
	tree.Texts(v, func(text string) { found = found || strings.Contains(text, "${") || strings.Contains(text, "%{") })
	return found
}

func collectReferences(v *fastjson.Value, into []string) []string {
	if items := v.GetArray("references"); items != nil {
		for _, item := range items {
			into = append(into, string(item.GetStringBytes()))
		}
		return into
	}
	for _, item := range v.GetArray() {
		into = collectReferences(item, into)
	}
	tree.Visit(v, func(_ string, member *fastjson.Value) {
		if member.Type() == fastjson.TypeObject || member.Type() == fastjson.TypeArray {
			into = collectReferences(member, into)
		}
	})
	return into
}

// longest keeps the longest of each chain of references: Terraform repeats every prefix.
func longest(refs []string) []string {
	var kept []string
	for _, r := range refs {
		isPrefix := slices.ContainsFunc(refs, func(other string) bool { return leadsInto(r, other) })
		if !isPrefix && !slices.Contains(kept, r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// leadsInto reports whether a reference is a prefix of another, which names a part of it.
func leadsInto(r, other string) bool {
	return len(other) > len(r) && strings.HasPrefix(other, r) && (other[len(r)] == '.' || other[len(r)] == '[')
}

// besideLonger are the references that are there more often than as a prefix of longer ones:
// each occurrence of a reference brings each of its prefixes once.
func besideLonger(refs, kept []string) []string {
	left := map[string]int{}
	for _, r := range refs {
		left[r]++
	}
	longestFirst := slices.Clone(refs)
	slices.SortStableFunc(longestFirst, func(a, b string) int { return len(b) - len(a) })
	var whole []string
	for _, r := range longestFirst {
		if left[r] <= 0 {
			continue
		}
		left[r]--
		for prefix := range left {
			if leadsInto(prefix, r) {
				left[prefix]--
			}
		}
		if !slices.Contains(kept, r) && !slices.Contains(whole, r) {
			whole = append(whole, r)
		}
	}
	return whole
}

// Mentions are the references of an expression, in words.
func (e Expression) Mentions() string {
	if len(e.Refs) == 0 {
		return ""
	}
	return "it refers to " + strings.Join(e.Refs, ", ")
}

// Expression returns what the author wrote at a path of the instance's block.
func (in *Instance) Expression(dotted string) Expression {
	if in.Config == nil {
		return Expression{Kind: Invisible}
	}
	v := in.Config.expressions
	if v == nil {
		return Expression{}
	}
	path := strings.Split(dotted, ".")
	for i, step := range path {
		if i > 0 && (v.Get("references") != nil || v.Get("constant_value") != nil) {
			// Attributes written as blocks have one flat expression for all of them.
			return ExpressionOf(v)
		}
		next := tree.Descend(v, step)
		if i == 1 && isSetOfBlocks(path[0]) {
			next = in.blockOfSet(v, path[:2])
		}
		if next == nil {
			return in.missing(v, path, i)
		}
		v = next
	}
	return ExpressionOf(v)
}

// isSetOfBlocks reports whether blocks are a set, whose order in a plan is not that of the configuration.
func isSetOfBlocks(name string) bool {
	switch name {
	case "metric_query", "notification", "cost_filter", "planned_limit":
		return true
	}
	return false
}

// blockOfSet is the only block whose literals are those that the plan shows at a path; nil where
// several are, or none is.
func (in *Instance) blockOfSet(blocks *fastjson.Value, path []string) *fastjson.Value {
	var found *fastjson.Value
	for _, b := range blocks.GetArray() {
		switch {
		case !in.agreesWith(b, strings.Join(path, ".")):
		case found != nil:
			return nil
		default:
			found = b
		}
	}
	return found
}

func (in *Instance) agreesWith(block *fastjson.Value, path string) bool {
	agrees := true
	tree.Visit(block, func(name string, expression *fastjson.Value) {
		written := expression.Get("constant_value")
		planned, s := in.At(path + "." + name)
		if written == nil || s != Known {
			return
		}
		a, isText := ToString(written)
		b, isTextToo := ToString(planned)
		if isText && isTextToo && a != b || tree.IsTrue(written) != tree.IsTrue(planned) {
			agrees = false
		}
	})
	return agrees
}

// missing tells an attribute that the author left out from one inside a block that the
// configuration does not show because a dynamic block made it.
func (in *Instance) missing(parent *fastjson.Value, path []string, depth int) Expression {
	switch {
	case in.isDynamic(path, depth):
		return Expression{Kind: Invisible}
	case depth == 0 && (len(path) == 1 || tree.IsTrue(tree.Descend(in.Unknown, path[0]))):
		return Expression{}
	case depth > 0 && parent.Type() == fastjson.TypeObject:
		return Expression{}
	}
	return Expression{Kind: Invisible}
}
