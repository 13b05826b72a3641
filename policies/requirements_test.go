package policies_test

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/policies"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// TestEveryRequirementBothWays walks the table of kinds: for each requirement and each way to write it, what
// meets it passes, what lies above or below it fails, and what is not known does neither.
func TestEveryRequirementBothWays(t *testing.T) {
	h := newHarness(t)
	for _, k := range kind.All() {
		for _, q := range k.Requirements {
			if _, elsewhere := judgedElsewhere()[q.Name]; elsewhere {
				continue
			}
			name := q.Name
			q.Name = cmp.Or(q.Question, q.Name)
			asking := h.rulesOf(k, q)
			if len(asking) == 0 {
				t.Errorf("no rule asks for %s of %s", name, k.Name)
			}
			for _, d := range demands(q) {
				t.Run(k.Name+" "+name+" "+d.name, func(t *testing.T) { h.hold(t, asking, q, d) })
			}
		}
	}
}

// judgedElsewhere are requirements that no rule reads by their name, and who judges them.
func judgedElsewhere() map[string]string {
	return map[string]string{"type": "what is of another type is another component: internal/wiring, TestMatching"}
}

// wanted is a demand with values that meet it and values that do not.
type wanted struct {
	name       string
	asked      any
	meet, fail []any
}

// demands are the ways to write a requirement.
func demands(q kind.Requirement) []wanted {
	switch q.Form {
	case kind.Flag:
		return []wanted{{"true", true, []any{true}, []any{false}}, {"false", false, []any{false}, []any{true}}}
	case kind.Number:
		n := max(q.Low+3, 5)
		return []wanted{
			{"exact", n, []any{n}, []any{n - 1, n + 1}},
			{"at least", map[string]any{"at_least": n}, []any{n, n + 1}, []any{n - 1}},
			{"within", map[string]any{"from": n - 1, "to": n + 1}, []any{n - 1, n, n + 1}, []any{n - 2, n + 2}},
			{"one of", map[string]any{"one_of": []any{n - 1, n + 1}}, []any{n - 1, n + 1}, []any{n - 2, n + 2}},
		}
	case kind.Version:
		return []wanted{
			{"exact", q.Words[1], []any{q.Words[1]}, []any{q.Words[0], q.Words[2]}},
			{
				"one of",
				map[string]any{"one_of": []any{q.Words[1], q.Words[2]}},
				[]any{q.Words[1], q.Words[2]},
				[]any{q.Words[0]},
			},
		}
	case kind.Set:
		both, one := []any{"a", "b"}, []any{"a"}
		return []wanted{
			{"exactly", map[string]any{"exactly": both}, []any{both}, []any{one, []any{"a", "b", "c"}}},
			{"has", map[string]any{"has": one}, []any{one, both}, []any{[]any{"c"}}},
		}
	}
	words := append(slices.Clone(q.Words), "one", "two", "three")
	return []wanted{
		{"exact", words[0], []any{words[0]}, []any{words[1]}},
		{"one of", map[string]any{"one_of": []any{words[0], words[1]}}, []any{words[0], words[1]}, []any{"another"}},
	}
}

