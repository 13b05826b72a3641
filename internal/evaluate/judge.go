package evaluate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Judge evaluates every rule and returns the verdicts, sorted by rule and resource. For
// each rule and each resource it applies to there is exactly one.
func (e *Engine) Judge(ctx context.Context, facts *wiring.Facts, doc *document.Document) ([]verdict.Verdict, error) {
	g := newGuard(e.Limits)
	members := entriesOf(facts, doc)
	input := newInputBuilder(facts.Source).input(members, doc)
	shared := query{input: input, source: facts.Source, store: inmem.New(), guard: g}
	tasks := e.tasks()
	results := make([][]verdict.Verdict, len(tasks))
	err := g.watch(ctx, func() error {
		return parallel(len(tasks), func(i int) (err error) {
			results[i], err = tasks[i].judge(ctx, shared, members, doc)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(results...)
	slices.SortFunc(all, func(a, b verdict.Verdict) int {
		if c := strings.Compare(a.Rule, b.Rule); c != 0 {
			return c
		}
		return strings.Compare(a.Resource.ID, b.Resource.ID)
	})
	return all, nil
}

// task is one rule to evaluate: whoever is free takes the next one.
type task struct {
	*part
	rule verdict.Rule
	file string
}

// tasks are all rules, part by part.
func (e *Engine) tasks() (all []task) {
	for _, p := range e.parts {
		for i, r := range p.rules {
			all = append(all, task{part: p, rule: r, file: p.files[i].name})
		}
	}
	return all
}

// judge evaluates the rule over the empty store of all: policies read nothing but their input.
func (t task) judge(
	ctx context.Context,
	q query,
	members map[string][]entry,
	doc *document.Document,
) ([]verdict.Verdict, error) {
	txn, err := q.store.NewTransaction(ctx)
	if err != nil {
		return nil, fmt.Errorf("evaluate: %w", err)
	}
	defer q.store.Abort(ctx, txn)
	q.txn = txn
	defer q.guard.enter(fmt.Sprintf("rule %s (%s)", t.rule.ID, t.file))()
	verdicts, err := t.part.judge(ctx, t.rule, q, members, doc)
	if err != nil {
		return nil, fmt.Errorf("evaluate rule %s: %w", t.rule.ID, err)
	}
	return verdicts, nil
}

// query is what one rule is evaluated with.
type query struct {
	input *ast.Term
	// source is what the input was read from.
	source model.Source
	store  storage.Store
	txn    storage.Transaction
	// guard ends what takes too much.
	guard *guard
}

func (p *part) judge(
	ctx context.Context,
	r verdict.Rule,
	shared query,
	members map[string][]entry,
	doc *document.Document,
) ([]verdict.Verdict, error) {
	said, err := p.query(ctx, r, shared)
	if err != nil {
		return nil, err
	}
	verdicts := make([]verdict.Verdict, 0, len(members[r.AppliesTo]))
	for i := range members[r.AppliesTo] {
		e := &members[r.AppliesTo][i]
		var all []statement
		for _, v := range e.variants() {
			s, ok := said[v.key]
			if !ok {
				// Fail closed: a rule that says nothing has not passed anything.
				s = statement{
					status: verdict.NotCollected,
					detail: "the rule gave no verdict on it, which is a mistake in the rule",
				}
			}
			delete(said, v.key)
			all = append(all, s)
		}
		as, judges := r.As(e.kind)
		if said := e.joined(all); judges &&
			(said.status != verdict.NotApplicable || r.Publishes(e.kind) || len(said.more) > 0) {
			verdicts = append(verdicts, said.verdict(as, e, doc))
		}
	}
	for id := range said {
		return nil, fmt.Errorf("it judged %q, which is not among the %s", id, r.AppliesTo)
	}
	return verdicts, nil
}

// query runs one rule and returns what it says by resource. Of two statements about one
// resource the worse counts.
func (p *part) query(ctx context.Context, r verdict.Rule, shared query) (map[string]statement, error) {
	ref := verdictsOf(r.Package)
	verdicts := ast.VarTerm("verdicts")
	body := ast.NewBody(ast.Equality.Expr(verdicts, ast.NewTerm(ref)))
	q := topdown.NewQuery(body).WithCompiler(p.compiler).WithStore(shared.store).WithTransaction(shared.txn).
		WithInput(shared.input).WithStrictBuiltinErrors(true).WithCancel(shared.guard.cancel)
	said, found := map[string]statement{}, false
	collection := ast.NewObject()
	if t := shared.input.Get(ast.StringTerm(r.AppliesTo)); t != nil {
		if object, ok := t.Value.(ast.Object); ok {
			collection = object
		}
	}
	err := q.Iter(ctx, func(result topdown.QueryResult) error {
		set, ok := result[verdicts.Value.(ast.Var)].Value.(ast.Set)
		if !ok {
			return errors.New("`verdicts` is not a set")
		}
		found = true
		return set.Iter(func(t *ast.Term) error { return record(said, t, collection, shared.source) })
	})
	if err == nil && !found {
		err = errors.New("it does not define the set `verdicts`")
	}
	return said, err
}

// verdictsOf refers to what a package of policies says. The parser of Rego would take as long for it as the query.
func verdictsOf(pkg string) ast.Ref {
	ref := ast.Ref{ast.DefaultRootDocument}
	for name := range strings.SplitSeq(pkg+".verdicts", ".") {
		ref = append(ref, ast.StringTerm(name))
	}
	return ref
}

func record(said map[string]statement, t *ast.Term, collection ast.Object, source model.Source) error {
	object, ok := t.Value.(ast.Object)
	if !ok {
		return fmt.Errorf("the verdict %v is not an object", t)
	}
	s, id, err := readStatement(object, collection)
	if err != nil {
		return err
	}
	s.settle(source)
	if other, ok := said[id]; !ok ||
		slices.Index(verdict.Statuses(), s.status) < slices.Index(verdict.Statuses(), other.status) {
		said[id] = s
	}
	return nil
}
