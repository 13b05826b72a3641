package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Secrets reports whether the plan marks an attribute of a block sensitive.
type Secrets func(modulePath []string, block, attribute string) bool

// comparison holds the configuration of a plan against a source.
type comparison struct {
	folder  *Folder
	secrets Secrets
	// old says that the plan is of a Terraform before 1.0, which shows less.
	old bool
}

type writtenModule struct {
	Resources   []writtenResource          `json:"resources"`
	ModuleCalls map[string]writtenCall     `json:"module_calls"`
	Outputs     map[string]writtenOutput   `json:"outputs"`
	Variables   map[string]writtenVariable `json:"variables"`
}

type writtenResource struct {
	Address     string         `json:"address"`
	Mode        string         `json:"mode"`
	Expressions map[string]any `json:"expressions"`
	Count       map[string]any `json:"count_expression"`
	ForEach     map[string]any `json:"for_each_expression"`
}

type writtenCall struct {
	Source      string         `json:"source"`
	Expressions map[string]any `json:"expressions"`
	Count       map[string]any `json:"count_expression"`
	ForEach     map[string]any `json:"for_each_expression"`
	Module      writtenModule  `json:"module"`
}

type writtenOutput struct {
	Expression map[string]any `json:"expression"`
	Sensitive  bool           `json:"sensitive"`
}

type writtenVariable struct {
	Default   any  `json:"default"`
	Sensitive bool `json:"sensitive"`
}

// Compare returns the first place where the source is not what the configuration of a plan
// shows, or nil. Modules that are not on this machine, and expressions that plan JSON does
// not show, are not compared.
func (f *Folder) Compare(configuration []byte, toolVersion string, secrets Secrets) (*Difference, error) {
	var whole struct {
		Root *writtenModule `json:"root_module"`
	}
	d := json.NewDecoder(bytes.NewReader(configuration))
	d.UseNumber()
	if err := d.Decode(&whole); err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	if whole.Root == nil {
		return nil, nil
	}
	c := &comparison{folder: f, secrets: secrets, old: strings.HasPrefix(toolVersion, "0.")}
	return c.module(nil, *whole.Root), nil
}

func (c *comparison) module(path []string, planned writtenModule) *Difference {
	m := c.folder.module(path)
	if m == nil {
		return nil
	}
	for _, compare := range []func([]string, *module, writtenModule) *Difference{c.variables, c.resources, c.calls, c.outputs} {
		if d := compare(path, m, planned); d != nil {
			return d
		}
	}
	return nil
}

// named is an address below the modules of a path.
func named(path []string, address string) string {
	for i := len(path) - 1; i >= 0; i-- {
		address = "module." + path[i] + "." + address
	}
	return address
}

// names compares what is declared on both sides.
func names[P, S any](planned map[string]P, written map[string]S, address func(string) string) *Difference {
	for _, name := range slices.Sorted(maps.Keys(planned)) {
		if _, ok := written[name]; !ok {
			return &Difference{Address: address(name), Plan: "that it is there", Source: "nothing of it"}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(written)) {
		if _, ok := planned[name]; !ok {
			return &Difference{Address: address(name), Plan: "nothing of it", Source: "that it is there"}
		}
	}
	return nil
}

func (c *comparison) resources(path []string, m *module, planned writtenModule) *Difference {
	address := func(block string) string { return named(path, block) }
	byAddress := map[string]writtenResource{}
	for _, r := range planned.Resources {
		if r.Mode == "managed" || r.Mode == "data" {
			byAddress[r.Address] = r
		}
	}
	if d := names(byAddress, m.resources, address); d != nil {
		return d.position(m.resources)
	}
	for _, block := range slices.Sorted(maps.Keys(byAddress)) {
		r, written := byAddress[block], m.resources[block]
		if written == nil {
			continue
		}
		in := &inside{
			c,
			address(block),
			func(attribute string) bool { return c.secrets(path, block, attribute) },
			isMetaOfResource,
		}
		if d := in.repetition(written.Body, r.Count, r.ForEach); d != nil {
			return d
		}
		if d := in.body(written.Body, r.Expressions, ""); d != nil {
			return d
		}
	}
	return nil
}

// position adds where a block stands that the plan lacks.
func (d *Difference) position(blocks map[string]*hclsyntax.Block) *Difference {
	for block, b := range blocks {
		if d.Address == block || strings.HasSuffix(d.Address, "."+block) {
			return d.at(b.DefRange())
		}
	}
	return d
}
