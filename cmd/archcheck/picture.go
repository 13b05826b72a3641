package main

import "github.com/archcheck/archcheck/internal/draw"

// drawing draws pictures in the formats of draw.
func drawing(pictures []draw.Picture) func(format string) string {
	return func(format string) string {
		if format == "svg" {
			return draw.SVG(pictures)
		}
		return draw.Mermaid(pictures)
	}
}
