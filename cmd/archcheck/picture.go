package main

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/draw"
)

// hasPicture reports whether any report that is asked for shows a picture.
func hasPicture(formats []string) bool {
	return slices.ContainsFunc(formats, func(f string) bool {
		name, _, _ := strings.Cut(f, "=")
		return name == "markdown" || name == "html"
	})
}

// drawing draws pictures in the formats of draw.
func drawing(pictures []draw.Picture) func(format string) string {
	return func(format string) string {
		if format == "svg" {
			return draw.SVG(pictures)
		}
		return draw.Mermaid(pictures)
	}
}
