package source

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/valyala/fastjson"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestTerraformAgrees evaluates what a plan does not know and holds it to what Terraform made of
// it when it applied the same configuration: testdata/terraform, whose script asks Terraform.
// Each value is filled with what apply gave the attributes it comes from, and must then be
// Terraform's own. What is left open must be named in the folder's open.txt.
func TestTerraformAgrees(t *testing.T) {
	cases, err := filepath.Glob("testdata/terraform/*/plan.json")
	if err != nil || len(cases) < 20 {
		t.Fatalf("%d configurations, %v", len(cases), err)
	}
	for _, file := range cases {
		dir := filepath.Dir(file)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			w := readWorld(t, dir)
			folder, err := Open(dir, false)
			if err != nil {
				t.Fatal(err)
			}
			w.evaluator = NewEvaluator(folder, w)
			open := w.compare(t)
			if err := w.evaluator.Err(); err != nil {
				t.Error(err)
			}
			if want := lines(t, filepath.Join(dir, "open.txt")); !slices.Equal(open, want) {
				t.Errorf("open is\n  %s\nwant\n  %s", strings.Join(open, "\n  "), strings.Join(want, "\n  "))
			}
		})
	}
}

// world is a plan and what Terraform made of it.
type world struct {
	Variables map[string]struct{ Value json.RawMessage }
	Listed    []struct {
		Address, Mode, Type, Name, Module string
		Index                             json.RawMessage
		After, Unknown, Sensitive         json.RawMessage
	} `json:"instances"`
	state     map[string]map[string]any
	evaluator *Evaluator
}

