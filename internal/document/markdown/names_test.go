package markdown_test

import (
	"strings"
	"testing"
)

// TestNamesOfSeveralKinds: what a name is of, the word behind it says.
func TestNamesOfSeveralKinds(t *testing.T) {
	const drawn = "# Shop\n\n```mermaid\ngraph LR\n  alb[Application Load Balancer] -->|8080| api[Orders API - ECS Fargate]\n" +
		"  api -->|5432| db[(Orders DB - RDS PostgreSQL)]\n  w[Worker - ECS Fargate] -->|5432| db\n  api --> q[[Worker queue - SQS]]\n```\n\n## Data\n\n"
	for sentence, want := range map[string]string{
		"Only the Orders API and the Worker may reach the Orders DB.":                "enforced",
		"Nothing except the Orders API and the Worker may connect to the Orders DB.": "enforced",
		"Only the Worker may reach the Orders database.":                             "contradiction",
		"The Worker queue is encrypted at rest.":                                     "components.queue.encrypted",
		"The Orders DB and the Worker queue are encrypted at rest.":                  "components.database.encrypted components.queue.encrypted",
	} {
		said := lastOf(t, drawn+sentence+"\n")
		if !strings.Contains(said, want) {
			t.Errorf("%s: %s, want %s", sentence, said, want)
		}
	}
}
