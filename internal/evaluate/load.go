package evaluate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate/compiled"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/internal/workers"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Source is a folder of policies.
type Source struct {
	FS fs.FS
	// Name is put before file names in messages.
	Name string
	// Checked says that tests have type-checked these policies, so that loading need not.
	Checked bool
	// Compiled are the same policies in the form of package compiled, by which loading need not parse them either.
	Compiled []byte
}

// Engine holds compiled policies. Rules are split over several compilers that work side
// by side: compiling is most of what a run on a small plan costs.
type Engine struct {
	rules []verdict.Rule
	parts []*part
	// Limits are how much its rules may take.
	Limits Limits
}

type part struct {
	compiler *ast.Compiler
	rules    []verdict.Rule
	// files are where the rules stand, in their order.
	files []*file
	// limits are how much a rule may take where it is tried.
	limits Limits
}

// file is one policy file.
type file struct {
	name, path string
	source     []byte
	module     *ast.Module
	rule       verdict.Rule
	isRule     bool
	// checked says that tests hold it to what there is, and own that it is one of this program.
	checked, own bool
}

// Chooser sees all rules, by id, and decides which to take.
type Chooser func(all []verdict.Rule) (keep func(verdict.Rule) bool, err error)

// All takes every rule.
func All([]verdict.Rule) (func(verdict.Rule) bool, error) {
	return func(verdict.Rule) bool { return true }, nil
}

// Load compiles the policies of the sources that choose takes.
func Load(choose Chooser, sources ...Source) (*Engine, error) {
	if len(sources) == 1 && sources[0].Compiled != nil {
		return loadCompiled(choose, sources[0])
	}
	files, checked, capabilities, err := parsed(sources)
	if err != nil {
		return nil, err
	}
	e, libraries, rules, err := chosen(choose, files)
	if err != nil {
		return nil, err
	}
	return e, e.compile(libraries, rules, checked, capabilities)
}

// parsed are all policies of the sources, and whether tests have checked all of them.
func parsed(sources []Source) (files []*file, checked bool, c *ast.Capabilities, err error) {
	checked = true
	for _, s := range sources {
		more, err := readFiles(s)
		if err != nil {
			return nil, false, nil, err
		}
		files = append(files, more...)
		checked = checked && s.Checked
	}
	c = capabilities()
	return files, checked, c, parseAll(files, c)
}

// chosen is an engine with the rules that choose takes, and the files of libraries and of those rules.
func chosen(choose Chooser, files []*file) (e *Engine, libraries, rules []*file, err error) {
	all, err := distinct(files)
	if err != nil {
		return nil, nil, nil, err
	}
	keep, err := choose(all)
	if err != nil {
		return nil, nil, nil, err
	}
	e = &Engine{}
	for _, r := range all {
		if keep(r) {
			e.rules = append(e.rules, r)
		}
	}
	for _, f := range files {
		if !f.isRule {
			libraries = append(libraries, f)
		} else if keep(f.rule) {
			rules = append(rules, f)
		}
	}
	return e, libraries, rules, nil
}

// loadCompiled loads the policies of a source that have been compiled. Their METADATA is read where it stands.
func loadCompiled(choose Chooser, s Source) (*Engine, error) {
	files, err := readFiles(s)
	if err != nil {
		return nil, err
	}
	err = parallel(len(files), func(i int) error { return files[i].readMetadata() })
	if err != nil {
		return nil, err
	}
	e, libraries, rules, err := chosen(choose, files)
	if err != nil {
		return nil, err
	}
	taken := map[string]bool{}
	for _, f := range slices.Concat(libraries, rules) {
		taken[f.name] = true
	}
	compiler, err := compiled.Load(s.Compiled, func(name string) bool { return taken[name] })
	if err != nil {
		return nil, err
	}
	e.split(rules)
	for _, p := range e.parts {
		p.compiler = compiler
	}
	return e, nil
}

