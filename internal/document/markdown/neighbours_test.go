package markdown_test

import "testing"

// TestPortsThatFollowOneAnother: two ports one after the other are the range of them, wherever they stand.
func TestPortsThatFollowOneAnother(t *testing.T) {
	text := "# A\n\n```mermaid\ngraph LR\n  a[EC2 instances] -->|1521, 1522| d[(RDS PostgreSQL)]\n```\n\n" +
		"| Source | Destination | Ports |\n|---|---|---|\n"
	for row, want := range map[string]string{
		"| EC2 | RDS | 1521-1522 |":  "understood",
		"| EC2 | RDS | 1521, 1522 |": "understood",
		"| EC2 | RDS | 1521-1523 |":  "contradiction",
		"| EC2 | RDS | 1521 |":       "contradiction",
	} {
		got := ""
		for _, line := range summary(t, "a.md", []byte(text+row+"\n")) {
			if line == "contradiction 5" {
				got = "contradiction"
			}
		}
		if got == "" {
			got = "understood"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", row, got, want)
		}
	}
}
