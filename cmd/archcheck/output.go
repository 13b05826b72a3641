package main

import (
	"bytes"
	"fmt"
	"os"
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

// outputs reads what says how a report is written. outputsOf reads --format. At most one report goes to standard
// output.
func (o *settings) outputs() (outputs, error) {
	detail, err := o.detail()
	if err != nil {
		return outputs{}, err
	}
	all, err := outputsOf(o.format)
	return outputs{all, detail}, err
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
		name, err := formatOf(name, report.Names())
		if err != nil {
			return nil, fmt.Errorf("%w; NAME=PATH writes a file", err)
		}
		writer, err := report.Format(name)
		if err != nil {
			return nil, err
		}
		if hasPath && path == "" {
			return nil, fmt.Errorf("--format %s: the path after = is empty", f)
		}
		if isStandard(path) {
			path, hasPath = "", false
		}
		if !hasPath && toStandard != "" {
			return nil, fmt.Errorf(
				"--format %s and --format %s would both go to standard output; give one a file with =PATH",
				toStandard,
				name,
			)
		} else if !hasPath {
			toStandard = name
		}
		all = append(all, output{writer, path, report.HasPicture(name)})
	}
	return all, nil
}

// write makes all reports. They are written, each whole or all not at all, before the run goes on: what is said of them
// to others, such as a step summary, is said of what is there.
func (to outputs) write(r *verdict.Report, s streams) error {
	root, folder := checkout()
	for _, o := range to.all {
		options := report.Options{
			Width:  s.width,
			Color:  s.color && o.path == "",
			Root:   root,
			Folder: folder,
			Detail: to.detail,
			Line:   sourceLine,
		}
		var made bytes.Buffer
		if err := o.write(&made, r, options); err != nil {
			return fmt.Errorf("write report: %w", err)
		}
		if err := writeTo("write report", o.path, made.Bytes(), s); err != nil {
			return err
		}
	}
	return s.flush()
}

// isIn reports whether one of the reports that are written now is in a file.
func (to outputs) isIn(name string) bool {
	file, err := os.Stat(name)
	return err == nil && slices.ContainsFunc(to.all, func(o output) bool {
		written, err := os.Stat(o.path)
		return err == nil && os.SameFile(file, written)
	})
}

// isStandard reports whether a path is that of standard output.
func isStandard(path string) bool {
	return slices.Contains([]string{"", "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}, path)
}

// writeTo hands over a file, or writes to standard output for - and no name. It says what it does where that fails.
func writeTo(what, path string, data []byte, s streams) error {
	if !isStandard(path) {
		return s.put(what, path, data)
	}
	if _, err := s.out.Write(data); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
