package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestNoRuleVanishes makes each reference of one resource to another unknown, and then one to
// a thing that somebody else owns. Every rule that judged the architecture before still gives a
// verdict: on what it can see, or on a stand-in of what it cannot.
func TestNoRuleVanishes(t *testing.T) {
	data, err := os.ReadFile(pt.Path("existing-prod"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(data, plan.Options{Name: "existing-prod"})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := a.Encode()
	if err != nil {
		t.Fatal(err)
	}
	root := decode(t, snapshot)
	ids := idsOf(root)
	j := newJudger(t)
	base := rulesJudged(j.statuses(t, root))
	references := 0
	for _, p := range places(root) {
		if !refers(p.object[p.attribute], ids) {
			continue
		}
		references++
		for what, edit := range map[string]func(place) func(){"unknown": hideReference, "foreign": estrange} {
			undo := edit(p)
			now := rulesJudged(j.statuses(t, root))
			undo()
			for _, rule := range base {
				if !slices.Contains(now, rule) {
					t.Errorf("%s gives no verdict where %s is %s", rule, p.label, what)
				}
			}
		}
	}
	if references < 80 {
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
	unknown := map[string]any{p.attribute: map[string]any{"reason": "unresolved_reference", "detail": "it refers to local.somewhere"}}
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

// rulesJudged are the rules that said more than that they do not apply.
func rulesJudged(statuses map[string]verdict.Status) []string {
	var rules []string
	for on, status := range statuses {
		rule, _, _ := strings.Cut(on, " on ")
		if status != verdict.NotApplicable && !slices.Contains(rules, rule) {
			rules = append(rules, rule)
		}
	}
	slices.Sort(rules)
	return rules
}
