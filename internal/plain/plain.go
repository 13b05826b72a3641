// Package plain makes texts that come from inputs harmless to those who read them. Names, values and messages of a
// plan, an account or a document are written by others: they can hold control characters, marks that turn the direction
// of text, line ends that forge a line, commands of CI servers, formulas and markup. Whatever is printed passes one of
// the functions here, each of which is for one place: a line, several lines, a spreadsheet's cell, Markdown, HTML,
// JSON. What is harmless stays as it is; what is not is shown, never dropped, so that two names that differ look
// different.
package plain

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line makes text one line: line ends and tabs are shown as \n, \r and \t.
func Line(text string) string { return disarm(text, false) }

// Lines makes a text of ours harmless that has several lines: its line ends and tabs stay.
func Lines(text string) string {
	if isPlain(text) {
		return text
	}
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = disarm(lines[i], true)
	}
	return strings.Join(lines, "\n")
}

// To is a writer of texts: each Write is one, of whole lines.
func To(w io.Writer) io.Writer { return writer{w} }

type writer struct{ out io.Writer }

// Write implements io.Writer.
func (w writer) Write(text []byte) (int, error) {
	if _, err := io.WriteString(w.out, Lines(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}

func disarm(text string, tabs bool) string {
	if isPlain(text) {
		return text
	}
	var b strings.Builder
	for i, c := range text {
		switch {
		case c == '\t' && tabs:
			b.WriteRune(c)
		case c == utf8.RuneError && isBroken(text[i:]):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case IsHidden(c):
			b.WriteString(shown(c))
		default:
			b.WriteRune(c)
		}
	}
	return withoutCommands(b.String())
}

// isPlain is the short way for most texts: nothing but visible ASCII and line ends, and no begin of a command.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' && c != '\n' || c >= 0x7f {
			return false
		}
	}
	return !strings.Contains(text, "\n") && !strings.Contains(text, "##") && !strings.Contains(text, "::")
}

func isBroken(text string) bool {
	_, size := utf8.DecodeRuneInString(text)
	return size == 1
}

// IsHidden reports whether a character changes what a reader sees without being seen: control characters, line ends of
// Unicode, marks of direction and format, and letters that have no shape.
func IsHidden(c rune) bool {
	if c < utf8.RuneSelf {
		return c < ' ' || c == 0x7f
	}
	return unicode.In(
		c,
		unicode.Cc,
		unicode.Cf,
		unicode.Cs,
		unicode.Zl,
		unicode.Zp,
		unicode.Other_Default_Ignorable_Code_Point,
	) ||
		c&0xfffe == 0xfffe
}

func shown(c rune) string {
	switch {
	case c == '\n':
		return `\n`
	case c == '\r':
		return `\r`
	case c == '\t':
		return `\t`
	case c < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, c)
	case c > 0xffff:
		return fmt.Sprintf(`\U%08x`, c)
	}
	return fmt.Sprintf(`\u%04x`, c)
}
