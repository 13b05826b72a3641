package markdown_test

import "testing"

// TestCellsThatName: a cell that names components is asked of those, and each of several numbers of its own.
func TestCellsThatName(t *testing.T) {
	const head = "| Setting | Value |\n|---|---|\n"
	for text, want := range map[string]string{
		head + "| Tasks | 2 |":                                        "enforced web.tasks=2 api.tasks=2 worker.tasks=2",
		head + "| Tasks | 2 for the API |":                            "enforced api.tasks=2",
		head + "| Tasks | API: 2 |":                                   "enforced api.tasks=2",
		head + "| Tasks | 2 (API), 3 (worker) |":                      "enforced api.tasks=2 worker.tasks=3",
		head + "| Number of tasks | API 2, worker 3 |":                "enforced api.tasks=2 worker.tasks=3",
		head + "| Tasks | web 1, API 2, worker 3 |":                   "enforced web.tasks=1 api.tasks=2 worker.tasks=3",
		head + "| Tasks | 2 (API and worker) |":                       "enforced api.tasks=2 worker.tasks=2",
		head + "| API tasks | 2 (worker 3) |":                         "in part api.tasks=2",
		head + "| Encryption at rest | yes (orders database) |":       "enforced database.encrypted=true",
		head + "| vCPU | 1 vCPU for the API, 2 vCPU for the worker |": "enforced api.cpu_units=1024 worker.cpu_units=2048",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}
