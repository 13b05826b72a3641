package markdown_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// shop is a document that draws one of each, with room for what it says.
const shop = `# Shop

` + "```mermaid" + `
graph TB
    internet((Internet)) -->|HTTPS:443| alb
    subgraph vpc["VPC 10.0.0.0/16"]
        subgraph pub["Public subnets"]
            alb["Application Load Balancer"]
            nat["NAT Gateway"]
        end
        subgraph priv["Private subnets"]
            app["ECS Fargate tasks"]
        end
        subgraph iso["Isolated subnets"]
            db[("RDS PostgreSQL")]
            cache[("ElastiCache Redis")]
        end
    end
    alb -->|HTTP:3000| app
    app -->|5432| db
    app -->|6379| cache
` + "```" + `

## What we agreed on

`

// speaker says of texts the states and what is asked of the last statements of the shop.
func speaker(t *testing.T) func(text string) string {
	t.Helper()
	words := lexicon(t)
	return func(text string) string {
		t.Helper()
		return saysOf(words, text)
	}
}

func lexicon(t testing.TB) *markdown.Lexicon {
	t.Helper()
	words, err := markdown.NewLexicon()
	if err != nil {
		t.Fatal(err)
	}
	return words
}

func saysOf(words *markdown.Lexicon, text string) string {
	reading, err := words.Read("shop.md", []byte(shop+text))
	if err != nil {
		return "error: " + err.Error()
	}
	first := strings.Count(shop, "\n")
	var states, asks []string
	for _, s := range reading.Statements {
		if s.Line > first && s.State != markdown.NotArchitecture {
			if !slices.Contains(states, string(s.State)) {
				states = append(states, string(s.State))
			}
			asks = append(asks, s.Asks...)
		}
	}
	doc, err := reading.Document(reading.Environments[len(reading.Environments)-1])
	if err != nil {
		return "error: " + err.Error()
	}
	return strings.TrimSpace(strings.Join(states, ",") + " " + strings.Join(valuesOf(doc, asks), " "))
}

