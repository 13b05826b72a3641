package draw

import (
	"slices"
	"strings"
	"unicode"

	"github.com/archcheck/archcheck/internal/plain"
	"golang.org/x/text/width"
)

// clean makes one line of a text that comes from an input: no control characters, none that turn the direction
// of writing or that no font has, and no command of a CI server that a picture is printed to.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar, unicode.In(r, unicode.C), !unicode.IsPrint(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return plain.Line(strings.Join(strings.Fields(text), " "))
}

// columns is how wide a text is, in characters of a Latin letter's width.
func columns(text string) (n int) {
	for _, r := range text {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r >= 0x1F000:
		return 2 // emoji
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// shorten cuts a cleaned text to some columns. Ids begin alike and end differently, so the middle goes.
func shorten(text string, most int) string {
	if columns(text) <= most {
		return text
	}
	runes := []rune(text)
	head, tail, left := 0, len(runes), most-1
	for front := true; head < tail; front = !front {
		r := runes[head]
		if !front {
			r = runes[tail-1]
		}
		if left -= columnsOf(r); left < 0 {
			break
		}
		if front {
			head++
		} else {
			tail--
		}
	}
	return string(runes[:head]) + "…" + string(runes[tail:])
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// nonEmpty are the texts that say something.
func nonEmpty(texts []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return text == "" })
}
