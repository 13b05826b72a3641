package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestNoRuleVanishes makes each reference of one resource to another unknown, and then one to
// a thing that somebody else owns. Every rule that judged the architecture before still gives a
// verdict: on what it can see, or on a stand-in of what it cannot.
func TestNoRuleVanishes(t *testing.T) {
	for _, name := range []string{"existing-prod", "state-prod"} {
		t.Run(name, func(t *testing.T) { cutEverything(t, name) })
	}
}

func cutEverything(t *testing.T, name string) {
	data, err := os.ReadFile(pt.Path(name))
	if err != nil {
		t.Fatal(err)
	}
	snapshot := snapshotOf(t, data, name)
	root := decode(t, snapshot)
	ids := idsOf(root)
	j := newJudger(t)
	base := judged(j.statuses(t, root))
	references := 0
	for _, p := range places(root) {
		if !refers(p.object[p.attribute], ids) {
			continue
		}
		references++
		for what, edit := range map[string]func(place) func(){"unknown": hideReference, "foreign": estrange} {
			_, isList := p.object[p.attribute].([]any)
			// What moves to another VPC is no longer of this architecture, and a list may have named several.
			counted := !isList && (p.attribute != "vpc" || what != "foreign")
			undo := edit(p)
			now := judged(j.statuses(t, root))
			undo()
			for rule, before := range base {
				if now[rule] == 0 || now[rule] < before && counted {
					t.Errorf("%s gives %d verdicts, not %d, where %s is %s", rule, now[rule], before, p.label, what)
				}
			}
		}
	}
	if references < 60 {
		t.Errorf("only %d references; the test sees too little", references)
	}
}

// idsOf are the ids of all resources.
func idsOf(root map[string]any) map[string]bool {
	ids := map[string]bool{}
	for collection, nouns := range root {
		if all, ok := nouns.(map[string]any); ok && collection != "source" {
			for id := range all {
				ids[id] = true
			}
		}
	}
	return ids
}

// refers reports whether a value is the id of a resource, or a list with one.
func refers(value any, ids map[string]bool) bool {
	if items, ok := value.([]any); ok {
		return slices.ContainsFunc(items, func(item any) bool { return refers(item, ids) })
	}
	text, ok := value.(string)
	return ok && ids[text]
}

// hideReference makes a reference unknown and returns how to undo it.
func hideReference(p place) func() {
	original := p.object[p.attribute]
	before, had := p.object["unknown"].(map[string]any)
	unknown := map[string]any{
		p.attribute: map[string]any{"reason": "unresolved_reference", "detail": "it refers to local.somewhere"},
	}
	for k, v := range before {
		unknown[k] = v
	}
	delete(p.object, p.attribute)
	p.object["unknown"] = unknown
	return func() {
		p.object[p.attribute] = original
		delete(p.object, "unknown")
		if had {
			p.object["unknown"] = before
		}
	}
}

// estrange lets a reference name what the input does not hold.
func estrange(p place) func() {
	original := p.object[p.attribute]
	p.object[p.attribute] = "arn:aws:elsewhere:us-east-1:999999999999:thing/other"
	if _, isList := original.([]any); isList {
		p.object[p.attribute] = []any{"arn:aws:elsewhere:us-east-1:999999999999:thing/other"}
	}
	return func() { p.object[p.attribute] = original }
}

// judged counts the verdicts of each rule that say more than that it does not apply.
func judged(statuses map[string]verdict.Status) map[string]int {
	count := map[string]int{}
	for on, status := range statuses {
		if rule, _, _ := strings.Cut(on, " on "); status != verdict.NotApplicable {
			count[rule]++
		}
	}
	return count
}
