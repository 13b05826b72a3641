package report

import (
	"fmt"
	"html"
	"strings"
	"unicode"
)

// plain is a text of one line that can move nothing: line ends and tabs become spaces, what controls a
// terminal or the direction of writing goes.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\n', c == '\r', c == '\t', c == '\u2028', c == '\u2029', c == '\u0085':
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c), c == unicode.ReplacementChar:
			return -1
		}
		return c
	}, strings.ToValidUTF8(text, ""))
}

// code is a text as code in Markdown: nothing in it is markup, a mention or a link. Backticks would end a
// span of them, so it is HTML, with every sign that means something to Markdown as a reference.
func code(text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	for _, c := range html.EscapeString(plain(text)) {
		if strings.ContainsRune("\\`*_[]{}()#+-.!|~:@$", c) {
			fmt.Fprintf(&b, "&#%d;", c)
		} else {
			b.WriteRune(c)
		}
	}
	return "<code>" + b.String() + "</code>"
}
