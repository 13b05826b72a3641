package credential

import "testing"

// TestRules: each rule of the data file can be read, compiled and reached by a keyword.
func TestRules(t *testing.T) {
	all := loadIssuers(newValueForms())
	const atLeast = 190
	if len(all.rules) < atLeast || len(all.allowed.expressions) == 0 || len(all.allowed.words) == 0 {
		t.Fatalf("%d rules and %+v were read", len(all.rules), all.allowed)
	}
	reached := map[int]bool{}
	for _, words := range all.keywords.byFirst {
		for _, word := range words {
			reached[word.rule] = true
		}
	}
	lists := []allowlist{all.allowed}
	for n, r := range all.rules {
		if r.id == "" || r.regex().NumSubexp() < r.group || !reached[n] {
			t.Errorf("rule %d (%s) can find nothing", n, r.id)
		}
		lists = append(lists, r.allowed...)
	}
	for _, list := range lists {
		for _, expression := range list.expressions {
			expression()
		}
	}
}

// BenchmarkStart is what the first value costs, in which nothing matches.
func BenchmarkStart(b *testing.B) {
	for range b.N {
		if New().Variable("LOG_LEVEL", "information") != "" {
			b.Fatal("a log level is no credential")
		}
	}
}

// BenchmarkVariable is what each further value costs.
func BenchmarkVariable(b *testing.B) {
	set := New()
	for range b.N {
		set.Variable("ORDERS_ENDPOINT", "https://orders.shop.internal:8443/v1?timeout=30")
	}
}
