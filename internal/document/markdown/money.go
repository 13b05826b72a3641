package markdown

import (
	"regexp"
	"strings"
)

// moneyIn is a band of USD as the documented architecture writes it, empty where a text has none.
func moneyIn(text string, isAmount bool) string {
	if !isAmount && !strings.Contains(text, "$") && !strings.Contains(strings.ToLower(text), "usd") {
		return ""
	}
	text = strings.ReplaceAll(strings.Map(narrow, text), ",", "")
	pattern := `(?i)(?:\$|usd|us\$)\s*(\d+)(?:\.\d+)?(?:\s*(?:-|–|to)\s*\$?\s*(\d+))?|(\d+)(?:\s*(?:-|–|to)\s*(\d+))?\s*(?:usd|\$)`
	if isAmount {
		pattern += `|(\d+)(?:\.\d+)?(?:\s*(?:-|–|to)\s*(\d+))?`
	}
	m := regexp.MustCompile(pattern).FindStringSubmatch(text)
	for i := 1; i+1 < len(m); i += 2 {
		if m[i] == "" {
			continue
		}
		if m[i+1] != "" {
			return m[i] + "-" + m[i+1]
		}
		return m[i]
	}
	return ""
}

// money reads what a sentence says of cost.
func (r *reader) money(by *Statement, text string, words []string, m mention) bool {
	amount := moneyIn(text, false)
	if amount == "" {
		return false
	}
	if r.isLater(words, m.section) {
		by.set(Understood, "optional, planned or past: not asked")
		return true
	}
	environment, _ := r.environmentIn(words)
	if environment == "" {
		environment = m.environment
	}
	row := r.costRow(text)
	switch {
	case row != "":
		r.claim(claim{environment: environment, path: "cost.rows." + row, value: amount, rank: prose, by: by})
	case phrases{phraseOf("month*"), phraseOf("total"), phraseOf("budget")}.in(words):
		r.claim(claim{environment: environment, path: "cost.monthly_usd", value: amount, rank: prose, by: by})
	default:
		by.set(NotUnderstood, "the cost of what? Name a component, or write per month")
	}
	return true
}

// costRow is the row of the budget that a text names.
func (r *reader) costRow(text string) string {
	words := r.lexicon.words(text)
	for _, name := range sorted(r.lexicon.CostRows) {
		if r.lexicon.CostRows[name].in(words) {
			return name
		}
	}
	if found := r.refer(words); len(found) == 1 {
		return found[0].name
	}
	return ""
}
