package markdown_test

import (
	"strings"
	"testing"
)

// TestInstancesOfAurora: how many instances Aurora has is asked of Aurora, and of nothing else.
func TestInstancesOfAurora(t *testing.T) {
	words := lexicon(t)
	base := strings.Replace(shop, "RDS PostgreSQL", "Aurora PostgreSQL", 1)
	for text, want := range map[string]string{
		"Aurora has 3 instances.":                 "enforced database.instances=3",
		"Aurora runs at least 2 instances.":       "enforced database.instances>=2",
		"The Auto Scaling group has 3 instances.": "not understood",
		"RDS PostgreSQL has 3 instances.":         "not understood",
	} {
		reading, err := words.Read("a.md", []byte(base+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := reading.Document(reading.Environments[0])
		if err != nil {
			t.Fatal(err)
		}
		last := reading.Statements[len(reading.Statements)-1]
		got := strings.TrimSpace(string(last.State) + " " + strings.Join(valuesOf(doc, last.Asks), " "))
		if got != want {
			t.Errorf("%q: %s, want %s: %s", text, got, want, last.Detail)
		}
	}
}
