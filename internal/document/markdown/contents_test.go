package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestWhatStoresHold: a table of templates is a table, and a template of a table is code.
func TestWhatStoresHold(t *testing.T) {
	for label, want := range map[string]string{
		"DynamoDB templates":     "table",
		"S3 scripts":             "bucket",
		"S3 bucket templates":    "bucket",
		"SQS workflows":          "queue",
		"DynamoDB connections":   "table",
		"SQS requests":           "queue",
		"S3 metrics":             "",
		"DynamoDB template":      "",
		"S3 module":              "",
		"DynamoDB modules":       "",
		"S3 templates construct": "",
		"Lambda scripts":         "",
		"RDS stack":              "",
	} {
		text := strings.Replace(tiered, "graph TB\n", "graph TB\n    api --> it[\""+label+"\"]\n", 1)
		reading, err := markdown.Read("orders.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := reading.Document(reading.Environments[0])
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range doc.Components {
			if k := c.Kind.Name; k == "table" || k == "bucket" || k == "queue" || k == "function" {
				got = k
			}
		}
		if got != want {
			t.Errorf("%q is %q, not %q", label, got, want)
		}
	}
}
