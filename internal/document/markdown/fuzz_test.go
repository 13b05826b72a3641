package markdown_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/archcheck/archcheck/internal/strict"
)

// FuzzRead: whatever stands in a document, reading ends, with a document that can be read or an error that has a place.
func FuzzRead(f *testing.F) {
	f.Add([]byte(reference(f)))
	f.Add(
		[]byte(
			drawnByName + "## shop-db\n\n| Requirement | Value |\n|---|---|\n| tier | `private` |\n| match | {name: \"a\\|b\"} |\n",
		),
	)
	samples, _ := filepath.Glob("testdata/samples/*.md")
	for _, file := range samples {
		if data, err := os.ReadFile(file); err == nil {
			f.Add(data)
		}
	}
	words := lexicon(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		reading, err := words.Read("a.md", data)
		var mistake *strict.Error
		if err != nil {
			if !errors.As(err, &mistake) {
				t.Errorf("an error without a place: %v", err)
			}
			return
		}
		for _, environment := range reading.Environments {
			if _, err := reading.Document(environment); err != nil && !errors.As(err, &mistake) {
				t.Errorf("an error without a place: %v", err)
			}
		}
	})
}
