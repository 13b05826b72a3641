package mermaid

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of the language; at is where it begins in the source.
type token struct {
	kind tokenKind
	text string
	at   int
}

// tokenKind names what a token is; brackets are named by how they are written.
type tokenKind string

const (
	endOfFile  tokenKind = "the end of the diagram"
	newline    tokenKind = "the end of the line"
	space      tokenKind = "a space"
	semicolon  tokenKind = ";"
	word       tokenKind = "a name"
	number     tokenKind = "a number"
	minus      tokenKind = "-"
	colon      tokenKind = ":"
	comma      tokenKind = ","
	star       tokenKind = "*"
	hash       tokenKind = "#"
	ampersand  tokenKind = "&"
	down       tokenKind = "v"
	up         tokenKind = "^"
	less       tokenKind = "<"
	classMark  tokenKind = ":::"
	link       tokenKind = "an arrow"
	linkStart  tokenKind = "the beginning of an arrow"
	edgeText   tokenKind = "the text of an arrow"
	linkID     tokenKind = "the id of an arrow"
	text       tokenKind = "text"
	quoted     tokenKind = "a quoted text"
	markdown   tokenKind = "a quoted Markdown text"
	shapeData  tokenKind = "@{...}"
	direction  tokenKind = "a direction"
	keyword    tokenKind = "a keyword"
	defaultKey tokenKind = "default"
	subgraph   tokenKind = "subgraph"
	end        tokenKind = "end"
	statement  tokenKind = "a style"
	styleOf    tokenKind = "a style of a node"
	note       tokenKind = "a title"
)

// lexer cuts the source into tokens by Mermaid's rules, in their order; which of them hold depends on what is open.
type lexer struct {
	source string
	at     int
	// modes are what is open, the innermost last.
	modes  []mode
	tokens []token
	failed *Error
}

// mode is what is open.
type mode string

const (
	plainMode   mode = ""
	textMode    mode = "text"
	slantedMode mode = "slanted"
	ellipseMode mode = "ellipse"
	lineMode    mode = "-"
	thickMode   mode = "="
	dottedMode  mode = "."
)

func (l *lexer) mode() mode {
	if len(l.modes) == 0 {
		return plainMode
	}
	return l.modes[len(l.modes)-1]
}

func (l *lexer) push(m mode) { l.modes = append(l.modes, m) }

func (l *lexer) pop() {
	if len(l.modes) > 0 {
		l.modes = l.modes[:len(l.modes)-1]
	}
}

func (l *lexer) rest() string { return l.source[l.at:] }

// emit takes the next n bytes as a token.
func (l *lexer) emit(kind tokenKind, n int) {
	l.tokens = append(l.tokens, token{kind, l.source[l.at : l.at+n], l.at})
	l.at += n
}

func (l *lexer) fail(at int, message string) {
	if l.failed == nil {
		line, column := place(l.source, at)
		l.failed = &Error{line, column, message}
	}
}

// run cuts everything, or stops at what is no token.
func (l *lexer) run() {
	for l.at < len(l.source) && l.failed == nil {
		if l.quote() {
			continue
		}
		switch m := l.mode(); m {
		case plainMode:
			l.plain()
		case textMode:
			l.inText()
		case slantedMode:
			l.inSlanted()
		case ellipseMode:
			l.inEllipse()
		default:
			l.inEdge(m)
		}
	}
	l.tokens = append(l.tokens, token{endOfFile, "", len(l.source)})
}

// quote takes a quoted text, which may stand wherever text may.
func (l *lexer) quote() bool {
	rest := l.rest()
	if rest[0] != '"' {
		return false
	}
	kind, opening, closing := quoted, `"`, `"`
	if strings.HasPrefix(rest, "\"`") {
		kind, opening, closing = markdown, "\"`", "`\""
	}
	length := strings.Index(rest[len(opening):], closing)
	if length < 0 {
		l.fail(l.at, "a quote is opened and not closed")
		return true
	}
	l.tokens = append(l.tokens, token{kind, rest[len(opening) : len(opening)+length], l.at})
	l.at += len(opening) + length + len(closing)
	return true
}

// place is the line and column of an offset, both from 1; columns count characters.
func place(source string, at int) (line, column int) {
	before := source[:at]
	line = strings.Count(before, "\n") + 1
	return line, utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
}

func isSpace(b byte) bool { return strings.IndexByte(" \t\n\r\f\v", b) >= 0 }

// spaces counts the bytes of white space at the beginning.
func spaces(text string) int { return len(text) - len(strings.TrimLeft(text, " \t\n\r\f\v")) }

func isWordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z'
}

// isForeign reports whether a character beyond ASCII may stand in a name.
func isForeign(r rune) bool { return r > 127 && r <= 0xffff && unicode.IsLetter(r) }
