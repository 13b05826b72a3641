package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// tiered is a document of two services whose rules are all stated.
const tiered = `# Orders

` + "```mermaid" + `
graph TB
    internet((Internet)) -->|HTTPS:443| alb["Application Load Balancer"]
    alb -->|3000| web["Web tier<br/>ECS Fargate"]
    web -->|3000| api["API<br/>ECS Fargate"]
    api -->|5432| db[("Orders database<br/>RDS PostgreSQL")]
    api -->|6379| cache[("ElastiCache Redis")]
    worker["Worker<br/>ECS Fargate"] -->|5432| db
` + "```" + `

| Source | Destination | Protocol | Port |
|---|---|---|---|
| Internet | Application Load Balancer | TCP | 443 |
| Application Load Balancer | Web tier | TCP | 3000 |
| Web tier | API | TCP | 3000 |
| API | Orders database | TCP | 5432 |
| Worker | Orders database | TCP | 5432 |
| API | Redis | TCP | 6379 |

## What we agreed on

`

// lastOf is what became of the last statement of a document.
func lastOf(t *testing.T, text string) string {
	t.Helper()
	reading, err := markdown.Read("orders.md", []byte(text))
	if err != nil {
		return "error: " + err.Error()
	}
	last := reading.Statements[len(reading.Statements)-1]
	return strings.TrimSpace(string(last.State) + " " + strings.Join(last.Asks, " "))
}

// TestBetweenComponents: a sentence that keeps one component from another is held by the edges of the two, one whose
// ends are not both drawn is said not to be understood.
func TestBetweenComponents(t *testing.T) {
	for text, want := range map[string]string{
		"The web tier must not reach the database.":                                     "enforced edges",
		"The worker never talks to the cache.":                                          "enforced edges",
		"The database must not be reachable from the web tier.":                         "enforced edges",
		"The cache is never accessed by the worker.":                                    "enforced edges",
		"No traffic from the web tier to the database.":                                 "enforced edges",
		"There is no connection between the worker and the cache.":                      "enforced edges",
		"The web tier has no access to the orders database.":                            "enforced edges",
		"The worker doesn't connect to the cache directly.":                             "enforced edges",
		"Neither the web tier nor the load balancer may reach the database.":            "enforced edges",
		"The load balancer must not reach the database or the cache.":                   "enforced edges",
		"The database is Multi-AZ and must not be reachable from the web tier.":         "enforced components.database.multi_az edges",
		"The web tier must not reach the cache, and the worker must not reach the API.": "enforced edges",
		"The API must not reach the database.":                                          "contradiction",
		"The web tier must not reach the database or the file share.":                   "not understood",
		"The admin console must not reach the database.":                                "not understood",
		"The web tier must not reach the database during maintenance.":                  "not understood",
		"The web tier must not reach the database, except at night.":                    "ambiguous",
		"The database must not be exposed by the API to the web tier.":                  "not understood",
		"The web tier never reaches the database, in theory.":                           "ambiguous",
		"The database accepts only TLS connections from the API.":                       "not understood",
		"The web tier need not reach the database.":                                     "not understood",
		"The database must not only be reachable from the web tier.":                    "not understood",
		"The web tier must not reach the database yet.":                                 "not understood",
		"We plan that the web tier must not reach the database.":                        "not understood",
		"Must the web tier not reach the database?":                                     "ambiguous",
		"The service must not reach the cache.":                                         "not understood",
		"Nothing but the API may connect to the cache.":                                 "enforced edges",
		"Nobody except the API and the worker may reach the database.":                  "enforced edges",
		"No component other than the API may reach the cache.":                          "enforced edges",
		"The cache must not be reachable by anything but the API.":                      "enforced edges",
		"The cache is reachable from nothing but the API.":                              "enforced edges",
		"The cache accepts no connections except from the API.":                         "enforced edges",
		"Nothing but the worker may connect to the cache.":                              "contradiction",
		"Nothing but the API and the bastion may connect to the cache.":                 "not understood",
		"Nothing but the API may connect to the cache, except at night.":                "not understood",
		"The API may reach nothing but the cache.":                                      "not understood",
	} {
		if got := lastOf(t, tiered+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestBarsAreNoPermissions: what a sentence denies is no edge, and where nothing states the rules it says so.
func TestBarsAreNoPermissions(t *testing.T) {
	got := summary(t, "orders.md", []byte(tiered+"The worker never talks to the cache.\n"))
	if slices.ContainsFunc(got, func(line string) bool { return strings.HasPrefix(line, "edge worker -> cache") }) {
		t.Error(got)
	}
	open := lastOf(t, shop+"The load balancer must not reach the database.\n")
	if open != "not understood" {
		t.Errorf("rules that nobody states hold it: %s", open)
	}
	closed := summary(t, "shop.md", []byte(shop+"Nothing but the application may reach the cache."))
	if !slices.Contains(closed, "nothing more into cache") || slices.Contains(closed, "nothing more into database") {
		t.Error(closed)
	}
}
