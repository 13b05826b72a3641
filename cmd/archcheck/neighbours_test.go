package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// neighbours puts a second application, with database and cache of its own, into the same VPC.
func neighbours(t *testing.T) *pt.Plan {
	t.Helper()
	p := pt.Load(t, "ok-prod")
	module := regexp.MustCompile(`module\.(app|data|security|monitoring)\b`)
	second := func(v any) any {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(module.ReplaceAllString(string(data), "module.${1}2"), "shop-prod", "shop-two")
		var out any
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range p.Changes() {
		if c.(map[string]any)["module_address"] != "module.network" {
			p.Root["resource_changes"] = append(p.Changes(), second(c))
		}
	}
	calls := p.Module("")["module_calls"].(map[string]any)
	for _, name := range []string{"app", "data", "security", "monitoring"} {
		calls[name+"2"] = second(calls[name])
	}
	return p
}

// TestNeighbours: two applications in one VPC are two stacks. A rule that lets one reach the
// other's database is one mistake, of that database.
func TestNeighbours(t *testing.T) {
	r, code := judgePlan(t, neighbours(t).JSON(), "--env", "prod", "--undecided-on", "never")
	if code != 0 {
		t.Errorf("exit %d, fails %v", code, failing(r))
	}
	cross := pt.Add(
		"",
		"aws_security_group_rule",
		"cross",
		map[string]any{"type": "ingress", "protocol": "tcp", "from_port": 5432, "to_port": 5432, "self": false},
		map[string][]string{
			"security_group_id":        {"module.security2.db", "module.security2"},
			"source_security_group_id": {"module.security.app", "module.security"},
		},
	)
	r, _ = judgePlan(t, neighbours(t).Apply(cross).JSON(), "--env", "prod")
	var on []string
	for _, v := range r.Verdicts {
		if v.Status == verdict.Fail {
			on = append(on, v.Rule+" "+v.Resource.ID)
		}
	}
	if !slices.Equal(on, []string{"security_groups/database-ingress module.data2.aws_db_instance.this"}) {
		t.Errorf("fails %v", on)
	}
}
