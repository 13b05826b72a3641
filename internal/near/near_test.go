package near_test

import (
	"testing"

	"github.com/archcheck/archcheck/internal/near"
)

func TestNames(t *testing.T) {
	known := []string{"database", "cache", "caches", "queue"}
	for name, want := range map[string]string{"databse": "database", "cashe": "cache", "cache": "cache", "quue": "queue", "xylophone": "", "": ""} {
		if got := near.Name(name, known); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	if got := near.Question("databse", known); got != "; did you mean database?" {
		t.Error(got)
	}
	if got := near.Question("xylophone", known) + near.Question("databse", nil); got != "" {
		t.Error(got)
	}
}
