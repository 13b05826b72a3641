package evaluate_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestInputSchema keeps the schema that house rules are written by equal to what policies see.
func TestInputSchema(t *testing.T) {
	got, err := evaluate.InputSchema()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("input.schema.json", got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("input.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("differs from input.schema.json; `go test ./internal/evaluate -update` writes it anew")
	}
}
