package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/archcheck/archcheck/internal/verdict"
)

// JSON writes the whole report; report.schema.json describes it.
func JSON(w io.Writer, r *verdict.Report, _ Options) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
