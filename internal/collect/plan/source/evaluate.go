package source

import (
	"crypto/rand"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/source/functions"
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/valyala/fastjson"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// World is what the plan knows about instances and modules.
type World interface {
	// Instances returns the instances of a resource block in a module instance; whole is
	// false where the plan may lack some.
	Instances(moduleAddress, block string) (instances []Instance, whole bool)
	// Children returns the instances of a module call in a module instance.
	Children(moduleAddress, call string) (children []Child, whole bool)
	// Variable returns the JSON value of a root variable, or nil.
	Variable(name string) []byte
}

// Instance is one resource instance: its values, and the marks of which are unknown or sensitive.
type Instance struct {
	Address, Key              string
	After, Unknown, Sensitive *fastjson.Value
}

// Child is one instance of a module call.
type Child struct{ Address, Key string }

// Scope is where an expression stands.
type Scope struct {
	// Address is that of the module instance, Path the names of its calls from the root.
	Address string
	Path    []string
	// Parent is the scope of the calling module; nil in the root.
	Parent *Scope
	// Key is the rendered key of this module instance in its call.
	Key string
}

// Evaluator evaluates expressions of a Folder over a World, as Terraform would if it knew
// what apply will tell: that is a placeholder each (placeholder.go). Each local value,
// variable and output of a module instance is evaluated once.
type Evaluator struct {
	folder *Folder
	world  World
	table  *placeholders
	budget *budget
	// plain are Terraform's functions, functions the same for values that may not be known.
	plain, functions map[string]function.Function
	verbs            *regexp.Regexp
	rewrites         map[hclsyntax.Expression]hclsyntax.Expression
	needed           map[hcl.Expression]*needs
	memo             map[string]cty.Value
	busy             map[string]bool
	// depth is how many templates are being evaluated in each other.
	depth int
	// doubts counts what was done with values that are not known and may end with an error once
	// they are: `try` goes on then.
	doubts int
}

// NewEvaluator returns an Evaluator.
func NewEvaluator(f *Folder, w World) *Evaluator {
	var nonce [8]byte
	_, _ = rand.Read(nonce[:]) // never fails, by its documentation
	e := &Evaluator{
		folder:    f,
		world:     w,
		table:     newPlaceholders(hex.EncodeToString(nonce[:])),
		budget:    newBudget(),
		plain:     functions.Table(f),
		functions: map[string]function.Function{},
		verbs:     regexp.MustCompile(plainVerbs),
		rewrites:  map[hclsyntax.Expression]hclsyntax.Expression{},
		needed:    map[hcl.Expression]*needs{},
		memo:      map[string]cty.Value{},
		busy:      map[string]bool{},
	}
	specials := e.specials()
	for name, inner := range e.plain {
		e.functions[name] = e.guard(name, inner, specials[name])
	}
	maps.Copy(e.functions, e.closures())
	for _, name := range slices.Collect(maps.Keys(e.functions)) {
		e.functions["core::"+name] = e.functions[name]
	}
	return e
}

// Err is what ended the evaluation before its end: ErrTooMuch, or nil.
func (e *Evaluator) Err() error { return e.budget.over }

// repetition is each and count of the block an expression stands in.
type repetition struct {
	key   string
	block *hclsyntax.Block
}

// Planned is what the plan shows of a resource.
type Planned interface {
	// Known is the JSON of what the plan knows at a path, which may be null; nil for what it does not know.
	Known(path []string) []byte
	// Alike are the indexes of all blocks beside the one at a path of which the plan shows the same, with that one.
	Alike(path []string) []string
}

// Attribute evaluates an attribute of a resource instance. The value may be unknown in
// part; ok is false when the source does not tell. Planned tells blocks of one name apart.
func (e *Evaluator) Attribute(s *Scope, block, key string, path []string, planned Planned) (value Value, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil {
		return Value{}, false
	}
	b := m.resources[block]
	result, ok := e.inBody(place{scope: s, repetition: repetition{key, b}, body: b.Body, planned: planned}, nil, path)
	return Value{result, e.table, 0}, ok
}

// Provider evaluates an argument of a provider's configuration; ok is false when the source does not tell.
func (e *Evaluator) Provider(s *Scope, name, alias string, path []string) (value Value, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.providers[providerName(name, alias)] == nil {
		return Value{}, false
	}
	result, ok := e.inBody(place{scope: s, body: m.providers[providerName(name, alias)].Body}, nil, path)
	return Value{result, e.table, 0}, ok
}

// member is an attribute, an element of a map, or an element of a list.
func member(value cty.Value, name string) (cty.Value, bool) {
	switch t := value.Type(); {
	case t.IsObjectType() && t.HasAttribute(name):
		return value.GetAttr(name), true
	case t.IsMapType() && value.HasIndex(cty.StringVal(name)).True():
		return value.Index(cty.StringVal(name)), true
	case t.IsTupleType() || t.IsListType():
		return elementAt(value, name)
	}
	return cty.NilVal, false
}

// step walks into a value by names and indexes. Below a value that is not known everything
// depends on it.
func (e *Evaluator) step(value cty.Value, path []string) (cty.Value, bool) {
	if len(path) == 0 {
		return value, true
	}
	if value.IsMarked() || !value.IsKnown() {
		return e.table.derived(cty.DynamicPseudoType, value), true
	}
	if value.IsNull() {
		return value, true
	}
	next, ok := member(value, path[0])
	if !ok {
		return cty.NilVal, false
	}
	return e.step(next, path[1:])
}

// expression evaluates over the variables that it mentions.
func (e *Evaluator) expression(
	s *Scope,
	expr hcl.Expression,
	r repetition,
	iterators map[string]cty.Value,
) (cty.Value, bool) {
	native, ok := expr.(hclsyntax.Expression)
	if !ok || e.budget.spend(1) != nil {
		return cty.NilVal, false
	}
	variables := e.bind(s, e.needs(expr), r, iterators)
	value, diagnostics := e.rewritten(native).Value(&hcl.EvalContext{Variables: variables, Functions: e.functions})
	if diagnostics.HasErrors() || e.budget.weigh(value) != nil {
		return cty.NilVal, false
	}
	return value, true
}

// once remembers a value of a module instance; one that needs itself is not told.
func (e *Evaluator) once(key string, evaluate func() (cty.Value, bool)) cty.Value {
	if v, ok := e.memo[key]; ok {
		return v
	}
	if e.busy[key] {
		return e.table.untold()
	}
	e.busy[key] = true
	value, ok := evaluate()
	delete(e.busy, key)
	if !ok {
		value = e.table.untold()
	}
	e.memo[key] = value
	return value
}
