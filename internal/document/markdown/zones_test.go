package markdown_test

import "testing"

// TestZones: how many zones there are is asked of all components, so what is said of one is not asked.
func TestZones(t *testing.T) {
	for text, want := range map[string]string{
		"The VPC spans three availability zones.":                                          "enforced vpc.zones>=3",
		"Everything runs across three availability zones.":                                 "enforced vpc.zones>=3",
		"All components span two availability zones.":                                      "enforced vpc.zones>=2",
		"There are at least 2 availability zones.":                                         "enforced vpc.zones>=2",
		"The VPC spans three availability zones and holds the orders database.":            "enforced vpc.zones>=3",
		"| Setting | Value |\n|---|---|\n| Availability zones | 3 |":                       "enforced vpc.zones>=3",
		"The API spans three availability zones.":                                          "not understood",
		"The API is stateless. It spans three availability zones.":                         "not understood",
		"The API runs 2 tasks and spans three availability zones.":                         "in part api.tasks=2",
		"Tasks of the API run in two availability zones.":                                  "not understood",
		"| Setting | Value |\n|---|---|\n| API availability zones | 3 |":                   "not understood",
		"| Component | Setting | Value |\n|---|---|---|\n| API | Availability zones | 3 |": "not understood",
		"| Component | Availability zones |\n|---|---|\n| API | 3 |":                       "not understood",
		"### API\n\n- Spans three availability zones.":                                     "not understood",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
