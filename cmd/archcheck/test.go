package main

import (
	"fmt"
	"os"
	"time"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/verdict"
	"github.com/archcheck/archcheck/policies"
	"github.com/spf13/cobra"
)

func testCommand(s streams) *cobra.Command {
	timeout := time.Duration(0)
	cmd := &cobra.Command{
		Use:   "test FOLDER",
		Short: "Run the tests of rules of your own",
		Long: `test checks a folder of policies, and runs its tests: in files that end in _test.rego, every rule whose name begins with test_ must
be true, as ` + "`opa test`" + ` has it. The library of the built-in rules (data.archcheck.lib) is there. Names of collections, facts and
demands that there are not are errors, with line and column.

Exit codes: 0 all passed, 1 one failed, 2 usage error, a mistake in a policy, or no test.`,
		Example: "  archcheck test policies",
		Args:    oneArg("FOLDER of policies"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := takesPolicies().folder(args[0]); err != nil {
				return fmt.Errorf("read policies: %w", err)
			}
			all, err := evaluate.Test(
				cmd.Context(),
				limits(timeout),
				evaluate.Source{FS: policies.FS, Name: "policies", Checked: true},
				evaluate.Source{FS: os.DirFS(args[0]), Name: args[0]},
			)
			if err != nil {
				return err
			}
			return tellTests(s, args[0], all)
		},
	}
	bindPolicyTimeout(cmd.Flags(), &timeout)
	return cmd
}

func tellTests(s streams, folder string, all []evaluate.Tested) error {
	if len(all) == 0 {
		return fmt.Errorf("%s has no test: write rules named test_... in files that end in _test.rego", folder)
	}
	failed := 0
	for _, t := range all {
		switch {
		case t.Passed:
			continue
		case t.Err != nil:
			fmt.Fprintf(s.text, "%s:%d: %s: %v\n", t.File, t.Line, t.Name, t.Err)
		default:
			fmt.Fprintf(s.text, "%s:%d: %s is not true\n", t.File, t.Line, t.Name)
		}
		failed++
	}
	fmt.Fprintf(s.text, "%d passed, %d failed\n", len(all)-failed, failed)
	if failed > 0 {
		return exitError{verdict.ExitViolations}
	}
	return nil
}
