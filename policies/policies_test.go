package policies_test

import (
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/kind"
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

// TestHouse keeps folder, package and file of each rule in step.
func TestHouse(t *testing.T) {
	for _, r := range rules(t) {
		folder := strings.ReplaceAll(strings.TrimPrefix(r.Package, "archcheck."), ".", "/")
		file := path.Join(folder, path.Base(folder)+".rego")
		if _, err := fs.ReadFile(policies.FS, file); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
	}
}

// TestMetadataNamesWhatExists: the collection is one of the facts, the requirement one of the
// document, and each kind one that is there.
func TestMetadataNamesWhatExists(t *testing.T) {
	for _, r := range rules(t) {
		if !slices.Contains(wiring.Collections(), r.AppliesTo) {
			t.Errorf("%s applies to %q, which is no collection of facts", r.ID, r.AppliesTo)
		}
		if !asks(r.Requirement) {
			t.Errorf("%s enforces %q, which the document cannot ask", r.ID, r.Requirement)
		}
		for _, name := range slices.Concat(r.Kinds, slices.Collect(maps.Keys(r.Aliases)), slices.Collect(maps.Keys(r.Severities))) {
			if kind.Find(name) == nil && !slices.Contains(waysOut(), name) {
				t.Errorf("%s speaks of %q, which is no kind and no way out", r.ID, name)
			}
		}
	}
}

func waysOut() []string {
	q, _ := kind.Section("tier").Requirement("way_out")
	return q.Words
}

// asks reports whether a document can ask for a path: a requirement of a kind or section, one that
// any kind has, or a section as a whole.
func asks(requirement string) bool {
	section, key, _ := strings.Cut(requirement, ".")
	known := func(k *kind.Kind) bool { _, ok := k.Requirement(key); return ok || key == "count" }
	if k := kind.Section(section); k != nil {
		return known(k) || slices.Contains([]string{"vpc.cidr", "tier.subnets"}, requirement)
	}
	if k := kind.Find(section); k != nil {
		return known(k)
	}
	if section == "component" {
		return key == "" || key == "tier" ||
			slices.ContainsFunc(kind.All(), func(k kind.Kind) bool { return known(&k) })
	}
	return slices.Contains(
		[]string{
			"edges",
			"tiers",
			"cost.monthly_usd",
			"cost.budget",
			"cost.maximum_within_band",
			"cost.rows_within_band",
		},
		requirement,
	)
}

// TestEveryRequirementIsEnforced: what the document can ask, the policies read.
func TestEveryRequirementIsEnforced(t *testing.T) {
	var all strings.Builder
	err := fs.WalkDir(policies.FS, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") {
			return err
		}
		source, err := fs.ReadFile(policies.FS, name)
		all.Write(source)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := all.String()
	reads := func(patterns ...string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool { return regexp.MustCompile(p).MatchString(text) })
	}
	for _, k := range kind.All() {
		for _, q := range k.Requirements {
			if !reads(`asked\.`+q.Name+`\b`, `requirements\.`+q.Name+`\b`) && elsewhere()[k.Name+"."+q.Name] == "" {
				t.Errorf("no rule reads %s.%s", k.Name, q.Name)
			}
		}
	}
	for _, k := range kind.Sections() {
		for _, q := range k.Requirements {
			if !reads(`document\.`+k.Name+`\.`+q.Name+`\b`, `asked\.`+q.Name+`\b`, `tier\.`+q.Name+`\b`) {
				t.Errorf("no rule reads %s.%s", k.Name, q.Name)
			}
		}
	}
}

// elsewhere are requirements that no rule judges, with what uses them.
func elsewhere() map[string]string {
	return map[string]string{
		"load_balancer.type":     "a load balancer of another type is none of the documented ones: components/undocumented and components/present",
		"other.type":             "what is of another type is something else",
		"service.image_from_ecr": "delivery/repository-present asks the whole document for it",
	}
}
