package main

import (
	"strings"
	"testing"
)

// TestEndlessInput: what does not end is given up, and not read until there is no memory left.
func TestEndlessInput(t *testing.T) {
	_, err := allOf("x", endless{}, 1<<20)
	if err == nil || !strings.Contains(err.Error(), "x has more than 1048576 bytes") {
		t.Error(err)
	}
	if data, err := allOf("x", strings.NewReader("abc"), 3); err != nil || string(data) != "abc" {
		t.Errorf("%s %v", data, err)
	}
}

type endless struct{}

// Read implements io.Reader.
func (endless) Read(p []byte) (int, error) { return len(p), nil }
