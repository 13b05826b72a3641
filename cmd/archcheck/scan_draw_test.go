package main

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/verdict"
)

// TestDrawingOfAnAccount: an account has the picture of its plan, with the names that things have there, and what
// changes in it is a new edge.
func TestDrawingOfAnAccount(t *testing.T) {
	const id = "340000000021"
	b := built(t, "ok-prod", id)
	c := &changer{b, moto(t).Config(id, "us-east-1")}
	draw := func() string {
		t.Helper()
		code, out, errs := onEmulator([]string{"draw", "--env", "prod", "--account", "a" + id})
		if code != verdict.ExitConforms {
			t.Fatalf("exit %d: %s", code, errs)
		}
		return out
	}
	picture := draw()
	for _, want := range []string{"load balancer shop-prod", "us-east-1a, us-east-1b", `-->|"5432"|`, `-->|"443, 80"|`} {
		if !strings.Contains(picture, want) {
			t.Errorf("no %q in\n%s", want, picture)
		}
	}
	if strings.Contains(picture, "classDef diverges") || strings.Contains(picture, "arn:") {
		t.Errorf("%s", picture)
	}
	if err := c.ingress(groupDB, permission(5432, 5432, "0.0.0.0/0")); err != nil {
		t.Fatal(err)
	}
	if picture = draw(); !strings.Contains(picture, `-.->|"5432"|`) ||
		!strings.Contains(picture, "✗ security_groups/database-ingress") {
		t.Errorf("no edge from the internet in\n%s", picture)
	}
}
