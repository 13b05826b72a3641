package evaluate

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestSandbox: policies can reach neither the network nor the environment nor the clock nor chance.
func TestSandbox(t *testing.T) {
	for _, name := range []string{"http.send", "net.lookup_ip_addr", "opa.runtime", "time.now_ns", "rand.intn", "uuid.rfc4122"} {
		isIt := func(b *ast.Builtin) bool { return b.Name == name }
		if !slices.ContainsFunc(ast.CapabilitiesForThisVersion().Builtins, isIt) {
			t.Errorf("OPA has no %s any more: what takes its place?", name)
		}
		if slices.ContainsFunc(sandbox().Builtins, isIt) {
			t.Errorf("policies can call %s", name)
		}
	}
}
