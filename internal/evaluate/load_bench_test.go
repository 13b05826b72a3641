package evaluate_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/policies"
)

// BenchmarkLoad measures compiling all built-in policies, most of what a small plan costs.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		_, err := evaluate.Load(evaluate.All, evaluate.Source{FS: policies.FS, Name: "policies", Checked: true})
		if err != nil {
			b.Fatal(err)
		}
	}
}
