package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// unambiguous refuses JSON of archcheck's own that says a thing twice: of two members the last one would count, and
// whoever reviews the file may read the first. The names of its outermost members are told apart by no case either.
// A plan is refused by its own reader, which does not look at the whole of it twice.
func (n nature) unambiguous(data []byte) error {
	if n != snapshotFile && n != reportFile && n != pricesFile {
		return nil
	}
	d := jsontext.NewDecoder(bytes.NewReader(data))
	if err := d.SkipValue(); errors.Is(err, jsontext.ErrDuplicateName) {
		return fmt.Errorf(
			"an object has a member twice near byte %d, and which of them counts is not to be told; write it anew",
			d.InputOffset(),
		)
	}
	seen := map[string]bool{}
	for _, name := range membersOf(bytes.TrimSpace(data)) {
		folded := strings.ToLower(name)
		if seen[folded] {
			return fmt.Errorf(
				"its member %q stands in it twice, and which of them counts is not to be told; write it anew",
				folded,
			)
		}
		seen[folded] = true
	}
	return nil
}
