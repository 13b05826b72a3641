package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// asksOf is what became of the last statement of a document about orders, with the values that it asks.
func asksOf(t *testing.T, text string) string {
	t.Helper()
	reading, err := markdown.Read("orders.md", []byte(tiered+text+"\n"))
	if err != nil {
		return "error: " + err.Error()
	}
	doc, err := reading.Document(reading.Environments[0])
	if err != nil {
		return "error: " + err.Error()
	}
	last := reading.Statements[len(reading.Statements)-1]
	return strings.TrimSpace(string(last.State) + " " + strings.Join(valuesOf(doc, last.Asks), " "))
}

// TestPronouns: "it" is the one component that the sentence before names, "they" are all of them, and where it can be
// either of two nothing is asked.
func TestPronouns(t *testing.T) {
	for text, want := range map[string]string{
		"The orders database is PostgreSQL 16. It is encrypted at rest and keeps backups for 7 days.": "enforced database.backup_retention_days>=7 database.encrypted=true",
		"The cache is Redis 7. It is encrypted at rest.":                                              "enforced cache.encrypted=true",
		"The orders database runs in a zone. It is Multi-AZ. It also has deletion protection.":        "enforced database.deletion_protection=true",
		"The orders database stores orders. Its backups are kept for 7 days.":                         "enforced database.backup_retention_days>=7",
		"The orders database and the cache are managed. It is encrypted at rest.":                     "ambiguous",
		"The API reads from the orders database. It is Multi-AZ.":                                     "ambiguous",
		"The orders database and the cache are managed. They are encrypted at rest.":                  "enforced database.encrypted=true cache.encrypted=true",
		"The orders database and the cache are managed. Both are encrypted at rest.":                  "enforced database.encrypted=true cache.encrypted=true",
		"The orders database and the cache are managed. Each of them is encrypted at rest.":           "enforced database.encrypted=true cache.encrypted=true",
		"The API and the worker share code. They run 2 tasks each.":                                   "enforced api.tasks=2 worker.tasks=2",
		"The API, the worker and the cache are small. Both run 2 tasks.":                              "ambiguous",
		"The API is stateless. It is Multi-AZ.":                                                       "not understood",
		"The API is stateless. It has an idle timeout of 60 seconds.":                                 "not understood",
		"Cognito keeps the users. It keeps backups for 7 days.":                                       "ambiguous",
		"The cache is Redis 7. It must not be reachable from the worker.":                             "enforced edges",
		"The orders database stores orders. It is not encrypted at rest.":                             "ambiguous",
		"The orders database stores orders. It is important that the cache is encrypted at rest.":     "enforced cache.encrypted=true",
		"### Orders database\n\nIt is encrypted at rest.":                                             "enforced database.encrypted=true",
		"The API and the orders database are private. They are encrypted at rest.":                    "in part database.encrypted=true",
		"The API and the orders database are encrypted at rest.":                                      "in part database.encrypted=true",
		"The orders database is small.\n\nIt is encrypted at rest.":                                   "enforced database.encrypted=true",
		"The orders database is small.\n\n### Costs\n\nIt is encrypted at rest.":                      "ambiguous",
		"- The orders database stores orders.\n- It is encrypted at rest.":                            "enforced database.encrypted=true",
		"The orders database is small. Both zones are used.":                                          "not understood",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestEachOfAList: what a sentence says of several components is asked of each.
func TestEachOfAList(t *testing.T) {
	for text, want := range map[string]string{
		"The web tier, the API and the worker run on Fargate.":        "",
		"The web tier, the API and the worker each run 2 to 4 tasks.": "enforced web.tasks between 2,4 api.tasks between 2,4 worker.tasks between 2,4",
	} {
		if got := asksOf(t, text); want != "" && got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestStrangers: what is not drawn and stands in one list with what is, is said to be held by nothing.
func TestStrangers(t *testing.T) {
	for text, want := range map[string]string{
		"The API, the worker and the scheduler run 2 tasks each.":               "in part api.tasks=2 worker.tasks=2",
		"The scheduler, the API and the worker run 2 tasks each.":               "in part api.tasks=2 worker.tasks=2",
		"The orders database, the cache and the archive are encrypted at rest.": "in part database.encrypted=true cache.encrypted=true",
		"For the shop, the API and the worker run 2 tasks each.":                "enforced api.tasks=2 worker.tasks=2",
		"Today the API and the worker run 2 tasks each.":                        "enforced api.tasks=2 worker.tasks=2",
		"Both the API and the worker run 2 tasks.":                              "enforced api.tasks=2 worker.tasks=2",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestEachIsPlaced: where a list of components runs, each of them does.
func TestEachIsPlaced(t *testing.T) {
	const inSubnets = `# Orders

` + "```mermaid" + `
graph TB
    subgraph vpc["VPC 10.0.0.0/16"]
        subgraph pub["Public subnets"]
            alb["Application Load Balancer"]
        end
        subgraph priv["Private subnets"]
            q["NAT Gateway"]
        end
        api["API<br/>ECS Fargate"]
        worker["Worker<br/>ECS Fargate"]
        scheduler["Scheduler<br/>ECS Fargate"]
    end
    alb -->|3000| api
` + "```" + `

`
	for text, want := range map[string]string{
		"The API, the worker and the scheduler run on Fargate in private subnets.": "enforced components.api.tier components.worker.tier components.scheduler.tier",
		"The API, the worker and the archiver run on Fargate in private subnets.":  "in part components.api.tier components.worker.tier",
		"The scheduler runs on Fargate. It is in the private subnets.":             "enforced components.scheduler.tier",
	} {
		if got := lastOf(t, inSubnets+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestKeysAlarmsAndThePublic are words of encryption, alarms and of what the public reaches.
func TestKeysAlarmsAndThePublic(t *testing.T) {
	for text, want := range map[string]string{
		"The orders database is encrypted with a customer managed key.":         "in part database.encrypted=true",
		"The orders database is encrypted at rest with a customer managed key.": "in part database.encrypted=true",
		"The orders database is encrypted at rest using a CMK.":                 "in part database.encrypted=true",
		"The orders database is encrypted with KMS.":                            "enforced database.encrypted=true",
		"The orders database is not encrypted with a customer managed key.":     "ambiguous",
		"The orders database is not public.":                                    "enforced database.public=false edges",
		"The orders database and the cache must not be public.":                 "enforced database.public=false edges",
		"The orders database is encrypted at rest and not public.":              "enforced database.encrypted=true database.public=false edges",
		"The API must never be public.":                                         "enforced edges",
		"The load balancer is not public.":                                      "contradiction load_balancer.scheme=internal",
		"The orders database is not in public subnets.":                         "not understood",
		"The orders database is not public, except for the office.":             "ambiguous",
		"Is the orders database not public?":                                    "ambiguous",
		"Alarms notify the team.":                                               "enforced alarms.notify",
		"Alarms page on-call.":                                                  "enforced alarms.notify",
		"Alarms do not page on-call.":                                           "ambiguous",
		"The orders database has an alarm.":                                     "enforced database.alarm=true",
		"The API has alarms that notify the team.":                              "enforced api.alarm=true alarms.notify",
	} {
		if got := asksOf(t, text); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
	queue := strings.Replace(tiered, "graph TB\n", "graph TB\n    api --> jobs[\"SQS queue\"]\n", 1)
	if got := lastOf(
		t,
		queue+"Failed messages go to a dead letter queue after 5 tries.\n",
	); got != "in part components.queue.dead_letter_queue" {
		t.Error(got)
	}
}
