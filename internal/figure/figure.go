// Package figure reads the numbers of inputs: plans, accounts, snapshots and documents. What is no number, no finite
// one or one that nobody can mean is none at all, so that nothing behind it meets NaN, infinity or an overflow.
package figure

import (
	"math"
	"strconv"
	"strings"
)

// Most is the greatest number that is read. It is far beyond what AWS counts, and small enough that every whole number
// up to it is exact and that a month of it can be reckoned with.
const Most = 1e15

// Read reads a number as Terraform and AWS write it: -1, 0.5, 2e3.
func Read(text string) (float64, bool) {
	if strings.Trim(text, "0123456789+-.eE") != "" {
		return 0, false // such as NaN, Inf, 0x1p-2 and 1_000
	}
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && IsOne(n)
}

// Whole reads a whole number, also where it is written as 2.0.
func Whole(text string) (int, bool) {
	if n, err := strconv.Atoi(text); err == nil {
		return n, IsOne(float64(n))
	}
	n, ok := Read(text)
	return int(n), ok && n == math.Trunc(n)
}

// IsOne reports whether a number that came as one can be meant: it is finite and no greater than Most.
func IsOne(n float64) bool { return math.Abs(n) <= Most }
