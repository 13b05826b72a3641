package plain

import (
	"net/netip"
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
	if isWorkflow(word) {
		return `\` + word
	}
	return word
}

// isWorkflow reports whether text begins as a command of GitHub may: ::name parameters::message. The message may stand
// in the next column of a table, so the beginning is enough. An address such as ::ffff:10.0.0.1 is none.
func isWorkflow(text string) bool {
	rest, ok := strings.CutPrefix(text, "::")
	if !ok || rest == "" || !isLetter(rest[0]) {
		return false
	}
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(strings.TrimRight(word, ",;:)]"), "/")
	_, err := netip.ParseAddr(word)
	return err != nil
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
