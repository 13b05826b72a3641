package evaluate

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/archcheck/archcheck/internal/evaluate/compiled"
	"github.com/open-policy-agent/opa/v1/ast"
)

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
