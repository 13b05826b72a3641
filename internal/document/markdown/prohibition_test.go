package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestProhibitions: a sentence that keeps the internet off something is held by the documented edges, and one that is
// weakened, put off or about something else is not taken for one.
func TestProhibitions(t *testing.T) {
	eachSays(t, map[string]string{
		"The database must never be reachable from the internet.":                     "enforced edges",
		"RDS is not accessible from the internet.":                                    "enforced edges",
		"The database is never exposed to the internet.":                              "enforced edges",
		"Nobody on the internet can reach the cache.":                                 "enforced edges",
		"No direct internet access to the database.":                                  "enforced edges",
		"There is no route from the internet to the database.":                        "enforced edges",
		"The cache is not publicly reachable.":                                        "enforced edges",
		"The cache cannot be reached from the public internet.":                       "enforced edges",
		"The tasks are not reachable from the internet directly.":                     "enforced edges",
		"The database must not reach the internet.":                                   "not understood",
		"The database is not reachable from the internet except by the office.":       "ambiguous",
		"The database should probably not be reachable from the internet, if we can.": "ambiguous",
		"The database is planned not to be reachable from the internet.":              "understood",
		"Is the database not reachable from the internet?":                            "ambiguous",
		"The load balancer is not reachable from the internet.":                       "contradiction",
	})
}

// TestOnly: that only some may reach something closes it to all others, where it names nobody but what is drawn.
func TestOnly(t *testing.T) {
	eachSays(t, map[string]string{
		"Only the application may reach the database.":                   "enforced edges",
		"The database accepts connections only from the ECS tasks.":      "enforced edges",
		"RDS is only accessible from the application.":                   "enforced edges",
		"The database is reachable only by the application.":             "enforced edges",
		"Only the load balancer may reach the database.":                 "contradiction",
		"Only the application and the bastion may reach the database.":   "not understood",
		"The database accepts connections only from the office.":         "not understood",
		"Only the application may reach the database, except at night.":  "not understood",
		"The application only reads from the database.":                  "not understood",
		"Planned: only the application may reach the database.":          "understood",
		"## Development\n\nOnly the application may reach the database.": "not understood",
	})
	closed := summary(t, "only.md", []byte(shop+"Only the application may reach the database."))
	if !slices.Contains(closed, "nothing more into database") || slices.Contains(closed, "nothing more into cache") {
		t.Error(closed)
	}
}

// TestNothingElse: that there is nothing else is asked where it is said plainly, and only there.
func TestNothingElse(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		"These are all components.":                             "enforced components_complete",
		"Nothing else runs in this account.":                    "enforced components_complete",
		"The diagram shows everything that runs.":               "enforced components_complete",
		"There are no other components.":                        "enforced components_complete",
		"These are all components, for now.":                    "ambiguous",
		"These are not all components.":                         "",
		"Nothing else runs, except a bastion.":                  "ambiguous",
		"No other components may reach the database.":           "not understood",
		"Nothing else is planned.":                              "",
		"Should nothing else run?":                              "",
		"In the future, these are all components.":              "understood",
		"Are these all components?":                             "",
		"These are all components of the payment service.":      "ambiguous",
		"Nothing else runs in the VPC, unless somebody asks us": "ambiguous",
	} {
		if got := says(text); !strings.HasPrefix(got, want) ||
			want == "" && strings.Contains(got, "components_complete") {
			t.Errorf("%s\n  %s, want %s", text, got, want)
		}
	}
}

// TestAsides: what a section about something else says is no architecture, and what it would ask is not asked.
func TestAsides(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		"## Getting started\n\nRun `make dev` and open the load balancer in a browser.":     "",
		"## References\n\n- The RDS user guide.\n- [ECS](https://aws.amazon.com/ecs).":      "",
		"## Reference architecture\n\nThe load balancer must log to S3.":                    "not understood",
		"## Team\n\nAsk the database people.":                                               "",
		"## Local development\n\nPostgreSQL 15 runs with 20 GB storage in Docker.":          "not understood",
		"## Legend\n\n- Green: internet-facing load balancer.":                              "not understood",
		"## Getting started\n\nRDS backups are kept 14 days.":                               "enforced database.backup_retention_days>=14",
		"## Production setup\n\nRDS is Multi-AZ.":                                           "enforced database.multi_az=true",
		"The load balancer spreads requests over the tasks.":                                "understood",
		"The application serves the shop.":                                                  "understood",
		"The application serves the shop and the SQS queue.":                                "not understood",
		"The cache serves requests of the load balancer.":                                   "not understood",
		"The database stores orders in MySQL.":                                              "not understood",
		"A Network Load Balancer spreads the requests.":                                     "not understood",
		"Aurora stores the orders.":                                                         "not understood",
		"The application must serve the shop.":                                              "not understood",
		"The application serves 20 shops.":                                                  "not understood",
		"| Name | Type | Default |\n| --- | --- | --- |\n| backup_retention | number | 7 |": "not understood",
	} {
		if got := says(text); !strings.HasPrefix(got, want) || want == "" && got != ": " && got != "" {
			t.Errorf("%s\n  %q, want %q", text, got, want)
		}
	}
}
