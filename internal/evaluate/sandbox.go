package evaluate

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// sandbox is what policies can call: what depends on their input alone. The network, the environment, the clock and chance are not
// among it, so that the same input has the same verdicts everywhere, and a policy sends nothing anywhere.
func sandbox() *ast.Capabilities {
	c := ast.CapabilitiesForThisVersion()
	c.Builtins = slices.DeleteFunc(c.Builtins, func(b *ast.Builtin) bool { return b.Nondeterministic })
	c.AllowNet = []string{}
	return c
}

// sandboxed says why a policy cannot call what OPA has; empty where no error is about that.
func sandboxed(errs ast.Errors) string {
	for _, b := range ast.CapabilitiesForThisVersion().Builtins {
		isCalled := func(err *ast.Error) bool { return strings.HasSuffix(err.Message, "undefined function "+b.Name) }
		if b.Nondeterministic && slices.ContainsFunc(errs, isCalled) {
			return "\npolicies see their input alone: no network, environment, clock or chance"
		}
	}
	return ""
}
