package evaluate

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// capabilities are what policies can do: everything but what makes a verdict depend on more than the input, and what no
// bound holds. What the network, files, the environment, the time of day or chance says is not there.
func capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	all.Builtins = slices.DeleteFunc(slices.Clone(all.Builtins), func(b *ast.Builtin) bool { return isOutside(b) })
	all.AllowNet = []string{}
	return all
}

// isOutside reports whether policies cannot call a function: it can give something else for the same arguments, or take
// all memory in one step. Schemas are among the former, as a reference in one leads to files.
func isOutside(b *ast.Builtin) bool {
	return b.Nondeterministic || slices.Contains(timed(), b.Name) || isBoundless(b)
}

// isBoundless reports whether a function takes as much memory at once as an argument says. Nothing can end it in between.
func isBoundless(b *ast.Builtin) bool { return b.Name == ast.BitsShiftLeft.Name }

// whyNot says why policies cannot call a function.
func whyNot(b *ast.Builtin) string {
	if isBoundless(b) {
		return "as a large shift takes all memory at once; multiply by a power of two"
	}
	return "as a verdict follows from the input alone and is the same tomorrow; judge what stands in the input"
}

// timed are functions that look at the clock where they are given no time, which the engine does not count among those
// that can give something else.
func timed() []string {
	return []string{
		ast.CryptoX509ParseAndVerifyCertificates.Name,
		ast.CryptoX509ParseAndVerifyCertificatesWithOptions.Name,
	}
}

// outside names what a policy calls or replaces that is not there, each with its line and column.
func (f *file) outside() error {
	var all []error
	ast.WalkTerms(f.module, func(t *ast.Term) bool {
		ref, ok := t.Value.(ast.Ref)
		if !ok || len(ref) == 0 || !isCallable(ref) {
			return false
		}
		if b, ok := ast.BuiltinMap[ref.String()]; ok && isOutside(b) {
			at := ref[0].Location
			if t.Location != nil {
				at = t.Location
			}
			all = append(
				all,
				fmt.Errorf(
					"read policy %s:%d:%d: %s is not there for policies, %s",
					f.name,
					at.Row,
					at.Col,
					b.Name,
					whyNot(b),
				),
			)
		}
		return false
	})
	return errors.Join(all...)
}

// isCallable reports whether a reference can be the name of a function of the engine.
func isCallable(ref ast.Ref) bool {
	for _, t := range ref[1:] {
		if _, ok := t.Value.(ast.String); !ok {
			return false
		}
	}
	name, ok := ref[0].Value.(ast.Var)
	return ok && !strings.HasPrefix(string(name), "$")
}
