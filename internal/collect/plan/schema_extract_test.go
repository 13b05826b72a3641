package plan

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/noun"
)

var schemaFile = flag.String("schema", "", "the output of `terraform providers schema -json`, to write an extract anew")
var schemaVersion = flag.String("schema-version", "", "the version of the AWS provider that the schema is of")

// block is what a schema says about a resource type or a block in it.
type block struct {
	Attributes map[string]struct {
		Type                         json.RawMessage
		Optional, Required, Computed bool
	}
	BlockTypes map[string]struct{ Block block } `json:"block_types"`
}

// paths are the names of what a block holds, with "=" behind what only AWS sets.
func (b block) paths(before string, depth int) []string {
	var all []string
	for name, a := range b.Attributes {
		all = append(all, before+name+map[bool]string{true: "="}[a.Computed && !a.Optional && !a.Required])
		for _, field := range fieldsOf(a.Type) {
			all = append(all, before+name+"."+field)
		}
	}
	for name, nested := range b.BlockTypes {
		all = append(all, before+name)
		if depth > 1 && !strings.HasSuffix(name, "statement") { // the conditions of a web ACL nest 19000 paths deep
			all = append(all, nested.Block.paths(before+name+".", depth-1)...)
		}
	}
	slices.Sort(all)
	return all
}

// fieldsOf are the fields of an attribute that is written as blocks: ["set", ["object", {...}]].
func fieldsOf(typ json.RawMessage) []string {
	var list, object []json.RawMessage
	var fields map[string]json.RawMessage
	if json.Unmarshal(typ, &list) != nil || len(list) < 2 || json.Unmarshal(list[1], &object) != nil ||
		len(object) < 2 ||
		json.Unmarshal(object[1], &fields) != nil {
		return nil
	}
	return slices.Collect(maps.Keys(fields))
}

// TestExtractSchema writes the extract when a schema is given; otherwise it checks that the extracts name each
// type whose values are read.
func TestExtractSchema(t *testing.T) {
	if *schemaFile == "" {
		holdExtracts(t)
		return
	}
	data, err := os.ReadFile(*schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Schemas map[string]struct {
			Resources map[string]struct{ Block block } `json:"resource_schemas"`
			Data      map[string]struct{ Block block } `json:"data_source_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, provider := range file.Schemas {
		for _, typ := range readTypes() {
			of, isResource := provider.Resources[typ]
			if !isResource {
				of = provider.Data[typ]
			}
			if len(of.Block.Attributes) == 0 {
				continue // another version has it
			}
			writeType(&text, typ, of.Block.paths("", 5))
		}
	}
	if err := os.WriteFile("testdata/schema/"+*schemaVersion+".txt", []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

// writeType puts what a block holds on one line, so that a new attribute shows in a diff.
func writeType(text *strings.Builder, typ string, paths []string) {
	fmt.Fprintln(text, typ)
	lines := map[string][]string{}
	for _, path := range paths {
		at := strings.LastIndex(path, ".")
		lines[path[:max(at, 0)]] = append(lines[path[:max(at, 0)]], path[at+1:])
	}
	for _, before := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(text, "\t%s: %s\n", before, strings.Join(lines[before], " "))
	}
}

// readTypes are the types whose values are read.
func readTypes() []string {
	r := noun.NewRegistry()
	return slices.Sorted(func(yield func(string) bool) {
		for _, types := range []map[string]noun.Mapper{r.Nouns, r.Attachments} {
			for typ := range types {
				if !yield(typ) {
					return
				}
			}
		}
		for typ := range r.Helpers {
			if !yield(typ) {
				return
			}
		}
	})
}
