package evaluate

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Tested is what a test of a policy came to.
type Tested struct {
	// Name is that of its package and rule.
	Name string
	// File and Line say where it stands.
	File string
	Line int
	// Passed says that it is true; Err why it could not be evaluated.
	Passed bool
	Err    error
}

// Test runs the tests of policies: in files that end in _test.rego, every rule whose name begins with test_ must be
// true, as `opa test` has it. Sources that are checked lend their libraries. The runner is small, as that of the engine
// would add 3 MB to the program.
func Test(ctx context.Context, limits Limits, sources ...Source) ([]Tested, error) {
	var files, tests []*file
	for _, s := range sources {
		all, err := readFiles(s)
		if err != nil {
			return nil, err
		}
		files = append(files, slices.DeleteFunc(all, func(f *file) bool { return s.Checked && f.isRule })...)
		if s.Checked {
			continue
		}
		own, err := readThose(s, true)
		if err != nil {
			return nil, err
		}
		tests = append(tests, own...)
	}
	capabilities := capabilities()
	if err := errors.Join(parseAll(files, capabilities), parseAll(tests, capabilities)); err != nil {
		return nil, err
	}
	if _, err := distinct(files); err != nil {
		return nil, err
	}
	modules := map[string]*ast.Module{}
	for _, f := range append(files, tests...) {
		modules[f.name] = f.module
	}
	compiler := newCompiler(false, capabilities)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, mistakesOf("compile policies", compiler.Errors)
	}
	var all []Tested
	for _, f := range tests {
		all = append(all, testModule(ctx, compiler, f, limits)...)
	}
	return all, nil
}

// testModule runs the tests of one file, in their order.
func testModule(ctx context.Context, compiler *ast.Compiler, f *file, limits Limits) []Tested {
	var all []Tested
	for _, r := range f.module.Rules {
		name := r.Head.Ref().String()
		if !strings.HasPrefix(name, "test_") ||
			slices.ContainsFunc(all, func(t Tested) bool { return t.Name == qualified(f, name) }) {
			continue
		}
		one := Tested{Name: qualified(f, name), File: f.name, Line: r.Location.Row}
		one.Passed, one.Err = guarded(ctx, compiler, one, limits)
		all = append(all, one)
	}
	return all
}

// guarded runs a test as long as it may run.
func guarded(ctx context.Context, compiler *ast.Compiler, one Tested, limits Limits) (bool, error) {
	g, passed := newGuard(limits), false
	err := g.watch(ctx, func() (err error) {
		defer g.enter(one.Name)()
		passed, err = isTrue(ctx, compiler, one.Name, g)
		return err
	})
	return err == nil && passed, err
}

func qualified(f *file, name string) string { return f.module.Package.Path.String() + "." + name }

// isTrue evaluates a rule that must be true; one that is not defined is not.
func isTrue(ctx context.Context, compiler *ast.Compiler, name string, g *guard) (bool, error) {
	ref, err := ast.ParseRef(name)
	if err != nil {
		return false, err
	}
	store := inmem.New()
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return false, err
	}
	defer store.Abort(ctx, txn)
	passed := false
	value := ast.VarTerm("value")
	q := topdown.NewQuery(
		ast.NewBody(ast.Equality.Expr(value, ast.NewTerm(ref))),
	).WithCompiler(compiler).WithStore(store).
		WithTransaction(txn).WithStrictBuiltinErrors(true).WithCancel(g.cancel)
	err = q.Iter(ctx, func(result topdown.QueryResult) error {
		passed = result[value.Value.(ast.Var)].Equal(ast.BooleanTerm(true))
		return nil
	})
	return passed, err
}
