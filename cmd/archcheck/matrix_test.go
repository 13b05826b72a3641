package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

// TestMatrixIsBounded: the answers are the square of the components, so a matrix of very many is refused at once.
func TestMatrixIsBounded(t *testing.T) {
	all := growths()
	i := slices.IndexFunc(all, func(g growing) bool { return g.name == "services in one cluster" })
	for n, want := range map[int]int{3: verdict.ExitConforms, 400: verdict.ExitError} {
		code, out, errs := execute("reach", "--matrix", grown(t, all[i], n), "--env", "prod")
		if code != want || (want == verdict.ExitError) != strings.Contains(string(errs), "the matrix would have") ||
			want == verdict.ExitConforms && !strings.Contains(string(out), "yes ") {
			t.Errorf("%d services: exit %d, %s", n, code, errs)
		}
	}
}
