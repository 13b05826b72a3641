package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestFlows: a way that a sentence shows with arrows is one that a diagram shows, and what is on it and nowhere drawn
// is said.
func TestFlows(t *testing.T) {
	const endpoint = "\n\n```mermaid\ngraph LR\n  ep[VPC Endpoint]\n  fn[Lambda: nightly]\n```\n\n"
	for _, c := range []struct {
		text  string
		edges []string
		doubt string
	}{
		{"Internet → ALB → ECS Fargate → RDS.", nil, ""},
		{"- Request flow: Internet -> ALB:443 -> ECS:3000 -> RDS PostgreSQL:5432", nil, ""},
		{"1. User → Route 53 → ALB", nil, ""},
		{"- Lambda → RDS:5432", []string{"edge function -> database tcp 5432-5432"}, ""},
		{"- Lambda → RDS (5432)", []string{"edge function -> database tcp 5432-5432"}, ""},
		{"- `Lambda` --> `Redis`", []string{"edge function -> cache tcp 6379-6379"}, ""},
		{"- Lambda → ECS (port 9000) → VPC endpoint", []string{
			"edge application -> endpoint tcp 443-443", "edge function -> application tcp 9000-9000"}, ""},
		{"- ALB → ECS:8080", nil, "contradiction"},
		{"- Internet → Lambda", nil, "ambiguous"},
		{"- Lambda → the partner's mainframe", nil, "not understood"},
		{"- No traffic: Lambda → RDS", nil, "ambiguous"},
		{"- Lambda → RDS (planned)", nil, ""},
		{"- GitHub → ECR → ECS", nil, "not understood"},
		{"- ECS 2 → 10 tasks", nil, ""},
		{"- Lambda → RDS with 30 connections", []string{"edge function -> database tcp 5432-5432"}, "in part"},
		{"- All components may reach the endpoint.", nil, "not understood"},
		{"- The nightly job calls the endpoint.", nil, "not understood"},
		{"- It talks to the cache on 6379.", nil, "not understood"},
	} {
		base := summary(t, "shop.md", []byte(shop+endpoint))
		got := summary(t, "shop.md", []byte(shop+endpoint+c.text+"\n"))
		var edges []string
		doubt := ""
		for _, line := range got {
			switch {
			case slices.Contains(base, line):
			case strings.HasPrefix(line, "edge "):
				edges = append(edges, line)
			default:
				for _, state := range []string{"ambiguous", "contradiction", "in part", "not understood"} {
					if strings.HasPrefix(line, state) {
						doubt = state
					}
				}
			}
		}
		if !slices.Equal(edges, c.edges) || doubt != c.doubt {
			t.Errorf("%q: %q and %q, not %q and %q", c.text, edges, doubt, c.edges, c.doubt)
		}
	}
}
