package markdown_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// groupList is a document whose rules stand in a list, an item for each group.
const groupList = `# Network

` + "```mermaid" + `
graph LR
  net((Internet)) --> alb[Public ALB]
  alb --> gw[gateway service<br/>ECS Fargate]
  gw --> orders[orders service<br/>ECS Fargate]
  orders --> odb[(RDS MySQL)]
` + "```" + `

## Security groups

`

// TestGroupsInALists: an item of a list that begins with the name of a group states its rules.
func TestGroupsInALists(t *testing.T) {
	list := strings.Join([]string{
		"- **alb-sg**: inbound 443 from 0.0.0.0/0; outbound 8080 to gateway-sg",
		"- **gateway-sg**: inbound 8080 from alb-sg; outbound 9001 to orders-sg, 443 to 0.0.0.0/0",
		"- `orders-sg`: Inbound 9001 from gateway-sg. Outbound 3306 to rds-sg.",
		"- RDS security group: ingress 3306 from orders-sg, no egress",
	}, "\n")
	reading, err := markdown.Read("network.md", []byte(groupList+list+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := reading.Document(reading.Environments[0])
	if err != nil {
		t.Fatal(err)
	}
	var edges []string
	for _, line := range documentLines(doc) {
		if strings.HasPrefix(line, "edge ") || strings.HasPrefix(line, "nothing more") {
			edges = append(edges, line)
		}
	}
	slices.Sort(edges)
	want := []string{
		"edge gateway -> internet tcp 443-443",
		"edge gateway -> orders tcp 9001-9001",
		"edge internet -> load_balancer tcp 443-443",
		"edge load_balancer -> gateway tcp 8080-8080",
		"edge orders -> database tcp 3306-3306",
		"nothing more",
	}
	if !slices.Equal(edges, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(edges, "\n     "), strings.Join(want, "\n     "))
	}
	for _, s := range reading.Statements {
		if s.State.IsDoubt() {
			t.Errorf("%d %s: %s (%s)", s.Line, s.State, s.Text, s.Detail)
		}
	}
}

// TestGroupsInAListThatNobodyKnows: what is not known of a list of groups leaves open what more there may be.
func TestGroupsInAListThatNobodyKnows(t *testing.T) {
	for item, want := range map[string]string{
		"- **billing-sg**: inbound 443 from alb-sg":         "ambiguous",
		"- **gateway-sg**: inbound 8080 from billing-sg":    "ambiguous",
		"- **gateway-sg**: inbound 8080 except from alb-sg": "ambiguous",
		"- **gateway-sg**: used by the gateway":             "not understood",
		"- **orders-sg**: no inbound":                       "contradiction",
	} {
		if got, _, _ := strings.Cut(lastOf(t, groupList+item+"\n"), " components"); got != want {
			t.Errorf("%s\n  got  %s\n  want %s", item, got, want)
		}
	}
}
