package table

import (
	"strings"

	"github.com/archcheck/archcheck/internal/plain"
	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// Wrap breaks text into lines of at most width columns: at spaces where it can, inside a
// word, such as a long address, where it must. What could harm a terminal is shown instead.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.SplitSeq(plain.Line(text), " ") {
		switch {
		case word == "":
			continue
		case line == "":
			line = word
		case fits(line, width-1) && fits(line+" "+word, width):
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
		for !fits(line, width) {
			head, tail := breakWord(line, width)
			lines, line = append(lines, head), tail
		}
	}
	return append(lines, line)
}

// fits reports whether text takes at most width columns. It looks no further than it must.
func fits(text string, width int) bool {
	if len(text) <= width {
		return true
	}
	used := 0
	for _, c := range text {
		if used += twwidth.Width(string(c)); used > width {
			return false
		}
	}
	return true
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
		if strings.ContainsRune("./:,", c) && used > width/2 && !strings.HasPrefix(word[cut:], ":") {
			soft = cut
		}
	}
	if soft > 0 {
		cut = soft
	}
	if cut == 0 {
		return word, ""
	}
	return word[:cut], plain.Rest(word[cut:])
}
