package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/verdict"
)

// documentWith writes the built-in document with keys changed, or with requirements such as
// "database.instances: 1" added to its components.
func documentWith(t testing.TB, changes string) string {
	t.Helper()
	data := document.Default()
	for line := range strings.Lines(changes) {
		line = strings.TrimSpace(line)
		key, _, _ := strings.Cut(line, ":")
		if component, requirement, ok := strings.Cut(line, "."); ok && !strings.Contains(component, ":") {
			data = bytes.Replace(
				data,
				[]byte("\n    "+component+":\n"),
				[]byte("\n    "+component+":\n      "+requirement+"\n"),
				1,
			)
			continue
		}
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

// judgeOwn judges a plan that a test edited, or whose source it edited, as if that source
// were what the plan was made from.
func judgeOwn(t testing.TB, data []byte, source string, args ...string) *verdict.Report {
	t.Helper()
	a, err := plan.Collect(data, plan.Options{Name: "plan", Source: source, OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "snapshot.json")
	write(t, file, snapshot)
	code, out, errs := execute(append([]string{"check", file, "--format", "json"}, args...)...)
	var r verdict.Report
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("exit %d, %s%s", code, errs, err)
	}
	return &r
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
