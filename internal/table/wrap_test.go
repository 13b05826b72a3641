package table

import (
	"strings"
	"testing"
)

// TestWrapLooksOnce: a name of a megabyte takes as long as its length, whatever it is made of.
func TestWrapLooksOnce(t *testing.T) {
	for _, part := range []string{"x", "::a", "x ", "日", ":", "\x1b"} {
		lines := Wrap(strings.Repeat(part, 1<<20/len(part)), 80)
		for _, line := range lines {
			if !fits(line, 81) || strings.HasPrefix(line, "::a") {
				t.Fatalf("%q: a line is %q", part, line)
			}
		}
	}
}
