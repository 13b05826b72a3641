package evaluate_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/archcheck/archcheck/internal/evaluate"
)

// TestNoFile: what is no file could be read for ever.
func TestNoFile(t *testing.T) {
	pipe := fstest.MapFS{"a.rego": {Mode: fs.ModeNamedPipe}}
	if _, err := evaluate.Load(evaluate.All, evaluate.Source{FS: pipe, Name: "house"}); err == nil ||
		!strings.Contains(err.Error(), "house/a.rego is no file") {
		t.Error(err)
	}
}
