package evaluate

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/open-policy-agent/opa/v1/ast"
)

// inputBuilder turns facts into Rego terms without going through JSON text.
type inputBuilder struct {
	visitor *model.Visitor
	keys    map[string]*ast.Term
	// demands are what is asked of each component and tier.
	demands map[string]*ast.Term
	// source is what was read: policies are not told, only what follows for a reason.
	source model.Source
}

func newInputBuilder(source model.Source) *inputBuilder {
	return &inputBuilder{model.NewVisitor(), map[string]*ast.Term{}, map[string]*ast.Term{}, source}
}

// input is what policies see: what the document asks of no component, and the collections of facts
// as objects by key, each member with what is asked of it.
func (b *inputBuilder) input(all map[string][]entry, doc *document.Document) *ast.Term {
	pairs := [][2]*ast.Term{{b.key("document"), b.document(doc)}}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		pairs = append(pairs, [2]*ast.Term{b.key(name), b.collection(all[name], doc)})
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) key(name string) *ast.Term {
	if t, ok := b.keys[name]; ok {
		return t
	}
	t := ast.StringTerm(name)
	b.keys[name] = t
	return t
}

func (b *inputBuilder) collection(entries []entry, doc *document.Document) *ast.Term {
	pairs := make([][2]*ast.Term, 0, len(entries))
	for i := range entries {
		e := &entries[i]
		fields := b.fields(e.noun)
		for _, v := range e.variants() {
			own := [][2]*ast.Term{
				{b.key("id"), ast.StringTerm(v.key)},
				{b.key("component"), ast.StringTerm(v.component)},
			}
			own = append(own, [2]*ast.Term{b.key("asked"), b.asked(v, e.tier, doc)})
			pairs = append(pairs, [2]*ast.Term{ast.StringTerm(v.key), ast.ObjectTerm(append(own, fields...)...)})
		}
	}
	return ast.ObjectTerm(pairs...)
}

func (b *inputBuilder) structure(noun any) *ast.Term { return ast.ObjectTerm(b.pairs(noun)...) }

// fields are those of a member of a collection, without the id, which its key takes the place of.
func (b *inputBuilder) fields(noun any) [][2]*ast.Term {
	id := b.key("id")
	return slices.DeleteFunc(b.pairs(noun), func(pair [2]*ast.Term) bool { return pair[0] == id })
}

func (b *inputBuilder) pairs(noun any) [][2]*ast.Term {
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
	return pairs
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
