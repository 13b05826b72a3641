package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/verdict"
)

// isMarkdown reports whether a documented architecture is a Markdown document, by its name.
func isMarkdown(name string) bool {
	return slices.Contains([]string{".md", ".markdown"}, strings.ToLower(filepath.Ext(name)))
}

// readMarkdown reads a Markdown document, and what lies over it: FILE.archcheck.yaml beside FILE.md.
func readMarkdown(name, lexicon string, read *inputs) (*markdown.Reading, error) {
	further, err := wordsOf(lexicon, read)
	if err != nil {
		return nil, err
	}
	data, err := takesMarkdown().file(name, read)
	if err != nil {
		return nil, fmt.Errorf("read the documented architecture: %w", err)
	}
	beside := strings.TrimSuffix(name, filepath.Ext(name)) + ".archcheck.yaml"
	over, err := read.file(beside)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what lies over the documented architecture: %w", err)
	}
	hasOverlay := err == nil
	reading, err := markdown.Read(name, data, further...)
	if err != nil || !hasOverlay {
		return reading, err
	}
	return reading, reading.Overlay(beside, over)
}

// wordsOf reads a file of further words, none where no file is named.
func wordsOf(file string, read *inputs) ([]markdown.Words, error) {
	if file == "" {
		return nil, nil
	}
	data, err := read.file(file)
	if err != nil {
		return nil, fmt.Errorf("read the lexicon of archcheck.yaml: %w", err)
	}
	return []markdown.Words{{File: file, Data: data}}, nil
}

// markdown is what a Markdown document asks for in an environment; it is read once.
func (o *settings) markdown(environment string) (*document.Document, error) {
	if o.reading == nil {
		reading, err := readMarkdown(o.architecture, o.relative(o.file.Lexicon), o.read)
		if err != nil {
			return nil, err
		}
		o.reading = reading
	}
	return o.reading.Document(environment)
}

// doubt says in a report what the document leaves open. What contradicts itself leaves the run undecided, for nobody
// can tell what was meant; with --strict-document everything that archcheck cannot hold does.
func doubt(report *verdict.Report, doc *document.Document, strict bool) {
	open := 0
	for _, d := range doc.Doubts {
		if d.State != string(markdown.Contradiction) && !strict {
			open++
			continue
		}
		detail := fmt.Sprintf("the document, %s:%d: %s: %s", doc.File, d.Line, d.State, d.Text)
		if d.Detail != "" {
			detail += " (" + d.Detail + ")"
		}
		report.Gaps = append(
			report.Gaps,
			verdict.Gap{Collection: "document", Reason: strings.ReplaceAll(d.State, " ", "_"), Detail: detail},
		)
		report.Summary.Notes = append(report.Summary.Notes, detail)
	}
	if open > 0 {
		report.Summary.Notes = append(
			report.Summary.Notes,
			fmt.Sprintf(
				"%s: statements that are ambiguous, not understood or enforced in part only: %d; `archcheck document %s` lists them",
				doc.File,
				open,
				doc.File,
			),
		)
	}
}
