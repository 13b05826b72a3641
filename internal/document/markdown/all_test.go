package markdown_test

import "testing"

// TestOfAll: what is said of services or tasks is asked of all, but not what is said of the tasks of one of them.
func TestOfAll(t *testing.T) {
	for text, want := range map[string]string{
		"No service has a public IP.":                             "enforced web.public_ip=false api.public_ip=false worker.public_ip=false",
		"Tasks have no public IP.":                                "enforced web.public_ip=false api.public_ip=false worker.public_ip=false",
		"The tasks have no public IP.":                            "enforced web.public_ip=false api.public_ip=false worker.public_ip=false",
		"The API uses the cache and its tasks have no public IP.": "ambiguous",
		"The service has no public IP.":                           "ambiguous",
		"### API\n\nThe tasks have no public IP.":                 "enforced api.public_ip=false",
		"### API\n\nThe service runs 2 tasks.":                    "enforced api.tasks=2",
		"### API\n\nThe worker runs 2 tasks.":                     "enforced worker.tasks=2",
		"### Services\n\nThe tasks have no public IP.":            "enforced web.public_ip=false api.public_ip=false worker.public_ip=false",
		"At least one of the services runs 2 tasks.":              "ambiguous",
		"Most of the tasks have no public IP.":                    "ambiguous",
		"We run 2 tasks of the service.":                          "ambiguous",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
