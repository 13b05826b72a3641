package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/verdict"
)

// documentWith writes the built-in document with one key changed.
func documentWith(t testing.TB, changes string) string {
	t.Helper()
	data := document.Default()
	for line := range strings.Lines(changes) {
		line = strings.TrimSpace(line)
		key, _, _ := strings.Cut(line, ":")
		before, lines := data, strings.Split(string(data), "\n")
		for i, l := range lines {
			if strings.HasPrefix(strings.TrimSpace(l), key+":") {
				lines[i] = l[:len(l)-len(strings.TrimLeft(l, " "))] + line
			}
		}
		data = []byte(strings.Join(lines, "\n"))
		if bytes.Equal(data, before) {
			t.Fatalf("the document has no key %s", key)
		}
	}
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func allRules(t testing.TB) []verdict.Rule {
	t.Helper()
	code, out, errs := execute("rules", "--format", "json")
	var rules []verdict.Rule
	if err := json.Unmarshal(out, &rules); err != nil || code != 0 {
		t.Fatalf("exit %d: %s %v", code, errs, err)
	}
	return rules
}
