package credential

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/valyala/fastjson"
)

// allowlist is what looks like a credential and is none.
type allowlist struct {
	// all asks that an expression and a word hold, and not only one of them.
	all         bool
	target      string
	expressions []func() *regexp.Regexp
	words       []string
}

func readAllowlist(v *fastjson.Value) allowlist {
	a := allowlist{all: v.GetBool("all"), target: string(v.GetStringBytes("target")), words: texts(v, "stopwords")}
	for _, expression := range texts(v, "regexes") {
		a.expressions = append(a.expressions, compiled(expression))
	}
	return a
}

func (a allowlist) allows(secret, match, text string) bool {
	target := secret
	switch a.target {
	case "match":
		target = match
	case "line":
		target = text
	}
	expressed := slices.ContainsFunc(
		a.expressions,
		func(e func() *regexp.Regexp) bool { return e().MatchString(target) },
	)
	lower := strings.ToLower(secret)
	worded := slices.ContainsFunc(
		a.words,
		func(word string) bool { return strings.Contains(lower, strings.ToLower(word)) },
	)
	if a.all {
		return (expressed || len(a.expressions) == 0) && (worded || len(a.words) == 0)
	}
	return expressed || worded
}

// entropy is Shannon's, in bits a character.
func entropy(text string) float64 {
	counts, total := map[rune]int{}, 0
	for _, r := range text {
		counts[r]++
		total++
	}
	bits := 0.0
	for _, count := range counts {
		share := float64(count) / float64(total)
		bits -= share * math.Log2(share)
	}
	return bits
}

// filler recognizes a token that somebody filled up, such as sk_live_0000000000000000: no issuer draws
// one character ten times in a row. Long credentials hold structures that may.
func filler(token string) bool {
	const run, long = 10, 64
	same := 1
	for i := 1; i < len(token) && len(token) <= long; i++ {
		if token[i] != token[i-1] {
			same = 0
		}
		if same++; same >= run {
			return true
		}
	}
	return false
}
