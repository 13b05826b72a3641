package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// stepSummary adds the report to the summary of a step in GitHub Actions, which is the file that
// GITHUB_STEP_SUMMARY names, unless a report is in that file already. That it cannot be written changes no verdict, so it
// is a warning.
func (o *settings) stepSummary(r *verdict.Report, to outputs, s streams) {
	name := o.summaryFile(s)
	if name == "" || to.isIn(name) {
		return
	}
	if err := appendSummary(name, r); err != nil {
		fmt.Fprintf(
			s.err,
			"archcheck: warning: the step summary was not written: %v; --no-step-summary leaves it out\n",
			err,
		)
	}
}

// summaryFile is the summary of a step to fill, empty where there is none or it is not wanted.
func (o *settings) summaryFile(s streams) string {
	if name, set := s.env("GITHUB_STEP_SUMMARY"); set && !o.noStepSummary {
		return name
	}
	return ""
}

func appendSummary(name string, r *verdict.Report) error {
	write, err := report.Format("markdown")
	if err != nil {
		return err
	}
	root, folder := checkout()
	var text bytes.Buffer
	if err := write(&text, r, report.Options{Root: root, Folder: folder}); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, newFile)
	if err != nil {
		return err
	}
	if _, err := file.Write(append(text.Bytes(), '\n')); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
