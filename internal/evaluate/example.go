package evaluate

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// Example is what a rule passes and what it fails, as it judged both.
type Example struct {
	// Asked is what is expected: the line of the document, as one writes it, or what verdicts say of it; empty
	// where the rule asks by itself.
	Asked string `json:"asked,omitempty"`
	// Passes and Fails are what is found.
	Passes string `json:"passes"`
	Fails  string `json:"fails"`
}

// ExampleOf finds an example for a rule of somebody's own, by trying it on things that have one fact and nothing else.
// It is nil for rules that need more than that to say anything.
func ExampleOf(ctx context.Context, limits Limits, r verdict.Rule, sources ...Source) (*Example, error) {
	e, err := Load(func([]verdict.Rule) (func(verdict.Rule) bool, error) {
		return func(one verdict.Rule) bool { return one.ID == r.ID }, nil
	}, sources...)
	if err != nil {
		return nil, err
	}
	e.parts[0].limits = limits
	name := r.Requirement[strings.LastIndex(r.Requirement, ".")+1:]
	for _, fact := range factsIn(e.parts[0].compiler, r) {
		for _, demand := range demandsOf(name) {
			found, err := e.parts[0].example(ctx, r, fact, name, demand)
			if err != nil || found != nil {
				return found, err
			}
		}
	}
	return nil, nil
}

// sample is a value as people write it, and as policies see it.
type sample struct {
	text  string
	value any
}

// demandsOf are what a document may ask under a name, by what AWS knows of it.
func demandsOf(name string) []sample {
	if !slices.Contains(askedNames(), name) {
		return []sample{{}}
	}
	all := []sample{{"true", true}, {"7+", map[string]any{"at_least": 7}}}
	if isPercent(name) {
		all = []sample{{"70", 70}}
	}
	for _, word := range wordsOf(name) {
		all = append(all, sample{word, word}, sample{"{has: [" + word + "]}", map[string]any{"has": []string{word}}})
	}
	return all
}

func isPercent(name string) bool {
	return strings.HasSuffix(name, "_cpu") || strings.HasSuffix(name, "_memory") || strings.HasSuffix(name, "_percent")
}

// wordsOf are the words that AWS knows of a requirement. A version asks for itself and newer ones, which is no word.
func wordsOf(name string) []string {
	for _, k := range append(kind.All(), kind.Sections()...) {
		for _, q := range k.Requirements {
			if q.Name == name && q.Form != kind.Version {
				return q.Words
			}
		}
	}
	return nil
}

// factsIn are the facts of its collection that a rule names.
func factsIn(c *ast.Compiler, r verdict.Rule) []attributeShape {
	var all []attributeShape
	for _, m := range c.Modules {
		if m.Package.Path.String() != "data."+r.Package {
			continue
		}
		ast.WalkTerms(m, func(t *ast.Term) bool {
			name, _ := t.Value.(ast.String)
			for _, a := range collectionShapes()[r.AppliesTo] {
				if a.name == string(name) &&
					!slices.ContainsFunc(all, func(o attributeShape) bool { return o.name == a.name }) {
					all = append(all, a)
				}
			}
			return false
		})
	}
	return all
}

// samples are values of a fact to try.
func (a attributeShape) samples(words []string) []sample {
	var all []sample
	switch a.kind.Kind() {
	case reflect.Bool:
		all = []sample{{"true", true}, {"false", false}}
	case reflect.Int, reflect.Float64:
		all = []sample{{"7", 7}, {"1", 1}, {"70", 70}, {"95", 95}}
	case reflect.String:
		for _, word := range append(slices.Clone(words), "example", "") {
			all = append(all, sample{word, word})
		}
	}
	if !a.isList {
		return all
	}
	lists := []sample{{"none", []any{}}}
	for _, one := range all {
		lists = append(lists, sample{one.text, []any{one.value}})
	}
	return lists
}

// example tries the values of a fact under one demand.
func (p *part) example(
	ctx context.Context,
	r verdict.Rule,
	fact attributeShape,
	name string,
	demand sample,
) (*Example, error) {
	found := &Example{}
	if demand.text != "" {
		found.Asked = name + ": " + demand.text
	}
	for _, tried := range fact.samples(wordsOf(name)) {
		status, err := p.try(
			ctx,
			r,
			map[string]any{fact.name: tried.value, "id": "example", "component": "", "asked": askedOnly(name, demand)},
		)
		if err != nil {
			return nil, err
		}
		text := fmt.Sprintf("%s = %s", fact.name, tried.text)
		if tried.text == "" {
			text = fact.name + " is empty"
		}
		switch {
		case status == verdict.Pass && found.Passes == "":
			found.Passes = text
		case status == verdict.Fail && found.Fails == "":
			found.Fails = text
		}
	}
	if found.Passes == "" || found.Fails == "" {
		return nil, nil
	}
	return found, nil
}

// askedOnly asks one thing and nothing else.
func askedOnly(name string, demand sample) map[string]any {
	asked := map[string]any{}
	for _, other := range askedNames() {
		asked[other] = nil
	}
	if demand.text != "" {
		asked[name] = demand.value
	}
	return asked
}

// try judges one thing; the status is empty where the rule says nothing of it.
func (p *part) try(ctx context.Context, r verdict.Rule, member map[string]any) (verdict.Status, error) {
	value, err := ast.InterfaceToValue(
		map[string]any{r.AppliesTo: map[string]any{"example": member}, "document": map[string]any{}},
	)
	if err != nil {
		return "", fmt.Errorf("example of %s: %w", r.ID, err)
	}
	store := inmem.New()
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return "", fmt.Errorf("example of %s: %w", r.ID, err)
	}
	defer store.Abort(ctx, txn)
	g, said := newGuard(p.limits), map[string]statement(nil)
	q := query{input: ast.NewTerm(value), source: model.Source{Kind: model.KindPlan}, store: store, txn: txn, guard: g}
	err = g.watch(ctx, func() (err error) {
		defer g.enter("rule " + r.ID)()
		said, err = p.query(ctx, r, q)
		return err
	})
	if g.cancel.Cancelled() {
		return "", err
	}
	if err != nil {
		// A rule that takes the value for one of another form has no example with it.
		return "", nil //nolint:nilerr // not a mistake of anybody
	}
	return said["example"].status, nil
}
