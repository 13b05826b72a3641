// Package source reads the Terraform source of a plan, for what plan JSON leaves out: local
// values, dynamic blocks, the keys inside references, and where a resource is written.
//
// It evaluates expressions as Terraform would, over what the plan knows. A value that is
// known after apply stays unknown and carries a mark that names the resource it comes from.
package source

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Folder is the source of a root module and of the local modules it calls.
type Folder struct {
	root    string
	parser  *hclparse.Parser
	modules map[string]*module
	// installed are the folders of modules that `terraform init` fetched, by their key.
	installed map[string]string
}

// module is the source of one module.
type module struct {
	dir       string
	resources map[string]*hclsyntax.Block
	calls     map[string]*hclsyntax.Block
	locals    map[string]hcl.Expression
	outputs   map[string]hcl.Expression
	defaults  map[string]hcl.Expression
	// variables are the declarations, with a default or without.
	variables map[string]*hclsyntax.Block
	// partial says that the folder holds files in a form that is not read, so that more may be declared.
	partial bool
}

// Open reads the root module. A folder without any .tf file is an error.
func Open(dir string) (*Folder, error) {
	f := &Folder{root: dir, parser: hclparse.NewParser(), modules: map[string]*module{}, installed: installed(dir)}
	m, err := f.read(dir)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf("read source %s: there is no .tf file in it; name the folder that `terraform plan` ran in", dir)
	}
	f.modules[""] = m
	return f, nil
}

// installed reads .terraform/modules/modules.json, if init left one.
func installed(dir string) map[string]string {
	data, err := os.ReadFile(filepath.Join(dir, ".terraform", "modules", "modules.json"))
	if err != nil {
		return nil
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if json.Unmarshal(data, &manifest) != nil {
		return nil
	}
	folders := map[string]string{}
	for _, m := range manifest.Modules {
		folders[m.Key] = filepath.Join(dir, m.Dir)
	}
	return folders
}

// read parses the .tf files of one folder; nil when there are none.
func (f *Folder) read(dir string) (*module, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil || len(files) == 0 {
		return nil, err
	}
	sortOverridesLast(files)
	m := &module{dir: dir, resources: map[string]*hclsyntax.Block{}, calls: map[string]*hclsyntax.Block{},
		locals: map[string]hcl.Expression{}, outputs: map[string]hcl.Expression{}, defaults: map[string]hcl.Expression{},
		variables: map[string]*hclsyntax.Block{}, partial: hasOtherForms(dir)}
	for _, file := range files {
		parsed, diagnostics := f.parser.ParseHCLFile(file)
		if diagnostics.HasErrors() {
			return nil, fmt.Errorf("read source: %w", diagnostics)
		}
		if body, ok := parsed.Body.(*hclsyntax.Body); ok {
			m.add(body, isOverride(file))
		}
	}
	return m, nil
}

// module finds the source of a module by the names of its calls from the root, or nil when
// it is not on this machine.
func (f *Folder) module(path []string) *module {
	key := strings.Join(path, ".")
	if m, ok := f.modules[key]; ok {
		return m
	}
	f.modules[key] = nil
	parent := f.module(path[:len(path)-1])
	if parent == nil || parent.calls[path[len(path)-1]] == nil {
		return nil
	}
	dir := f.installed[key]
	if dir == "" {
		dir = localSource(parent, path[len(path)-1])
	}
	if dir == "" {
		return nil
	}
	m, err := f.read(dir)
	if err != nil {
		return nil
	}
	f.modules[key] = m
	return m
}

// localSource is the folder of a module call with a relative source.
func localSource(parent *module, name string) string {
	attribute := parent.calls[name].Body.Attributes["source"]
	if attribute == nil {
		return ""
	}
	value, diagnostics := attribute.Expr.Value(nil)
	if diagnostics.HasErrors() || !isText(value) {
		return ""
	}
	if source := value.AsString(); strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") {
		return filepath.Join(parent.dir, source)
	}
	return ""
}

// Position returns file and line of a resource block, the file relative to the folder if
// it lies below it.
func (f *Folder) Position(modulePath []string, block string) (file string, line int) {
	m := f.module(modulePath)
	if m == nil || m.resources[block] == nil {
		return "", 0
	}
	at := m.resources[block].DefRange()
	return filepath.ToSlash(at.Filename), at.Start.Line
}
