// Package glob compares patterns of IAM, which hold * for any text and ? for any one character.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
package glob

import "strings"

// IsWild reports whether a pattern means more than one text.
func IsWild(pattern string) bool { return strings.ContainsAny(pattern, "*?") }

// IsAnything reports whether a pattern names nothing in particular.
func IsAnything(pattern string) bool {
	return pattern != "" && strings.Trim(pattern, "*?") == "" && strings.Contains(pattern, "*")
}

// Subsumes reports whether one pattern matches whatever the other one matches. Where it cannot
// tell it says no.
func Subsumes(wide, narrow string) bool {
	wild := strings.IndexAny(wide, "*?")
	if wild < 0 || !strings.HasPrefix(narrow, wide[:wild]) {
		return wide == narrow // most are told apart at once
	}
	// row[j] is whether the part of wide so far covers the first j characters of narrow.
	row := make([]bool, len(narrow)+1)
	row[0] = true
	for _, w := range []byte(wide) {
		next := make([]bool, len(row))
		next[0] = w == '*' && row[0]
		for j := range len(narrow) {
			n := narrow[j]
			switch w {
			case '*':
				next[j+1] = row[j+1] || next[j] || row[j]
			case '?':
				next[j+1] = row[j] && n != '*'
			default:
				next[j+1] = row[j] && n == w
			}
		}
		row = next
	}
	return row[len(narrow)]
}

// Overlap is what two patterns have in common as a pattern, if anything: the narrower of both,
// or, where neither covers the other, the second, which holds more than that.
func Overlap(a, b string) (common string, ok bool) {
	switch {
	case Subsumes(b, a):
		return a, true
	case Subsumes(a, b):
		return b, true
	}
	return b, Meet(a, b)
}

// Meet reports whether some text matches both patterns.
func Meet(a, b string) bool {
	// reach[j] is whether the part of a so far and the first j characters of b can match one text.
	reach := make([]bool, len(b)+1)
	reach[0] = true
	for j := range len(b) {
		reach[j+1] = reach[j] && b[j] == '*'
	}
	for _, x := range []byte(a) {
		next := make([]bool, len(reach))
		next[0] = x == '*' && reach[0]
		for j := range len(b) {
			y := b[j]
			same := x == y || x == '?' || y == '?'
			switch {
			case x == '*' || y == '*':
				next[j+1] = reach[j+1] || next[j] || reach[j]
			default:
				next[j+1] = reach[j] && same
			}
		}
		reach = next
	}
	return reach[len(b)]
}
