package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLicences: everything that is built into a package has its licence in the text, what a package of ours keeps too.
func TestLicences(t *testing.T) {
	file := filepath.Join(t.TempDir(), "licences.txt")
	var errs bytes.Buffer
	if code := run([]string{"-o", file, "github.com/archcheck/archcheck/internal/credential"}, nil, &errs); code != 0 {
		t.Fatalf("exit %d: %s", code, errs.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"github.com/archcheck/archcheck: LICENSE\n", "github.com/archcheck/archcheck: internal/credential/LICENSE\n", "Go standard library go"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q", want)
		}
	}
}

// TestModuleWithoutLicence: a module without one is an error that names it, and so is what nobody has.
func TestModuleWithoutLicence(t *testing.T) {
	dir := t.TempDir()
	if _, err := gathered(
		[]part{{"example.com/x v1.0.0", dir, dir}},
	); err == nil ||
		!strings.Contains(err.Error(), "example.com/x v1.0.0 has no licence") {
		t.Error(err)
	}
	var errs bytes.Buffer
	if code := run([]string{"example.com/nobody/has/this"}, nil, &errs); code != 1 || errs.Len() == 0 {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}
