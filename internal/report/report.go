// Package report writes what a run found: one pure function a format.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
)

// Options are what a format may need beyond the report.
type Options struct {
	// Width is how many columns a table may take.
	Width int
	// Color allows ANSI colours.
	Color bool
	// Detail says how much a table tells.
	Detail Detail
	// Line is a line of a source file, empty where it cannot be read; nil reads none.
	Line func(file string, line int) string
	// Root is the folder of the repository that consumers have checked out, as an absolute path; Folder is
	// where the run's own paths begin, from there. Both are empty where there is no repository.
	Root, Folder string
}

// Detail is how much a table tells.
type Detail int

// From the least to the most: the verdict alone; a line a finding; findings with evidence; all that is known.
const (
	Quiet Detail = iota - 2
	Compact
	Normal
	Full
)

// Writer writes a report in one format. Writers do not change the report.
type Writer func(w io.Writer, r *verdict.Report, o Options) error

// format is how a report is written, and whether it shows a picture of what was judged.
type format struct {
	write      Writer
	hasPicture bool
}

// formats is the only list of formats; a new one is a file and a line here.
func formats() map[string]format {
	const text, pictured = false, true
	return map[string]format{
		"table":    {spoken(Table), text},
		"json":     {JSON, text},
		"junit":    {spoken(JUnit), text},
		"sarif":    {spoken(SARIF), text},
		"markdown": {spoken(Markdown), pictured},
		"github":   {spoken(GitHub), text},
		"gitlab":   {spoken(GitLab), text},
		"csv":      {spoken(CSV), text},
		"html":     {spoken(HTML), pictured},
	}
}

// HasPicture reports whether a format shows a picture of what was judged.
func HasPicture(name string) bool { return formats()[name].hasPicture }

// Names returns the names of all formats, sorted.
func Names() []string { return slices.Sorted(maps.Keys(formats())) }

// Format returns the writer of a format. An unknown name is an error that lists the known ones.
func Format(name string) (Writer, error) {
	if f, ok := formats()[name]; ok {
		return f.write, nil
	}
	return nil, fmt.Errorf(
		"--format %s; NAME=PATH writes a file",
		near.NoneOf(name, Names()),
	)
}
