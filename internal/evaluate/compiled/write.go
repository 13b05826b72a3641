// Package compiled keeps compiled policies in a form that loads in a tenth of the time that parsing and compiling them
// takes. Write makes it of what OPA's compiler made of modules, Load makes a compiler of it that evaluates the same.
//
// It is a list of texts, one of the scalars that occur, and the modules, each a tree in the order of its nodes: a tag,
// then what belongs to the node. Numbers are unsigned varints. What only messages about mistakes need is left out, but
// for the row of each expression. The form is for one version of OPA, of this program: nobody else reads or writes it.
package compiled

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// The tags of terms.
const (
	tagNone = iota
	tagScalar
	tagRef
	tagArray
	tagObject
	tagSet
	tagCall
	tagArrayComprehension
	tagSetComprehension
	tagObjectComprehension
)

// The tags of scalars.
const (
	scalarNull = iota
	scalarFalse
	scalarTrue
	scalarNumber
	scalarString
	scalarVar
)

// The tags of expressions.
const (
	exprTerm = iota
	exprCall
	exprEvery
)

// Write is the form of compiled modules, by the names of their files.
func Write(modules map[string]*ast.Module) (data []byte, err error) {
	w := &writer{texts: map[string]int{}, scalars: map[string]int{}}
	defer func() {
		if what := recover(); what != nil {
			err = fmt.Errorf("write compiled policies: %v", what) // a node that it does not know
		}
	}()
	w.number(len(modules))
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		before := w.out
		w.out = nil
		w.module(modules[name])
		module := w.out
		w.out = before
		w.text(name)
		w.number(len(module))
		w.out = append(w.out, module...)
	}
	return w.finish(), nil
}

type writer struct {
	out []byte
	// texts and scalars are the numbers of those in the lists.
	texts, scalars map[string]int
	textList       []string
	scalarList     []byte
	// locals are new names of the variables that the compiler made, which need to be distinct in their rule alone.
	locals map[ast.Var]ast.Var
}

// finish puts the lists before the modules.
func (w *writer) finish() []byte {
	head := &writer{}
	head.number(len(w.textList))
	for _, text := range w.textList {
		head.number(len(text))
		head.out = append(head.out, text...)
	}
	head.number(len(w.scalars))
	return slices.Concat(head.out, w.scalarList, w.out)
}

func (w *writer) number(n int) {
	if n < 0 {
		panic(fmt.Sprintf("the number %d", n))
	}
	w.out = binary.AppendUvarint(w.out, uint64(n))
}

func (w *writer) flag(is bool) {
	if is {
		w.number(1)
	} else {
		w.number(0)
	}
}

func (w *writer) text(text string) { w.number(w.numberOf(text)) }

func (w *writer) numberOf(text string) int {
	n, ok := w.texts[text]
	if !ok {
		n = len(w.textList)
		w.texts[text] = n
		w.textList = append(w.textList, text)
	}
	return n
}

func (w *writer) module(m *ast.Module) {
	w.terms(m.Package.Path)
	w.number(len(m.Rules))
	for _, r := range m.Rules {
		w.locals = map[ast.Var]ast.Var{}
		w.rule(r)
	}
}

func (w *writer) rule(r *ast.Rule) {
	w.number(r.Location.Row)
	w.flag(r.Default)
	w.text(string(r.Head.Name))
	w.terms(r.Head.Reference)
	w.terms(r.Head.Args)
	w.term(r.Head.Key)
	w.term(r.Head.Value)
	w.flag(r.Head.Assign)
	w.body(r.Body)
	w.flag(r.Else != nil)
	if r.Else != nil {
		w.rule(r.Else)
	}
}

func (w *writer) body(b ast.Body) {
	w.number(len(b))
	for _, e := range b {
		w.expr(e)
	}
}

func (w *writer) expr(e *ast.Expr) {
	row := 0
	if e.Location != nil {
		row = e.Location.Row
	}
	w.number(row)
	w.number(e.Index)
	w.flag(e.Negated)
	w.flag(e.Generated)
	w.number(len(e.With))
	for _, with := range e.With {
		w.term(with.Target)
		w.term(with.Value)
	}
	switch terms := e.Terms.(type) {
	case *ast.Term:
		w.number(exprTerm)
		w.term(terms)
	case []*ast.Term:
		w.number(exprCall)
		w.terms(terms)
	case *ast.Every:
		w.number(exprEvery)
		w.term(terms.Key)
		w.term(terms.Value)
		w.term(terms.Domain)
		w.body(terms.Body)
	default:
		panic(fmt.Sprintf("an expression of type %T", terms))
	}
}

func (w *writer) terms(all []*ast.Term) {
	w.number(len(all))
	for _, t := range all {
		w.term(t)
	}
}

func (w *writer) term(t *ast.Term) {
	if t == nil {
		w.number(tagNone)
		return
	}
	switch v := t.Value.(type) {
	case ast.Ref:
		w.number(tagRef)
		w.terms(v)
	case ast.Call:
		w.number(tagCall)
		w.terms(v)
	case *ast.Array:
		w.number(tagArray)
		w.number(v.Len())
		v.Foreach(w.term)
	case ast.Set:
		w.number(tagSet)
		w.number(v.Len())
		v.Foreach(w.term)
	case ast.Object:
		w.number(tagObject)
		w.number(v.Len())
		v.Foreach(func(key, value *ast.Term) { w.term(key); w.term(value) })
	default:
		w.closureOrScalar(t)
	}
}

func (w *writer) closureOrScalar(t *ast.Term) {
	switch v := t.Value.(type) {
	case *ast.ArrayComprehension:
		w.number(tagArrayComprehension)
		w.term(v.Term)
		w.body(v.Body)
	case *ast.SetComprehension:
		w.number(tagSetComprehension)
		w.term(v.Term)
		w.body(v.Body)
	case *ast.ObjectComprehension:
		w.number(tagObjectComprehension)
		w.term(v.Key)
		w.term(v.Value)
		w.body(v.Body)
	default:
		w.number(tagScalar)
		w.scalar(t)
	}
}

// scalar writes the number of a scalar in the list of all.
func (w *writer) scalar(t *ast.Term) {
	kind, text := scalarNull, ""
	switch v := t.Value.(type) {
	case ast.Null:
	case ast.Boolean:
		if kind = scalarFalse; bool(v) {
			kind = scalarTrue
		}
	case ast.Number:
		kind, text = scalarNumber, string(v)
	case ast.String:
		kind, text = scalarString, string(v)
	case ast.Var:
		kind, text = scalarVar, string(w.renamed(v))
	default:
		panic(fmt.Sprintf("a term of type %T", v))
	}
	key := strconv.Itoa(kind) + text
	n, ok := w.scalars[key]
	if !ok {
		n = len(w.scalars)
		w.scalars[key] = n
		w.scalarList = binary.AppendUvarint(w.scalarList, uint64(kind))
		w.scalarList = binary.AppendUvarint(w.scalarList, uint64(w.numberOf(text)))
	}
	w.number(n)
}

// renamed is the name of a variable: those that the compiler made are counted within their rule.
func (w *writer) renamed(v ast.Var) ast.Var {
	if !strings.HasPrefix(string(v), "__local") {
		return v
	}
	if w.locals[v] == "" {
		w.locals[v] = ast.Var(fmt.Sprintf("__local%d__", len(w.locals)))
	}
	return w.locals[v]
}
