package markdown_test

import "testing"

// TestWhomARowIsOf: a row whose name has a word beside what it asks is of the one component with that word in its name,
// and of none where there is no such component.
func TestWhomARowIsOf(t *testing.T) {
	const head = "| Setting | Value |\n|---|---|\n"
	for text, want := range map[string]string{
		head + "| Tasks | 4-16 |":                     "enforced web.tasks between 4,16 api.tasks between 4,16 worker.tasks between 4,16",
		head + "| Worker tasks | 4-16 |":              "enforced worker.tasks between 4,16",
		head + "| Scheduler tasks | 4-16 |":           "ambiguous",
		head + "| Tasks scheduler | 4-16 |":           "ambiguous",
		head + "| Tasks of all services | 4-16 |":     "enforced web.tasks between 4,16 api.tasks between 4,16 worker.tasks between 4,16",
		head + "| Number of ECS tasks | 4-16 |":       "enforced web.tasks between 4,16 api.tasks between 4,16 worker.tasks between 4,16",
		head + "| Orders backup retention | 7 days |": "enforced database.backup_retention_days>=7",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
	const engine = "# B\n\n```mermaid\ngraph LR\n  a[\"Web on ECS Fargate\"] -->|80| b[\"Booking engine on ECS Fargate\"]\n" +
		"  b -->|90| c[\"Price engine on ECS Fargate\"]\n```\n\n"
	for text, want := range map[string]string{
		engine + head + "| Booking tasks | 4-16 |\n": "enforced components.booking_engine.tasks",
		engine + head + "| Tasks booking | 4-16 |\n": "enforced components.booking_engine.tasks",
		engine + head + "| Engine tasks | 4-16 |\n":  "ambiguous",
	} {
		if got := lastOf(t, text); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", text, got, want)
		}
	}
}
