package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestRenamingChangesNoVerdict renames every module, resource and key: nothing may hang on a name.
func TestRenamingChangesNoVerdict(t *testing.T) {
	for _, plan := range []string{"ok-prod", "existing-prod", "sg-db-world", "net-isolated-nat", "ok-inline-rules"} {
		t.Run(plan, func(t *testing.T) {
			before, _ := judgePlan(t, pt.Load(t, plan).JSON(), "--env", "prod")
			p := pt.Load(t, plan)
			for _, part := range []string{"resource_changes", "configuration", "prior_state"} {
				p.Root[part] = rename(p.Root[part], "")
			}
			after, _ := judgePlan(t, p.JSON(), "--env", "prod")
			var want, got []string
			for _, v := range before.Verdicts {
				want = append(want, v.Rule+" "+string(v.Status)+" "+renameAddress(v.Resource.ID))
			}
			for _, v := range after.Verdicts {
				got = append(got, v.Rule+" "+string(v.Status)+" "+v.Resource.ID)
			}
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("renamed:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

var (
	moduleName   = regexp.MustCompile(`\bmodule\.(\w+)`)
	resourceName = regexp.MustCompile(`\b(aws_\w+)\.(\w+)`)
	stringKey    = regexp.MustCompile(`\["([^"]+)"\]`)
)

func renameAddress(text string) string {
	text = moduleName.ReplaceAllString(text, "module.m_$1")
	text = resourceName.ReplaceAllString(text, "$1.r_$2")
	return stringKey.ReplaceAllString(text, `["k.[0]$1"]`)
}

// rename walks plan JSON and renames wherever a name, an address or a reference stands.
func rename(v any, parent string) any {
	switch c := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, member := range c {
			switch {
			case parent == "module_calls":
				out["m_"+key] = rename(member, key)
			case key == "name" && c["type"] != nil && c["mode"] != nil:
				out[key] = "r_" + member.(string)
			case key == "index":
				if text, ok := member.(string); ok {
					member = "k.[0]" + text
				}
				out[key] = member
			case key == "address" || key == "module_address":
				out[key] = renameAddress(member.(string))
			case key == "change" || key == "values":
				out[key] = member
				if key == "values" && parent == "prior_state" {
					out[key] = rename(member, key)
				}
			default:
				out[key] = rename(member, key)
			}
		}
		return out
	case []any:
		out := make([]any, len(c))
		for i, item := range c {
			text, isText := item.(string)
			if isText && (parent == "references" || parent == "depends_on") {
				out[i] = renameAddress(text)
				continue
			}
			out[i] = rename(item, parent)
		}
		return out
	}
	return v
}
