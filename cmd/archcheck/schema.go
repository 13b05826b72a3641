package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/evaluate"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/report"
	"github.com/spf13/cobra"
)

// schemas are the JSON Schemas that can be printed.
func schemas() map[string]func() ([]byte, error) {
	return map[string]func() ([]byte, error){
		"input":  evaluate.InputSchema,
		"report": func() ([]byte, error) { return report.Schema(), nil },
	}
}

func schemaCommand(s streams) *cobra.Command {
	names := slices.Sorted(maps.Keys(schemas()))
	return &cobra.Command{
		Use:   "schema " + strings.Join(names, "|"),
		Short: "Print the JSON Schema of what policies see, or of the report",
		Long: `schema prints a JSON Schema: input is what policies see (` + "`archcheck input FILE`" + ` prints one), report is what --format json writes.

Exit codes: 0 printed, 2 usage error.`,
		Example:   "  archcheck schema input > input.schema.json",
		ValidArgs: names,
		Args:      oneArg("of " + strings.Join(names, ", ")),
		RunE: func(_ *cobra.Command, args []string) error {
			write, ok := schemas()[args[0]]
			if !ok {
				return fmt.Errorf("the schema of %s", near.NoneOf(args[0], names))
			}
			data, err := write()
			if err != nil {
				return err
			}
			_, err = s.out.Write(data)
			return err
		},
	}
}
