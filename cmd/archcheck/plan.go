package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"github.com/spf13/cobra"
)

func planCommand(s streams) *cobra.Command {
	o := &settings{}
	cmd := &cobra.Command{
		Use:   "plan FILE",
		Short: "Judge a Terraform or OpenTofu plan",
		Long: `plan judges the output of ` + "`terraform show -json`" + ` (or ` + "`tofu show -json`" + `) of a plan or a state, or the plan file itself, if
terraform or tofu is on the PATH: that is run to show it, and nothing else, and the configuration is taken from the same file.
FILE is - for standard input. Format versions 0.1 to 1.2 are read, as UTF-8 or UTF-16.`,
		Example: "  archcheck plan plan.out --env prod\n" +
			"  terraform show -json plan.out | archcheck plan - --env prod\n" +
			"  archcheck plan tfplan.json --env prod --format table --format junit=archcheck.xml",
		Args: oneArg("plan FILE, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			return judge(cmd.Context(), o, s, job{
				collect: func() ([]*model.Architecture, error) { return collectPlan(cmd.Context(), args[0], o, s) },
				against: func(*model.Architecture) (string, wiring.Scope) { return o.file.ForPlan(o.folder, args[0]) },
			})
		},
	}
	o.bind(cmd.Flags())
	return cmd
}

// collectPlan reads a plan file, or standard input for "-": one architecture.
func collectPlan(ctx context.Context, name string, o *settings, s streams) ([]*model.Architecture, error) {
	data, err := readInput(name, s)
	if err != nil {
		return nil, fmt.Errorf("read plan: %w", err)
	}
	return planOf(ctx, data, name, o, s)
}

// planOf reads the bytes of a plan: JSON, or a plan file that Terraform shows.
func planOf(ctx context.Context, data []byte, name string, o *settings, s streams) ([]*model.Architecture, error) {
	options, err := plan.Options{}, error(nil)
	if plan.IsPlanFile(data) {
		data, options, err = shownPlan(ctx, data, name, o.source, s)
	} else {
		options, err = sourceGiven(o)
	}
	if err != nil {
		return nil, fmt.Errorf("read plan %s: %w", name, err)
	}
	if _, set := s.env("GOGC"); !set && len(data) > bigInput {
		debug.SetGCPercent(bigRunGCPercent)
	}
	options.Name = displayName(name)
	a, err := plan.Collect(data, options)
	if err != nil {
		return nil, fmt.Errorf("read plan %s: %w", name, err)
	}
	return []*model.Architecture{a}, nil
}

func readInput(name string, s streams) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(s.in)
	}
	return os.ReadFile(name)
}

func displayName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
