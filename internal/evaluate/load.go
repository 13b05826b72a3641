package evaluate

import (
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

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

// Engine holds compiled policies. Rules of one's own are split over several compilers that work side
// by side: compiling them takes longer than a small plan does.
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

// Chooser sees all rules, by id, and decides which to take.
type Chooser func(all []verdict.Rule) (keep func(verdict.Rule) bool, err error)

// All takes every rule.
func All([]verdict.Rule) (func(verdict.Rule) bool, error) {
	return func(verdict.Rule) bool { return true }, nil
}

// Load compiles the policies of the sources that choose takes.
func Load(choose Chooser, sources ...Source) (*Engine, error) {
	files, checked, capabilities, err := parsed(sources)
	if err != nil {
		return nil, err
	}
	e, libraries, rules, err := chosen(choose, files)
	if err != nil {
		return nil, err
	}
	compiled, own := partition(rules, func(f *file) bool { return f.compiled != nil })
	if err := e.load(libraries, compiled); err != nil {
		return nil, err
	}
	return e, e.compile(libraries, own, checked, capabilities)
}

// parsed are all policies of the sources, and whether tests have checked all of them. What has been compiled is not
// parsed, but for libraries that others need.
func parsed(sources []Source) (files []*file, checked bool, c *ast.Capabilities, err error) {
	checked = true
	alone := !slices.ContainsFunc(sources, func(s Source) bool { return s.Compiled == nil })
	for _, s := range sources {
		more, err := readFiles(s)
		if err != nil {
			return nil, false, nil, err
		}
		for _, f := range more {
			f.compiled, f.isReady = s.Compiled, s.Compiled != nil && (f.isRule || alone)
		}
		files = append(files, more...)
		checked = checked && s.Checked
	}
	if !alone {
		c = capabilities()
	}
	return files, checked, c, parseAll(files, c)
}

func partition(files []*file, is func(*file) bool) (those, others []*file) {
	for _, f := range files {
		if is(f) {
			those = append(those, f)
		} else {
			others = append(others, f)
		}
	}
	return those, others
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

// distinct is the rules of the files, by id; no two may share one.
func distinct(files []*file) ([]verdict.Rule, error) {
	var all []verdict.Rule
	seen := map[string]string{}
	for _, f := range files {
		if !f.isRule {
			continue
		}
		for _, id := range f.rule.IDs() {
			if other, ok := seen[id]; ok {
				return nil, fmt.Errorf(
					"rule %s stands in both %s and %s; give one another package",
					id,
					other,
					f.place(),
				)
			}
			seen[id] = f.place()
		}
		all = append(all, f.rule)
	}
	sortRules(all)
	return all, nil
}

// place is where a person finds a policy.
func (f *file) place() string {
	if f.own {
		return f.name + " (built in)"
	}
	return f.name
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

// parallel runs work for 0..n-1 on all cores, in this order, and returns the first error by index.
func parallel(n int, work func(i int) error) error {
	errs := make([]error, n)
	var wait workers.Group
	var begun atomic.Int64
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := int(begun.Add(1)) - 1; i < n; i = int(begun.Add(1)) - 1 {
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

// Rules returns the metadata of the loaded rules, by id.
func (e *Engine) Rules() []verdict.Rule { return e.rules }
