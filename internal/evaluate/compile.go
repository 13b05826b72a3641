package evaluate

import (
	"runtime"
	"slices"

	"github.com/archcheck/archcheck/internal/evaluate/compiled"
	"github.com/open-policy-agent/opa/v1/ast"
)

// split deals rules out to parts, one for each core, that are compiled side by side.
func split(rules []*file) []*part {
	parts := make([]*part, min(len(rules), runtime.GOMAXPROCS(0)))
	for i := range parts {
		parts[i] = &part{}
	}
	for i, f := range rules {
		p := parts[i%len(parts)]
		p.rules, p.files = append(p.rules, f.rule), append(p.files, f)
	}
	return parts
}

// compile adds rules, which see the libraries and no rules of other parts.
func (e *Engine) compile(libraries, rules []*file, checked bool, capabilities *ast.Capabilities) error {
	parts := split(rules)
	e.parts = append(e.parts, parts...)
	return parallel(len(parts), func(i int) (err error) {
		parts[i].compiler, err = compile(slices.Concat(libraries, parts[i].files), checked, capabilities)
		return err
	})
}

// load adds rules of one source that has been compiled, with its libraries.
func (e *Engine) load(libraries, rules []*file) error {
	if len(rules) == 0 {
		return nil
	}
	taken := map[string]bool{}
	for _, f := range slices.Concat(libraries, rules) {
		taken[f.name] = true
	}
	compiler, err := compiled.Load(rules[0].compiled, func(name string) bool { return taken[name] })
	if err != nil {
		return err
	}
	p := &part{compiler: compiler, files: rules}
	for _, f := range rules {
		p.rules = append(p.rules, f.rule)
	}
	e.parts = append(e.parts, p)
	return nil
}

func compile(files []*file, checked bool, capabilities *ast.Capabilities) (*ast.Compiler, error) {
	modules := map[string]*ast.Module{}
	for _, f := range files {
		modules[f.name] = f.module // the compiler works on a copy of its own
	}
	c := newCompiler(checked, capabilities)
	if c.Compile(modules); c.Failed() {
		return nil, mistakesOf("compile policies", c.Errors)
	}
	return c, nil
}

func newCompiler(checked bool, capabilities *ast.Capabilities) *ast.Compiler {
	c := ast.NewCompiler().WithEnablePrintStatements(false).WithCapabilities(capabilities)
	if checked {
		c = c.WithSkipStages(
			ast.StageCheckTypes,
			ast.StageCheckUnusedImports,
			ast.StageCheckKeywordOverrides,
			ast.StageCheckDuplicateImports,
			ast.StageCheckVoidCalls,
			ast.StageCheckUndefinedFuncs,
			ast.StageCheckRuleConflicts,
			ast.StageCheckRecursion,
			ast.StageCheckUnsafeBuiltins,
			ast.StageCheckDeprecatedBuiltins,
			ast.StageCheckSafetyRuleHeads,
			ast.StageRewritePrintCalls,
			ast.StageRewriteTemplateStrings,
			ast.StageRewriteWithValues,
			ast.StageBuildComprehensionIndices,
			ast.StageParseMetadataBlocks,
			ast.StageSetAnnotationSet,
			ast.StageRewriteRegoMetadataCalls,
			ast.StageRewriteTestRulesForTracing,
			ast.StageBuildRequiredCapabilities,
		)
	}
	return c
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
