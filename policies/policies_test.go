package policies_test

import (
	"io/fs"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/archcheck/archcheck/policies"
)

func rules(t *testing.T) []verdict.Rule {
	t.Helper()
	all, err := evaluate.Rules(evaluate.Source{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPoliciesTypeCheck compiles everything with all of OPA's checks on; a run skips them.
func TestPoliciesTypeCheck(t *testing.T) {
	if _, err := evaluate.Load(evaluate.All, evaluate.Source{FS: policies.FS, Name: "policies"}); err != nil {
		t.Error(err)
	}
}

// TestHouse keeps folder, package, file and test of each rule in step.
func TestHouse(t *testing.T) {
	for _, r := range rules(t) {
		folder := strings.ReplaceAll(strings.TrimPrefix(r.Package, "archcheck."), ".", "/")
		name := path.Base(folder)
		for _, file := range []string{name + ".rego", name + "_test.rego"} {
			source, err := fs.ReadFile(policies.FS, path.Join(folder, file))
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
			}
			if strings.HasSuffix(file, "_test.rego") {
				for _, status := range []string{`["pass"]`, `["fail"]`, `["unknown"]`} {
					if !strings.Contains(string(source), status) {
						t.Errorf("%s: no test wants %s", file, status)
					}
				}
			}
		}
	}
}

// TestMetadataNamesWhatExists: the collection is one of the facts, the requirement one of the document.
func TestMetadataNamesWhatExists(t *testing.T) {
	collections := map[string]bool{}
	facts := reflect.TypeFor[wiring.Facts]()
	for i := range facts.NumField() {
		collections[facts.Field(i).Tag.Get("json")] = true
	}
	for _, r := range rules(t) {
		if !collections[r.AppliesTo] {
			t.Errorf("%s applies to %q, which is no collection of facts", r.ID, r.AppliesTo)
		}
		if !asks(reflect.TypeFor[document.Document](), strings.Split(r.Requirement, ".")) {
			t.Errorf("%s enforces %q, which the document cannot ask", r.ID, r.Requirement)
		}
	}
}

func asks(t reflect.Type, steps []string) bool {
	if len(steps) == 0 {
		return true
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("yaml") == steps[0] {
			return len(steps) == 1 || f.Type.Kind() == reflect.Struct && asks(f.Type, steps[1:])
		}
	}
	return false
}

// TestEveryRequirementIsEnforced: what the document can ask, some rule judges.
func TestEveryRequirementIsEnforced(t *testing.T) {
	enforced := map[string]bool{}
	for _, r := range rules(t) {
		enforced[r.Requirement] = true
	}
	doc := reflect.TypeFor[document.Document]()
	for i := range doc.NumField() {
		section := doc.Field(i)
		key := section.Tag.Get("yaml")
		if section.Type.Kind() != reflect.Struct || key == "-" {
			continue
		}
		for j := range section.Type.NumField() {
			if name := key + "." + section.Type.Field(j).Tag.Get("yaml"); !enforced[name] {
				if _, ok := assumptions()[name]; !ok {
					t.Errorf("no rule enforces %s", name)
				}
			}
		}
	}
}

// assumptions are what the document says that no rule of its own judges, with what uses it.
func assumptions() map[string]string {
	return map[string]string{
		"cost.tolerance_percent": "cost/expected-within-band adds it to the band", "cost.rows": "`archcheck cost` compares them, row by row",
		"network.ephemeral_ports": "the edges of network ACLs are judged with them",
		"cost.usage":              "package cost reckons with it",
	}
}
