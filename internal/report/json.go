package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/archcheck/archcheck/internal/verdict"
)

// JSON writes the whole report; report.schema.json describes it.
func JSON(w io.Writer, r *verdict.Report, _ Options) error {
	var document bytes.Buffer
	e := json.NewEncoder(&document)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	if _, err := w.Write(plain.JSON(document.Bytes())); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}
