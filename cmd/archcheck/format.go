package main

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/near"
)

// formatOf is the format that a flag names, one of those known, which may be called md for markdown.
func formatOf(name string, known []string) (string, error) {
	if name == "md" {
		name = "markdown"
	}
	if !slices.Contains(known, name) {
		return "", fmt.Errorf("--format %s", near.NoneOf(name, known))
	}
	return name, nil
}
