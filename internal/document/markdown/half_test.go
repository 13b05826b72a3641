package markdown_test

import "testing"

// TestHalvesOfStatements: where only a part of what a sentence says is held, that is said.
func TestHalvesOfStatements(t *testing.T) {
	for text, want := range map[string]string{
		"Multi-AZ is required for the orders database and the API.":        "in part database.multi_az=true",
		"Deletion protection is on for the orders database and the cache.": "in part database.deletion_protection=true",
		"Encryption at rest is on for the orders database and the cache.":  "enforced database.encrypted=true cache.encrypted=true",
		"Deletion protection is on for the orders database.":               "enforced database.deletion_protection=true",
		"Health checks of the API use /healthz.":                           "enforced api.health_checks=true api.health_check_path=/healthz",
		"The target health checks of the API go to `/ready`.":              "enforced api.health_checks=true api.health_check_path=/ready",
		"The orders database has an alarm on free storage below 10 GB.":    "in part database.alarm=true",
		"The orders database has at least 100 GB of storage.":              "not understood",
		"The storage of the orders database is 100 GB.":                    "enforced database.storage_gib=100",
		"The task role of the API may read only the assets bucket.":        "in part api.task_role=true",
		"The API has a task role.":                                         "enforced api.task_role=true",
		"Flow logs record only rejected traffic.":                          "ambiguous",
		"Alarms notify PagerDuty.":                                         "in part alarms.notify",
		"Alarms notify an SNS topic.":                                      "enforced alarms.notify",
		"Only the API may reach the cache.":                                "enforced edges",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
