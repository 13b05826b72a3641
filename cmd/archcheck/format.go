package main

import (
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/cost"
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/report"
)

// formatsOf are what the --format of a command can be, none for a command without.
func formatsOf(command string) []string {
	return map[string][]string{
		"plan":     report.Names(),
		"scan":     report.Names(),
		"check":    report.Names(),
		"cost":     cost.Formats(),
		"diff":     report.DifferenceFormats(),
		"document": {"table", "json", "yaml"},
		"draw":     {"mermaid", "svg"},
		"init":     {"yaml", "markdown"},
		"reach":    {"text", "json"},
		"rules":    {"table", "json"},
	}[command]
}

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
