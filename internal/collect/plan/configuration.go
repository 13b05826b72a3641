package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/valyala/fastjson"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// moduleConfig is one module of `configuration`: what the author wrote, without instances.
type moduleConfig struct {
	resources map[string]*resourceConfig
	calls     map[string]*callConfig
	outputs   map[string]*fastjson.Value
	variables map[string]*fastjson.Value
}

// callConfig is a module call.
type callConfig struct {
	expressions *fastjson.Value
	repeat      expression
	module      *moduleConfig
}

// resourceConfig is one resource block.
type resourceConfig struct {
	expressions *fastjson.Value
	// repeat is the count or for_each expression.
	repeat   expression
	provider string
	// schema is the version of the type's schema in the provider, by which versions of the provider can be told apart.
	schema int
}

// configuration is the whole of it, with the providers' own settings.
type configuration struct {
	root      *moduleConfig
	providers map[string]*fastjson.Value
	// variables are what the inputs say of their root modules' variables, by the root's address.
	variables map[string]*fastjson.Value
}

func readConfiguration(raw, variables []byte) (*configuration, error) {
	c := &configuration{
		root:      emptyModule(),
		providers: map[string]*fastjson.Value{},
		variables: map[string]*fastjson.Value{"": nil},
	}
	if variables != nil {
		v, err := parsed(variables)
		if err != nil {
			return nil, fmt.Errorf("read variables: %w", err)
		}
		c.variables[""] = v
	}
	if raw == nil {
		return c, nil
	}
	v, err := parsed(raw)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	tree.Visit(v.Get("provider_config"), func(key string, provider *fastjson.Value) { c.providers[key] = provider })
	c.root = readModule(v.Get("root_module"))
	return c, nil
}

func emptyModule() *moduleConfig {
	return &moduleConfig{
		map[string]*resourceConfig{},
		map[string]*callConfig{},
		map[string]*fastjson.Value{},
		map[string]*fastjson.Value{},
	}
}

func readModule(v *fastjson.Value) *moduleConfig {
	m := emptyModule()
	if v == nil {
		return m
	}
	for _, r := range v.GetArray("resources") {
		m.resources[string(r.GetStringBytes("address"))] = &resourceConfig{
			expressions: r.Get("expressions"),
			repeat:      repeatOf(r),
			provider:    string(r.GetStringBytes("provider_config_key")),
			schema:      r.GetInt("schema_version"),
		}
	}
	tree.Visit(v.Get("module_calls"), func(name string, call *fastjson.Value) {
		m.calls[name] = &callConfig{call.Get("expressions"), repeatOf(call), readModule(call.Get("module"))}
	})
	tree.Visit(
		v.Get("outputs"),
		func(name string, output *fastjson.Value) { m.outputs[name] = output.Get("expression") },
	)
	tree.Visit(
		v.Get("variables"),
		func(name string, variable *fastjson.Value) { m.variables[name] = variable.Get("default") },
	)
	return m
}

func repeatOf(v *fastjson.Value) expression {
	if e := v.Get("for_each_expression"); e != nil {
		return expressionOf(e)
	}
	return expressionOf(v.Get("count_expression"))
}

// kind says what the configuration holds at a path.
type kind int

const (
	// unset: the author wrote nothing there.
	unset kind = iota
	// constant: a literal.
	constant
	// references: an expression that mentions other objects.
	references
	// invisible: the author may have written something that plan JSON does not carry, as in a dynamic block.
	invisible
)

// expression is what the author wrote for one attribute, as far as plan JSON tells.
type expression struct {
	kind  kind
	value *fastjson.Value
	refs  []string
	// whole are references that stand there beside longer ones, as var.ids does beside
	// var.ids[0] in `concat(var.ids, [var.ids[0]])`.
	whole []string
}

// expressionOf reads {constant_value} or {references}. Of JSON syntax Terraform shows each text as
// a constant, as it is written, beside the references in it. Everything else, such as nested
// blocks, counts as a set of all the references inside it.
func expressionOf(v *fastjson.Value) expression {
	if v == nil {
		return expression{}
	}
	refs := collectReferences(v, nil)
	if c := v.Get("constant_value"); c != nil && len(refs) == 0 && !hasTemplate(c) {
		return expression{kind: constant, value: c}
	}
	if len(refs) == 0 {
		return expression{kind: invisible}
	}
	kept := longest(refs)
	return expression{kind: references, refs: kept, whole: besideLonger(refs, kept)}
}

// hasTemplate reports whether a constant may be a text of JSON syntax that is yet to be evaluated.
func hasTemplate(v *fastjson.Value) bool {
	found := false
	texts(v, func(text string) { found = found || strings.Contains(text, "${") || strings.Contains(text, "%{") })
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

func (e expression) mentions() string {
	if len(e.refs) == 0 {
		return ""
	}
	return "it refers to " + strings.Join(e.refs, ", ")
}

// expression returns what the author wrote at a path of the instance's block.
func (in *instance) expression(dotted string) expression {
	if in.config == nil {
		return expression{kind: invisible}
	}
	v := in.config.expressions
	if v == nil {
		return expression{}
	}
	path := strings.Split(dotted, ".")
	for i, step := range path {
		if i > 0 && (v.Get("references") != nil || v.Get("constant_value") != nil) {
			// Attributes written as blocks have one flat expression for all of them.
			return expressionOf(v)
		}
		next := descend(v, step)
		if i == 1 && isSetOfBlocks(path[0]) {
			next = in.blockOfSet(v, path[:2])
		}
		if next == nil {
			return in.missing(v, path, i)
		}
		v = next
	}
	return expressionOf(v)
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
func (in *instance) blockOfSet(blocks *fastjson.Value, path []string) *fastjson.Value {
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

func (in *instance) agreesWith(block *fastjson.Value, path string) bool {
	agrees := true
	tree.Visit(block, func(name string, expression *fastjson.Value) {
		written := expression.Get("constant_value")
		planned, s := in.at(path + "." + name)
		if written == nil || s != isKnown {
			return
		}
		a, isText := toString(written)
		b, isTextToo := toString(planned)
		if isText && isTextToo && a != b || tree.IsTrue(written) != tree.IsTrue(planned) {
			agrees = false
		}
	})
	return agrees
}

// missing tells an attribute that the author left out from one inside a block that the
// configuration does not show because a dynamic block made it.
func (in *instance) missing(parent *fastjson.Value, path []string, depth int) expression {
	switch {
	case in.isDynamic(path, depth):
		return expression{kind: invisible}
	case depth == 0 && (len(path) == 1 || tree.IsTrue(descend(in.unknown, path[0]))):
		return expression{}
	case depth > 0 && parent.Type() == fastjson.TypeObject:
		return expression{}
	}
	return expression{kind: invisible}
}
