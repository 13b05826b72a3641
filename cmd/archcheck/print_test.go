package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSaid(t *testing.T) {
	hostile := errors.New("b\nFORGED\x1b")
	const suggestion = "unknown\n\n\nDid you mean this?\n\tplan\n"
	for want, err := range map[string]error{
		`b\nFORGED\x1b`:                            hostile,
		"read x: a\nb\\nFORGED\\x1b; see y":        fmt.Errorf("read x: %w; see y", errors.Join(errors.New("a"), hostile)),
		"x\\n: a\nc: b\\nFORGED\\x1b\nd":           fmt.Errorf("x\n: %w", errors.Join(errors.New("a"), fmt.Errorf("c: %w", errors.Join(hostile, errors.New("d"))))),
		"unknown\\n\n\nDid you mean this?\n\tplan": errors.New(suggestion),
		"two wrapped: a and b\\nFORGED\\x1b":       fmt.Errorf("two wrapped: %s and %s", "a", hostile.Error()),
	} {
		if got := said(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// TestSaidIsBounded: an error that quotes a megabyte, or joins thousands, is still read by a person.
func TestSaidIsBounded(t *testing.T) {
	var many []error
	for range 5000 {
		many = append(many, errors.New(strings.Repeat("é", 5000)))
	}
	got := said(fmt.Errorf("read x: %w", errors.Join(many...)))
	if len(got) > 210_000 || strings.Count(got, "\n") > 100 || !strings.HasSuffix(got, "... and 4900 more") ||
		!utf8.ValidString(got) ||
		!strings.Contains(got, "... (4000 more characters)") {
		t.Errorf("%d bytes: %.300q", len(got), got)
	}
}
