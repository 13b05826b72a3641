package markdown

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// moneyIn is a band of USD a month as the documented architecture writes it, empty where a text has none; a problem
// says why what it has is none. Where isAmount, a number alone is of money.
func (p *patterns) moneyIn(text string, isAmount bool) (band, problem string) {
	hasSign := strings.ContainsAny(text, "$€£¥₹") || strings.Contains(strings.ToLower(text), "usd") ||
		strings.Contains(text, "dollar")
	if !hasSign && !isAmount || !strings.ContainsFunc(text, unicode.IsDigit) {
		return "", ""
	}
	if other := p.otherMoney(text); other != "" {
		return "", other
	}
	words, marks := p.moneyWords(text)
	for _, q := range quantities(words) {
		if isAmount && !hasSign || slices.Contains(marks[q.first:q.last+1], true) {
			return bandOf(q)
		}
	}
	return "", fmt.Sprintf("how much is %q? Write $150 or $100-200", oneLine(text))
}

// moneyWords are the words of a text without signs of money, and which of them a sign marks.
func (p *patterns) moneyWords(text string) (words []string, marks []bool) {
	text = p.twoAmounts.ReplaceAllString(text, "$1-$2")
	all := wordsOf(text)
	for i, w := range all {
		isSign := slices.Contains([]string{"$", "usd", "dollar", "dollars"}, w)
		before := i > 0 && isNumber(all[i-1])
		next := i+1 < len(all) && (isNumber(all[i+1]) || all[i+1] == "~")
		switch {
		case isSign && before && !next:
			marks[len(marks)-1] = true
		case !isSign && w != "us":
			words, marks = append(words, w), append(marks, isNumber(w) && isMarked(all[:i]))
		}
	}
	return words, marks
}

// isMarked reports whether a sign of money stands before what follows some words.
func isMarked(before []string) bool {
	for _, w := range slices.Backward(before) {
		if w != "~" {
			return w == "$" || w == "usd"
		}
	}
	return false
}

// otherMoney says why an amount is not one of USD a month.
func (p *patterns) otherMoney(text string) string {
	text = strings.ToLower(text)
	for _, c := range []struct {
		pattern *regexp.Regexp
		problem string
	}{
		{p.otherCurrency, "how much is it in USD? Prices of AWS are"},
		{p.shortened, "how much is it? Write the number out"},
		{p.otherTime, "how much is it a month?"},
	} {
		if c.pattern.MatchString(text) {
			return c.problem
		}
	}
	return ""
}

// bandOf is the band of an amount: about so much is so much, at least so much has no end.
func bandOf(q quantity) (band, problem string) {
	low, high := dollars(q.low), dollars(q.high)
	switch {
	case high == "":
		return "", "how much is it at most? Write $150 or $100-200"
	case low == "":
		return "0-" + high, ""
	case low == high:
		return low, ""
	}
	return low + "-" + high, ""
}

func dollars(number string) string {
	value, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return ""
	}
	return strconv.Itoa(int(math.Round(value)))
}

// money reads what a sentence says of cost.
func (r *reader) money(by *Statement, s *saying, m mention) bool {
	amount, problem := r.patterns.moneyIn(s.text, false)
	if amount == "" && problem == "" {
		return false
	}
	if r.isLater(s.words, m.section) {
		by.set(Understood, "optional, planned or past: not asked")
		return true
	}
	environment, _ := r.environmentIn(s.words)
	if environment == "" {
		environment = m.environment
	}
	row := r.costRow(s.text)
	r.holdMoney(s)
	switch {
	case problem != "":
		by.set(Ambiguous, problem)
	case r.isTurned(s, nil, nil) || r.isDenied(m.section):
		by.set(Ambiguous, "is that what it costs or not? Write it plainly")
	case row != "":
		r.claim(claim{environment: environment, path: "cost.rows." + row, value: amount, rank: prose, by: by})
	case len(r.told(s.words)) > 0:
		by.set(NotUnderstood, "the cost of what? Write a row of a table Service | Monthly cost")
	case phrasesOf("month*", "total", "budget").in(s.words):
		amount = withinBudget(amount, s.words)
		r.claim(claim{environment: environment, path: "cost.monthly_usd", value: amount, rank: prose, by: by})
	default:
		by.set(NotUnderstood, "the cost of what? Name a component, or write per month")
	}
	return true
}

// withinBudget is the amount of a budget: as much, or less.
func withinBudget(amount string, words []string) string {
	if isAlone(amount) && slices.Contains(words, "budget") {
		return "0-" + amount
	}
	return amount
}

// holdMoney holds the first amount of a sentence, with the words that bound it.
func (r *reader) holdMoney(s *saying) {
	at := slices.Index(s.words, "$")
	if at < 0 {
		at = slices.Index(s.words, "usd") - 2
	}
	for i := max(at-3, 0); i < min(at+4, len(s.words)); i++ {
		if isNumber(s.words[i]) || isBoundWord(s.words[i]) {
			s.hold(i, i)
		}
	}
}

// costRow is the row of the budget that a text names.
func (r *reader) costRow(text string) string {
	words := r.lexicon.words(text)
	for _, name := range sorted(r.lexicon.CostRows) {
		if r.lexicon.CostRows[name].in(words) {
			return name
		}
	}
	found := r.refer(words)
	if len(found) == 0 && r.lexicon.classify(words).role == "part" {
		found = r.mentioned(words, r.lexicon.table.names) // the backups of a database are paid for it
	}
	if len(found) == 1 {
		return found[0].name
	}
	return ""
}
