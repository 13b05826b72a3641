// Command regocoverage reads the coverage report of `opa test --coverage` and prints what
// is not covered; below the wanted percentage it fails.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout)) }

// coverage is the part of OPA's report that matters here.
type coverage struct {
	Coverage float64 `json:"coverage"`
	Files    map[string]struct {
		NotCovered []struct {
			Start struct{ Row int } `json:"start"`
			End   struct{ Row int } `json:"end"`
		} `json:"not_covered"`
	} `json:"files"`
}

func run(args []string, in io.Reader, out io.Writer) int {
	flags := flag.NewFlagSet("regocoverage", flag.ContinueOnError)
	least := flags.Float64("at-least", 0, "percentage to reach")
	if flags.Parse(args) != nil {
		return 2
	}
	var c coverage
	if err := json.NewDecoder(in).Decode(&c); err != nil {
		fmt.Fprintf(out, "read coverage report: %v\n", err)
		return 2
	}
	files := make([]string, 0, len(c.Files))
	for file := range c.Files {
		files = append(files, file)
	}
	slices.Sort(files)
	for _, file := range files {
		for _, gap := range c.Files[file].NotCovered {
			fmt.Fprintf(out, "not covered: %s:%d-%d\n", file, gap.Start.Row, gap.End.Row)
		}
	}
	fmt.Fprintf(out, "Rego coverage: %.1f%%\n", c.Coverage)
	if c.Coverage < *least {
		return 1
	}
	return 0
}
