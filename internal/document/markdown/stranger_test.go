package markdown_test

import "testing"

// strangers is a document with boxes that nothing says what they are.
const strangers = `# Orders

` + "```mermaid" + `
graph TB
    internet((Internet)) -->|443| alb["Application Load Balancer"]
    alb -->|8080| asg["EC2 Auto Scaling group"]
    asg -->|514| log["Syslog server (10.9.0.5)"]
    asg -->|5432| db[("RDS PostgreSQL")]
    asg -->|9000| api["Billing API"]
` + "```" + `

`

// TestStrangersAreNobodyElse: what is drawn, and nothing says what it is, is not the only one of the kind that its name
// has a word for.
func TestStrangersAreNobodyElse(t *testing.T) {
	for text, want := range map[string]string{
		"| Source | Destination | Port |\n|---|---|---|\n| EC2 | Syslog server | 514 |": "ambiguous",
		"| Source | Destination | Port |\n|---|---|---|\n| EC2 | syslog server | 514 |": "ambiguous",
		"The syslog server runs 2 instances.":                                           "not understood",
		"The servers use IMDSv2.":                                                       "enforced components.instances.imds_v2",
		"The syslog server uses IMDSv2.":                                                "not understood",
	} {
		if got := lastOf(t, strangers+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
