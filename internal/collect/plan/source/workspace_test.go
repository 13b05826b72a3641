package source_test

import (
	"os"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan/source"
)

// TestWorkspace: a plan file tells in which workspace it was made.
func TestWorkspace(t *testing.T) {
	real, err := os.ReadFile("../../../../fixtures/plans/ok-prod.plan")
	if err != nil {
		t.Fatal(err)
	}
	const (
		numbers = "\x08\x03\x81\x02........\x85\x02...."
		backend = "\x6a\x10\x0a\x05local\x1a\x07staging"
	)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"a plan of Terraform": {real, "default"},
		"another":             {zipOf(t, planMembers()...), ""},
		"behind others":       {workspaceOf(t, numbers+"\x1a\x03abc"+backend), "staging"},
		"before others":       {workspaceOf(t, backend+numbers), "staging"},
		"cut off":             {workspaceOf(t, backend[:len(backend)-1]), ""},
		"too long":            {workspaceOf(t, "\x6a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), ""},
		"no message":          {workspaceOf(t, "\xff\xff\xff"), ""},
		"without a backend":   {workspaceOf(t, numbers), ""},
		"of a number":         {workspaceOf(t, "\x68\x01"+numbers), ""},
	} {
		s, err := source.ReadSnapshot(c.file)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Workspace(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func workspaceOf(t *testing.T, plan string) []byte {
	t.Helper()
	return zipOf(t, append(planMembers()[1:], member{name: "tfplan", content: plan})...)
}
