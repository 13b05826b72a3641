package main

import (
	"strings"

	"github.com/archcheck/archcheck/internal/report"
	"github.com/spf13/pflag"
)

// list is a flag of several values: given several times, or with commas between them where a comma is no letter of a
// value. The first that is given takes the place of the default.
type list struct {
	values *[]string
	// begins says whether a new value begins with what follows a comma, or the comma belongs to the value so far.
	begins func(soFar, next string) bool
	given  bool
}

var _ pflag.Value = (*list)(nil)

// Set implements pflag.Value.
func (l *list) Set(text string) error {
	if !l.given {
		*l.values = nil
	}
	l.given = true
	for i, piece := range strings.Split(text, ",") {
		if last := len(*l.values) - 1; i > 0 && !l.begins((*l.values)[last], piece) {
			(*l.values)[last] += "," + piece
			continue
		}
		*l.values = append(*l.values, piece)
	}
	return nil
}

// String implements pflag.Value.
func (l *list) String() string { return strings.Join(*l.values, ",") }

// Type implements pflag.Value.
func (l *list) Type() string { return "strings" }

// beginsFormat: a comma behind a format is the end of it, one in a path only where another format follows.
func beginsFormat(soFar, next string) bool {
	name, _, _ := strings.Cut(next, "=")
	_, err := formatOf(name, report.Names())
	return err == nil || !strings.Contains(soFar, "=")
}

// beginsPattern: a comma in the braces of a pattern is no end of it.
func beginsPattern(soFar, _ string) bool {
	return strings.Count(soFar, "{") <= strings.Count(soFar, "}")
}
