package evaluate

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestExpectationOfWhatMustNotBe: a document that asks for no queue for dead letters does not expect one.
func TestExpectationOfWhatMustNotBe(t *testing.T) {
	for asked, want := range map[bool]string{true: "dead_letter is set", false: "dead_letter is empty"} {
		if got := expectation("dead_letter", "set", ast.Boolean(asked)); got != want {
			t.Errorf("asked %v: %q, want %q", asked, got, want)
		}
	}
}
