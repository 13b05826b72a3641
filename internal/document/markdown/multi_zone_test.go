package markdown_test

import "testing"

// TestMultiAZIsNoCountOfZones: the number before Multi-AZ or Single-AZ is a version, or counts something else.
func TestMultiAZIsNoCountOfZones(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		"Data lives in RDS PostgreSQL 16 (Multi-AZ).": "enforced database.multi_az=true database.engine_version=16",
		"Everything is kept in Postgres 16 Multi-AZ.": "enforced database.multi_az=true database.engine_version=16",
		"Data lives in RDS PostgreSQL 3 (Multi-AZ).":  "enforced database.multi_az=true database.engine_version=3",
		"The network spans 3 AZs.":                    "enforced vpc.zones>=3",
		"Multi-AZ is on for RDS.":                     "enforced database.multi_az=true",
		"The shop runs across 2 availability zones.":  "enforced vpc.zones>=2",
		"Data lives in RDS PostgreSQL 16 in 3 zones.": "in part database.engine_version=16",
		"Data lives in 2 RDS instances (Single-AZ).":  "not understood",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
