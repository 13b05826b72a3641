package markdown_test

import "testing"

// TestInPassing: what is compared, tested, priced or only so at times is not asked as if it were so.
func TestInPassing(t *testing.T) {
	for text, want := range map[string]string{
		"Backups are kept for 14 days (orders database) and 7 days (cache).":        "in part database.backup_retention_days>=14",
		"The API has 2 vCPU and the worker 1 vCPU.":                                 "enforced api.cpu_units=2048 worker.cpu_units=1024",
		"The API is bigger than the worker and runs 2 tasks.":                       "enforced api.tasks=2",
		"Unlike the worker, the API runs 2 tasks.":                                  "enforced api.tasks=2",
		"The worker is as the API: 2 tasks.":                                        "enforced worker.tasks=2",
		"The API as well as the worker run 2 tasks.":                                "enforced api.tasks=2 worker.tasks=2",
		"The API runs two tasks per database.":                                      "not understood",
		"The API runs 10 tasks at peak.":                                            "ambiguous",
		"At night the API runs 1 task.":                                             "ambiguous",
		"The API runs 2 tasks on weekdays.":                                         "ambiguous",
		"We tested the API with 2 tasks.":                                           "ambiguous",
		"The API crashed when it ran 1 task.":                                       "ambiguous",
		"The orders database is probably Multi-AZ.":                                 "ambiguous",
		"The orders database is nearly always Multi-AZ.":                            "ambiguous",
		"The cost of Multi-AZ for the orders database is $60 a month.":              "ambiguous",
		"Multi-AZ doubles the price of the orders database.":                        "ambiguous",
		"Only the worker may talk to the cache and the API to the orders database.": "not understood",
		"Only the API may talk to the orders database.":                             "contradiction",
		"The orders database supports Multi-AZ.":                                    "ambiguous",
		"You can enable deletion protection on the orders database.":                "ambiguous",
		"By default, the orders database keeps backups for 7 days.":                 "ambiguous",
		"FIXME: raise the backup retention of the orders database to 14 days.":      "understood",
		"During deployments the API runs 4 tasks.":                                  "not understood",
		"In an emergency, the API runs 1 task.":                                     "ambiguous",
		"ECS can run up to 5000 tasks per service.":                                 "ambiguous",
		"The API can scale out to 10 tasks.":                                        "enforced api.tasks between 0,10",
		"To enable deletion protection on the orders database, set it.":             "ambiguous",
		"Nightly backups of the orders database are kept for 7 days.":               "enforced database.backup_retention_days>=7",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
