package compiled

import (
	"context"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// constructs has each kind of node that Rego has and the compiler leaves.
const constructs = `package a.b

import data.lib.double

default allowed := false

allowed if input.n > 2

else := "barely" if input.n == 2

sizes[name] := double(n) if some name, n in input.sizes

small contains name if {
	some name, n in input.sizes
	not large(n)
}

large(n) if n > 10

all_named if every name, n in input.sizes {
	name != ""
	n >= 0
}

shapes := {"array": [n | some n in input.list; n > 1], "set": {n | some n in input.list}, "object": {k: v | some k, v in input.sizes; v > 1}}

constants := [null, true, false, 1.5, "text", {"k": {1, 2}}, [], {}, set()]

mocked := x if x := double(2) with input.n as 5

nested.deep[input.name].leaf := count([1 | some s in ["a", "b"]; startswith(s, input.name)])

greeting := $"hello {input.name}"
`

const library = `package lib

double(n) := n * 2
`

func compile(t *testing.T) *ast.Compiler {
	t.Helper()
	modules := map[string]*ast.Module{}
	for name, text := range map[string]string{"a.rego": constructs, "lib.rego": library} {
		m, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = m
	}
	c := ast.NewCompiler()
	if c.Compile(modules); c.Failed() {
		t.Fatal(c.Errors)
	}
	return c
}

func evaluate(t *testing.T, c *ast.Compiler, input string) string {
	t.Helper()
	ctx := context.Background()
	store := inmem.New()
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Abort(ctx, txn)
	body := ast.NewBody(ast.Equality.Expr(ast.VarTerm("all"), ast.NewTerm(ast.MustParseRef("data.a"))))
	found, err := topdown.NewQuery(
		body,
	).WithCompiler(c).WithStore(store).WithTransaction(txn).WithInput(ast.MustParseTerm(input)).Run(ctx)
	if err != nil || len(found) != 1 {
		t.Fatalf("%d results: %v", len(found), err)
	}
	return found[0][ast.Var("all")].String()
}

// TestLoadEvaluatesAsCompiled: nothing is lost on the way.
func TestLoadEvaluatesAsCompiled(t *testing.T) {
	c := compile(t)
	data, err := Write(c.Modules)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := Load(data, func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	for _, input := range []string{
		`{}`, `{"n": 2, "sizes": {"a": 1, "b": 20}, "list": [1, 2, 2, 3], "name": "a"}`, `{"n": 3, "sizes": {"": 1}, "list": [], "name": "b"}`,
		`{"n": 1, "sizes": {"x": -1}, "list": [5], "name": "c"}`,
	} {
		if got, want := evaluate(t, loaded, input), evaluate(t, c, input); got != want {
			t.Errorf("%s: %s, want %s", input, got, want)
		}
	}
}

// TestLoadKeeps: files that are not kept are not there.
func TestLoadKeeps(t *testing.T) {
	data, err := Write(compile(t).Modules)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Load(data, func(file string) bool { return file == "lib.rego" })
	if err != nil || len(c.Modules) != 1 || c.Modules["lib.rego"] == nil {
		t.Fatalf("%v %v", c, err)
	}
}

// TestLoadOfPart: what is not whole is an error and no panic, wherever it ends.
func TestLoadOfPart(t *testing.T) {
	data, err := Write(compile(t).Modules)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if _, err := Load(data[:n], func(string) bool { return true }); err == nil {
			t.Fatalf("%d of %d bytes load", n, len(data))
		}
	}
}
