package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/report"
	"github.com/archcheck/archcheck/internal/verdict"
)

// output is one report to write: to a file, or to standard output when path is empty.
type output struct {
	write      report.Writer
	path       string
	hasPicture bool
}

type outputs struct {
	all    []output
	detail report.Detail
}

// outputs reads what says how a report is written. outputsOf reads --format. At most one report goes to standard output.
func (o *settings) outputs() (outputs, error) {
	detail, err := o.detail()
	if err != nil {
		return outputs{}, err
	}
	all, err := outputsOf(o.format)
	return outputs{all, detail}, err
}

// paths are the files that reports are written to.
func (to outputs) paths() (all []string) {
	for _, o := range to.all {
		all = append(all, o.path)
	}
	return all
}

// havePicture reports whether any report shows a picture.
func (to outputs) havePicture() bool {
	return slices.ContainsFunc(to.all, func(o output) bool { return o.hasPicture })
}

func outputsOf(formats []string) ([]output, error) {
	if len(formats) == 0 {
		formats = []string{"table"}
	}
	var all []output
	toStandard := ""
	for _, f := range formats {
		name, path, hasPath := strings.Cut(f, "=")
		writer, err := report.Format(name)
		if err != nil {
			return nil, err
		}
		if hasPath && path == "" {
			return nil, fmt.Errorf("--format %s: the path after = is empty", f)
		}
		if path == "-" {
			path, hasPath = "", false
		}
		if !hasPath && toStandard != "" {
			return nil, fmt.Errorf("--format %s and --format %s would both go to standard output; give one a file with =PATH", toStandard, name)
		} else if !hasPath {
			toStandard = name
		}
		all = append(all, output{writer, path, report.HasPicture(name)})
	}
	return all, nil
}

// write makes all reports first, then writes the files, each whole or not at all, then
// standard output: when a file cannot be written there is no report that says all is well.
func (to outputs) write(r *verdict.Report, s streams) error {
	all := to.all
	made := make([]bytes.Buffer, len(all))
	root, folder := checkout()
	for i, o := range all {
		options := report.Options{Width: s.width, Color: s.color && o.path == "", Root: root, Folder: folder, Detail: to.detail, Line: sourceLine}
		if err := o.write(&made[i], r, options); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
	}
	var files []wholeFile
	for i, o := range all {
		if o.path != "" {
			files = append(files, wholeFile{o.path, made[i].Bytes()})
		}
	}
	if err := writeAll(files); err != nil {
		return fmt.Errorf("write report %w", err)
	}
	for i, o := range all {
		if o.path == "" {
			if _, err := s.out.Write(made[i].Bytes()); err != nil {
				return fmt.Errorf("write report: %w", err)
			}
		}
	}
	return nil
}
