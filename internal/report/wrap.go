package report

import (
	"strings"
	"unicode"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// wrap breaks text into lines of at most width columns: at spaces where it can, inside a
// word, such as a long address, where it must. Control characters are dropped, so that no
// name can move a terminal's cursor.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '\n' || c == '\t' }) {
		word = strings.Map(printable, word)
		switch {
		case line == "":
			line = word
		case twwidth.Width(line)+1+twwidth.Width(word) <= width:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
		for twwidth.Width(line) > width {
			head, tail := breakWord(line, width)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, line)
}

func printable(c rune) rune {
	if unicode.IsControl(c) {
		return -1
	}
	return c
}

// breakWord cuts a word that is too long, after a dot, slash, colon or comma if one is near.
func breakWord(word string, width int) (head, tail string) {
	used, cut, soft := 0, 0, 0
	for i, c := range word {
		w := twwidth.Width(string(c))
		if used+w > width {
			break
		}
		used += w
		cut = i + len(string(c))
		if strings.ContainsRune("./:,", c) && used > width/2 {
			soft = cut
		}
	}
	if soft > 0 {
		cut = soft
	}
	if cut == 0 {
		return word, ""
	}
	return word[:cut], word[cut:]
}
