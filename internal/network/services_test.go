package network

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestRangeThatEndsBeforeItBegins: it is not nothing. A rule that leaves its last port out may open any.
func TestRangeThatEndsBeforeItBegins(t *testing.T) {
	for _, last := range []int{-1, 22} {
		if _, exact := servicesOf(model.Known("tcp"), model.Known(3000), model.Known(last)); exact {
			t.Errorf("3000 to %d is read as it stands", last)
		}
		set, exact := mostServices(model.Known("tcp"), model.Known(3000), model.Known(last))
		if exact || !set.contains(service(tcp, 0, mostPorts)) {
			t.Errorf("3000 to %d permits %s at most", last, set)
		}
	}
}
