package markdown

import (
	"slices"
	"strings"
)

// bound is how words bound a number.
type bound struct {
	low bool
	// by is added to the number where it is not within: more than 7 is 8.
	by int
	// exact says that it is this number, neither more nor less.
	exact bool
}

// boundsBefore are the texts that bound the number behind them.
func boundsBefore(take func(b bound, texts ...string)) {
	take(bound{low: true}, "at least", "not less than", "no less than", "not fewer than", "no fewer than", "minimum",
		"minimum of", "min", "a minimum of", "≥", "≥ =")
	take(bound{low: true, by: 1}, "more than", "greater than", "longer than", "over", "above", ">", "exceeds",
		"exceeding", "exceed")
	take(bound{}, "at most", "up to", "no more than", "not more than", "no longer than", "not longer than",
		"no greater than", "maximum", "maximum of", "a maximum of", "max", "within", "not exceed", "not exceeding",
		"limited to", "capped at", "≤", "scale to", "scales to", "scaling to", "scale out to", "scales out to",
		"scaling out to", "grow to", "grows to", "burst to", "bursts to")
	take(bound{by: -1}, "less than", "fewer than", "shorter than", "under", "below", "<")
	take(bound{exact: true}, "exactly", "always")
	take(
		bound{low: true},
		"never less than",
		"never fewer than",
		"never under",
		"never below",
		"never drops below",
		"never drop below",
		"never falls below",
		"never goes below",
		"never runs with less than",
		"never runs with fewer than",
		"never run with less than",
		"never run with fewer than",
		"nie weniger als",
		"niemals weniger als",
		"nicht weniger als",
		"nunca menos de",
		"nunca menos que",
		"no menos de",
		"jamais moins de",
		"pas moins de",
		"mai meno di",
		"non meno di",
		"nooit minder dan",
	)
	take(bound{}, "never more than", "never over", "never above", "never exceeds", "never exceed", "never longer than",
		"never runs with more than", "never run with more than", "nie mehr als", "niemals mehr als", "nicht mehr als",
		"nunca más de", "no más de", "nunca mais de", "jamais plus de", "pas plus de", "mai più di", "non più di",
		"nooit meer dan")
	take(bound{low: true}, "mindestens", "mind", "wenigstens", "al menos", "mínimo", "como mínimo", "por lo menos",
		"pelo menos", "no mínimo", "au moins", "almeno", "minstens", "至少", "最少", "最小", "最低", "少なくとも", "최소")
	take(bound{}, "höchstens", "maximal", "bis zu", "bis", "máximo", "máx", "como máximo", "hasta", "no máximo", "até",
		"au plus", "au maximum", "jusqu à", "al massimo", "fino a", "hoogstens", "最大", "最多", "至多", "最高", "최대")
}

// boundsBehind are the texts that bound the number before them.
func boundsBehind(take func(b bound, texts ...string)) {
	take(bound{low: true}, "or more", "and more", "or newer", "or higher", "or later", "or longer", "or greater",
		"or above", "and up", "and above", "and newer", "and later", "and higher", "upwards", "minimum", "at minimum",
		"at least", "min", "+")
	take(bound{}, "or fewer", "or less", "or lower", "or older", "or below", "and below", "and lower", "maximum",
		"at most", "max", "tops")
	take(bound{low: true}, "oder mehr", "o más", "ou mais", "ou plus", "o più", "以上", "이상")
	take(bound{}, "oder weniger", "o menos", "ou menos", "ou moins", "以下", "以内", "まで", "이하")
}

// isAbout reports whether words end with one that makes of a number behind them none.
func isAbout(words []string) bool {
	return slices.ContainsFunc([]string{
		"~",
		"about",
		"around",
		"approximately",
		"roughly",
		"nearly",
		"almost",
		"circa",
		"ca",
		"etwa",
		"ungefähr",
		"rund",
		"environ",
		"aproximadamente",
		"aprox",
		"unos",
		"cerca de",
		"約",
		"大约",
		"约",
		"약",
	}, func(text string) bool { return endsWith(words, text) })
}

// boundBefore is the longest bound that words end with; size is 0 without one.
func boundBefore(words []string) (best bound, size int) {
	boundsBefore(func(b bound, texts ...string) {
		for _, t := range texts {
			if n := strings.Count(t, " ") + 1; n > size && endsWith(words, t) {
				best, size = b, n
			}
		}
	})
	return best, size
}

// boundBehind is the first bound that words begin with, unless it is that of the next number; size is 0 without one.
func boundBehind(words []string) (first bound, size int) {
	boundsBehind(func(b bound, texts ...string) {
		for _, t := range texts {
			n := strings.Count(t, " ") + 1
			if size == 0 && beginsWith(words, t) && !isOfNext(words, n) {
				first, size = b, n
			}
		}
	})
	return first, size
}

// isOfNext reports whether a bound is that of the number behind it, "at least 2, at most 8", where nothing behind that
// number bounds it: "2 at least, 8 at most".
func isOfNext(words []string, size int) bool {
	if size >= len(words) || !isNumber(words[size]) {
		return false
	}
	_, own := boundBehind(words[size+1:])
	return own == 0
}

// isBoundWord reports whether a word is one of those that bound a number.
func isBoundWord(word string) (is bool) {
	take := func(_ bound, texts ...string) {
		is = is || slices.ContainsFunc(texts, func(t string) bool {
			return slices.Contains(strings.Fields(t), word)
		})
	}
	boundsBefore(take)
	boundsBehind(take)
	return is
}

// endsWith reports whether the last of some words are those of a text.
func endsWith(words []string, text string) bool {
	for i := len(words) - 1; i >= 0; i-- {
		rest, isLast := strings.CutSuffix(text, words[i])
		if !isLast {
			return false
		}
		if rest == "" {
			return true
		}
		if text = strings.TrimSuffix(rest, " "); text == rest {
			return false
		}
	}
	return false
}

func beginsWith(words []string, text string) bool {
	for _, w := range words {
		rest, isFirst := strings.CutPrefix(text, w)
		if !isFirst {
			return false
		}
		if rest == "" {
			return true
		}
		if text = strings.TrimPrefix(rest, " "); text == rest {
			return false
		}
	}
	return false
}

// readBefore reads what stands before a number; nearly the number is none.
func (q *quantity) readBefore(words []string) {
	before := words[:q.first]
	if isAbout(before) {
		q.first, q.problem = q.first-1, "exactly how much is it?"
		return
	}
	if b, n := boundBefore(before); n > 0 {
		q.bind(b, q.first-n, q.last)
	}
}

// readBehind reads what stands behind a number; a bound before the next number is that one's.
func (q *quantity) readBehind(words []string) {
	behind := words[q.last+1:]
	if len(behind) > 0 && isCountable(behind[0]) { // "4 tasks or more"
		if b, n := boundBehind(behind[1:]); n > 0 {
			q.bind(b, q.first, q.last+1+n)
			return
		}
	}
	if b, n := boundBehind(behind); n > 0 {
		q.bind(b, q.first, q.last+n)
	}
}
