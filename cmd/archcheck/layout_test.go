package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const house = "github.com/archcheck/archcheck/"

// TestLayout holds the list of packages in CONTRIBUTING.md: each package has a line, imports only what
// stands above it, and has a rule of the linter.
func TestLayout(t *testing.T) {
	root := filepath.Join("..", "..")
	list, lint := layoutOf(t, root), fileText(t, filepath.Join(root, ".golangci.yml"))
	seen := map[string]bool{}
	for _, file := range goFiles(t, root) {
		at := lineOf(list, filepath.ToSlash(filepath.Dir(file)))
		if at < 0 {
			t.Errorf("CONTRIBUTING.md has no line for the package of %s", file)
			continue
		}
		seen[list[at]] = true
		for _, imported := range importsOf(t, filepath.Join(root, file)) {
			if other := lineOf(list, imported); other < 0 || other > at {
				t.Errorf("%s imports %s, which does not stand above %s", file, imported, list[at])
			}
		}
	}
	for _, name := range list {
		if !seen[name] {
			t.Errorf("there is no package %s", name)
		}
		if glob := "**/" + name + "/"; name != "cmd/archcheck" && !strings.Contains(lint, `"`+glob+"*.go\"") &&
			!strings.Contains(lint, `"`+glob+"**/*.go\"") {
			t.Errorf(".golangci.yml has no rule for %s", name)
		}
	}
}

// layoutOf are the packages that CONTRIBUTING.md lists, in its order.
func layoutOf(t *testing.T, root string) (list []string) {
	t.Helper()
	_, rest, _ := strings.Cut(fileText(t, filepath.Join(root, "CONTRIBUTING.md")), "```\n")
	block, _, _ := strings.Cut(rest, "```")
	for line := range strings.Lines(block) {
		name, _, _ := strings.Cut(line, " ")
		list = append(list, strings.TrimSpace(name))
	}
	return list
}

// lineOf is the line that a package is in, -1 without one.
func lineOf(list []string, path string) int {
	return slices.IndexFunc(list, func(name string) bool { return path == name || strings.HasPrefix(path, name+"/") })
}

// goFiles are the files of the program, without tests, below the root.
func goFiles(t *testing.T, root string) (files []string) {
	t.Helper()
	for _, dir := range []string{"cmd", "internal", "policies"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				files = append(files, strings.TrimPrefix(path, root+string(filepath.Separator)))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// importsOf are the packages of the house that a file imports, without those of its own line.
func importsOf(t *testing.T, file string) (imports []string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range parsed.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if own, ok := strings.CutPrefix(path, house); ok {
			imports = append(imports, own)
		}
	}
	return imports
}

func fileText(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
