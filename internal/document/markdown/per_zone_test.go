package markdown_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/document/markdown"
)

// TestNumbersOfEachZone: so many in each zone is not so many altogether.
func TestNumbersOfEachZone(t *testing.T) {
	const nat = "# Shop\n\n```mermaid\ngraph TB\n  subgraph a[\"Public subnets\"]\n    n[NAT Gateway]\n  end\n" +
		"  subgraph b[\"Private subnets\"]\n    api[\"API<br/>ECS Fargate\"]\n  end\n  api --> n\n```\n\n"
	const head = "| Setting | Value |\n|---|---|\n"
	for text, want := range map[string]string{
		head + "| NAT gateways | 1 per AZ |":                                  "enforced tiers.private.nat_per_zone",
		head + "| NAT gateways | one in each availability zone |":             "enforced tiers.private.nat_per_zone",
		head + "| NAT gateways | 2 |":                                         "enforced tiers.private.nat_gateways",
		"| Component | Redundancy |\n|---|---|\n| NAT Gateway | One per AZ |": "enforced tiers.private.nat_per_zone",
		head + "| Tasks | 2 per AZ |":                                         "not understood",
		head + "| Tasks | 2 tasks in each zone |":                             "not understood",
		head + "| Tasks | 2 |":                                                "enforced components.application.tasks",
		"| Component | Tasks |\n|---|---|\n| API | 2 per zone |":              "not understood",
	} {
		if got := lastOf(t, nat+text+"\n"); got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}

// TestLabelsAboutThings: what is about a thing of some kind is no other one of that kind.
func TestLabelsAboutThings(t *testing.T) {
	for text, want := range map[string]string{
		"graph TB\n  a[\"S3 raw bucket\"] --> b[\"S3 output bucket\"]\n  c[\"S3 SSE-KMS\"]":                                "bucket bucket",
		"graph TB\n  a[\"DynamoDB orders table\"] --> b[\"DynamoDB encryption at rest\"]":                                  "table",
		"graph TB\n  subgraph l[\"Lambda Service\"]\n    f[\"Lambda function\"]\n    c[\"Function configuration\"]\n  end": "function",
		"graph TB\n  subgraph l[\"ECS Deployment\"]\n    f[\"Rolling update\"]\n  end\n  s[\"ECS service\"]":               "service",
		"graph TB\n  subgraph l[\"ECS Cluster\"]\n    f[\"Orders\"]\n    g[\"Billing\"]\n  end":                            "service service",
	} {
		reading, err := markdown.Read("a.md", []byte("# A\n\n```mermaid\n"+text+"\n```\n"))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		doc, err := reading.Document("")
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, c := range doc.Components {
			kinds = append(kinds, c.Kind.Name)
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("%s\n  has %s, not %s", text, got, want)
		}
	}
	_, err := markdown.Read(
		"a.md",
		[]byte("# M\n\n## Outputs\n\n| Name | Description |\n|---|---|\n| alb_id | The ID of the ALB |\n"),
	)
	if err == nil {
		t.Error("the outputs of a module are components")
	}
}
