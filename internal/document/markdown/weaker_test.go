package markdown_test

import (
	"strings"
	"testing"
)

// TestNothingElseThanWritten: what a text says of one environment, with a footnote, in a picture, behind a link or of
// several versions is not asked as if it said it plainly.
func TestNothingElseThanWritten(t *testing.T) {
	const head = "| Setting | Value |\n|---|---|\n"
	const rules = "| Source | Destination | Protocol | Port |\n|---|---|---|---|\n"
	for text, want := range map[string]string{
		head + "| Multi-AZ | Yes (prod only) |\n":                                      "ambiguous",
		head + "| Multi-AZ (prod) | Yes |\n":                                           "ambiguous",
		head + "| Backup retention | 7 days (dev: 1 day) |\n":                          "ambiguous",
		head + "| Tasks | 2 / 4 |\n":                                                   "ambiguous",
		head + "| Tasks | 2-4 / 4-8 |\n":                                               "ambiguous",
		head + "| Multi-AZ | Yes* |\n\n\\* only from phase 2\n":                        "in part database.multi_az=true",
		head + "| Multi-AZ | Yes[^1] |\n\n[^1]: Only where it matters.\n":              "in part database.multi_az=true",
		"- The database is Multi-AZ¹.":                                                 "in part database.multi_az=true",
		"- RDS is Multi-AZ (prod only).":                                               "ambiguous",
		"- Prod only: RDS is Multi-AZ.":                                                "ambiguous",
		"- The database may only be reached by the service.":                           "enforced",
		"- The database may be reached by nobody else.":                                "not understood",
		"- The service may only be reached on port 3000.":                              "not understood",
		"- The service could not be reached from the office.":                          "not understood",
		"- The database may be Multi-AZ.":                                              "understood",
		head + "| Monthly cost | $400-600 |\n":                                         "enforced cost.monthly_usd=400-600",
		"| | Dev | Prod |\n|---|---|---|\n| Monthly cost | ~$80 | $400–600 |\n":        "enforced cost.monthly_usd=400-600",
		"```mermaid\narchitecture-beta\n  service db(database)[RDS MySQL]\n```":        "not understood",
		"```mermaid\nC4Container\n  ContainerDb(db, \"Database\", \"RDS MySQL\")\n```": "not understood",
		"```mermaid\npie\n  \"Cats\" : 40\n```":                                        "understood",
		"- The service is used to reach the database.":                                 "not understood",
		"- RDS used to be Multi-AZ.":                                                   "understood",
		"| | Dev | Prod |\n|---|---|---|\n| Multi-AZ | No | Sí |\n":                    "enforced database.multi_az=true",
		"| | Dev | Prod |\n|---|---|---|\n| Multi-AZ | Non | Oui |\n":                  "enforced database.multi_az=true",
		"| | Dev | Prod |\n|---|---|---|\n| Multi-AZ | No | Tak |\n":                   "not understood",
		"| | Dev | Prod |\n|---|---|---|\n| Löschschutz | Nein | Ja |\n":               "not understood",
		"| | Dev | Prod |\n|---|---|---|\n| Kosten im Monat | 80 $ | 500 $ |\n":        "enforced cost.monthly_usd=500-500",
		"| | Dev | Prod |\n|---|---|---|\n| Branch | develop | main |\n":               "",
		head + "| Tasks | 2 bis 8 |\n":                                                 "enforced application.tasks between 2,8",
		head + "| Tasks | 2 à 8 |\n":                                                   "enforced application.tasks between 2,8",
		head + "| Tasks | 2 noch 8 |\n":                                                "ambiguous",
		"- Verschlüsselung at rest ist für RDS aktiv.":                                 "not understood",
		"- RDS 已加密":                                                              "not understood",
		rules + "| ECS | ECS | TCP | 7946 |\n":                                   "enforced,understood edges",
		rules + "| ALB | ECS | TCP | 3000 (prod only) |\n":                       "ambiguous",
		rules + "| ~~ALB~~ | ~~ECS~~ | ~~TCP~~ | ~~9000~~ |\n":                   "understood",
		"- SSH is never allowed.":                                                "not understood",
		"- Encryption at rest with AES-256 for RDS.":                             "enforced database.encrypted=true",
		"- RDS: publicly accessible = no":                                        "enforced database.public=false edges",
		"- ![RDS Multi-AZ](multi-az.png)":                                        "not understood",
		"- [RDS Multi-AZ](https://docs.aws.amazon.com/multi-az)":                 "understood",
		"- See [how RDS Multi-AZ works](x.md).":                                  "understood",
		"- RDS is [Multi-AZ](https://docs.aws.amazon.com/multi-az).":             "enforced database.multi_az=true",
		"- RDS moved away from Multi-AZ.":                                        "ambiguous",
		"- RDS Multi-AZ is too expensive.":                                       "ambiguous",
		"- RDS PostgreSQL 15 or newer":                                           "ambiguous",
		"- RDS PostgreSQL 15 to 16":                                              "ambiguous",
		"- Upgrade RDS from PostgreSQL 14 to 16":                                 "ambiguous",
		"| Setting | Production |\n|---|---|\n| Multi-AZ | Yes |\n":              "enforced database.multi_az=true",
		"| Setting | Production |\n|---|---|\n| Multi-AZ | Yes (not in dev) |\n": "ambiguous",
		"| Setting | Dev / Prod |\n|---|---|\n| Tasks | 2 / 4 |\n":               "enforced application.tasks=4 application.tasks=4",
		"| Setting | Dev / Prod |\n|---|---|\n| Multi-AZ | No / Yes |\n":         "enforced database.multi_az=true",
		"| Setting | Dev/Prod |\n|---|---|\n| Tasks | 2 |\n":                     "enforced application.tasks=2 application.tasks=2",
		"| Setting | Dev / Prod |\n|---|---|\n| Tasks | 2 / 4 / 6 |\n":           "ambiguous",
		"- Dev\n  - RDS backup retention: 1 day\n- Prod\n  - RDS is Multi-AZ\n":  "enforced database.backup_retention_days database.multi_az=true",
	} {
		if got := saysOf(t, text); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %s, not %s", text, got, want)
		}
	}
}
