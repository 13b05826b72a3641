package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
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

// TestDynamicBlocksDecideNothing makes all blocks of one name such as a dynamic block leaves whose for_each only apply
// tells: nothing is in the plan of them, and nothing in its configuration. None is taken for left out, but for those
// that the provider fills.
func TestDynamicBlocksDecideNothing(t *testing.T) {
	filled := []string{
		"aws_security_group.", "aws_default_security_group.", "aws_network_acl.", "aws_default_network_acl.",
		"aws_route_table.", "aws_default_route_table.", "aws_ecs_cluster.setting",
	}
	tried := 0
	for _, name := range []string{"ok-prod", "ok-target-tracking", "arch-events", "arch-autoscaling-group", "arch-four-services"} {
		base := decisions(reported(t, pt.Load(t, name)))
		failed := map[string]bool{}
		for v, status := range base {
			rule, _, _ := strings.Cut(v, " on ")
			failed[rule] = failed[rule] || status == verdict.Fail
		}
		all := blocksOf(pt.Load(t, name), pt.Computed)
		maps.Copy(all, blocksWithin(pt.Load(t, name), pt.Computed))
		for block, marks := range all {
			if slices.ContainsFunc(filled, func(prefix string) bool { return strings.HasPrefix(block, prefix) }) {
				continue
			}
			tried++
			for v, status := range decisions(reported(t, pt.Load(t, name).Apply(marks...))) {
				rule, _, _ := strings.Cut(v, " on ")
				if status == verdict.Fail && !failed[rule] || status == verdict.Pass && base[v] == verdict.Fail {
					t.Errorf("%s: %s is %s and was %q where apply tells %s", name, v, status, base[v], block)
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d blocks", tried)
	}
}

// blocksWithin marks the blocks that stand in blocks, by type and names.
func blocksWithin(p *pt.Plan, mark func(address, path string) pt.Edit) map[string]edits {
	all := map[string]edits{}
	for _, change := range p.Changes() {
		c := change.(map[string]any)
		after, _ := c["change"].(map[string]any)["after"].(map[string]any)
		for name, value := range after {
			items, _ := value.([]any)
			for i, item := range items {
				block, _ := item.(map[string]any)
				for inner, value := range block {
					within, _ := value.([]any)
					if len(within) == 0 {
						continue
					}
					if _, isBlock := within[0].(map[string]any); isBlock && c["mode"] != "data" {
						key := c["type"].(string) + "." + name + "." + inner
						all[key] = append(
							all[key],
							mark(c["address"].(string), fmt.Sprintf("%s.%d.%s", name, i, inner)),
						)
					}
				}
			}
		}
	}
	return all
}
