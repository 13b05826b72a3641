package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPoliciesPage follows docs/policies.md as a newcomer would: its commands print what it shows, and write the rule
// that it shows.
func TestPoliciesPage(t *testing.T) {
	page, err := os.ReadFile("../../docs/policies.md")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := filepath.Abs("../../fixtures/plans/ok-prod.json")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	t.Chdir(folder)
	steps := regexp.MustCompile("(?s)```sh\n(.+?)```\n(?:\n```text\n(.+?)```\n)?").FindAllSubmatch(page, -1)
	if len(steps) < 4 {
		t.Fatalf("%d steps", len(steps))
	}
	for _, step := range steps {
		for line := range strings.Lines(string(step[1])) {
			command, _, _ := strings.Cut(line, "#")
			args := strings.Fields(strings.ReplaceAll(command, "tfplan.json", plan))[1:]
			var out, errs bytes.Buffer
			code := run(args, streams{in: strings.NewReader(""), out: &out, err: &errs, width: 120, env: noVariables})
			if code != 0 && code != 3 {
				t.Errorf("%s exit %d: %s%s", line, code, errs.String(), out.String())
			}
			if shown := string(step[2]); shown != "" && out.String() != shown {
				t.Errorf("%s prints\n%s\nand the page shows\n%s", line, out.String(), shown)
			}
		}
	}
	rule, err := os.ReadFile("policies/house/databases_multi_az/databases_multi_az.rego")
	if err != nil || !bytes.Contains(page, append([]byte("```rego\n"), rule...)) {
		t.Errorf("the page shows another rule (%v) than\n%s", err, rule)
	}
}
