package model

import "strings"

// PlaceholderPrefix begins a text that stands for a value known after apply, PlaceholderEnd
// ends it; between them is the address it comes from, if that is sure.
const (
	PlaceholderPrefix = "archcheck:known-after-apply:"
	PlaceholderEnd    = "\uE001"
)

// InWords is a text in which words without colon or wildcard stand for its placeholders.
func InWords(text string) string {
	before, rest, found := strings.Cut(text, PlaceholderPrefix)
	if !found {
		return text
	}
	_, after, _ := strings.Cut(rest, PlaceholderEnd)
	return before + "(known after apply)" + InWords(after)
}
