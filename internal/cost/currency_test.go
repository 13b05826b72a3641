package cost_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/cost"
)

// TestCurrency: a book in another currency is no book for a budget in USD.
func TestCurrency(t *testing.T) {
	for _, currency := range []string{"EUR", ""} {
		_, err := cost.ReadBook([]byte(`{"date":"2026-11","currency":"` + currency + `","prices":[]}`))
		if err == nil || !strings.Contains(err.Error(), "USD") {
			t.Errorf("%q: %v", currency, err)
		}
	}
}
