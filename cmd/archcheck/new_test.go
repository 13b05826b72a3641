package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestNewRuleIsOfNobody: no rule is written that nothing could be judged by, as its id is built in or of a library.
func TestNewRuleIsOfNobody(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "policies")
	for id, want := range map[string]string{
		"availability/database-multi-az": "is built in",
		"availability/cache-present":     "is built in", // an alias
		"lib/check":                      "is the group of libraries",
	} {
		code, _, errs := execute("new", "rule", id, "--policy", folder)
		if _, err := os.Stat(folder); code != 2 || !strings.Contains(string(errs), want) || err == nil {
			t.Errorf("%s: %d %s %v", id, code, errs, err)
		}
	}
}

// TestSameIDIsNamed: a rule of one's own with an id that is built in is told from the other one by its place.
func TestSameIDIsNamed(t *testing.T) {
	for _, id := range []string{"availability/database-multi-az", "availability/cache-present"} {
		folder := filepath.Join(t.TempDir(), "policies")
		if code, _, errs := execute("new", "rule", "house/one", "--policy", folder); code != 0 {
			t.Fatal(string(errs))
		}
		name := strings.ReplaceAll(id[len("availability/"):], "-", "_")
		file := filepath.Join(folder, "availability", name, name+".rego")
		text := strings.Replace(
			fileText(t, filepath.Join(folder, "house", "one", "one.rego")),
			"house.one",
			"availability."+name,
			1,
		)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, file, []byte(text))
		code, _, errs := execute("plan", "../../fixtures/plans/existing-prod.json", "--env", "prod", "--policy", folder)
		if code != 2 || !strings.Contains(string(errs), "rule "+id+" stands in both policies/") ||
			!strings.Contains(string(errs), "(built in)") {
			t.Errorf("%s: %d %s", id, code, errs)
		}
	}
}

// TestRulesAreListedOnce: the list names each id once, and its last line counts them as a report counts what it skips.
func TestRulesAreListedOnce(t *testing.T) {
	_, out, _ := execute("rules")
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	seen := map[string]bool{}
	for _, line := range lines[:len(lines)-1] {
		id := strings.Fields(line)[1]
		if seen[id] {
			t.Errorf("%s is listed twice", id)
		}
		seen[id] = true
	}
	if want := fmt.Sprintf("under %d ids", len(seen)); !strings.Contains(lines[len(lines)-1], want) {
		t.Errorf("%s, want %s", lines[len(lines)-1], want)
	}
	_, report, _ := execute("plan", "../../fixtures/plans/existing-prod.json", "--env", "prod", "--skip", "*/*")
	if want := fmt.Sprintf("%d rules skipped", len(seen)); !strings.Contains(string(report), want) {
		t.Errorf("%s, want %s", report, want)
	}
}
