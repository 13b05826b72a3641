package mermaid

import (
	"strings"
	"unicode/utf8"
)

// inText takes a token of a label.
func (l *lexer) inText() {
	rest := l.rest()
	if n := tildes(rest); n > 0 {
		l.emit(link, n)
		return
	}
	for _, sign := range []string{"(-", "])", "([", "]]", "[[", ")]", "[(", ")))", "(((", "[/", `[\`, "|", ")", "(", "]", "[", "}", "{"} {
		if !strings.HasPrefix(rest, sign) {
			continue
		}
		l.emit(tokenKind(sign), len(sign))
		if closes(sign) {
			l.pop()
		} else {
			l.push(textMode) // a second bracket of the same label, or a mistake that the parser names
		}
		return
	}
	l.emit(text, strings.IndexAny(rest+"|", `[](){}|"`))
}

func closes(sign string) bool { return strings.Trim(sign, ")]}|") == "" }

// inSlanted takes a token of a label between slashes.
func (l *lexer) inSlanted() {
	rest := l.rest()
	switch {
	case len(rest) > 1 && rest[1] == ']' && strings.IndexByte(`\/`, rest[0]) >= 0:
		l.emit(tokenKind(rest[:2]), 2)
		l.pop()
	case rest[0] == '/' || rest[0] == '\\':
		l.emit(text, 1)
	default:
		n := strings.IndexAny(rest+"/", `\[](){}/`)
		if n == 0 {
			l.fail(
				l.at,
				"a label that begins with a slash has "+rest[:1]+" in it or does not end with a slash; put the whole label into quotes",
			)
			return
		}
		l.emit(text, n)
	}
}

func (l *lexer) inEllipse() {
	rest := l.rest()
	switch {
	case len(rest) > 1 && rest[1] == ')' && strings.IndexByte("-/)", rest[0]) >= 0:
		l.emit("-)", 2)
		l.pop()
	case strings.IndexByte("()[]{}", rest[0]) >= 0:
		l.fail(l.at, "the label has "+rest[:1]+" in it; put the whole label into quotes")
	default:
		_, size := utf8.DecodeRuneInString(rest)
		l.emit(text, size)
	}
}

// inEdge takes the text of an arrow up to the rest of the arrow.
func (l *lexer) inEdge(m mode) {
	for at := l.at; at < len(l.source); at++ {
		b := l.source[at]
		if b == '"' {
			l.emitText(at)
			return
		}
		if n := arrowLength(l.source[at:], m); n > 0 {
			l.emitText(at)
			l.emit(link, n)
			l.pop()
			return
		}
		if b == m[0] && at+1 < len(l.source) && l.source[at+1] == b {
			break
		}
	}
	l.fail(l.at, "an arrow begins here and does not end; write A -- text --> B or A -->|text| B")
}

func (l *lexer) emitText(until int) {
	if until > l.at {
		l.emit(edgeText, until-l.at)
	}
}

// arrow takes an arrow, or the beginning of one with a text in it.
func (l *lexer) arrow() bool {
	rest := l.rest()
	for _, m := range []mode{lineMode, thickMode, dottedMode} {
		if n := arrowLength(rest, m); n > 0 {
			l.emit(link, n)
			return true
		}
		if n := startLength(rest, m); n > 0 {
			l.emit(linkStart, n)
			l.push(m)
			return true
		}
	}
	n := tildes(rest)
	if n > 0 {
		l.emit(link, n)
	}
	return n > 0
}

// before counts white space and the sign that an arrow may begin with.
func before(text string) int {
	n := spaces(text)
	if n < len(text) && strings.IndexByte("xo<", text[n]) >= 0 {
		n++
	}
	return n
}

// arrowLength is the length of a whole arrow at the beginning, with the white space around it; 0 where there is none.
func arrowLength(text string, m mode) int {
	n := before(text)
	if m == dottedMode {
		return dottedLength(text, n)
	}
	run := n
	for run < len(text) && text[run] == m[0] {
		run++
	}
	switch {
	case run-n >= 2 && run < len(text) && strings.IndexByte("xo>", text[run]) >= 0:
		run++
	case run-n < 3:
		return 0
	}
	return run + spaces(text[run:])
}

func dottedLength(text string, n int) int {
	if n < len(text) && text[n] == '-' {
		n++
	}
	dots := n
	for n < len(text) && text[n] == '.' {
		n++
	}
	if n == dots || n == len(text) || text[n] != '-' {
		return 0
	}
	if n++; n < len(text) && strings.IndexByte("xo>", text[n]) >= 0 {
		n++
	}
	return n + spaces(text[n:])
}

func startLength(text string, m mode) int {
	n := before(text)
	sign := map[mode]string{lineMode: "--", thickMode: "==", dottedMode: "-."}[m]
	if !strings.HasPrefix(text[n:], sign) {
		return 0
	}
	n += len(sign)
	return n + spaces(text[n:])
}

func tildes(text string) int {
	n := spaces(text)
	run := len(text[n:]) - len(strings.TrimLeft(text[n:], "~"))
	if run < 3 {
		return 0
	}
	return n + run + spaces(text[n+run:])
}
