package plan

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/plantest"
)

// extract is a provider version's attributes by type; true are those that only AWS sets.
type extract map[string]map[string]bool

// extracts reads testdata/schema/VERSION.txt: a type, then lines of "BLOCK: NAMES", with "=" behind what only AWS sets.
func extracts(t *testing.T) extract {
	files, err := filepath.Glob("testdata/schema/*.txt")
	if err != nil || len(files) < 2 {
		t.Fatalf("the extracts of two versions, found %v, %v", files, err)
	}
	all := extract{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.add(string(data))
	}
	return all
}

func (e extract) add(text string) {
	typ := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		before, names, isBlock := strings.Cut(strings.TrimPrefix(line, "\t"), ": ")
		if !isBlock {
			typ = line
			if e[typ] == nil {
				e[typ] = map[string]bool{}
			}
			continue
		}
		for name := range strings.FieldsSeq(names) {
			path, isComputed := strings.CutSuffix(strings.TrimPrefix(before+"."+name, "."), "=")
			e[typ][path] = isComputed
		}
	}
}

func holdExtracts(t *testing.T) {
	all := extracts(t)
	for _, typ := range readTypes() {
		if len(all[typ]) == 0 {
			t.Errorf("no extract has %s: run testdata/schema/extract.sh", typ)
		}
	}
}

// reads are the attributes that the mappers ask for, by type, with no indexes.
type reads map[string]map[string]bool

func (r reads) observe(typ, path string) {
	isIndex := func(step string) bool { return strings.Trim(step, "0123456789") == "" }
	steps := slices.DeleteFunc(strings.Split(path, "."), isIndex)
	typ = read.CanonicalType(typ)
	if r[typ] == nil {
		r[typ] = map[string]bool{}
	}
	for at := range steps {
		r[typ][strings.Join(steps[:at+1], ".")] = true // who reads what is in a block knows of the block
	}
}

// madeUp is a plan with one instance of each type, in which each attribute has the value, and each block is there once.
func madeUp(t *testing.T, e extract, value any) []byte {
	var changes []any
	for _, typ := range slices.Sorted(maps.Keys(e)) { // in one order: what one type reads may depend on another
		after := map[string]any{}
		for _, path := range slices.Sorted(maps.Keys(e[typ])) {
			put(after, strings.Split(path, "."), value)
		}
		changes = append(changes, map[string]any{
			"address":       typ + ".x",
			"mode":          "managed",
			"type":          typ,
			"name":          "x",
			"provider_name": "registry.terraform.io/hashicorp/aws",
			"change": map[string]any{
				"actions":       []string{"create"},
				"after":         after,
				"after_unknown": map[string]any{},
				"before":        nil,
			},
		})
	}
	plan, err := json.Marshal(map[string]any{"format_version": "1.2", "terraform_version": "1.11.4", "complete": true,
		"resource_changes": changes, "configuration": map[string]any{"root_module": map[string]any{}}})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// put sets a path; what is above another path is a list with one block.
func put(at map[string]any, path []string, value any) {
	if len(path) == 1 {
		at[path[0]] = value
		return
	}
	inside := map[string]any{}
	if list, isList := at[path[0]].([]any); isList {
		if made, isObject := list[0].(map[string]any); isObject {
			inside = made
		}
	}
	at[path[0]] = []any{inside}
	put(inside, path[1:], value)
}

// observed runs the mappers over made-up plans and real ones, and returns what they asked for.
func observed(t *testing.T, e extract) reads {
	all := reads{}
	plans := [][]byte{}
	for _, value := range []any{"x", []any{"x"}, nil, true, 1} {
		plans = append(plans, madeUp(t, e, value))
	}
	for _, name := range []string{"ok-prod", "existing-prod", "ok-target-tracking", "ok-inline-rules", "ok-security-group-rule"} {
		plans = append(plans, plantest.Load(t, name).JSON())
	}
	files, err := filepath.Glob("testdata/nouns/*/plan.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d plans of nouns, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		plans = append(plans, data)
	}
	for _, data := range plans {
		if _, err := Collect(bytes.Clone(data), Options{Name: "plan", Observe: all.observe}); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// reviewed are the rows of unread.csv.
type reviewed [][]string

func readReviewed(t *testing.T) reviewed {
	data, err := os.ReadFile("testdata/schema/unread.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	return rows[1:]
}

// covers reports whether a row is about an attribute: type or *, path or BLOCK.* with all that is in the block.
func covers(row []string, typ, path string) bool {
	if row[0] != "*" && row[0] != typ {
		return false
	}
	above, isBlock := strings.CutSuffix(row[1], ".*")
	return row[1] == path || isBlock && (path == above || strings.HasPrefix(path, above+"."))
}

// TestUnreadAttributes: of each type that is read, each attribute that somebody can write is read, or stands in
// unread.csv with the reason why nobody need read it. What only AWS sets overrides nothing that is written.
func TestUnreadAttributes(t *testing.T) {
	e := extracts(t)
	read, rows := observed(t, e), readReviewed(t)
	used := map[int]bool{}
	for _, typ := range slices.Sorted(maps.Keys(e)) {
		for _, path := range slices.Sorted(maps.Keys(e[typ])) {
			i := slices.IndexFunc(rows, func(row []string) bool { return covers(row, typ, path) })
			used[i] = true
			switch isRead := read[typ][path]; {
			case !isRead && i < 0 && !e[typ][path]:
				t.Errorf("%s,%s: nobody reads it: does it override what is judged?", typ, path)
			case isRead && i >= 0:
				t.Errorf("%s,%s: listed as %q, and read", typ, path, rows[i][2])
			}
		}
	}
	for i, row := range rows {
		if !used[i] {
			t.Errorf("%v: no attribute is left for this row", row)
		}
		if len(strings.TrimSpace(row[2])) == 0 {
			t.Errorf("%v: without a reason", row)
		}
	}
}
