package evaluate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/open-policy-agent/opa/v1/ast"
)

// file is one policy file.
type file struct {
	name, path string
	source     []byte
	module     *ast.Module
	rule       verdict.Rule
	isRule     bool
	// checked says that tests hold it to what there is, and own that it is one of this program.
	checked, own bool
	// compiled is the form that its source has been compiled to, if it has; isReady says that the module is not needed
	// then.
	compiled []byte
	isReady  bool
}

// readFiles finds the policies of a folder; tests are left out, and what stands under lib/ is no rule.
func readFiles(s Source) ([]*file, error) { return readThose(s, false) }

// readThose finds the policies of a folder, or its tests. What it would pass over in silence is an error.
func readThose(s Source, tests bool) ([]*file, error) {
	var files []*file
	err := fs.WalkDir(s.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || entry.IsDir() && entry.Type()&fs.ModeSymlink == 0:
			return err
		case entry.Type()&fs.ModeSymlink != 0:
			return fmt.Errorf(
				"%s is a symbolic link, which is not followed; name the folder that it leads to",
				path.Join(s.Name, name),
			)
		case path.Ext(name) != ".rego" && strings.EqualFold(path.Ext(name), ".rego"):
			return fmt.Errorf(
				"%s: write the extension .rego in lower case, or it is no policy",
				path.Join(s.Name, name),
			)
		case path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") != tests:
			return nil
		case !entry.Type().IsRegular():
			return fmt.Errorf("%s is no file; put policies there alone", path.Join(s.Name, name))
		}
		source, err := fs.ReadFile(s.FS, name)
		files = append(
			files,
			&file{
				name:    path.Join(s.Name, name),
				path:    name,
				source:  source,
				isRule:  !tests && !strings.HasPrefix(name, "lib/"),
				checked: s.Checked || tests,
				own:     s.Checked,
			},
		)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read policies %s: %w", s.Name, err)
	}
	if len(files) == 0 && !tests {
		return nil, fmt.Errorf(
			"read policies %s: there is no policy; one is <group>/<rule>/<rule>.rego, and `archcheck new rule` writes one",
			s.Name,
		)
	}
	return files, nil
}

func (f *file) parse(capabilities *ast.Capabilities) (err error) {
	if f.isReady {
		return f.readMetadata()
	}
	options := ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities}
	if f.module, err = ast.ParseModuleWithOpts(f.name, string(f.source), options); err != nil {
		return mistakesOf("read policy", err)
	}
	if !f.own {
		if err := f.outside(); err != nil {
			return err
		}
	}
	return f.readMetadata()
}

// readMetadata reads the METADATA of a rule.
func (f *file) readMetadata() (err error) {
	if !f.isRule {
		return nil
	}
	if f.rule, err = readRule(f.source); err != nil {
		return fmt.Errorf("read policy %s: %w", f.name, err)
	}
	return nil
}

// parseAll parses all files, and tells all mistakes in those that no test has checked.
func parseAll(files []*file, capabilities *ast.Capabilities) error {
	errs := make([]error, len(files))
	err := parallel(len(files), func(i int) error {
		errs[i] = files[i].parse(capabilities)
		return nil
	})
	named := namesOf(files)
	for i, f := range files {
		if errs[i] == nil && !f.checked {
			errs[i] = f.spelling(named)
		}
	}
	return errors.Join(append(errs, err)...)
}

// spelling finds names that nothing has.
func (f *file) spelling(named map[string][]int) error {
	var all []error
	if err := f.naming(); err != nil {
		all = append(all, fmt.Errorf("read policy %s: %w", f.name, err))
	}
	for _, text := range misspelt(f, named) {
		all = append(all, errors.New("read policy "+text))
	}
	return errors.Join(all...)
}

// naming finds names in the METADATA of a rule that nothing has.
func (f *file) naming() error {
	if !f.isRule || f.checked {
		return nil
	}
	err := checkNames(f.rule)
	if err == nil {
		return nil
	}
	block, _, start, _ := metadataBlock(f.source)
	return &metadataError{start + lineNaming(block, err), err}
}
