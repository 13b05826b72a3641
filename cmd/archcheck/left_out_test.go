package main

import (
	"path/filepath"
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestLeftOutOnce: a component that the scope leaves out, and that lives beside those in it, is one.
func TestLeftOutOnce(t *testing.T) {
	config := filepath.Join(t.TempDir(), "archcheck.yaml")
	write(t, config, []byte("scope: {modules: [module.app]}\n"))
	r, _ := judgePlan(t, pt.Load(t, "existing-prod").JSON(), "--env", "prod", "--config", config)
	if want := []string{
		database,
		"module.data.aws_elasticache_replication_group.this",
	}; !slices.Equal(r.Summary.LeftOut, want) {
		t.Errorf("%v, want %v", r.Summary.LeftOut, want)
	}
}
