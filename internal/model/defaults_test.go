package model_test

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDefaultsForUnknowns: a default that takes the place of an unknown can turn it into a verdict. Each
// function that has one stands in the table, with how many and why they decide nothing. Whoever adds one
// finds out what happens when the value is not known, and says so there.
func TestDefaultsForUnknowns(t *testing.T) {
	want, got := reviewed(t), defaults(t, "..")
	for _, function := range slices.Sorted(maps.Keys(got)) {
		if want[function] != got[function] {
			t.Errorf(
				"%s has %d defaults for unknowns, testdata/defaults.csv says %d: use Get, or say there why each decides nothing",
				function,
				got[function],
				want[function],
			)
		}
	}
	for _, function := range slices.Sorted(maps.Keys(want)) {
		if got[function] == 0 {
			t.Errorf("%s has no default for an unknown any more; take it out of testdata/defaults.csv", function)
		}
	}
}

// TestDefaultsAreSeen: the search finds what it looks for, and nothing else.
func TestDefaultsAreSeen(t *testing.T) {
	dir := t.TempDir()
	text := "package p\n\nfunc f(v V) bool { return v.Or(false) || cmp.Or(1, 2) > 0 }\n\nfunc (v V) g() func() string { return func() string { return v.name().Or(\"\") } }\n\nvar h = V{}.Or(1)\n"
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, want := defaults(t, dir), map[string]int{". f": 1, ". g": 1, ". ": 1}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// reviewed reads the table: functions with the number of their defaults.
func reviewed(t *testing.T) map[string]int {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "defaults.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int{}
	for _, row := range rows[1:] {
		var n int
		if _, err := fmt.Sscan(row[2], &n); err != nil || len(row[3]) < len("shown") {
			t.Errorf("%v: %v", row, err)
		}
		all[row[0]+" "+row[1]] = n
	}
	return all
}

// defaults counts the calls of a method Or in each function of a folder's packages. Those that only serve
// tests are left out.
func defaults(t *testing.T, root string) map[string]int {
	t.Helper()
	all := map[string]int{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && slices.Contains([]string{"mototest", "plantest", "testdata"}, entry.Name()) {
			return skip(err)
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		for _, declaration := range file.Decls {
			if n := ors(declaration); n > 0 {
				all[filepath.ToSlash(folder)+" "+nameOf(declaration)] += n
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func skip(err error) error {
	if err != nil {
		return err
	}
	return filepath.SkipDir
}

func nameOf(declaration ast.Decl) string {
	if function, ok := declaration.(*ast.FuncDecl); ok {
		return function.Name.Name
	}
	return ""
}

// ors counts the calls of a method Or; cmp.Or is a function.
func ors(node ast.Node) (n int) {
	ast.Inspect(node, func(inner ast.Node) bool {
		call, ok := inner.(*ast.CallExpr)
		if !ok {
			return true
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || selector.Sel.Name != "Or" {
			return true
		}
		if receiver, ok := selector.X.(*ast.Ident); !ok || receiver.Name != "cmp" {
			n++
		}
		return true
	})
	return n
}
