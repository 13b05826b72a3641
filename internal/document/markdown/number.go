package markdown

import (
	"slices"
	"strconv"
	"strings"
)

// isNumber reports whether a word is a number, in digits or in letters.
func isNumber(word string) bool {
	if word == "" {
		return false
	}
	if word[0] >= '0' && word[0] <= '9' {
		_, _, ok := digits(word)
		return ok
	}
	_, ok := inLetters(word)
	return ok
}

// digits reads 7, 1,024, 1.2, 7+ and 2-10. A date is none, nor is 1,50: nobody can tell how it is meant.
func digits(word string) (low, high string, ok bool) {
	first, second, isRange := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
	if isRange {
		low, okLow := oneNumber(first)
		high, okHigh := oneNumber(second)
		return low, high, okLow && okHigh
	}
	plus := ""
	if strings.HasSuffix(first, "+") {
		first, plus = strings.TrimSuffix(first, "+"), "+"
	}
	low, ok = oneNumber(first)
	return low + plus, "", ok
}

// oneNumber reads a number in digits with commas between its thousands.
func oneNumber(text string) (string, bool) {
	groups := strings.Split(text, ",")
	for i, g := range groups {
		isWhole := strings.Trim(g, "0123456789") == ""
		switch {
		case g == "",
			i > 0 && len(groups[i]) < 3,
			i > 0 && i+1 < len(groups) && len(g) != 3,
			i == 0 && len(groups) > 1 && (len(g) > 3 || !isWhole):
			return "", false
		case i+1 == len(groups):
			whole, fraction, isDecimal := strings.Cut(g, ".")
			if i > 0 && len(whole) != 3 || strings.Trim(whole+fraction, "0123456789") != "" || whole == "" ||
				isDecimal && fraction == "" {
				return "", false
			}
		case !isWhole:
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// inLetters is the number that a word stands for.
func inLetters(word string) (int, bool) {
	if len(word) < 3 || len(word) > 9 || !strings.Contains("zotfsenh d", word[:1]) {
		return 0, false // most words are none, and every word is asked
	}
	small := [...]string{
		"zero",
		"one",
		"two",
		"three",
		"four",
		"five",
		"six",
		"seven",
		"eight",
		"nine",
		"ten",
		"eleven",
		"twelve",
		"thirteen",
		"fourteen",
		"fifteen",
		"sixteen",
		"seventeen",
		"eighteen",
		"nineteen",
	}
	if i := slices.Index(small[:], word); i >= 0 {
		return i, true
	}
	tens := [...]string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	if i := slices.Index(tens[:], word); i >= 0 {
		return 20 + 10*i, true
	}
	switch word {
	case "hundred":
		return 100, true
	case "thousand":
		return 1000, true
	case "dozen":
		return 12, true
	}
	return 0, false
}

// numberAt reads the number that begins at a word: its ends, high empty for one number, and how many words it takes.
func numberAt(words []string, at int) (low, high string, taken int) {
	if low, high, ok := digits(words[at]); ok {
		return low, high, 1
	}
	total, last := 0, 0
	for taken < len(words)-at {
		word := words[at+taken]
		n, ok := inLetters(word)
		isJoint := word == "and" && taken > 0 && last >= 100 && isUnderHundred(words, at+taken+1)
		switch {
		case !ok && !isJoint:
			return strconv.Itoa(total), "", taken
		case !ok:
		case n >= 12 && slices.Contains([]string{"hundred", "thousand", "dozen"}, word):
			total, last = max(total, 1)*n, n
		case taken > 0 && (last < 20 || last < 100 && n >= 10):
			return strconv.Itoa(total), "", taken // the next number is another one
		default:
			total, last = total+n, n
		}
		taken++
	}
	return strconv.Itoa(total), "", taken
}

// numberEnd is the last word of what says how much: of "twenty one", "2 to 10" and "7 or 14".
func numberEnd(words []string, at int) int {
	for at+1 < len(words) {
		isJoint := at+2 < len(words) &&
			slices.Contains([]string{"to", "or", "and", "–", "—", "through", "until"}, words[at+1]) &&
			isNumber(words[at+2])
		switch {
		case isNumber(words[at+1]) && !isDigits(words[at]) && !isDigits(words[at+1]):
			at++ // twenty one; 8000 and 2 are two numbers
		case isJoint:
			at += 2
		default:
			return at
		}
	}
	return at
}

func isDigits(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

func isUnderHundred(words []string, at int) bool {
	if at >= len(words) {
		return false
	}
	n, ok := inLetters(words[at])
	return ok && n < 100
}
