package evaluate

import (
	"encoding/json"
	"errors"
	"reflect"
	"strconv"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/open-policy-agent/opa/v1/ast"
)

// inputBuilder turns facts into Rego terms without going through JSON text.
type inputBuilder struct {
	visitor *model.Visitor
	keys    map[string]*ast.Term
	// source is what was read: policies are not told, only what follows for a reason.
	source model.Source
}

func newInputBuilder(source model.Source) *inputBuilder {
	return &inputBuilder{model.NewVisitor(), map[string]*ast.Term{}, source}
}

// input is what policies see: the document of the environment, and the collections of
// facts as objects by id.
func (b *inputBuilder) input(facts *wiring.Facts, doc *document.Document) (*ast.Term, error) {
	documented, err := b.document(doc)
	if err != nil {
		return nil, err
	}
	pairs := [][2]*ast.Term{{b.key("document"), documented}}
	v := reflect.ValueOf(facts).Elem()
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("json"); name != "-" {
			pairs = append(pairs, [2]*ast.Term{b.key(name), b.collection(v.Field(i))})
		}
	}
	return ast.ObjectTerm(pairs...), nil
}

func (b *inputBuilder) key(name string) *ast.Term {
	if t, ok := b.keys[name]; ok {
		return t
	}
	t := ast.StringTerm(name)
	b.keys[name] = t
	return t
}

func (b *inputBuilder) collection(slice reflect.Value) *ast.Term {
	pairs := make([][2]*ast.Term, 0, slice.Len())
	for i := range slice.Len() {
		noun := slice.Index(i).Addr().Interface().(model.Noun)
		pairs = append(pairs, [2]*ast.Term{ast.StringTerm(noun.Base().ID), b.structure(noun)})
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) structure(noun any) *ast.Term {
	pairs := make([][2]*ast.Term, 0, 24)
	var unknown [][2]*ast.Term
	b.visitor.Visit(noun, func(name string, value any, why *model.Why) {
		if value != nil {
			pairs = append(pairs, [2]*ast.Term{b.key(name), b.value(value)})
		}
		if why != nil {
			unknown = append(unknown, [2]*ast.Term{b.key(name), b.why(why)})
		}
	})
	if unknown != nil {
		pairs = append(pairs, [2]*ast.Term{b.key("unknown"), ast.ObjectTerm(unknown...)})
	}
	return ast.ObjectTerm(pairs...)
}

// why tells policies which status an unknown attribute leads to.
func (b *inputBuilder) why(w *model.Why) *ast.Term {
	status := undecidedStatus(w.Reason, b.source)
	pairs := [][2]*ast.Term{{b.key("status"), b.key(string(status))}, {b.key("reason"), b.key(string(w.Reason))}}
	if w.Detail != "" {
		pairs = append(pairs, [2]*ast.Term{b.key("detail"), ast.StringTerm(w.Detail)})
	}
	if len(w.Candidates) > 0 {
		pairs = append(pairs, [2]*ast.Term{b.key("candidates"), b.value(w.Candidates)})
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) value(value any) *ast.Term {
	switch v := value.(type) {
	case string:
		return ast.StringTerm(v)
	case bool:
		return ast.BooleanTerm(v)
	case int:
		return ast.IntNumberTerm(v)
	case float64:
		return ast.NumberTerm(json.Number(strconv.FormatFloat(v, 'f', -1, 64)))
	case []string:
		terms := make([]*ast.Term, len(v))
		for i, s := range v {
			terms[i] = ast.StringTerm(s)
		}
		return ast.ArrayTerm(terms...)
	case map[string]string:
		pairs := make([][2]*ast.Term, 0, len(v))
		for k, s := range v {
			pairs = append(pairs, [2]*ast.Term{b.key(k), ast.StringTerm(s)})
		}
		return ast.ObjectTerm(pairs...)
	}
	return b.reflected(reflect.ValueOf(value))
}

func (b *inputBuilder) reflected(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.Slice:
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = b.value(v.Index(i).Interface())
		}
		return ast.ArrayTerm(terms...)
	case reflect.Struct:
		return b.structure(v.Interface())
	case reflect.String:
		return ast.StringTerm(v.String())
	}
	return ast.NullTerm()
}

// document encodes every requirement; one that is not asked is null, never absent, so that
// a policy that misspells a path gives no verdict and is found out.
func (b *inputBuilder) document(doc *document.Document) (*ast.Term, error) {
	t := b.requirements(reflect.ValueOf(doc).Elem())
	components := [][2]*ast.Term{}
	for _, role := range []string{document.LoadBalancerRole, document.ApplicationRole, document.DatabaseRole, document.CacheRole} {
		present := ast.NullTerm()
		for _, e := range doc.Edges {
			if e.From == role || e.To == role {
				present = ast.IntNumberTerm(1)
			}
		}
		components = append(components, [2]*ast.Term{b.key(role), present})
	}
	object, ok := t.Value.(ast.Object)
	if !ok {
		return nil, errors.New("encode the document: it is no object")
	}
	object.Insert(b.key("components"), ast.ObjectTerm(components...))
	object.Insert(b.key("environment"), ast.StringTerm(doc.Environment))
	return t, nil
}

func (b *inputBuilder) requirements(v reflect.Value) *ast.Term {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return ast.NullTerm()
		}
		return b.requirements(v.Elem())
	case reflect.Slice:
		if v.IsNil() {
			return ast.NullTerm()
		}
		terms := make([]*ast.Term, v.Len())
		for i := range terms {
			terms[i] = b.requirements(v.Index(i))
		}
		return ast.ArrayTerm(terms...)
	case reflect.Bool:
		return ast.BooleanTerm(v.Bool())
	case reflect.Int:
		return ast.IntNumberTerm(int(v.Int()))
	case reflect.Float64:
		return b.value(v.Float())
	case reflect.String:
		return ast.StringTerm(v.String())
	}
	switch known := v.Interface().(type) {
	case document.Prefix:
		return ast.StringTerm(known.String())
	case document.Bounds:
		return b.object("from", known.From, "to", known.To)
	case document.Edge:
		return b.object("from", known.From, "to", known.To, "port", known.Port)
	}
	pairs := [][2]*ast.Term{}
	for i := range v.NumField() {
		if key := v.Type().Field(i).Tag.Get("yaml"); key != "" && key != "-" {
			pairs = append(pairs, [2]*ast.Term{b.key(key), b.requirements(v.Field(i))})
		}
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) object(keysAndValues ...any) *ast.Term {
	pairs := [][2]*ast.Term{}
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		pairs = append(pairs, [2]*ast.Term{b.key(keysAndValues[i].(string)), b.value(keysAndValues[i+1])})
	}
	return ast.ObjectTerm(pairs...)
}
