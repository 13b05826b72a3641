package config_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/strict"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestForPlan(t *testing.T) {
	c, err := config.Read("archcheck.yaml", []byte("environment: dev\nscope: {tags: {a: b}}\nplans:\n- {file: \"envs/prod*.json\", environment: prod, scope: {modules: [module.x]}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if env, scope := c.ForPlan("dir", "dir/envs/prod-1.json"); env != "prod" || len(scope.Modules) != 1 || len(scope.Tags) != 0 {
		t.Errorf("%s %v", env, scope)
	}
	if env, scope := c.ForPlan("dir", "dir/other.json"); env != "dev" || scope.Tags["a"] != "b" {
		t.Errorf("%s %v", env, scope)
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
