package main

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/collect/account"
	"github.com/archcheck/archcheck/internal/config"
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
			return judge(cmd.Context(), o, s, job{
				collect: func(loading) ([]*model.Architecture, error) { return readSnapshot(args[0], s) },
				against: o.against,
			})
		},
	}
	o.bind(cmd.Flags())
	return cmd
}

// against finds what a snapshot is judged against by what it was made of.
func (o *settings) against(a *model.Architecture) (config.Target, error) {
	if a.Source.Kind == account.Kind {
		return o.file.ForAccount(a.Source.Name), nil
	}
	return o.file.ForPlans(o.folder, a.Source.Names(), o.env)
}

func readSnapshot(name string, s streams) ([]*model.Architecture, error) {
	data, err := takesSnapshots().input(name, s)
	if err != nil {
		return nil, fmt.Errorf("read snapshot: %w", err)
	}
	all, err := model.DecodeAll(data)
	if err != nil {
		return nil, fmt.Errorf(
			"read snapshot %s: %w; `archcheck collect` writes snapshots, `archcheck plan` reads plans",
			name,
			err,
		)
	}
	return all, nil
}
