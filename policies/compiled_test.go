package policies_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/policies"
)

var update = flag.Bool("update", false, "compile the policies anew")

// TestCompiled: what the program embeds of the rules in compiled form is what they are now, by the version of OPA that
// it is built with.
func TestCompiled(t *testing.T) {
	now, err := evaluate.Compiled(evaluate.Source{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("compiled.bin", now, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(now, policies.Compiled) {
		t.Error("compiled.bin is not of these policies: go test ./policies -run TestCompiled -update")
	}
}
