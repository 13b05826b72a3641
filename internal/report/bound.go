package report

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/verdict"
)

// boundLines say what had to be decided to tell which documented component each thing is; where that
// was not decided, what to write into the document.
func boundLines(r *verdict.Report) []string {
	var lines []string
	for _, b := range r.Components {
		switch {
		case b.IsPlain():
		case b.Component == "":
			lines = append(lines, fmt.Sprintf("matched: %s is no component of the document", b.Resource))
		case b.How == "not decided":
			lines = append(
				lines,
				fmt.Sprintf(
					"not matched: %s may be %s; write `match: {address: %q}`, or name or arn, below the one it is",
					b.Resource,
					b.Component,
					b.Resource,
				),
			)
		default:
			lines = append(lines, fmt.Sprintf("matched: %s is %s (%s)", b.Resource, b.Component, b.How))
		}
	}
	return lines
}
