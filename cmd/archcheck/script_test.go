package main

import (
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if os.Getenv(measuring) != "" {
		os.Exit(measured(os.Args[1:]))
	}
	if os.Getenv("GOGC") == "" {
		_ = os.Setenv("GOGC", "100") // as noVariables, for runs with the environment of the tests
	}
	testscript.Main(emulated{m}, map[string]func(){"archcheck": func() { os.Exit(run(os.Args[1:], systemStreams())) }})
}

// TestStories runs the program as a user would: arguments, files, streams and exit codes.
func TestStories(t *testing.T) {
	plans, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("PLANS", plans+"/../../fixtures/plans")
			e.Setenv("MARKDOWN", plans+"/../../fixtures/architecture.md")
			e.Setenv("SOURCE", plans+"/../../fixtures/terraform")
			own, _, _ := strings.Cut(e.Getenv("PATH"), string(os.PathListSeparator))
			e.Setenv("ALONE", own) // a PATH with archcheck and nothing else
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){"exit": exit},
	})
}

// exit runs a command and wants an exit code: exit 3 archcheck plan ...
func exit(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND...")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = err.Error()[len("exit status "):]
	}
	if got != args[0] {
		ts.Fatalf("exit %s, want %s", got, args[0])
	}
}

// emulated ends the emulator after the tests.
type emulated struct{ *testing.M }

// Run implements testscript.TestingM.
func (m emulated) Run() int {
	defer func() {
		if stopEmulator != nil {
			stopEmulator()
		}
	}()
	return m.M.Run()
}
