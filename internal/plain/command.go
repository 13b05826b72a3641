package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// CI servers take commands from what a job prints: GitHub's at the begin of a line, after any space
// (`::add-mask::x`), and anywhere in it (`##[group]`), Azure's (`##vso[task.setvariable]`) and TeamCity's
// (`##teamcity[...]`) anywhere. A backslash inside makes them text.

// withoutCommands breaks the commands in a text of one line. A word may come to stand at the begin of a line later,
// where a table wraps it, so it counts as one.
func withoutCommands(text string) string {
	var b strings.Builder
	begin := true // of a word
	for i := 0; i < len(text); i++ {
		c, rest := text[i], text[i:]
		if begin && isWorkflow(rest) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
		if isLogging(rest) {
			b.WriteByte('\\')
		}
		begin = c == ' ' || c == '\t' || c >= 0x80 && endsInSpace(text[:i+1])
	}
	return b.String()
}

// Rest is what stands at the begin of a line because a word was cut: there it could be a command.
func Rest(word string) string {
	if rest, ok := strings.CutPrefix(word, "::"); ok && rest != "" && isLetter(rest[0]) {
		return `\` + word
	}
	return word
}

// isWorkflow reports whether text begins as a command of GitHub does: ::name parameters::message.
func isWorkflow(text string) bool {
	rest, ok := strings.CutPrefix(text, "::")
	return ok && rest != "" && isLetter(rest[0]) && strings.Contains(rest, "::")
}

// isLogging reports whether text begins as ##name[ does, with a name or without.
func isLogging(text string) bool {
	rest, ok := strings.CutPrefix(text, "##")
	if !ok {
		return false
	}
	name := strings.TrimLeftFunc(rest, func(c rune) bool { return c < 0x80 && isLetter(byte(c)) })
	return strings.HasPrefix(name, "[")
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func endsInSpace(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return unicode.IsSpace(last)
}
