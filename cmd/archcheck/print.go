package main

import (
	"errors"
	"strings"

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

// said is an error as it is printed: one line, or one for each of the errors that it joins. What they quote cannot make
// another line.
func said(err error) string {
	joined := joinedIn(err)
	if joined == nil {
		return suggested(err.Error())
	}
	var lines, texts []string
	for _, one := range joined.Unwrap() {
		lines, texts = append(lines, said(one)), append(texts, one.Error())
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
