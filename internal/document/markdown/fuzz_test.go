package markdown_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/strict"
)

// FuzzRead: whatever stands in a document, reading ends, with a document that can be read or an error that has a place.
func FuzzRead(f *testing.F) {
	f.Add([]byte(reference(f)))
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

// TestLargeDocument: ten megabytes end in seconds.
func TestLargeDocument(t *testing.T) {
	text := reference(t)
	filler := "\n## Notes\n\nThe application reads from the database, and RDS keeps backups of it. Nobody scales it by hand.\n\n| a | b |\n| --- | --- |\n| ECS tasks are watched | often |\n"
	text += strings.Repeat(filler, 10<<20/len(filler))
	start := time.Now()
	if _, err := markdown.Read("large.md", []byte(text)); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes in %s", len(text), time.Since(start))
}
