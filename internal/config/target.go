package config

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/archcheck/archcheck/internal/wiring"
)

// Target is what an input is judged against.
type Target struct {
	// Environment is one of the document, empty when nothing says which.
	Environment string
	Scope       wiring.Scope
	// Parts are what the input answers for; everything where there are none.
	Parts []string
}

// ForPlans returns what the configuration says of plan files that are read as one. A file that it does
// not name goes with the others; files that it wants judged differently are an error, but for the
// environment where it is given. Patterns are relative to the folder of the configuration.
func (c *Config) ForPlans(folder string, files []string, given string) (Target, error) {
	t, first := Target{Environment: c.Environment, Scope: c.Scope, Parts: c.partsOf(folder, files)}, ""
	for _, file := range files {
		p := c.plan(folder, file)
		if p == nil {
			continue
		}
		own := Target{Environment: p.Environment, Scope: c.Scope, Parts: t.Parts}
		if p.Scope != nil {
			own.Scope = *p.Scope
		}
		switch {
		case first == "":
			t, first = own, file
		case given == "" && own.Environment != t.Environment:
			return t, fmt.Errorf(
				"%s is for %s and %s for %s; judge them one by one, or give --env",
				first,
				t.Environment,
				file,
				own.Environment,
			)
		case !reflect.DeepEqual(own.Scope, t.Scope):
			return t, fmt.Errorf(
				"%s and %s have different scopes in %s; what is judged as one has one scope",
				first,
				file,
				File,
			)
		}
	}
	return t, nil
}

// partsOf are the parts that some files answer for together: everything, if one of them does.
func (c *Config) partsOf(folder string, files []string) []string {
	var parts []string
	for _, file := range files {
		own := c.Parts
		if p := c.plan(folder, file); p != nil && p.Parts != nil {
			own = p.Parts
		}
		if len(own) == 0 {
			return nil
		}
		parts = append(parts, own...)
	}
	slices.Sort(parts)
	return slices.Compact(parts)
}

// SourceOf is the source that the configuration names for one of several plan files, as it is written;
// the one at the top is that of a plan alone.
func (c *Config) SourceOf(folder, file string, alone bool) (string, error) {
	if p := c.plan(folder, file); p != nil && p.Source != "" {
		return p.Source, nil
	}
	if c.Source != "" && !alone {
		return "", fmt.Errorf(
			"`source` at the top of %s is that of one plan; write it beside each `file` of `plans`",
			File,
		)
	}
	return c.Source, nil
}

// plan is the first entry that fits a file, nil if none does.
func (c *Config) plan(folder, file string) *Plan {
	for i := range c.Plans {
		if matches(filepath.Join(folder, c.Plans[i].File), file) {
			return &c.Plans[i]
		}
	}
	return nil
}

func matches(pattern, file string) bool {
	absolutePattern, err := filepath.Abs(pattern)
	absolute, err2 := filepath.Abs(file)
	if err != nil || err2 != nil {
		return false
	}
	ok, err := filepath.Match(absolutePattern, absolute)
	return err == nil && ok
}
