package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// text is a file of a module.
type text struct {
	name    string
	content []byte
}

// The ends of the names of configuration files. OpenTofu reads its own beside Terraform's.
func endings() []string { return []string{".tofu.json", ".tf.json", ".tofu", ".tf"} }

// split takes the ending off a file's name; it is empty for what is no configuration.
func split(name string) (base, ending string) {
	for _, ending := range endings() {
		if base, ok := strings.CutSuffix(filepath.Base(name), ending); ok && !isIgnored(base) {
			return base, ending
		}
	}
	return "", ""
}

// isIgnored leaves out what Terraform does: hidden files, and those that editors leave behind.
func isIgnored(base string) bool {
	return base == "" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#")
}

// filesIn reads the configuration files of a folder. Terraform does not read OpenTofu's; of two
// that differ in that alone OpenTofu reads its own.
// https://opentofu.org/docs/language/files/
func filesIn(dir string, tofu bool) ([]text, error) {
	names, err := namesIn(dir)
	if err != nil {
		return nil, err
	}
	var files []text
	for _, name := range names {
		if base, ending := split(name); strings.HasPrefix(ending, ".tofu") != tofu {
			rival := filepath.Join(dir, base+strings.Replace(ending, ".tf", ".tofu", 1))
			if !tofu || slices.Contains(names, rival) {
				continue
			}
		}
		content, err := readWhole(name)
		if err != nil {
			return nil, fmt.Errorf("read source: %w", err)
		}
		files = append(files, text{name, content})
	}
	return files, nil
}

func namesIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read source: %w", err)
	}
	var names []string
	for _, entry := range entries {
		if _, ending := split(entry.Name()); ending != "" && !entry.IsDir() {
			names = append(names, filepath.Join(dir, entry.Name()))
		}
	}
	return names, nil
}

// parse reads the files of one module; nil when there are none.
func (f *Folder) parse(dir string, files []text) (*module, error) {
	if len(files) == 0 {
		return nil, nil
	}
	sortOverridesLast(files)
	m := &module{
		dir:       dir,
		files:     files,
		resources: map[string]*hclsyntax.Block{},
		calls:     map[string]*hclsyntax.Block{},
		providers: map[string]*hclsyntax.Block{},
		locals:    map[string]hcl.Expression{},
		outputs:   map[string]hcl.Expression{},
		defaults:  map[string]hcl.Expression{},
		variables: map[string]*hclsyntax.Block{},
	}
	for _, file := range files {
		body, err := f.body(file)
		if err != nil {
			return nil, err
		}
		m.add(body, isOverride(file.name))
	}
	return m, nil
}

// body parses a file once, although several calls may be of its module.
func (f *Folder) body(file text) (*hclsyntax.Body, error) {
	key := file.name + "\x00" + string(file.content)
	if known := f.parsed[key]; known != nil {
		return known, nil
	}
	body, err := parseFile(file)
	if err != nil {
		return nil, fmt.Errorf("read source: %w", err)
	}
	f.parsed[key] = body
	return body, nil
}

func parseFile(file text) (*hclsyntax.Body, error) {
	if strings.HasSuffix(file.name, ".json") {
		if err := checkNesting(file.content); err != nil {
			return nil, fmt.Errorf("%s: %w", file.name, err)
		}
		return parseJSON(file)
	}
	if err := checkSyntax(file.content, hclsyntax.LexConfig); err != nil {
		return nil, fmt.Errorf("%s: %w", file.name, err)
	}
	parsed, diagnostics := hclsyntax.ParseConfig(file.content, file.name, hcl.InitialPos)
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	body, ok := parsed.Body.(*hclsyntax.Body)
	if !ok {
		return nil, fmt.Errorf("%s: it is not in HCL's native syntax", file.name)
	}
	return body, nil
}
