package compiled

import (
	"encoding/binary"
	"encoding/json"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Load is a compiler that holds the modules of a form that Write made whose files are kept. It evaluates as one does
// that compiled them, and several queries may use it at once; it compiles nothing further.
func Load(data []byte, keep func(file string) bool) (*ast.Compiler, error) {
	r := &reader{data: data}
	r.lists()
	modules := map[string]*ast.Module{}
	for range r.count() {
		name, length := r.text(), r.count()
		if keep(name) && !r.failed {
			one := &reader{data: r.data[:length], texts: r.texts, scalars: r.scalars, file: name}
			modules[name] = one.module()
			r.failed = one.failed
		}
		r.data = r.data[length:]
	}
	if r.failed {
		return nil, errors.New("load compiled policies: they are not whole; build the program anew")
	}
	return compilerOf(modules)
}

// compilerOf does what is left to do for modules that were compiled: the trees by which rules are found.
func compilerOf(modules map[string]*ast.Module) (*ast.Compiler, error) {
	c := ast.NewCompiler()
	left := map[ast.StageID]bool{
		ast.StageInitLocalVarGen:  true,
		ast.StageSetModuleTree:    true,
		ast.StageSetRuleTree:      true,
		ast.StageBuildRuleIndices: true,
	}
	for _, stage := range ast.AllStages() {
		if !left[stage] {
			c = c.WithSkipStages(stage)
		}
	}
	c = c.WithStageAfterID(
		ast.StageInitLocalVarGen,
		ast.CompilerStageDefinition{Name: "Compiled", MetricName: "compiled", Stage: func(c *ast.Compiler) *ast.Error {
			c.Modules = modules
			return nil
		}},
	)
	if c.Compile(nil); c.Failed() {
		return nil, c.Errors
	}
	return c, nil
}

// reader reads the form. What is not whole sets failed, and reads as zeros.
type reader struct {
	data    []byte
	texts   []string
	scalars []*ast.Term
	file    string
	failed  bool
}

func (r *reader) number() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > 1<<40 {
		r.failed, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// count is the number of things that follow, each at least a byte.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.data) {
		r.failed = true
		return 0
	}
	return n
}

func (r *reader) flag() bool { return r.number() == 1 }

func (r *reader) text() string {
	n := r.number()
	if n >= len(r.texts) {
		r.failed = true
		return ""
	}
	return r.texts[n]
}

// lists reads the texts, and the scalars, which all modules share.
func (r *reader) lists() {
	r.texts = make([]string, r.count())
	for i := range r.texts {
		n := r.count()
		r.texts[i], r.data = string(r.data[:n]), r.data[n:]
	}
	terms := make([]ast.Term, r.count())
	r.scalars = make([]*ast.Term, len(terms))
	for i := range terms {
		terms[i].Value = r.scalar()
		r.scalars[i] = &terms[i]
	}
}

func (r *reader) scalar() ast.Value {
	kind, text := r.number(), r.text()
	switch kind {
	case scalarFalse, scalarTrue:
		return ast.Boolean(kind == scalarTrue)
	case scalarNumber:
		return ast.Number(json.Number(text))
	case scalarString:
		return ast.String(text)
	case scalarVar:
		return ast.Var(text)
	}
	return ast.NullValue
}

func (r *reader) module() *ast.Module {
	m := &ast.Module{Package: &ast.Package{Path: r.terms(), Location: r.at(1)}}
	m.SetRegoVersionSpan(ast.RegoVersionSpanOf(ast.RegoV1))
	m.Rules = make([]*ast.Rule, r.count())
	for i := range m.Rules {
		m.Rules[i] = r.rule(m)
	}
	return m
}

func (r *reader) at(row int) *ast.Location { return &ast.Location{File: r.file, Row: row, Col: 1} }

func (r *reader) rule(m *ast.Module) *ast.Rule {
	rule := &ast.Rule{Module: m, Location: r.at(r.number()), Default: r.flag()}
	rule.Head = &ast.Head{
		Name:      ast.Var(r.text()),
		Reference: r.terms(),
		Args:      r.terms(),
		Key:       r.term(),
		Value:     r.term(),
		Assign:    r.flag(),
		Location:  rule.Location,
	}
	rule.Body = r.body()
	if r.flag() {
		rule.Else = r.rule(m)
	}
	return rule
}

func (r *reader) body() ast.Body {
	all := make([]ast.Expr, r.count())
	body := make(ast.Body, len(all))
	for i := range all {
		r.expr(&all[i])
		body[i] = &all[i]
	}
	return body
}

func (r *reader) expr(e *ast.Expr) {
	e.Location, e.Index, e.Negated, e.Generated = r.at(r.number()), r.number(), r.flag(), r.flag()
	for range r.count() {
		e.With = append(e.With, &ast.With{Target: r.term(), Value: r.term(), Location: e.Location})
	}
	switch r.number() {
	case exprTerm:
		e.Terms = r.term()
	case exprCall:
		e.Terms = r.terms()
	case exprEvery:
		e.Terms = &ast.Every{Key: r.term(), Value: r.term(), Domain: r.term(), Body: r.body(), Location: e.Location}
	default:
		r.failed = true
	}
}

func (r *reader) terms() []*ast.Term {
	n := r.count()
	if n == 0 {
		return nil
	}
	all := make([]*ast.Term, n)
	for i := range all {
		all[i] = r.term()
	}
	return all
}

func (r *reader) term() *ast.Term {
	switch tag := r.number(); tag {
	case tagNone:
		return nil
	case tagScalar:
		if n := r.number(); n < len(r.scalars) {
			return r.scalars[n]
		}
	case tagRef:
		return &ast.Term{Value: ast.Ref(r.terms())}
	case tagCall:
		return &ast.Term{Value: ast.Call(r.terms())}
	case tagArray:
		return &ast.Term{Value: ast.NewArray(r.terms()...)}
	case tagSet:
		return &ast.Term{Value: ast.NewSet(r.terms()...)}
	case tagObject:
		return &ast.Term{Value: r.object()}
	case tagArrayComprehension:
		return &ast.Term{Value: &ast.ArrayComprehension{Term: r.term(), Body: r.body()}}
	case tagSetComprehension:
		return &ast.Term{Value: &ast.SetComprehension{Term: r.term(), Body: r.body()}}
	case tagObjectComprehension:
		return &ast.Term{Value: &ast.ObjectComprehension{Key: r.term(), Value: r.term(), Body: r.body()}}
	}
	r.failed = true
	return nil
}

func (r *reader) object() ast.Value {
	pairs := make([][2]*ast.Term, r.count())
	for i := range pairs {
		pairs[i] = [2]*ast.Term{r.term(), r.term()}
	}
	return ast.NewObject(pairs...)
}
