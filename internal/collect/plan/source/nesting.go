package source

import (
	"bytes"
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// The parsers of HCL and JSON, and whoever walks what they make, call themselves for each level,
// and the stack ends the process. Both limits are far beyond what anybody writes.
const (
	deepestNesting = 500
	mostOperators  = 10_000
)

// checkNesting refuses a text with too many brackets in each other. It counts those in texts
// and comments too, which only makes it stricter.
func checkNesting(content []byte) error {
	depth := 0
	for _, c := range content {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > deepestNesting {
			return fmt.Errorf("brackets stand more than %d levels deep in each other", deepestNesting)
		}
	}
	return nil
}

// lexer splits a file or a template into tokens.
type lexer func(content []byte, name string, start hcl.Pos) (hclsyntax.Tokens, hcl.Diagnostics)

// checkSyntax refuses HCL that is nested too deeply, by brackets or by operators: those of one
// expression in a row are as deep as brackets. Texts without many bytes that could be operators
// are not looked at any closer.
func checkSyntax(content []byte, lex lexer) error {
	if err := checkNesting(content); err != nil {
		return err
	}
	if !hasManyOperators(content) {
		return nil
	}
	tokens, _ := lex(content, "", hcl.InitialPos)
	d := depth{rows: []int{0}}
	for _, token := range tokens {
		if d.take(token.Type); d.sum > mostOperators {
			return fmt.Errorf("more than %d operators stand in one expression", mostOperators)
		}
	}
	return nil
}

// depth counts operators in a row, for each bracket that is open.
type depth struct {
	rows []int
	sum  int
}

func (d *depth) take(t hclsyntax.TokenType) {
	top := len(d.rows) - 1
	switch t {
	case hclsyntax.TokenOParen,
		hclsyntax.TokenOBrace,
		hclsyntax.TokenOQuote,
		hclsyntax.TokenOHeredoc,
		hclsyntax.TokenTemplateInterp,
		hclsyntax.TokenTemplateControl:
		d.rows = append(d.rows, 0)
	case hclsyntax.TokenOBrack: // an index is an operator, too
		d.rows[top]++
		d.sum++
		d.rows = append(d.rows, 0)
	case hclsyntax.TokenCParen,
		hclsyntax.TokenCBrace,
		hclsyntax.TokenCBrack,
		hclsyntax.TokenCQuote,
		hclsyntax.TokenCHeredoc,
		hclsyntax.TokenTemplateSeqEnd:
		d.sum -= d.rows[top]
		if d.rows = d.rows[:top]; top == 0 {
			d.rows = append(d.rows, 0)
		}
	case hclsyntax.TokenComma, hclsyntax.TokenNewline:
		d.sum, d.rows[top] = d.sum-d.rows[top], 0
	default:
		if isOperator(t) {
			d.rows[top]++
			d.sum++
		}
	}
}

// parseTemplate parses a template that is not too deep.
func parseTemplate(content []byte, name string, at hcl.Pos) (hclsyntax.Expression, hcl.Diagnostics) {
	if err := checkSyntax(content, hclsyntax.LexTemplate); err != nil {
		return nil, hcl.Diagnostics{
			{Severity: hcl.DiagError, Summary: err.Error(), Subject: &hcl.Range{Filename: name, Start: at, End: at}},
		}
	}
	return hclsyntax.ParseTemplate(content, name, at)
}

func hasManyOperators(content []byte) bool {
	many := 0
	for _, c := range []byte("!-+*/%?[&|=<>.") {
		many += bytes.Count(content, []byte{c})
	}
	return many > mostOperators
}

func isOperator(t hclsyntax.TokenType) bool {
	switch t {
	case hclsyntax.TokenBang,
		hclsyntax.TokenMinus,
		hclsyntax.TokenPlus,
		hclsyntax.TokenStar,
		hclsyntax.TokenSlash,
		hclsyntax.TokenPercent,
		hclsyntax.TokenQuestion,
		hclsyntax.TokenAnd,
		hclsyntax.TokenOr,
		hclsyntax.TokenEqualOp,
		hclsyntax.TokenNotEqual,
		hclsyntax.TokenLessThan,
		hclsyntax.TokenLessThanEq,
		hclsyntax.TokenGreaterThan,
		hclsyntax.TokenGreaterThanEq,
		hclsyntax.TokenDot:
		return true
	}
	return false
}
