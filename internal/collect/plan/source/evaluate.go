package source

import (
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// World is what the plan knows about instances and modules.
type World interface {
	// Instances returns the instances of a resource block in a module instance.
	Instances(moduleAddress, block string) []Instance
	// Children returns the instances of a module call in a module instance.
	Children(moduleAddress, call string) []Child
	// Variable returns the JSON value of a root variable, or nil.
	Variable(name string) []byte
}

// Instance is one resource instance: JSON of its known values, and the names of those unknown.
type Instance struct {
	Address, Key string
	// Values maps each attribute to its value; an attribute that is not wholly known is absent.
	Values map[string]cty.Value
	// Unknown are the attributes that are known after apply.
	Unknown []string
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

// Origin marks an unknown value with the resource instance and attribute it comes from.
type Origin struct{ Address, Attribute string }

// Evaluator evaluates expressions of a Folder over a World. Each local value, variable and
// output of a module instance is evaluated once.
type Evaluator struct {
	folder    *Folder
	world     World
	functions map[string]function.Function
	memo      map[string]cty.Value
	busy      map[string]bool
}

// NewEvaluator returns an Evaluator.
func NewEvaluator(f *Folder, w World) *Evaluator {
	return &Evaluator{folder: f, world: w, functions: functions(), memo: map[string]cty.Value{}, busy: map[string]bool{}}
}

// repetition is each and count of the block an expression stands in.
type repetition struct {
	key   string
	block *hclsyntax.Block
}

// Planned returns the JSON of what the plan knows at a path of a resource, or nil.
type Planned func(path []string) []byte

// Attribute evaluates an attribute of a resource instance. The value may be unknown in
// part; ok is false when the source does not tell. Planned tells blocks of one name apart.
func (e *Evaluator) Attribute(s *Scope, block, key string, path []string, planned Planned) (value cty.Value, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil {
		return cty.NilVal, false
	}
	b := m.resources[block]
	return e.inBody(place{scope: s, repetition: repetition{key, b}, body: b.Body, planned: planned}, nil, path)
}

// JSONArgument evaluates the argument of jsonencode when that is what the attribute is.
func (e *Evaluator) JSONArgument(s *Scope, block, key, attribute string) (value cty.Value, ok bool) {
	m := e.folder.module(s.Path)
	if m == nil || m.resources[block] == nil || m.resources[block].Body.Attributes[attribute] == nil {
		return cty.NilVal, false
	}
	b := m.resources[block]
	call, isCall := b.Body.Attributes[attribute].Expr.(*hclsyntax.FunctionCallExpr)
	if !isCall || call.Name != "jsonencode" || len(call.Args) != 1 {
		return cty.NilVal, false
	}
	return e.expression(s, call.Args[0], repetition{key, b}, nil)
}

// step walks into a value by names and indexes. Below an unknown value everything is
// unknown and of the same origin.
func step(value cty.Value, path []string) (cty.Value, bool) {
	if len(path) == 0 {
		return value, true
	}
	value, marks := value.Unmark()
	if !value.IsKnown() || value.IsNull() {
		return cty.DynamicVal.WithMarks(marks), true
	}
	next, ok := member(value, path[0])
	if !ok {
		return cty.NilVal, false
	}
	return step(next.WithMarks(marks), path[1:])
}

// member is an attribute, an element of a map, or an element of a list.
func member(value cty.Value, name string) (cty.Value, bool) {
	switch t := value.Type(); {
	case t.IsObjectType() && t.HasAttribute(name):
		return value.GetAttr(name), true
	case t.IsMapType() && value.HasIndex(cty.StringVal(name)).True():
		return value.Index(cty.StringVal(name)), true
	case t.IsTupleType() || t.IsListType():
		i, err := strconv.Atoi(name)
		if err == nil && i >= 0 && i < value.LengthInt() {
			return value.Index(cty.NumberIntVal(int64(i))), true
		}
	}
	return cty.NilVal, false
}

// expression evaluates over the variables that it mentions.
func (e *Evaluator) expression(s *Scope, expr hcl.Expression, r repetition, extra map[string]cty.Value) (cty.Value, bool) {
	ctx := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: e.functions}
	roots := newRoots()
	for _, traversal := range expr.Variables() {
		if v, given := extra[traversal.RootName()]; given {
			ctx.Variables[traversal.RootName()] = v
			continue
		}
		if !e.bind(s, traversal, r, roots) {
			return cty.NilVal, false
		}
	}
	roots.into(ctx.Variables)
	value, diagnostics := expr.Value(ctx)
	if diagnostics.HasErrors() {
		return cty.NilVal, false
	}
	return value, true
}
