package plain

import "strings"

// Markdown is a text inside a line of Markdown, also in a cell of a table: nothing in it is markup, HTML, a link or
// a mention of somebody.
func Markdown(text string) string {
	text = strings.TrimSpace(Line(text))
	var b strings.Builder
	for i := range len(text) {
		b.WriteString(escaped(text, i))
	}
	return b.String()
}

// breaks stands between what would be taken together: nobody sees it.
const breaks = "&#8203;"

// longestNumber is how many digits the number of an item of a list can have.
const longestNumber = 9

// escaped is the byte at i as Markdown. A byte of a longer character is itself.
func escaped(text string, i int) string {
	c := text[i]
	switch {
	case c == '<':
		return "&lt;"
	case c == '>':
		return "&gt;"
	case c == '&':
		return "&amp;"
	case strings.IndexByte("\\`*[]|~$", c) >= 0, c == '_' && !isInside(text, i):
		return `\` + string(c)
	case c == '@' && isWord(next(text, i)),
		c == '#' && i > 0 && isNumber(string(next(text, i))),
		strings.HasPrefix(text[i:], "://"):
		return string(c) + breaks
	case c == '.' && i >= 3 && strings.EqualFold(text[i-3:i], "www"):
		return breaks + "."
	case i == 0 && strings.IndexByte("#+-=", c) >= 0:
		return `\` + string(c)
	case (c == '.' || c == ')') && i <= longestNumber && isNumber(text[:i]):
		return `\` + string(c)
	}
	return text[i : i+1]
}

// isInside reports whether the byte at i stands between letters or digits: an underscore there is no emphasis.
func isInside(text string, i int) bool {
	return i > 0 && isWord(text[i-1]) && isWord(next(text, i))
}

// next is the byte after the one at i, a space at the end.
func next(text string, i int) byte {
	if i+1 < len(text) {
		return text[i+1]
	}
	return ' '
}

func isWord(c byte) bool { return isLetter(c) || c >= '0' && c <= '9' || c >= 0x80 }

func isNumber(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
