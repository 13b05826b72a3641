package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/spf13/pflag"
)

func (o *settings) bindSources(flags *pflag.FlagSet) {
	flags.StringArrayVar(
		&o.sources,
		"source",
		nil,
		"folder of the Terraform source, or the plan file that carries it, "+
			"to resolve what plan JSON leaves out and to name file and line; of several plans one each, in their order, or PLAN=SOURCE",
	)
}

// sourcesOf are the sources of plans, each empty where none is given.
func (o *settings) sourcesOf(plans []string) ([]string, error) {
	sources := make([]string, len(plans))
	var unnamed []string
	for _, given := range o.sources {
		name, source, isNamed := strings.Cut(given, "=")
		if i := slices.Index(plans, name); isNamed && i >= 0 {
			sources[i] = source
		} else {
			unnamed = append(unnamed, given)
		}
	}
	switch {
	case len(unnamed) == 0:
	case len(o.sources) != len(plans) || len(unnamed) != len(plans):
		return nil, fmt.Errorf(
			"--source %s: of which of the %d plans is it? Give one for each plan, in their order, or PLAN=SOURCE",
			unnamed[0],
			len(plans),
		)
	default:
		return unnamed, nil
	}
	for i, name := range plans {
		if sources[i] != "" {
			continue
		}
		source, err := o.file.SourceOf(o.folder, name, len(plans) == 1)
		if err != nil {
			return nil, err
		}
		sources[i] = o.relative(source)
	}
	return sources, nil
}

// sourceGiven is what --source names: a folder, or a plan file for its configuration.
func sourceGiven(source string, read *inputs) (plan.Options, error) {
	if info, err := os.Stat(source); source == "" || err == nil && info.IsDir() {
		return plan.Options{Source: source}, nil
	}
	data, err := takesSources().file(source, read)
	if err != nil {
		return plan.Options{}, fmt.Errorf("read source: %w", err)
	}
	if !plan.IsPlanFile(data) {
		return plan.Options{}, fmt.Errorf(
			"read source %s: it is neither a folder nor a plan file; %s",
			source,
			takesSources().hint,
		)
	}
	snapshot, err := plan.ReadSnapshot(data)
	if err != nil {
		return plan.Options{}, fmt.Errorf("read source %s: %w", source, err)
	}
	return plan.Options{Snapshot: snapshot, Source: besides(source, "")}, nil
}
