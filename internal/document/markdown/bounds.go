package markdown

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"github.com/archcheck/archcheck/internal/strict"
	"github.com/archcheck/archcheck/internal/workers"
)

// No document that people read comes near these. What Markdown makes of nested quotes, lists and emphasis takes time
// with the square of their number, and memory with their depth.
const (
	mostBytes  = 12 << 20
	mostQuotes = 100
	mostIndent = 500
	mostTime   = time.Minute
	mostMemory = 3 << 30
)

// withinBounds refuses a document that is too large or too deep to be read.
func withinBounds(file string, data []byte) error {
	if len(data) > mostBytes {
		return tooMuch(
			file,
			1,
			fmt.Sprintf("the document has %d bytes, and none of more than %d is read", len(data), mostBytes),
		)
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		indent, quotes := nesting(line)
		if quotes > mostQuotes || indent > mostIndent {
			return tooMuch(file, i+1, "quotes and lists stand within one another too deep here")
		}
	}
	return nil
}

// nesting counts the columns that a line is indented by, and the quotes and lists that it begins.
func nesting(line []byte) (indent, containers int) {
	for i, c := range line {
		switch c {
		case ' ', '\r':
			indent++
		case '\t':
			indent += 4
		case '>':
			containers++
		case '-', '*', '+', '.', ')': // a list where a space follows, else a rule or a picture of characters
			if i+1 < len(line) && line[i+1] == ' ' {
				containers++
			}
		case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		default:
			return indent, containers
		}
	}
	return 0, 0 // a rule, or nothing
}

func tooMuch(file string, line int, what string) error {
	return &strict.Error{File: file, Line: line, Column: 1, Message: what + "; split it, or write it more simply"}
}

// readWithin gives up on work that takes more than anybody waits for: the reader of Markdown cannot be interrupted.
func readWithin(bounds workers.Bounds, file string, work func() (*Reading, error)) (reading *Reading, err error) {
	err = bounds.Within(func() (err error) {
		reading, err = work()
		return err
	})
	if errors.Is(err, workers.ErrExceeded) {
		return nil, tooMuch(file, 1, "the document cannot be read: "+err.Error())
	}
	return reading, err
}
