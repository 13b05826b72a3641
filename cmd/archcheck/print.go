package main

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/archcheck/archcheck/internal/plain"
)

// guarded are the streams as commands write to them.
func (s streams) guarded() streams {
	read := &inputs{}
	out := &delivery{out: s.out, read: read}
	s.line, s.out, s.text, s.err, s.flush = s.err, out, plain.To(out), plain.To(s.err), out.flush
	s.put, s.read = out.put, read
	return s
}

// An error is for a person to read, whatever it quotes and however many it joins.
const (
	longestSaid = 2000
	mostSaid    = 100
)

// said is an error as it is printed: one line, or one for each of the errors that it joins. What they quote cannot make
// another line.
func said(err error) string {
	lines := strings.Split(allSaid(err), "\n")
	for i, line := range lines {
		if len(line) > longestSaid {
			cut := strings.ToValidUTF8(line[:longestSaid], "")
			lines[i] = fmt.Sprintf("%s... (%d more characters)", cut, utf8.RuneCountInString(line[len(cut):]))
		}
	}
	if len(lines) > mostSaid {
		lines = append(lines[:mostSaid], fmt.Sprintf("... and %d more", len(lines)-mostSaid))
	}
	return strings.Join(lines, "\n")
}

func allSaid(err error) string {
	joined := joinedIn(err)
	if joined == nil {
		return suggested(err.Error())
	}
	var lines, texts []string
	for _, one := range joined.Unwrap() {
		lines, texts = append(lines, allSaid(one)), append(texts, one.Error())
	}
	before, after, ok := strings.Cut(err.Error(), strings.Join(texts, "\n"))
	if !ok {
		return plain.Line(err.Error())
	}
	return plain.Line(before) + strings.Join(lines, "\n") + plain.Line(after)
}

// several is an error that joins others, a line each.
type several interface {
	error
	Unwrap() []error
}

// joinedIn is what an error wraps at some depth that joins several.
func joinedIn(err error) several {
	for err != nil {
		if joined, ok := err.(several); ok { //nolint:errorlint // errors.As would look into what is joined
			return joined
		}
		err = errors.Unwrap(err)
	}
	return nil
}

// suggested keeps the lines in which cobra suggests a command.
func suggested(text string) string {
	const suggestion = "\n\nDid you mean this?\n"
	if message, more, ok := strings.Cut(text, suggestion); ok {
		return plain.Line(message) + suggestion + plain.Lines(strings.TrimRight(more, "\n"))
	}
	return plain.Line(text)
}
