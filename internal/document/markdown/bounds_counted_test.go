package markdown_test

import "testing"

// TestBoundsOfCounts: what bounds a number may stand behind what it counts, and "never" may be part of it.
func TestBoundsOfCounts(t *testing.T) {
	for text, want := range map[string]string{
		"The API runs 4 tasks or more.":                                                "enforced api.tasks>=4",
		"The API runs 2 tasks minimum, 10 maximum.":                                    "enforced api.tasks between 2,10",
		"The API runs 4 tasks, max 10.":                                                "enforced api.tasks between 4,10",
		"The API never runs with fewer than four tasks.":                               "enforced api.tasks>=4",
		"The API runs never fewer than 4 tasks.":                                       "enforced api.tasks>=4",
		"The API runs never fewer than 4 tasks and never more than 10.":                "enforced api.tasks between 4,10",
		"The API never runs 4 tasks.":                                                  "ambiguous",
		"The API never runs more than 10 tasks.":                                       "ambiguous",
		"The API always runs at least two tasks, the worker never fewer than 4 tasks.": "enforced api.tasks>=2 worker.tasks>=4",
		"Backups of the orders database are kept for never less than 7 days.":          "enforced database.backup_retention_days>=7",
		"The API runs 4 tasks, max 10 connections each.":                               "in part api.tasks=4",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