// TestNothingIsTurnedRound: what a document says is asked as it is meant, or it is said that it is not; never the
// opposite, never a part of it as if it were all.
func TestNothingIsTurnedRound(t *testing.T) {
	says := speaker(t)
	for text, want := range map[string]string{
		// Said plainly.
		"- HTTP/2 is on.": "enforced load_balancer.http2=true",
		"- TLS 1.2 or newer is accepted by the load balancer.":                                 `enforced load_balancer.tls_minimum>=1.2`,
		"- Database backups are kept for 21 days.":                                             "enforced database.backup_retention_days>=21",
		"- Database backups are kept for three weeks.":                                         "enforced database.backup_retention_days>=21",
		"- Database backups are kept at most 3 days.":                                          "enforced database.backup_retention_days between 0,3",
		"- Database backups are kept for twenty-one days.":                                     "enforced database.backup_retention_days>=21",
		"- The service runs between three and six tasks.":                                      "enforced application.tasks between 3,6",
		"- The service runs 3 to 6 tasks.":                                                     "enforced application.tasks between 3,6",
		"- The service runs at least 5 tasks.":                                                 "enforced application.tasks>=5",
		"- The service scales up to 20 tasks.":                                                 "enforced application.tasks between 0,20",
		"- The idle timeout is twenty-five minutes.":                                           "enforced load_balancer.idle_timeout_seconds=1500",
		"- Scale out when CPU is above 60 %.":                                                  "enforced application.out_cpu=60",
		"- CPU > 60 % scales out.":                                                             "enforced application.out_cpu=60",
		"- The database is Multi-AZ, and has deletion protection.":                             "enforced database.multi_az=true database.deletion_protection=true",
		"| Component | Setting | Value |\n|---|---|---|\n| RDS | Multi-AZ | Yes |":             "enforced database.multi_az=true",
		"| Component | Setting | Value |\n|---|---|---|\n| RDS | Backup retention | 14 days |": "enforced database.backup_retention_days>=14",
		"- The month costs up to $500.":                                                        "enforced cost.monthly_usd=0-500",

		// Impossible.
		"- Database backups are kept for 60 days.":                       "ambiguous",
		"- The idle timeout is 9000 seconds.":                            "ambiguous",
		"- The tasks have 2 CPU units.":                                  "ambiguous",
		"| Setting | Value |\n|---|---|\n| Backup retention | 90 days |": "ambiguous",

		// Denied.
		"- HTTP/2 is off.":                                                                         "ambiguous",
		"- HTTP/2 isn't used.":                                                                     "ambiguous",
		"- HTTP/2 is turned off.":                                                                  "ambiguous",
		"- TLS 1.0 is rejected.":                                                                   "ambiguous",
		"- TLS 1.0 and 1.1 are disabled.":                                                          "ambiguous",
		"- We don't use Multi-AZ for the database.":                                                "ambiguous",
		"- Multi-AZ is off for the database.":                                                      "ambiguous",
		"- The database is Multi-AZ, except in the sandbox.":                                       "ambiguous",
		"- Multi-AZ: false for RDS.":                                                               "ambiguous",
		"- Is the database Multi-AZ?":                                                              "ambiguous",
		"- If money allows, the database is Multi-AZ.":                                             "ambiguous",
		"- A read replica instead of Multi-AZ for RDS.":                                            "ambiguous",
		"- Deletion protection of the database: no.":                                               "ambiguous",
		"- [ ] Multi-AZ database":                                                                  "understood",
		"- ~~Multi-AZ database~~":                                                                  "understood",
		"- <del>Multi-AZ database</del> and no more":                                               "",
		"We do not use:\n\n- Multi-AZ for the database\n":                                          "ambiguous",
		"Disabled for RDS:\n\n- deletion protection\n- Multi-AZ":                                   "understood,ambiguous",
		"### Not used\n\n- Multi-AZ for the database":                                              "ambiguous",
		"### Rejected alternatives\n\n- Multi-AZ for the database":                                 "understood",
		"| Component | Setting | Value |\n|---|---|---|\n| RDS | Multi-AZ | No |":                  "understood",
		"| Component | Setting | Value |\n|---|---|---|\n| RDS | Deletion protection | disabled |": "understood",
		"| Component | Setting | Value |\n|---|---|---|\n| RDS | Encryption at rest | ❌ |":         "understood",
		"| Thing | What | So |\n|---|---|---|\n| RDS | Multi-AZ | No |":                            "ambiguous",
		"| Thing | So |\n|---|---|\n| TLS 1.2 or newer | No |":                                     "not understood",

		"- HTTP is redirected to HTTPS in production only.":         "ambiguous",
		"- Deletion protection of the database is on until launch.": "ambiguous",
		"- The service runs 2 tasks per zone.":                      "not understood",
		"- The idle timeout is 60 s or so.":                         "ambiguous",

		// Not now.
		"- VPC flow logs will be enabled in Q3.":                       "understood",
		"- Multi-AZ for the database is planned.":                      "understood",
		"- We plan to make the database Multi-AZ.":                     "understood",
		"- The database was Multi-AZ.":                                 "ambiguous",
		"- Multi-AZ of the database is not yet there.":                 "understood",
		"| Setting | Value |\n|---|---|\n| Multi-AZ | Yes (planned) |": "understood",

		// Not wholly.
		"- Logs of the tasks have a retention of 30 days.":          "enforced application.log_retention=true application.log_retention_days=30",
		"- Database backups are kept for 7 days, snapshots for 30.": "in part database.backup_retention_days>=7",
		"- The database is Multi-AZ on db.r6g.large.":               "enforced database.multi_az=true database.instance_class=db.r6g.large",
		"- Backups of the database are kept about 7 days.":          "ambiguous",
		"- Backups of the database are kept 7 or 14 days.":          "ambiguous",
		"- The month costs $1,50.":                                  "ambiguous",
		"- The month costs €150.":                                   "ambiguous",
		"- The month costs $2k.":                                    "ambiguous",
		"- The month costs at least $100.":                          "ambiguous",
		"- RDS costs $100 a year.":                                  "ambiguous",

		"- The tasks write logs, 30 days of them kept in 12 groups, log retention is on.": "in part application.log_retention=true",
		"- The database is Multi-AZ on db.r6g.large or db.r6g.xlarge.":                    "ambiguous database.multi_az=true",

		// Demands of which nothing can be held.
		"- The ALB is internal only.":                             "enforced load_balancer.scheme=internal",
		"- The VPC is 10.99.0.0/16.":                              "contradiction vpc.cidr",
		"- There must not be any NAT gateway.":                    "not understood",
		"- One NAT gateway is shared.":                            "not understood",
		"- Two replicas.":                                         "not understood",
		"- Only the office 203.0.113.0/24 may reach the service.": "not understood",
		"- The application listens on port 8443.":                 "not understood",
		"- The database is MySQL.":                                "not understood",
		"- PostgreSQL 15.":                                        "enforced database.engine_version=15",
		"- HTTP is not redirected.":                               "not understood",
		"- Images are pulled from Docker Hub.":                    "not understood",
		"- Everything runs in eu-central-1.":                      "not understood",
		"<p>The database must be Multi-AZ.</p>":                   "not understood",

		// Nothing of the kind.
		"We meet on Mondays.": "",
	} {
		if got := says(text + "\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestEveryPhraseCanBeDenied: whatever words ask something, they ask it no more when they are denied, put off or asked
// about.
func TestEveryPhraseCanBeDenied(t *testing.T) {
	turners := []string{
		"%s is off.",
		"%s is disabled.",
		"%s isn't there.",
		"%s is rejected.",
		"We don't have %s.",
		"%s is not used.",
		"There will be %s in Q3.",
		"%s is planned.",
		"%s?",
		"%s, if money allows.",
		"%s was there once.",
		"No longer: %s.",
		"%s is missing.",
		"%s is unsupported.",
		"%s is recommended.",
	}
	all, err := markdown.Phrases()
	if err != nil {
		t.Fatal(err)
	}
	var phrases []string
	says := speaker(t)
	for _, p := range all {
		phrases = append(phrases, p.Says...)
	}
	for _, phrase := range phrases {
		plain := says(fmt.Sprintf("- RDS, ALB, ECS, Redis: %s.\n", phrase))
		if !strings.Contains(plain, "=") && !strings.Contains(plain, "between") {
			continue // asked of what the shop does not draw
		}
		var turned string
		for _, turner := range turners {
			turned += "- " + fmt.Sprintf(turner, "RDS, ALB, ECS, Redis: "+phrase) + "\n"
		}
		if got := says(turned); strings.Contains(got, "=") || strings.Contains(got, "between") {
			t.Errorf("%q denied asks %s", phrase, got)
		}
	}
}

// eachSays holds what texts are said to ask to how it is to begin.
func eachSays(t *testing.T, texts map[string]string) {
	t.Helper()
	says := speaker(t)
	for text, want := range texts {
		if got := says(text); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
