package main

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/spf13/cobra"
)

func checkCommand(s streams) *cobra.Command {
	o := &settings{}
	cmd := &cobra.Command{
		Use:     "check SNAPSHOT",
		Short:   "Judge a snapshot that collect wrote",
		Long:    "check judges a snapshot. The verdicts are those of the command that read the original, byte for byte.",
		Example: "  archcheck collect tfplan.json -o snapshot.json\n  archcheck check snapshot.json --env prod",
		Args:    oneArg("SNAPSHOT, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			architecture, err := readSnapshot(args[0], s)
			if err != nil {
				return err
			}
			environment, scope := o.file.ForPlan(o.folder, architecture.Source.Name)
			if o.env != "" {
				environment = o.env
			}
			return judge(cmd.Context(), o, s, job{
				collect:     func() (*model.Architecture, error) { return architecture, nil },
				environment: environment, scope: scope,
			})
		},
	}
	o.bind(cmd.Flags())
	return cmd
}

func readSnapshot(name string, s streams) (*model.Architecture, error) {
	data, err := readInput(name, s)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	a, err := model.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("read snapshot %s: %w; `archcheck collect` writes snapshots, `archcheck plan` reads plans", name, err)
	}
	return a, nil
}
