package main

import (
	"context"
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/plain"
	"github.com/spf13/cobra"
)

func collectCommand(s streams) *cobra.Command {
	o := &settings{}
	w := &where{}
	path := ""
	cmd := &cobra.Command{
		Use:     "collect FILE... | collect --account NAME",
		Short:   "Write the model of a plan or of a live account as a snapshot",
		Long:    "collect reads a plan or an account and writes what archcheck makes of it, without judging. Sensitive values are not in it.",
		Example: "  archcheck collect tfplan.json -o snapshot.json\n  archcheck collect --account prod -o prod.json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			all, err := collectAny(cmd.Context(), args, o, w, s)
			if err != nil {
				return err
			}
			data, err := model.EncodeAll(all)
			if err != nil {
				return err
			}
			return writeTo("write snapshot", path, plain.JSON(data), s)
		},
	}
	cmd.Flags().StringVarP(&path, "output", "o", "", "file to write, - for standard output (default)")
	w.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	cmd.Flags().StringVar(&o.config, "config", "", "configuration (default archcheck.yaml if it exists)")
	return cmd
}

// collectAny reads accounts when they are named, else the plan.
func collectAny(ctx context.Context, args []string, o *settings, w *where, s streams) ([]*model.Architecture, error) {
	if w.isSet() {
		if len(args) > 0 {
			return nil, fmt.Errorf("give a FILE or --account, not both; see `%s --help`", o.command)
		}
		return collectAccounts(ctx, o, w, s)
	}
	if len(args) == 0 {
		return nil, fmt.Errorf(
			"give one FILE, such as tfplan.json, or - for standard input, or --account NAME; see `%s --help`",
			o.command,
		)
	}
	return collectPlans(ctx, args, o, s)
}
