package markdown_test

import (
	"strings"
	"testing"
)

// TestStepsAreNoCounts: by how many something grows or shrinks is not how many there are.
func TestStepsAreNoCounts(t *testing.T) {
	says := speaker(t)
	for _, text := range []string{
		"- Scale in: the service terminates 1 task.",
		"- The service adds 2 tasks at a time.",
		"- When CPU > 70 %, add 2 tasks to the service.",
		"- Remove one task when CPU < 50 %.",
		"- ECS scales out by 2 tasks.",
		"- The service starts 2 more tasks.",
		"- ECS launches two additional tasks.",
		"- ECS: +2 tasks when CPU > 70 %.",
		"- ECS: -1 task when CPU < 50 %.",
		"- ECS increases the desired count by 2.",
		"- An ECS deployment replaces 1 task at a time.",
		"| Scaling of the service | Step |\n|---|---|\n| Scale out | +2 tasks |\n",
		"| Scaling of the service | Step |\n|---|---|\n| Scale in | remove 1 task |\n",
		"- ECS loses 1 task and recovers.",
	} {
		if got := says(text); strings.Contains(got, "tasks") || strings.Contains(got, "ambiguous") {
			t.Errorf("%q asks %s", text, got)
		}
	}
	for text, want := range map[string]string{
		"- The service runs 2 tasks.":                        "enforced application.tasks=2",
		"- ECS scales out to at most 10 tasks, at least 2.":  "application.tasks",
		"- The service starts with 2 tasks.":                 "application.tasks",
		"| Setting | Value |\n|---|---|\n| Tasks | 2-10 |\n": "enforced application.tasks between 2,10",
	} {
		if got := says(text); !strings.Contains(got, want) {
			t.Errorf("%q asks %s, not %s", text, got, want)
		}
	}
}
