package markdown_test

import "testing"

// TestNothingIsDropped: what asks something of what runs, in words that no requirement has, is said not to be
// understood, and not passed over as no architecture.
func TestNothingIsDropped(t *testing.T) {
	for _, text := range []string{
		"Minimum capacity: 3", "Max capacity is 12.", "Target tracking at 60 percent.", "Cooldown: 300 seconds",
		"Listens on 8443.", "Runs on Graviton.", "Uses Spot.", "Max connections: 500", "IOPS: 3000", "200 GB gp3",
		"Maintenance window: Sunday 03:00", "IPv6 is enabled.", "Peering with the data network.", "RPO: 5 minutes",
		"Keep-alive of 75 seconds", "Platform version 1.4.0", "Rate limit 1000 rps per IP.", "No single point of failure.",
		"Every deployment is blue/green.", "Least privilege everywhere.", "Everything is private.",
	} {
		if got := asksOf(t, text); got != "not understood" {
			t.Errorf("%q is %s", text, got)
		}
	}
	for text, want := range map[string]string{
		"The cache runs Redis OSS 5.0.6 on cache.m5.large.": "in part cache.node_type=cache.m5.large",
		"The team meets on Mondays.":                        "not architecture",
		"We spot mistakes early.":                           "not architecture",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