func readWorld(t *testing.T, dir string) *world {
	w := &world{}
	for name, into := range map[string]any{"plan.json": w, "state.json": &w.state} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func lines(t *testing.T, file string) []string {
	data, err := os.ReadFile(file)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

func parsed(data json.RawMessage) *fastjson.Value {
	if len(data) == 0 {
		return nil
	}
	return fastjson.MustParseBytes(data)
}

// planned is an instance of the plan, with the module instance and the block that it is of.
type planned struct {
	Instance
	scope *Scope
	block string
}

// all are the instances of the plan.
func (w *world) all() (all []planned) {
	for _, in := range w.Listed {
		block := in.Type + "." + in.Name
		if in.Mode == "data" {
			block = "data." + block
		}
		all = append(
			all,
			planned{
				Instance{Address: in.Address, Key: key(in.Index), After: parsed(in.After), Unknown: parsed(in.Unknown),
					Sensitive: parsed(in.Sensitive)},
				scopeOf(in.Module),
				block,
			},
		)
	}
	return all
}

// key renders a key of count or for_each as the plan reader does.
func key(index json.RawMessage) string {
	if text := string(index); text != "null" {
		return text
	}
	return ""
}

// scopeOf is the scope of a module instance: module.NAME, with [KEY] where it has one, in a row.
func scopeOf(address string) *Scope {
	s := &Scope{}
	for rest := address; rest != ""; {
		call := regexp.MustCompile(`^\.?module\.([^.\[]+)(\[("[^"]*"|\d+)\])?`).FindStringSubmatch(rest)
		rest = strings.TrimPrefix(rest, call[0])
		s = &Scope{Address: strings.TrimPrefix(s.Address+"."+strings.TrimPrefix(call[0], "."), "."),
			Path: append(slices.Clone(s.Path), call[1]), Parent: s, Key: call[3]}
	}
	return s
}

// Instances implements World.
func (w *world) Instances(module, block string) (all []Instance, whole bool) {
	for _, in := range w.all() {
		if in.scope.Address == module && in.block == block {
			all = append(all, in.Instance)
		}
	}
	return all, true
}

// Children implements World: a call has the instances that something stands in.
func (w *world) Children(module, call string) (all []Child, whole bool) {
	for _, in := range w.all() {
		for s := in.scope; s.Parent != nil; s = s.Parent {
			child := Child{Address: s.Address, Key: s.Key}
			if s.Parent.Address == module && s.Path[len(s.Path)-1] == call && !slices.Contains(all, child) {
				all = append(all, child)
			}
		}
	}
	return all, true
}

// Variable implements World.
func (w *world) Variable(name string) []byte { return w.Variables[name].Value }

// compare evaluates each attribute of which the plan does not know all, and returns what is open.
func (w *world) compare(t *testing.T) (open []string) {
	for _, in := range w.all() {
		tree.Visit(in.Unknown, func(name string, marks *fastjson.Value) {
			if !tree.HasTrue(marks) {
				return
			}
			value, ok := w.evaluator.Attribute(in.scope, in.block, in.Key, []string{name}, nil)
			if !ok && w.isWritten(in, name) {
				open = append(open, in.Address+" "+name)
			}
			if !ok {
				return // nobody writes it: AWS gives it
			}
			if null, known := value.Known(); known && string(null) == "null" {
				return // left out: AWS gives it
			}
			open = append(open, w.hold(t, in.Address+" "+name, value.value, w.state[in.Address][name])...)
		})
	}
	slices.Sort(open)
	return open
}

// isWritten reports whether the source writes an attribute.
func (w *world) isWritten(in planned, name string) bool {
	return w.evaluator.folder.module(in.scope.Path).resources[in.block].Body.Attributes[name] != nil
}

// hold compares a value, member by member, with the answer, and returns the paths that are open.
func (w *world) hold(t *testing.T, path string, value cty.Value, answer any) (open []string) {
	if value.Type().IsObjectType() && !value.IsMarked() && !value.IsNull() {
		answers, ok := answer.(map[string]any)
		if !ok {
			t.Errorf("%s is an object, Terraform says %v", path, answer)
		}
		for name, member := range value.AsValueMap() {
			open = append(open, w.hold(t, path+"."+name, member, answers[name])...)
		}
		return open
	}
	filled, ok := w.fill(value)
	if !ok {
		return []string{path}
	}
	data, err := ctyjson.SimpleJSONValue{Value: filled}.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(loosely(got), loosely(answer)) {
		t.Errorf("%s is %v, Terraform says %v", path, got, answer)
	}
	return nil
}

// loosely leaves out what attribute types of the provider decide, of which the evaluator knows
// nothing: numbers as texts, the order of sets, null for empty. A mocked provider gives null where
// the plan shows the default false.
func loosely(v any) any {
	switch v := v.(type) {
	case bool:
		if !v {
			return nil
		}
		return "true"
	case float64:
		return fmt.Sprint(v)
	case []any:
		var all []string
		for _, element := range v {
			all = append(all, fmt.Sprintf("%#v", loosely(element)))
		}
		sort.Strings(all)
		return all
	case map[string]any:
		all := map[string]any{}
		for name, member := range v {
			if loosely(member) != nil {
				all[name] = loosely(member)
			}
		}
		return all
	}
	return v
}

// fill puts what apply gave where placeholders stand; ok is false for what is no attribute.
func (w *world) fill(v cty.Value) (filled cty.Value, ok bool) {
	table := w.evaluator.table
	if n, alone := table.alone(v); alone {
		return w.given(n)
	}
	if v.IsMarked() {
		return v, false
	}
	ok = true
	filled, err := cty.TransformWithTransformer(v, filler{func(inner cty.Value) cty.Value {
		if n, alone := table.alone(inner); alone {
			given, told := w.given(n)
			ok = ok && told
			return given
		}
		if inner.IsMarked() || !inner.IsKnown() {
			ok = false
			return cty.NullVal(cty.DynamicPseudoType)
		}
		if inner.IsNull() || inner.Type() != cty.String {
			return inner
		}
		var text strings.Builder
		for _, part := range table.pieces(inner.AsString()) {
			said := part.text
			if part.number >= 0 {
				given, told := w.given(part.number)
				if ok = ok && told; ok {
					said = given.AsString()
				}
			}
			text.WriteString(said)
		}
		return cty.StringVal(text.String())
	}})
	return filled, ok && err == nil
}

// filler replaces a value before its members are looked at.
type filler struct{ replace func(cty.Value) cty.Value }

func (f filler) Enter(_ cty.Path, v cty.Value) (cty.Value, error) {
	if v.IsMarked() || !v.IsKnown() || v.Type() == cty.String {
		return f.replace(v), nil
	}
	return v, nil
}

func (f filler) Exit(_ cty.Path, v cty.Value) (cty.Value, error) { return v, nil }

// given is what apply gave an attribute.
func (w *world) given(n int) (cty.Value, bool) {
	origin := w.evaluator.table.all[n].origin
	if origin == (Origin{}) {
		return cty.NullVal(cty.DynamicPseudoType), false
	}
	var at any = w.state[origin.Address]
	for _, step := range strings.Split(origin.Attribute, ".") {
		switch inner := at.(type) {
		case map[string]any:
			at = inner[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(inner) {
				return cty.NullVal(cty.DynamicPseudoType), false
			}
			at = inner[i]
		default:
			return cty.NullVal(cty.DynamicPseudoType), false
		}
	}
	data, err := json.Marshal(at)
	if err != nil {
		return cty.NullVal(cty.DynamicPseudoType), false
	}
	var simple ctyjson.SimpleJSONValue
	if simple.UnmarshalJSON(data) != nil {
		return cty.NullVal(cty.DynamicPseudoType), false
	}
	return simple.Value, true
}
