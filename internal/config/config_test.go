package config_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/strict"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestForPlans(t *testing.T) {
	c, err := config.Read("archcheck.yaml", []byte("environment: dev\nscope: {tags: {a: b}}\nplans:\n"+
		"- {file: \"envs/prod*.json\", environment: prod, source: envs, scope: {modules: [module.x]}}\n"+
		"- {file: stage.json, environment: stage}\n- {file: twin.json, environment: prod}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		files, given, want, err string
	}{
		{"dir/envs/prod-1.json", "", "prod map[] [module.x]", ""},
		{"dir/other.json", "", "dev map[a:b] []", ""},
		{"dir/other.json dir/envs/prod-1.json", "", "prod map[] [module.x]", ""},
		{"dir/envs/prod-1.json dir/envs/prod-2.json", "", "prod map[] [module.x]", ""},
		{"dir/twin.json dir/stage.json", "", "", "dir/twin.json is for prod and dir/stage.json for stage"},
		{"dir/twin.json dir/stage.json", "prod", "prod map[a:b] []", ""},
		{"dir/twin.json dir/envs/prod-1.json", "", "", "have different scopes"},
	} {
		target, err := c.ForPlans("dir", strings.Fields(x.files), x.given)
		if x.err != "" {
			if err == nil || !strings.Contains(err.Error(), x.err) {
				t.Errorf("%s: %v, want %s", x.files, err, x.err)
			}
			continue
		}
		if got := fmt.Sprintf("%s %v %v", target.Environment, target.Scope.Tags, target.Scope.Modules); err != nil ||
			got != strings.ReplaceAll(x.want, " ", "") && got != x.want {
			t.Errorf("%s: %s %v, want %s", x.files, got, err, x.want)
		}
	}
}

// TestParts: files answer together for what each answers for, and for everything if one of them does.
func TestParts(t *testing.T) {
	c, err := config.Read(
		"archcheck.yaml",
		[]byte("plans:\n- {file: net.json, environment: prod, parts: [vpc, tiers]}\n"+
			"- {file: app.json, environment: prod, parts: [web, vpc]}\n- {file: all.json, environment: prod}\naccounts: {prod: {parts: [web]}, dev: {}}\n"),
	)
	if err != nil {
		t.Fatal(err)
	}
	for files, want := range map[string]string{"net.json": "tiers vpc", "net.json app.json": "tiers vpc web", "net.json all.json": "", "all.json": "", "other.json net.json": ""} {
		target, err := c.ForPlans(".", strings.Fields(files), "")
		if got := strings.Join(target.Parts, " "); got != want || err != nil {
			t.Errorf("%s answer for %q, want %q: %v", files, got, want, err)
		}
	}
	if got := c.ForAccount("prod").Parts; len(got) != 1 || len(c.ForAccount("dev").Parts) != 0 {
		t.Errorf("an account answers for %v", got)
	}
}

func TestSourceOf(t *testing.T) {
	c, err := config.Read(
		"archcheck.yaml",
		[]byte("source: top\nplans:\n- {file: app.json, environment: prod, source: app}\n"),
	)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"dir/app.json": "app", "dir/other.json": "top"} {
		if got, err := c.SourceOf("dir", file, true); got != want || err != nil {
			t.Errorf("%s: %s %v", file, got, err)
		}
	}
	if got, err := c.SourceOf("dir", "dir/app.json", false); got != "app" || err != nil {
		t.Errorf("its own: %s %v", got, err)
	}
	if _, err := c.SourceOf("dir", "dir/other.json", false); err == nil ||
		!strings.Contains(err.Error(), "beside each `file`") {
		t.Errorf("the one at the top: %v", err)
	}
}

func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"fail_on: severe\n":                    "none of",
		"plans: [{file: x}]\n":                 "needs a file",
		"waivers: [{rule: a}]\n":               "a waiver needs",
		"accounts: {prod: {acount: 1}}\n":      `unknown key "acount" under accounts.prod`,
		"strict: \"yes\"\n":                    "expected true or false",
		"undecided_on: always\n":               "none of",
		"{undecided_on: high, strict: true}\n": "strict means low",
		"only: backup\n":                       "expected a list",
	} {
		_, err := config.Read("archcheck.yaml", []byte(text))
		var mistake *strict.Error
		if !errors.As(err, &mistake) || mistake.Line != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestSchema(t *testing.T) {
	const file = "archcheck.schema.json"
	want, err := config.Schema()
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is out of date; run go test ./internal/config -update (%v)", file, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("environment: dev\nwaivers: [{rule: a, resource: b, reason: c, owner: d, expires: 2027-01-01}]\n"))
	f.Add([]byte("accounts: {prod: {regions: [a], scope: {tags: {a: b}}}}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := config.Read("archcheck.yaml", data)
		var mistake *strict.Error
		if err != nil && !errors.As(err, &mistake) {
			t.Errorf("an error without a place: %v", err)
		}
	})
}
