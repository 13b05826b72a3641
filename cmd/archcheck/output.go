package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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
	for i, o := range all {
		if o.path != "" {
			if err := writeWhole(o.path, made[i].Bytes()); err != nil {
				return fmt.Errorf("write report %s: %w", o.path, err)
			}
		}
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

// writeTo writes to a file, whole or not at all, or to standard output for - and no name.
func writeTo(path string, data []byte, s streams) error {
	if path == "" || path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	return writeWhole(path, data)
}

// writeWhole writes beside the target and renames, so that no reader sees half a file.
func writeWhole(path string, data []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		// A device or pipe, such as /dev/stderr, cannot be replaced.
		return os.WriteFile(path, data, 0o644)
	}
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	if _, err := file.Write(data); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Chmod(file.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
