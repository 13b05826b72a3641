package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// canaries are texts that nobody may see: of a tag that only tags marks, which is short; of a password, which stands
// elsewhere too; of a variable; within JSON that is marked.
func canaries() []string {
	return []string{"hunter2", "Canary-of-a-password-1", "Canary-of-a-variable-2", "Canary-in-JSON-3"}
}

// leaky is a plan that marks each canary in one place, and has it in others.
func leaky(t testing.TB) *pt.Plan {
	t.Helper()
	const group, topic, repository = "module.security.aws_security_group.app", "module.monitoring.aws_sns_topic.alarms", "module.app.aws_ecr_repository.app"
	marked := func(address, path, value string) edits {
		return edits{pt.Set(address, path, value), pt.Sensitive(address, path)}
	}
	all := edits{
		pt.Set(database, "tags", map[string]any{"conn": "hunter2"}), pt.Sensitive(database, "tags.conn"),
		pt.Set(database, "tags_all", map[string]any{"conn": "hunter2", "Environment": "prod"}),
		pt.Top("variables", map[string]any{"token": map[string]any{"value": "Canary-of-a-variable-2"}}),
	}
	all = append(all, marked(database, "password", "Canary-of-a-password-1")...)
	all = append(all, marked(cache, "auth_token", `{"token":"Canary-in-JSON-3"}`)...)
	for i, address := range []string{"module.network.aws_vpc.this", balancer, topic} {
		all = append(
			all,
			pt.Set(
				address,
				"tags_all",
				map[string]any{"url": "https://x/?k=" + canaries()[i%3+1], "Name": canaries()[i%3+1]},
			),
		)
	}
	all = append(
		all,
		pt.Set(group, "name", "app-Canary-of-a-variable-2"),
		pt.Set(group, "description", "Canary-in-JSON-3"),
		pt.Set(repository, "name", "Canary-of-a-password-1"),
		pt.Set("module.app.aws_cloudwatch_log_group.app", "name", "/Canary-of-a-password-1"),
	)
	p := pt.Load(t, "existing-prod").Apply(all...)
	root := p.Root["configuration"].(map[string]any)["root_module"].(map[string]any)
	root["variables"] = map[string]any{"token": map[string]any{"sensitive": true}}
	return p
}

// TestCanaries: nothing that is marked anywhere in a plan is in anything that is written.
func TestCanaries(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "plan.json")
	other := filepath.Join(folder, "other.json")
	snapshot := filepath.Join(folder, "snapshot.json")
	write(t, file, leaky(t).JSON())
	write(t, other, pt.Load(t, "existing-prod").Apply(pt.Set(database, "multi_az", false)).JSON())
	commands := [][]string{
		{
			"collect",
			file,
		},
		{"collect", file, "-o", snapshot},
		{"input", file, "--env", "prod"},
		{"input", snapshot, "--env", "prod"},
		{
			"draw",
			file,
			"--env",
			"prod",
		},
		{"draw", file, "--env", "prod", "--format", "svg"},
		{"cost", file, "--env", "prod", "--details"},
		{"cost", file, "--env", "prod", "--format", "json"},
		{"reach", "--matrix", file, "--env", "prod"},
		{
			"reach",
			"--matrix",
			file,
			"--env",
			"prod",
			"--format",
			"json",
		},
		{"reach", "Canary-of-a-password-2", "database", file},
		{"init", "--from", file, "-o", "-"},
		{"init", "--from", file, "--format", "markdown", "-o", "-"},
		{
			"plan",
			file,
			"--env",
			"prod",
			"--details",
		},
		{"plan", file, file + "x", "--env", "prod"},
		{"plan", file, other, "--env", "prod"},
		{
			"plan",
			file,
			"--env",
			"prod",
			"--source",
			sourceOf("prod"),
		},
		{"check", snapshot, "--env", "prod", "--format", "json"},
	}
	for _, format := range report.Names() {
		commands = append(commands, []string{"plan", file, "--env", "prod", "--format", format})
	}
	for _, format := range report.DifferenceFormats() {
		commands = append(
			commands,
			[]string{"diff", other, file, "--env", "prod", "--format", format},
			[]string{"diff", snapshot, other, "--env", "prod", "--format", format},
		)
	}
	for _, args := range commands {
		_, out, errs := execute(args...)
		keptBack(t, strings.Join(args, " "), out, errs)
	}
	data, err := os.ReadFile(snapshot)
	if err != nil {
		t.Fatal(err)
	}
	keptBack(t, "the snapshot", data)
}

