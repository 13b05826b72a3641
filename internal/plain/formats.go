package plain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Cell is a text for a cell of CSV: a spreadsheet takes one that begins with =, +, - or @ as a formula, so it gets an
// apostrophe before it. Numbers that we write ourselves need none.
func Cell(text string) string {
	text = Line(text)
	begin := strings.TrimLeft(text, " \u00a0\u3000")
	if begin != "" && strings.ContainsRune("=+-@＝＋－＠", firstRune(begin)) || hasShownBegin(begin) {
		return "'" + text
	}
	return text
}

// hasShownBegin reports whether a text began with a tab or a line end, which spreadsheets skip.
func hasShownBegin(text string) bool {
	return strings.HasPrefix(text, `\t`) || strings.HasPrefix(text, `\r`) || strings.HasPrefix(text, `\n`)
}

func firstRune(text string) rune {
	c, _ := utf8.DecodeRuneInString(text)
	return c
}

// HTML is a text for the content of an element or for an attribute in quotes.
func HTML(text string) string { return html.EscapeString(Line(text)) }

// YAML is JSON for a document of YAML whose texts that hide something stand in double quotes.
func YAML(document []byte) []byte {
	return unhidden(document, func(c rune) string { return fmt.Sprintf(`\U%08x`, c) })
}

// JSON makes the text of a JSON document harmless to who reads it, and to a CI server that it is printed to. For
// machines it stays the same: characters that hide stand in it as \u202e.
func JSON(document []byte) []byte {
	return unhidden(document, func(c rune) string {
		high, low := utf16.EncodeRune(c)
		return fmt.Sprintf(`\u%04x\u%04x`, high, low)
	})
}

// WriteJSON writes a value as people read JSON, harmless to them.
func WriteJSON(w io.Writer, value any) error {
	var document bytes.Buffer
	e := json.NewEncoder(&document)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(JSON(document.Bytes()))
	return err
}

// unhidden shows what hides in texts in quotes; wide writes a character beyond 16 bits.
func unhidden(document []byte, wide func(rune) string) []byte {
	at := firstHidden(document)
	if at < 0 {
		return document
	}
	out := bytes.NewBuffer(make([]byte, 0, len(document)+64))
	for at >= 0 {
		out.Write(document[:at])
		c, size := utf8.DecodeRune(document[at:])
		switch {
		case c == '#':
			out.WriteString(`#\u0023`)
			size = len("##")
		case c > 0xffff:
			out.WriteString(wide(c))
		default: // broken UTF-8 too: it is no JSON, and a reader would replace it by the same
			fmt.Fprintf(out, `\u%04x`, c)
		}
		document = document[at+size:]
		at = firstHidden(document)
	}
	out.Write(document)
	return out.Bytes()
}

// firstHidden is where a JSON document has something to hide, -1 for nowhere. Line ends and tabs are between its
// values: inside of them they are escaped already.
func firstHidden(document []byte) int {
	for i := 0; i < len(document); {
		c := document[i]
		if c < utf8.RuneSelf {
			if c == '#' && isLogging(string(document[i:min(len(document), i+longestCommand)])) || c == 0x7f {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(document[i:])
		if IsHidden(r) || r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// longestCommand bounds the name between ## and [.
const longestCommand = 64
