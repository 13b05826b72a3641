package markdown_test

import "testing"

// TestWhoInMidSentence: what the second half of a sentence says is of the component that stands before its verb, behind
// "which" of the last one, and with "it" of the only one that it can be of.
func TestWhoInMidSentence(t *testing.T) {
	for text, want := range map[string]string{
		"The API runs on Fargate and it scales from 2 to 10 tasks.":                "enforced api.tasks between 2,10",
		"The API runs on Fargate and scales from 2 to 10 tasks.":                   "enforced api.tasks between 2,10",
		"The API reads from the orders database and it is Multi-AZ.":               "enforced database.multi_az=true",
		"The API reads from the orders database, and it runs 3 tasks.":             "enforced api.tasks=3",
		"The API calls the worker, and it runs at least 2 tasks.":                  "ambiguous",
		"The API calls the worker and runs at least 2 tasks.":                      "enforced api.tasks>=2",
		"The API calls the worker, which runs at least 2 tasks.":                   "enforced worker.tasks>=2",
		"The API calls the worker, and they run at least 2 tasks.":                 "enforced api.tasks>=2 worker.tasks>=2",
		"The API and the worker run 2 and 5 tasks respectively.":                   "ambiguous",
		"The API and the worker: the former runs 2 tasks, the latter 5 tasks.":     "ambiguous",
		"The API uses the cache, which is encrypted at rest, and it runs 3 tasks.": "in part api.tasks=3 cache.encrypted=true",
		"The former is important.":                                                 "not architecture",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
