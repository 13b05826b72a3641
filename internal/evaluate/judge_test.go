package evaluate

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestVerdictsOf: the reference that is put together is the one that the parser of Rego reads.
func TestVerdictsOf(t *testing.T) {
	for _, pkg := range []string{"archcheck.network.isolated_no_way_out", "archcheck.house.x1"} {
		got, want := verdictsOf(pkg), ast.MustParseRef("data."+pkg+".verdicts")
		if !got.Equal(want) || got.String() != want.String() {
			t.Errorf("%v, want %v", got, want)
		}
	}
}