func keptBack(t testing.TB, what string, texts ...[]byte) {
	t.Helper()
	for _, text := range texts {
		for _, canary := range canaries() {
			if at := bytes.Index(text, []byte(canary)); at >= 0 {
				t.Errorf("%s says %q", what, text[max(0, at-80):min(len(text), at+60)])
			}
		}
	}
}

// TestSecretsStayUnknown: what is dropped becomes unknown, and is not absent.
func TestSecretsStayUnknown(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	write(t, file, leaky(t).JSON())
	code, out, errs := execute("collect", file)
	var all struct {
		Databases      map[string]any `json:"databases"`
		Repositories   map[string]any `json:"repositories"`
		SecurityGroups map[string]any `json:"security_groups"`
	}
	if err := json.Unmarshal(out, &all); err != nil || code != 0 {
		t.Fatal(code, string(errs), err)
	}
	if got := textOf(all.Databases[database]); !strings.Contains(got, `"conn":"known-after-apply"`) ||
		!strings.Contains(got, `"Environment":"prod"`) {
		t.Errorf("the tags of the database are gone: %s", got)
	}
	for name, noun := range map[string]any{"repository": all.Repositories["module.app.aws_ecr_repository.app"], "group": all.SecurityGroups["module.security.aws_security_group.app"]} {
		if got := textOf(noun); !strings.Contains(got, `"name":{"reason":"sensitive"}`) {
			t.Errorf("the name of the %s is not unknown: %s", name, got)
		}
	}
}

func textOf(value any) string {
	data, _ := json.Marshal(value)
	return string(data)
}

// TestEveryTextIsDropped: the text of a password stands in the place of every text of the plan at once, one attribute
// of all resources at a time.
func TestEveryTextIsDropped(t *testing.T) {
	const canary = "Canary-of-a-password-1"
	byName := map[string]edits{}
	for _, a := range attributes(pt.Load(t, "existing-prod")) {
		if _, isText := valueAt(pt.Load(t, "existing-prod").After(a.address), a.path).(string); isText {
			byName[a.path] = append(byName[a.path], pt.Set(a.address, a.path, canary))
		}
	}
	if len(byName) < 50 {
		t.Fatalf("only %d attributes", len(byName))
	}
	for i, path := range slices.Sorted(maps.Keys(byName)) {
		if testing.Short() && i%5 != 0 {
			continue
		}
		file := filepath.Join(t.TempDir(), "plan.json")
		write(
			t,
			file,
			pt.Load(t, "existing-prod").Apply(
				append(
					byName[path],
					pt.Set(database, "password", canary),
					pt.Sensitive(database, "password"),
				)...).JSON(),
		)
		_, out, errs := execute("collect", file)
		keptBack(t, "the snapshot with a secret in "+path, out, errs)
		runtime.GC()
	}
}

// TestMarksPassNothing: a mark turns no failure into a pass, and what is short or common takes nothing else with it.
func TestMarksPassNothing(t *testing.T) {
	for _, fixture := range []string{"existing-prod", "open-database", "ha-db-single-az"} {
		before := decisions(reported(t, pt.Load(t, fixture)))
		for _, common := range []string{"true", "1", "5432", "postgres", "prod", "shop-prod", "us-east-1", "db.t4g.small", "10.0.0.0/16", "HTTPS", "0.0.0.0/0"} {
			after := decisions(
				reported(
					t,
					pt.Load(t, fixture).Apply(pt.Set(database, "password", common), pt.Sensitive(database, "password")),
				),
			)
			if !maps.Equal(before, after) {
				t.Errorf("%s: a password %q changes verdicts", fixture, common)
			}
		}
		p := pt.Load(t, fixture)
		for v, status := range decisions(reported(t, p.Apply(pt.Set(database, "password", "shop-Prod-7"), pt.Sensitive(database, "password"), pt.Set(database, "tags_all", map[string]any{"Name": "shop-Prod-7"})))) {
			if status == verdict.Pass && before[v] == verdict.Fail {
				t.Errorf("%s: %s passes by a mark", fixture, v)
			}
		}
	}
}
