package policies_test

import (
	"context"
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/policies"
)

// TestExamples: most rules can show what they pass and what they fail, as they judge both; the same every time.
func TestExamples(t *testing.T) {
	source := evaluate.Source{FS: policies.FS, Name: "policies", Checked: true}
	rules, err := evaluate.Rules(source)
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, r := range rules {
		one, err := evaluate.ExampleOf(context.Background(), evaluate.DefaultLimits(), r, source)
		if err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
		if one == nil {
			continue
		}
		if one.Passes == one.Fails {
			t.Errorf("%s passes and fails %s", r.ID, one.Passes)
		}
		if shown++; shown > 5 {
			continue // five tell whether it is the same every time
		}
		again, err := evaluate.ExampleOf(context.Background(), evaluate.DefaultLimits(), r, source)
		if err != nil || again == nil || *again != *one {
			t.Errorf("%s: %+v, then %+v, %v", r.ID, one, again, err)
		}
	}
	if want := len(rules) / 2; shown < want {
		t.Errorf("%d of %d rules have an example, want %d", shown, len(rules), want)
	}
}
