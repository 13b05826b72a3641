package mermaid

import (
	"strings"
	"unicode/utf8"
)

// plain takes a token outside labels.
func (l *lexer) plain() {
	if l.keyword() || l.directionLine() || l.linkID() || l.arrow() || l.opening() || l.sign() || l.name() {
		return
	}
	r, size := utf8.DecodeRuneInString(l.rest())
	switch {
	case isForeign(r):
		l.emit(word, size)
	case r == '\n' || strings.HasPrefix(l.rest(), "\r\n"):
		l.emit(newline, lineEnds(l.rest()))
	case size == 1 && isSpace(byte(r)):
		l.emit(space, 1)
	default:
		l.fail(
			l.at,
			"the sign "+quoteSign(r)+" cannot stand here; put the text it belongs to into quotes, such as A[\"...\"]",
		)
	}
}

func lineEnds(text string) int { return len(text) - len(strings.TrimLeft(text, "\r\n")) }

func quoteSign(r rune) string {
	if r < 32 || r == utf8.RuneError {
		return "there"
	}
	return string(r)
}

// keyword takes a word that is one wherever a name could begin.
func (l *lexer) keyword() bool {
	rest := l.rest()
	n := wordLength(rest)
	switch rest[:n] {
	case "style":
		l.statement(styleOf)
	case "linkStyle", "classDef", "class":
		l.statement(statement)
	case "click", "href":
		if n == len(rest) || !isSpace(rest[n]) {
			return false
		}
		l.statement(statement)
	case "accTitle", "accDescr":
		return l.note(n)
	case "default":
		l.emit(defaultKey, n)
	case "subgraph":
		l.emit(subgraph, n)
	case "end":
		l.emit(end, n)
		l.at += spaces(l.rest())
		l.endsLine()
	case "graph", "flowchart", "interpolate", "_self", "_blank", "_parent", "_top":
		l.emit(keyword, n)
	default:
		return false
	}
	return true
}

// endsLine gives back the end of the line that a word has swallowed.
func (l *lexer) endsLine() {
	last := l.tokens[len(l.tokens)-1]
	if strings.ContainsRune(l.source[last.at:l.at], '\n') {
		l.tokens = append(l.tokens, token{newline, "\n", l.at})
	}
}

func wordLength(text string) int {
	n := 0
	for n < len(text) && isWordByte(text[n]) {
		n++
	}
	return n
}

// statement takes the rest of a line that says how something looks.
func (l *lexer) statement(kind tokenKind) {
	n := strings.IndexAny(l.rest(), "\n;")
	if n < 0 {
		n = len(l.rest())
	}
	l.emit(kind, n)
}

// note takes a title or a description for those who cannot see the diagram.
func (l *lexer) note(n int) bool {
	after := n + spaces(l.rest()[n:])
	rest := l.rest()[after:]
	length := strings.IndexByte(rest, '\n')
	switch {
	case strings.HasPrefix(rest, "{") && strings.Contains(rest, "}"):
		length = strings.IndexByte(rest, '}') + 1
	case !strings.HasPrefix(rest, ":"):
		return false
	case length < 0:
		length = len(rest)
	}
	l.emit(note, after+length)
	return true
}

// directionLine takes a line that says which way a group runs.
func (l *lexer) directionLine() bool {
	line, _, _ := strings.Cut(l.rest(), "\n")
	_, after, ok := strings.Cut(line, "direction")
	if !ok {
		return false
	}
	way := strings.TrimLeft(after, " \t")
	if way == after || len(way) < 2 || !strings.Contains(" TB BT RL LR TD ", " "+way[:2]+" ") {
		return false
	}
	l.emit(direction, len(line))
	return true
}

// linkID takes the id of an arrow, which ends with @.
func (l *lexer) linkID() bool {
	rest := l.rest()
	run := strings.IndexAny(rest, " \t\r\n\"")
	if run < 0 {
		run = len(rest)
	}
	for at := strings.LastIndexByte(rest[:run], '@'); at > 0; at = strings.LastIndexByte(rest[:at], '@') {
		if at+1 < len(rest) && rest[at+1] != '{' && rest[at+1] != '"' {
			l.emit(linkID, at+1)
			return true
		}
	}
	return false
}

// opening takes the bracket that a label begins with.
func (l *lexer) opening() bool {
	rest := l.rest()
	if strings.HasPrefix(rest, "@{") {
		return l.shapeData()
	}
	for _, o := range openings() {
		if strings.HasPrefix(rest, o.sign) {
			l.emit(tokenKind(o.sign), len(o.sign))
			l.push(o.mode)
			return true
		}
	}
	return false
}

type opening struct {
	sign string
	mode mode
}

// openings are in the order in which Mermaid tries them.
func openings() []opening {
	return []opening{
		{"(-", ellipseMode},
		{"([", textMode},
		{"[[", textMode},
		{"[|", textMode},
		{">", textMode},
		{"[(", textMode},
		{
			"(((",
			textMode,
		},
		{"[/", slantedMode},
		{`[\`, slantedMode},
		{"|", textMode},
		{"(", textMode},
		{"[", textMode},
		{"{", textMode},
	}
}

// shapeData takes the properties of a node; quotes may hold a closing brace.
func (l *lexer) shapeData() bool {
	rest, inQuotes := l.rest(), false
	for i := 2; i < len(rest); i++ {
		switch {
		case rest[i] == '"':
			inQuotes = !inQuotes
		case rest[i] == '}' && !inQuotes:
			l.emit(shapeData, i+1)
			return true
		}
	}
	l.fail(l.at, "@{ is opened and not closed")
	return true
}

// sign takes a single sign with a meaning of its own.
func (l *lexer) sign() bool {
	rest := l.rest()
	if strings.HasPrefix(rest, ":::") {
		l.emit(classMark, 3)
		return true
	}
	if n := digits(rest); n > 0 {
		l.emit(number, n)
		return true
	}
	if rest[0] == 'v' && wordLength(rest) == 1 {
		l.emit(down, 1)
		return true
	}
	if strings.IndexByte(":;,*#&<^", rest[0]) >= 0 {
		l.emit(tokenKind(rest[:1]), 1)
		return true
	}
	return false
}

func digits(text string) int {
	return len(text) - len(strings.TrimLeft(text, "0123456789"))
}

// name takes a name, or a part of one.
func (l *lexer) name() bool {
	rest, n := l.rest(), 0
	for n < len(rest) && isNameByte(rest, n) {
		n++
	}
	switch {
	case n > 0:
		l.emit(word, n)
	case rest[0] == '-':
		l.emit(minus, 1)
	default:
		return false
	}
	return true
}

func isNameByte(text string, at int) bool {
	b, next := text[at], byte('\n')
	if at+1 < len(text) {
		next = text[at+1]
	}
	switch b {
	case '-':
		return at+1 < len(text) && strings.IndexByte(">-.", next) < 0
	case '=':
		return next != '='
	}
	return isWordByte(b) || strings.IndexByte("!\"#$%&'*+.`?\\/", b) >= 0
}
