package markdown_test

import (
	"strings"
	"testing"
)

// TestProceduresAskNothing: what somebody is to do is no architecture, and no question; what must be is asked wherever
// it stands.
func TestProceduresAskNothing(t *testing.T) {
	says := speaker(t)
	for _, text := range []string{
		"- Force a Multi-AZ failover of the RDS instance in the console.",
		"- Force Multi-AZ failover.",
		"- Run a restore from backup of the database.",
		"- Then trigger a failover with Multi-AZ RDS reboot.",
		"- Restore the database from the last snapshot.",
		"- To restore, choose the snapshot and set backup retention of 7 days on the new database.",
		"- Before deleting, disable deletion protection of the database.",
		"### Runbook\n\n1. Set the desired count to 4 tasks.",
		"### Failover procedure\n\n1. Set the database to Multi-AZ.\n2. Increase backup retention of the database to 14 days.",
		"### Incident response\n\n- Scale the service to 8 tasks.\n- Open the RDS console.",
	} {
		if got := says(text); strings.Trim(got, " ") != "understood" {
			t.Errorf("%q: %s", text, got)
		}
	}
	for text, want := range map[string]string{
		"### Failover procedure\n\nThe database must be Multi-AZ.": "enforced database.multi_az=true",
		"- Force TLS on the database.":                             "enforced database.force_tls=true",
		"- Verify that the database is encrypted at rest.":         "enforced database.encrypted=true",
		"- Run 2 tasks of the service.":                            "enforced application.tasks=2",
		"### Runbook\n\nThe database is Multi-AZ.":                 "not understood",
	} {
		if got := says(text); got != want {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}
