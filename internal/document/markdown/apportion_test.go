package markdown_test

import "testing"

// TestEachItsNumber: where a sentence gives each of several components a number of its own, each is asked its own; where
// nobody can tell which number is whose, none is.
func TestEachItsNumber(t *testing.T) {
	const both, range23 = "enforced api.tasks=2 worker.tasks=3", "enforced api.tasks between 2,6 worker.tasks between 1,3"
	for text, want := range map[string]string{
		"The API runs 2 tasks and the worker 3.":                                              both,
		"The API runs 2 tasks and the worker runs 3 tasks.":                                   both,
		"The API runs 2 tasks, the worker 3.":                                                 both,
		"The API runs 2 tasks while the worker runs 3.":                                       both,
		"Today the API runs 2 tasks and the worker 3.":                                        both,
		"API 2 tasks, worker 3 tasks.":                                                        both,
		"API: 2 tasks, worker: 3":                                                             both,
		"Two tasks for the API and three for the worker.":                                     both,
		"2 tasks of the API, 3 of the worker":                                                 both,
		"The API runs at least 2 tasks and the worker at least 3.":                            "enforced api.tasks>=2 worker.tasks>=3",
		"The API scales from 2 to 6 tasks and the worker from 1 to 3.":                        range23,
		"The API has 1 vCPU and the worker 0.5 vCPU.":                                         "enforced api.cpu_units=1024 worker.cpu_units=512",
		"The API uses 512 CPU units and the worker 256.":                                      "enforced api.cpu_units=512 worker.cpu_units=256",
		"The web tier runs 2 tasks, the API 4 and the worker 1.":                              "enforced web.tasks=2 api.tasks=4 worker.tasks=1",
		"The web tier and the API run 2 tasks each.":                                          "enforced web.tasks=2 api.tasks=2",
		"The API runs 2 tasks and the worker 3 days a week.":                                  "ambiguous",
		"The API and the worker run 2 and 3 tasks.":                                           "ambiguous",
		"The API runs 2 tasks and the worker 3 batches.":                                      "ambiguous",
		"The API runs 2 tasks in production and the worker 3 in staging.":                     "ambiguous",
		"The API does not run 2 tasks and the worker 3.":                                      "ambiguous",
		"The orders database keeps backups for 14 days and the cache keeps snapshots 7 days.": "in part database.backup_retention_days>=14",
		"The orders database has 100 GB of storage, and the API runs 2 tasks.":                "in part api.tasks=2",
		"The API runs 2 tasks with 1 vCPU, the worker 3 tasks with 2 vCPU.":                   "enforced api.tasks=2 api.cpu_units=1024 worker.tasks=3 worker.cpu_units=2048",
		"The API runs two tasks in two zones.":                                                "in part api.tasks=2",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
