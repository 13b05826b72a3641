package evaluate

import (
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestMistakesOf: each mistake of a policy is a line of its own with its place, without the source that OPA quotes.
func TestMistakesOf(t *testing.T) {
	_, err := ast.ParseModuleWithOpts(
		"house/a.rego",
		"package a\n\nverdicts contains if\n\nx := "+strings.Repeat("(", 100_000),
		ast.ParserOptions{RegoVersion: ast.RegoV1},
	)
	got := mistakesOf("read policy", err).Error()
	for line := range strings.Lines(got) {
		if !strings.HasPrefix(line, "read policy house/a.rego:") || len(line) > 200 {
			t.Errorf("%.300q", line)
		}
	}
	if got == "" {
		t.Error("no mistake")
	}
}
