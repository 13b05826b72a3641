package main

import (
	"path/filepath"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestSensitiveBlocksPassNothing marks all blocks of one name as sensitive: what is marked is not taken for what is
// not there, and passes nothing that would not pass where only apply tells it.
func TestSensitiveBlocksPassNothing(t *testing.T) {
	files, err := filepath.Glob("../../fixtures/plans/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	tried := 0
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if _, isPlan := pt.Load(t, name).Root["resource_changes"]; !isPlan || i%2 != 0 {
			continue
		}
		later := blocksOf(pt.Load(t, name), pt.Unknown)
		for block, marks := range blocksOf(pt.Load(t, name), pt.Sensitive) {
			tried++
			untold := decisions(reported(t, pt.Load(t, name).Apply(later[block]...)))
			for v, status := range decisions(reported(t, pt.Load(t, name).Apply(marks...))) {
				if status == verdict.Pass && untold[v] != verdict.Pass {
					t.Errorf("%s: %s passes where %s is sensitive", name, v, block)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d blocks", tried)
	}
}

// blocksOf marks the blocks of a plan, by type and name.
func blocksOf(p *pt.Plan, mark func(address, path string) pt.Edit) map[string]edits {
	all := map[string]edits{}
	for _, change := range p.Changes() {
		c := change.(map[string]any)
		after, ok := c["change"].(map[string]any)["after"].(map[string]any)
		if !ok || c["mode"] == "data" {
			continue
		}
		for name, value := range after {
			items, _ := value.([]any)
			if len(items) == 0 {
				continue
			}
			if _, isBlock := items[0].(map[string]any); isBlock {
				key := c["type"].(string) + "." + name
				all[key] = append(all[key], mark(c["address"].(string), name))
			}
		}
	}
	return all
}
