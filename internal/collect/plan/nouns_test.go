package plan_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// attributes are what a noun must have: as JSON, or "unknown: REASON"; a list that is not whole has both.
type attributes map[string]string

// nounsOf collects a configuration of testdata/nouns, with its source or without.
func nounsOf(t *testing.T, folder string, withSource bool) *model.Architecture {
	t.Helper()
	folder = filepath.Join("testdata", "nouns", folder)
	data, err := os.ReadFile(filepath.Join(folder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	options := plan.Options{Name: folder}
	if withSource {
		options.Source, options.OwnSource = folder, true
	}
	a, err := plan.Collect(data, options)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// holdNouns compares attributes of nouns, by their addresses.
func holdNouns(t *testing.T, a *model.Architecture, want map[string]attributes) {
	t.Helper()
	found := map[string]bool{}
	a.Each(func(_ string, noun model.Noun) {
		id := noun.Base().ID
		if found[id] {
			t.Errorf("%s stands twice", id)
		}
		found[id] = true
		left := attributes{}
		for name, value := range want[id] {
			left[name] = value
		}
		model.NewVisitor().Visit(noun, func(name string, value any, why *model.Why) {
			text, asked := left[name]
			delete(left, name)
			if got := shown(t, value, why); asked && got != text {
				t.Errorf("%s, %s: %s, want %s", id, name, got, text)
			}
		})
		for name := range left {
			t.Errorf("%s has no attribute %s", id, name)
		}
	})
	for id := range want {
		if !found[id] {
			t.Errorf("%s is no noun", id)
		}
	}
}

// shown is an attribute as the tables write it.
func shown(t *testing.T, value any, why *model.Why) string {
	text := ""
	if value != nil {
		data, err := json.Marshal(plainOf(value))
		if err != nil {
			t.Fatal(err)
		}
		text = string(data)
	}
	if why == nil {
		return text
	}
	if text != "" {
		text += ", "
	}
	return text + "unknown: " + string(why.Reason)
}

// plainOf makes what structures hold visible.
func plainOf(value any) any {
	items, isNames := value.([]model.EnvironmentName)
	if !isNames {
		return value
	}
	all := map[string]string{}
	for _, e := range items {
		all[e.Name.Or("?")] = e.Credential.Or("unknown: " + string(e.Credential.Why().Reason))
	}
	return all
}

// editedNouns collects a configuration of testdata/nouns after edits, without its source.
func editedNouns(t *testing.T, folder string, edits ...pt.Edit) *model.Architecture {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "nouns", folder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := plan.Collect(pt.Decode(t, data).Apply(edits...).JSON(), plan.Options{Name: folder})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