// Compiled are the policies of a source in the form that loads fast.
func Compiled(s Source) ([]byte, error) {
	files, _, capabilities, err := parsed([]Source{s})
	if err != nil {
		return nil, err
	}
	compiler, err := compile(files, false, capabilities)
	if err != nil {
		return nil, err
	}
	return compiled.Write(compiler.Modules)
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

// distinct is the rules of the files, by id; no two may share one.
func distinct(files []*file) ([]verdict.Rule, error) {
	var all []verdict.Rule
	seen := map[string]string{}
	for _, f := range files {
		if !f.isRule {
			continue
		}
		if other, ok := seen[f.rule.ID]; ok {
			return nil, fmt.Errorf("rule %s stands in both %s and %s; give one another package", f.rule.ID, other, f.name)
		}
		seen[f.rule.ID] = f.name
		all = append(all, f.rule)
	}
	sortRules(all)
	return all, nil
}

func sortRules(rules []verdict.Rule) {
	slices.SortFunc(rules, func(a, b verdict.Rule) int { return strings.Compare(a.ID, b.ID) })
}

// Rules returns the metadata of all rules of the sources, by id, without compiling any.
func Rules(sources ...Source) ([]verdict.Rule, error) {
	var rules []verdict.Rule
	for _, s := range sources {
		files, err := readFiles(s)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if !f.isRule {
				continue
			}
			if f.rule, err = readRule(f.source); err == nil {
				err = f.naming()
			}
			if err != nil {
				return nil, fmt.Errorf("read policy %s: %w", f.name, err)
			}
			rules = append(rules, f.rule)
		}
	}
	sortRules(rules)
	return rules, nil
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
			return fmt.Errorf("%s is a symbolic link, which is not followed; name the folder that it leads to", path.Join(s.Name, name))
		case path.Ext(name) != ".rego" && strings.EqualFold(path.Ext(name), ".rego"):
			return fmt.Errorf("%s: write the extension .rego in lower case, or it is no policy", path.Join(s.Name, name))
		case path.Ext(name) != ".rego" || strings.HasSuffix(name, "_test.rego") != tests:
			return nil
		}
		source, err := fs.ReadFile(s.FS, name)
		files = append(files, &file{name: path.Join(s.Name, name), path: name, source: source, isRule: !tests && !strings.HasPrefix(name, "lib/"), checked: s.Checked || tests, own: s.Checked})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read policies %s: %w", s.Name, err)
	}
	if len(files) == 0 && !tests {
		return nil, fmt.Errorf("read policies %s: there is no policy; one is <group>/<rule>/<rule>.rego, and `archcheck new rule` writes one", s.Name)
	}
	return files, nil
}

func (f *file) parse(capabilities *ast.Capabilities) (err error) {
	options := ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities}
	if f.module, err = ast.ParseModuleWithOpts(f.name, string(f.source), options); err != nil {
		return fmt.Errorf("read policy %s: %w", f.name, err)
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

// parallel runs work for 0..n-1 on all cores and returns the first error by index.
func parallel(n int, work func(i int) error) error {
	errs := make([]error, n)
	var wait workers.Group
	workers := min(n, runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Go(func() {
			for i := w; i < n; i += workers {
				errs[i] = work(i)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// split deals the rules out to parts, one for each core.
func (e *Engine) split(rules []*file) {
	e.parts = make([]*part, max(1, min(len(rules), runtime.GOMAXPROCS(0))))
	for i := range e.parts {
		e.parts[i] = &part{}
	}
	for i, f := range rules {
		p := e.parts[i%len(e.parts)]
		p.rules, p.files = append(p.rules, f.rule), append(p.files, f)
	}
}

func (e *Engine) compile(libraries, rules []*file, checked bool, capabilities *ast.Capabilities) error {
	e.split(rules)
	return parallel(len(e.parts), func(i int) (err error) {
		e.parts[i].compiler, err = compile(slices.Concat(libraries, e.parts[i].files), checked, capabilities)
		return err
	})
}

func compile(files []*file, checked bool, capabilities *ast.Capabilities) (*ast.Compiler, error) {
	modules := map[string]*ast.Module{}
	for _, f := range files {
		modules[f.name] = f.module // the compiler works on a copy of its own
	}
	c := newCompiler(checked, capabilities)
	if c.Compile(modules); c.Failed() {
		return nil, fmt.Errorf("compile policies: %w", c.Errors)
	}
	return c, nil
}

func newCompiler(checked bool, capabilities *ast.Capabilities) *ast.Compiler {
	c := ast.NewCompiler().WithEnablePrintStatements(false).WithCapabilities(capabilities)
	if checked {
		c = c.WithSkipStages(
			ast.StageCheckTypes, ast.StageCheckUnusedImports, ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports,
			ast.StageCheckVoidCalls, ast.StageCheckUndefinedFuncs, ast.StageCheckRuleConflicts, ast.StageCheckRecursion,
			ast.StageCheckUnsafeBuiltins, ast.StageCheckDeprecatedBuiltins, ast.StageCheckSafetyRuleHeads,
			ast.StageRewritePrintCalls, ast.StageRewriteTemplateStrings, ast.StageRewriteWithValues, ast.StageBuildComprehensionIndices,
			ast.StageParseMetadataBlocks, ast.StageSetAnnotationSet, ast.StageRewriteRegoMetadataCalls,
			ast.StageRewriteTestRulesForTracing, ast.StageBuildRequiredCapabilities)
	}
	return c
}

// Rules returns the metadata of the loaded rules, by id.
func (e *Engine) Rules() []verdict.Rule { return e.rules }
