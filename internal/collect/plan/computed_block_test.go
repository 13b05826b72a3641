package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// A dynamic block of which apply tells whether it is there is written, and no default takes its place. A block that
// AWS fills is left out.
func TestBlocksThatApplyTells(t *testing.T) {
	const function = "aws_lambda_function.image"
	for _, c := range []struct {
		folder, address, block string
		want                   attributes
	}{
		{"function", function, "dead_letter_config", attributes{"dead_letter": "unknown: unresolved_reference"}},
		{"function", "aws_lambda_function.open", "logging_config", attributes{"log_group": `"/aws/lambda/open"`}},
		{"table", "aws_dynamodb_table.plain", "point_in_time_recovery", attributes{"point_in_time_recovery": "false"}},
	} {
		a := editedNouns(t, c.folder, pt.Computed(c.address, c.block))
		holdNouns(t, a, map[string]attributes{c.address: c.want})
	}
}
