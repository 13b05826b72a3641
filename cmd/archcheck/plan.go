package main

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/config"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/spf13/cobra"
)

func planCommand(s streams) *cobra.Command {
	o := &settings{}
	cmd := &cobra.Command{
		Use:   "plan FILE...",
		Short: "Judge a Terraform or OpenTofu plan, or several as one",
		Long: `plan judges the output of ` + "`terraform show -json`" + ` (or ` + "`tofu show -json`" + `) of a plan or a state, or the plan file itself, if
terraform or tofu is on the PATH: that is run to show it, and nothing else, and the configuration is taken from the same file.
FILE is - for standard input. Format versions 0.1 to 1.2 are read, as UTF-8 or UTF-16.

Several files, such as a network's state and an application's plan, are judged as one architecture: what one of them refers to by
id, ARN or data source is what another one manages. A finding says which file it is in, and an address that two files have is
written FILE:ADDRESS.`,
		Example: "  archcheck plan plan.out --env prod\n" +
			"  terraform show -json plan.out | archcheck plan - --env prod\n" +
			"  archcheck plan tfplan.json --env prod --format table --format junit=archcheck.xml\n" +
			"  archcheck plan network.json application.json --env prod --source application.json=envs/prod",
		Args: someArgs("plan FILE, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.resolve(cmd, s); err != nil {
				return err
			}
			return judge(cmd.Context(), o, s, job{
				collect: func(loading) ([]*model.Architecture, error) { return collectPlans(cmd.Context(), args, o, s) },
				against: func(*model.Architecture) (config.Target, error) { return o.file.ForPlans(o.folder, args, o.env) },
			})
		},
	}
	o.bind(cmd.Flags())
	o.bindSources(cmd.Flags())
	return cmd
}

// someArgs requires at least one argument and says what it is.
func someArgs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return fmt.Errorf("give one %s; see `%s --help`", what, cmd.CommandPath())
		}
		return nil
	}
}

// collectPlans reads plan files, or standard input for "-", as one architecture.
func collectPlans(ctx context.Context, names []string, o *settings, s streams) ([]*model.Architecture, error) {
	contents := make([][]byte, len(names))
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return nil, fmt.Errorf(
				"read plan: %s is given twice; several plans are judged as one, so give each once",
				name,
			)
		}
		data, err := takesPlans().input(name, s)
		if err != nil {
			return nil, fmt.Errorf("read plan: %w", err)
		}
		contents[i] = data
	}
	return plansOf(ctx, contents, names, o, s)
}

// plansOf reads the bytes of plans: JSON, or plan files that Terraform shows.
func plansOf(
	ctx context.Context,
	contents [][]byte,
	names []string,
	o *settings,
	s streams,
) ([]*model.Architecture, error) {
	sources, err := o.sourcesOf(names)
	if err != nil {
		return nil, err
	}
	inputs, size := make([]plan.Input, len(names)), 0
	for i, name := range names {
		if inputs[i], err = inputOf(ctx, contents[i], name, sources[i], s); err != nil {
			return nil, fmt.Errorf("read plan %s: %w", name, err)
		}
		size += len(inputs[i].Data)
	}
	if _, set := s.env("GOGC"); !set && size > bigInput {
		debug.SetGCPercent(bigRunGCPercent)
	}
	a, err := plan.CollectAll(inputs)
	switch {
	case err != nil && len(names) == 1:
		return nil, fmt.Errorf("read plan %s: %w", names[0], err)
	case err != nil:
		return nil, fmt.Errorf("read plans: %w", err)
	}
	return []*model.Architecture{a}, nil
}

// inputOf is the JSON of one plan and where its configuration is.
func inputOf(ctx context.Context, data []byte, name, source string, s streams) (in plan.Input, err error) {
	if in.Data = data; plan.IsPlanFile(data) {
		in.Data, in.Options, err = shownPlan(ctx, data, name, source, s)
	} else {
		in.Options, err = sourceGiven(source, s.read)
	}
	in.Name = displayName(name)
	return in, err
}

func displayName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
