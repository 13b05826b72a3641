package main

import (
	"path/filepath"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestDrawingsReadBack: a picture that is pasted into a document asks for the tiers that it shows, by their names and with
// their ways out, and for the components in them.
func TestDrawingsReadBack(t *testing.T) {
	for name, args := range map[string][]string{
		"reference": {pt.Path("existing-prod")},
		"expected":  {"--expected"},
	} {
		code, out, errs := execute(append([]string{"draw", "--env", "prod"}, args...)...)
		if code != 0 {
			t.Fatalf("%s: exit %d, %s", name, code, errs)
		}
		file := filepath.Join(t.TempDir(), "picture.md")
		write(t, file, []byte("# Picture\n\n```mermaid\n"+string(out)+"```\n"))
		code, out, errs = execute("document", file, "--format", "yaml")
		if code != 0 {
			t.Fatalf("%s: read back: exit %d, %s", name, code, errs)
		}
		got := strings.Join(strings.Fields(string(out)), " ")
		for _, want := range []string{
			"vpc: cidr:", "public: way_out: internet_gateway", "private: way_out: nat", "isolated: way_out: none",
			"kind: database", "application: kind: service tier: private", "kind: cache tier: isolated",
			"load_balancer: kind: load_balancer tier: public",
		} {
			if !strings.Contains(got, want) {
				t.Errorf("%s, read back, does not ask %s:\n%s", name, want, out)
			}
		}
	}
}
