package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// inCheckout is a folder as a pipeline has it: a plan, its JSON, and nothing else.
func inCheckout(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for name, fixture := range map[string]string{"plan.out": "ok-prod.plan", "plan.json": "ok-prod.json"} {
		data, err := os.ReadFile(filepath.Join("../../fixtures/plans", fixture))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
}

// TestRecipes runs every command of the recipes: each is decided, as each gives the configuration.
func TestRecipes(t *testing.T) {
	commands := map[string]string{}
	for _, name := range []string{"README.md", "ci/gitlab.yml", "ci/Jenkinsfile"} {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?m)(?:- |sh ')archcheck (plan plan\.json[^'\n]*)`).FindAllSubmatch(text, -1) {
			commands[name+": "+string(found[1])] = string(found[1])
		}
	}
	if len(commands) < 4 {
		t.Fatalf("only %d recipes: %v", len(commands), commands)
	}
	inCheckout(t)
	for name, command := range commands {
		var out, errs bytes.Buffer
		env := func(variable string) (string, bool) { return "prod", variable == "ARCHCHECK_ENV" || variable == "GOGC" }
		code := run(
			strings.Fields(command),
			streams{in: strings.NewReader(""), out: &out, err: &errs, width: 120, env: env},
		)
		if code != 0 || !strings.Contains(out.String(), "CONFORMS") || strings.Contains(out.String(), "unknown") {
			t.Errorf("%s: exit %d\n%s%s", name, code, errs.String(), out.String())
		}
	}
}

// TestPreCommitHooks: the hooks are commands that there are, with flags that they have.
func TestPreCommitHooks(t *testing.T) {
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		Args                []string
	}
	if err := yaml.Unmarshal(data, &hooks); err != nil || len(hooks) != 2 {
		t.Fatalf("%d hooks, %v", len(hooks), err)
	}
	source, err := filepath.Abs("../../fixtures/terraform")
	if err != nil {
		t.Fatal(err)
	}
	inCheckout(t)
	for _, hook := range hooks {
		args := append(strings.Fields(hook.Entry)[1:], hook.Args...)
		if hook.ID == "archcheck" {
			args = append(args, "--env", "prod", "--source", source)
			args = strings.Fields(strings.Replace(strings.Join(args, " "), "--source . ", "", 1))
		} else if code := run([]string{"new", "rule", "house/x"}, streams{in: strings.NewReader(""), out: &bytes.Buffer{}, err: os.Stderr, env: noVariables}); code != 0 {
			t.Fatal("no rule to test")
		}
		var out bytes.Buffer
		if code := run(
			args,
			streams{in: strings.NewReader(""), out: &out, err: &out, width: 120, env: noVariables},
		); code != 0 ||
			hook.Language != "golang" {
			t.Errorf("%s: exit %d\n%s", hook.ID, code, out.String())
		}
	}
}

// TestActionJudges runs the script of the action's step, as the runner does: the reports are there, and the exit code
// is an output that the last step ends with.
func TestActionJudges(t *testing.T) {
	script, err := filepath.Abs("../../ci/judge")
	if err != nil {
		t.Fatal(err)
	}
	inCheckout(t)
	for _, c := range []struct {
		code, source, arguments string
	}{{"0", "plan.out", ""}, {"3", "", ""}, {"0", "", "--undecided-on\nnever"}, {"2", "missing", ""}} {
		output := filepath.Join(t.TempDir(), "output")
		cmd := exec.Command("bash", script)
		cmd.Env = append(
			os.Environ(),
			"GITHUB_OUTPUT="+output,
			"INPUT_PLAN=plan.json",
			"INPUT_ENVIRONMENT=prod",
			"INPUT_SOURCE="+c.source,
			"INPUT_ARGUMENTS="+c.arguments,
		)
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		outputs, err := os.ReadFile(output)
		if err != nil || !strings.Contains(string(outputs), "exit-code="+c.code+"\n") {
			t.Errorf("source %q, arguments %q: %s %v", c.source, c.arguments, outputs, err)
		}
		for _, format := range []string{"json", "sarif", "md", "xml", "html"} {
			if _, err := os.Stat(".archcheck/archcheck." + format); c.code != "2" && err != nil {
				t.Error(err)
			}
		}
		if err := os.RemoveAll(".archcheck"); err != nil {
			t.Fatal(err)
		}
	}
}
