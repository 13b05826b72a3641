package main

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// earlier reads the report of --baseline, if one was given.
func (o *settings) earlier(s streams) (*verdict.Report, error) {
	if o.baseline == "" {
		return nil, nil
	}
	data, err := takesReports().input(o.baseline, s)
	if err != nil {
		return nil, fmt.Errorf("read --baseline: %w", err)
	}
	report, err := verdict.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("read --baseline %s: %w", o.baseline, err)
	}
	return report, nil
}

// noBaseline says why an earlier report is no baseline of one: what an account found is told in other words
// than what a plan did, so that something new could hide behind it.
func noBaseline(report, earlier *verdict.Report, file string) error {
	switch {
	case (earlier.Source.Kind == model.KindAccount) != (report.Source.Kind == model.KindAccount):
		return fmt.Errorf(
			"--baseline %s is of a %s, and this is of a %s; give one of the same kind, or compare them with `archcheck diff`",
			file,
			earlier.Source.Kind,
			report.Source.Kind,
		)
	case earlier.Environment != report.Environment:
		return fmt.Errorf(
			"--baseline %s is of the environment %s, and this is of %s; each has a baseline of its own",
			file,
			earlier.Environment,
			report.Environment,
		)
	}
	return nil
}
