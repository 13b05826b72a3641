package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/verdict"
)

// earlier reads the report of --baseline, if one was given.
func (o *settings) earlier(s streams) (*verdict.Report, error) {
	if o.baseline == "" {
		return nil, nil
	}
	data, err := readInput(o.baseline, s)
	if err != nil {
		return nil, fmt.Errorf("read --baseline: %w", err)
	}
	report, err := decodeReport(data)
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
		return fmt.Errorf("--baseline %s is of a %s, and this is of a %s; give one of the same kind, or compare them with `archcheck diff`",
			file, earlier.Source.Kind, report.Source.Kind)
	case earlier.Environment != report.Environment:
		return fmt.Errorf("--baseline %s is of the environment %s, and this is of %s; each has a baseline of its own", file, earlier.Environment, report.Environment)
	}
	return nil
}

// decodeReport reads a report that --format json wrote.
func decodeReport(data []byte) (*verdict.Report, error) {
	if !isReport(data) {
		return nil, errors.New("it is no report; `archcheck plan FILE --format json=report.json` writes one")
	}
	r := &verdict.Report{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("it is no whole report: %w", err)
	}
	if r.Version != verdict.Version {
		return nil, fmt.Errorf("it is of version %q of the report, and this archcheck reads %s; write it anew", r.Version, verdict.Version)
	}
	return r, nil
}

// isReport tells a report from plans and snapshots by its members.
func isReport(data []byte) bool {
	var head struct {
		Archcheck *string          `json:"archcheck"`
		Summary   *json.RawMessage `json:"summary"`
		Verdicts  *json.RawMessage `json:"verdicts"`
	}
	return json.Unmarshal(data, &head) == nil && head.Archcheck != nil && head.Summary != nil && head.Verdicts != nil
}
