package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestSeveralRowsOfOneThing: rows of one table are parts of what something costs; two tables that do not agree leave
// it open which of them is meant, and contradict nothing.
func TestSeveralRowsOfOneThing(t *testing.T) {
	const head = "| Service | Monthly cost |\n|---|---|\n"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"parts", head + "| RDS storage | $10 |\n| RDS requests | $5 |\n", []string{"row database 15-15"}},
		{"parts with bands", head + "| RDS instance | $10-20 |\n| RDS storage | $5 |\n| RDS backups | up to $3 |\n", []string{"row database 15-28"}},
		{"environments", "| Service | Dev | Prod |\n|---|---|---|\n| RDS cost storage | $1 | $10 |\n| RDS cost instance | $2 | $20 |\n", nil},
		{"the same row twice", head + "| RDS | $10 |\n| RDS | $10 |\n", nil},
		{"one row twice, two amounts", head + "| RDS | $10 |\n| RDS | $20 |\n", nil},
		{"two tables that agree", head + "| RDS | $10 |\n\nAgain:\n\n" + head + "| RDS | $10 |\n", []string{"row database 10-10"}},
		{"two tables that do not", head + "| RDS | $10 |\n\n## At scale\n\n" + head + "| RDS | $90 |\n", nil},
		{"two totals", head + "| Total | $100 |\n\n## At scale\n\n" + head + "| Total | $900 |\n", nil},
	} {
		got := summary(t, "shop.md", []byte(shop+"## Monthly cost\n\n"+c.text))
		isOpen := slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, "ambiguous") })
		for _, line := range got {
			if strings.Contains(line, "contradiction") {
				t.Errorf("%s: %s", c.name, strings.Join(got, "\n"))
			}
			if strings.HasPrefix(line, "row ") && !slices.Contains(c.want, line) || strings.HasPrefix(line, "month ") {
				t.Errorf("%s: more: %s", c.name, line)
			}
		}
		for _, line := range c.want {
			if !slices.Contains(got, line) {
				t.Errorf("%s: misses %s in\n%s", c.name, line, strings.Join(got, "\n"))
			}
		}
		if c.want == nil && c.name != "environments" && !isOpen {
			t.Errorf("%s: not open: %s", c.name, strings.Join(got, "\n"))
		}
	}
}
