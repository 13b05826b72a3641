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
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Folder is the source of a root module and of the modules it calls, from a folder or from the
// snapshot in a plan file.
type Folder struct {
	root string
	tofu bool
	// disk is where files lie that functions read: the root module's folder, or the one beside a
	// plan file; unchanged are the modules whose files there are those of the plan file.
	disk      string
	unchanged map[*module]bool
	parsed    map[string]*hclsyntax.Body
	modules   map[string]*module
	// installed are the folders of modules that `terraform init` fetched, by their key.
	installed map[string]string
	// snapshot is where the files come from, instead of folders.
	snapshot *Snapshot
}

// module is the source of one module.
type module struct {
	dir       string
	files     []text
	resources map[string]*hclsyntax.Block
	calls     map[string]*hclsyntax.Block
	// providers are the configurations of providers, by their names with a dot and the alias, if they have one.
	providers map[string]*hclsyntax.Block
	locals    map[string]hcl.Expression
	outputs   map[string]hcl.Expression
	defaults  map[string]hcl.Expression
	// variables are the declarations, with a default or without.
	variables map[string]*hclsyntax.Block
}

// Open reads the root module in a folder, as OpenTofu would where tofu says so. A folder without
// any configuration is an error.
func Open(dir string, tofu bool) (*Folder, error) {
	f := &Folder{root: dir, disk: dir, tofu: tofu, installed: installed(dir),
		parsed: map[string]*hclsyntax.Body{}, modules: map[string]*module{}}
	m, err := f.read(dir)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, fmt.Errorf(
			"read source %s: there is no .tf file in it; name the folder that `terraform plan` ran in",
			dir,
		)
	}
	f.modules[""] = m
	return f, nil
}

// OpenSnapshot reads the root module out of a plan file. Beside is the folder that the plan was
// made in, for other files that the configuration reads; empty if there is none.
func OpenSnapshot(s *Snapshot, beside string) (*Folder, error) {
	f := &Folder{root: s.modules[""].dir, disk: beside, snapshot: s, unchanged: map[*module]bool{},
		parsed: map[string]*hclsyntax.Body{}, modules: map[string]*module{}}
	m, err := f.parse(f.root, s.modules[""].files)
	if err != nil {
		return nil, fmt.Errorf("read the configuration in the plan file: %w", err)
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

// read parses the files of one folder; nil when there are none.
func (f *Folder) read(dir string) (*module, error) {
	files, err := filesIn(dir, f.tofu)
	if err != nil {
		return nil, err
	}
	return f.parse(dir, files)
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
	m, err := f.called(key, parent, path[len(path)-1])
	if err != nil {
		return nil
	}
	f.modules[key] = m
	return m
}

// called reads the module of a call: out of the snapshot, or where init put it, else where the
// call says that it is.
func (f *Folder) called(key string, parent *module, name string) (*module, error) {
	if f.snapshot != nil {
		if m := f.snapshot.modules[key]; m != nil {
			return f.parse(m.dir, m.files)
		}
		return nil, nil
	}
	dir := f.installed[key]
	if dir == "" {
		dir = localSource(parent, name)
	}
	if dir == "" {
		return nil, nil
	}
	return f.read(dir)
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