// harness evaluates single rules over facts of its own.
type harness struct {
	compiler *ast.Compiler
	rules    []verdict.Rule
	text     map[string]string
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	h := &harness{rules: rules(t), text: map[string]string{}}
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(policies.FS, ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
			return err
		}
		data, err := fs.ReadFile(policies.FS, path)
		if err != nil {
			return err
		}
		module, err := ast.ParseModuleWithOpts(path, string(data), ast.ParserOptions{ProcessAnnotation: true})
		if err != nil {
			return err
		}
		modules[path], h.text[strings.TrimPrefix(module.Package.Path.String(), "data.")] = module, string(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	h.compiler = ast.NewCompiler()
	if h.compiler.Compile(modules); h.compiler.Failed() {
		t.Fatal(h.compiler.Errors)
	}
	return h
}

// rulesOf are the rules that ask for a requirement of a kind.
func (h *harness) rulesOf(k kind.Kind, q kind.Requirement) (all []verdict.Rule) {
	asks := regexp.MustCompile(`(?:asked|requirements)\.` + q.Name + `\b`)
	for _, r := range h.rules {
		another := slices.ContainsFunc(
			kind.All(),
			func(other kind.Kind) bool { return other.Collection == r.AppliesTo && r.AppliesTo != k.Collection },
		)
		if _, judges := r.As(k.Name); judges && !another && asks.MatchString(h.text[r.Package]) {
			all = append(all, r)
		}
	}
	return all
}

// hold holds the worst that the rules say of each value to what it should be.
func (h *harness) hold(t *testing.T, asking []verdict.Rule, q kind.Requirement, d wanted) {
	t.Helper()
	worst := func(value any, known bool) verdict.Status {
		at := len(verdict.Statuses()) - 1
		for _, r := range asking {
			at = min(at, slices.Index(verdict.Statuses(), h.says(t, r, q.Name, d.asked, value, known)))
		}
		return verdict.Statuses()[at]
	}
	for _, v := range d.meet {
		if got := worst(v, true); got != verdict.Pass {
			t.Errorf("%v is %s where %v is asked, want pass", v, got, d.asked)
		}
	}
	for _, v := range d.fail {
		if got := worst(v, true); got != verdict.Fail {
			t.Errorf("%v is %s where %v is asked, want fail", v, got, d.asked)
		}
	}
	if got := worst(d.meet[0], false); got == verdict.Pass || got == verdict.Fail || got == verdict.NotApplicable {
		t.Errorf("what is not known is %s where %v is asked", got, d.asked)
	}
}

// says is what one rule says of a fact whose attributes have a value, or are not known.
func (h *harness) says(t *testing.T, r verdict.Rule, requirement string, asked, value any, known bool) verdict.Status {
	t.Helper()
	fact := map[string]any{"id": "x", "unknown": map[string]any{}, "asked": map[string]any{requirement: asked}}
	maps.Copy(fact, beside())
	for _, call := range regexp.MustCompile(`(?:check|versions)\.(\w+)\(\w+, "(\w+)"(?:, "(\w+)")?(?:, check\.(positive))?`).FindAllStringSubmatch(h.text[r.Package], -1) {
		if !known {
			fact["unknown"].(map[string]any)[call[2]] = map[string]any{
				"status": "unknown",
				"reason": "known_after_apply",
			}
			continue
		}
		fact[call[2]] = written(r.ID, call[1]+call[4], asked, value)
		if call[3] != "" { // the other end of a range
			fact[call[3]] = value
		}
	}
	input := map[string]any{
		r.AppliesTo: map[string]any{"x": fact},
		"document":  map[string]any{"vpc": map[string]any{}, "alarms": map[string]any{}},
	}
	results, err := rego.New(
		rego.Query("data."+r.Package+".verdicts"),
		rego.Compiler(h.compiler),
		rego.Input(input),
		rego.StrictBuiltinErrors(true),
	).Eval(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	said, _ := results[0].Expressions[0].Value.([]any)
	if len(said) != 1 {
		t.Fatalf("%s says %d things of %v", r.ID, len(said), fact)
	}
	return verdict.Status(fmt.Sprint(said[0].(map[string]any)["status"]))
}

// written is how a fact has a value that a check of a rule judges.
func written(rule, check string, asked, value any) any {
	yes := value == true
	n, isNumber := value.(int)
	words, isWord := words()[rule]
	switch {
	case rule == "scaling/database-storage-autoscaling":
		return highest(asked)
	case isWord && yes:
		return words[0]
	case isWord:
		return words[1]
	case check == "is_not":
		return !yes
	case check == "is_set":
		return map[bool]string{true: "something"}[yes]
	case check == "exists":
		return make([]any, map[bool]int{true: 1}[yes])
	case check == "none":
		return make([]any, map[bool]int{false: 1}[yes])
	case check == "meetspositive":
		return map[bool]int{true: 30}[yes]
	case check == "counts" && isNumber:
		return make([]any, n)
	case check == "all_meet":
		return []any{value}
	}
	return value
}

// highest is what storage may grow to where as much of it is asked: the end of a range, else 0 for not at all.
func highest(asked any) any {
	if within, ok := asked.(map[string]any); ok && within["to"] != nil {
		return within["to"]
	}
	return 0
}

// words are how a fact says yes and no where AWS has words for it.
func words() map[string][2]string {
	return map[string][2]string{
		"encryption/certificate-issued": {"ISSUED", "EXPIRED"}, "delivery/immutable-tags": {"IMMUTABLE", "MUTABLE"},
		"monitoring/container-insights": {"enabled", "disabled"}, "availability/instances-health-check": {"ELB", "EC2"},
	}
}

// beside are attributes that rules read beside the one that they judge.
func beside() map[string]any {
	none := []any{}
	return map[string]any{
		"replica":          false,
		"gone":             none,
		"unreadable":       none,
		"web_acl_notes":    none,
		"deployment_notes": none,
		"redrive_notes":    none,
		"internet_path":    none,
	}
}
