package report

import (
	"fmt"
	"io"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// JSON writes the whole report; report.schema.json describes it.
func JSON(w io.Writer, r *verdict.Report, _ Options) error { return writeJSON(w, "json", r) }

// writeJSON writes a document of some format in JSON, harmless to who reads it.
func writeJSON(w io.Writer, format string, content any) error {
	if err := plain.WriteJSON(w, content); err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	return nil
}
