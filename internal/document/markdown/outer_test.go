package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

const inner = "# B2B and B2C\n\n```mermaid\ngraph TB\n  net((Internet)) -->|443| pub[Public ALB]\n  vpn((Partners)) --> int[Internal ALB]\n" +
	"  pub -->|3000| web[Web - ECS Fargate]\n  int -->|4000| b2b[B2B API - ECS Fargate]\n```\n\n"

// TestPublicAndInternal: of two load balancers the one that is called public and the one that is called internal are told
// apart by that, and the name asks nothing.
func TestPublicAndInternal(t *testing.T) {
	words := lexicon(t)
	for text, want := range map[string]string{
		"The public ALB is internet-facing and has a WAF.":          "components.load_balancer.web_acl",
		"The public load balancer has a WAF.":                       "components.load_balancer.web_acl",
		"The internal ALB must not be reachable from the internet.": "edges",
		"The internal ALB has access logs.":                         "components.internal.access_logs",
		"Both load balancers terminate TLS 1.2 or newer.":           "components.internal.tls_minimum",
		"The services run in the public subnets.":                   "",
	} {
		reading, err := words.Read("b2b.md", []byte(inner+text+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		last := reading.Statements[len(reading.Statements)-1]
		if want != "" && !slices.Contains(last.Asks, want) || want == "" && len(last.Asks) > 0 ||
			strings.Contains(strings.Join(last.Asks, " "), "internal") && strings.Contains(want, "web_acl") {
			t.Errorf("%q: %s %v %s, want %s", text, last.State, last.Asks, last.Detail, want)
		}
	}
}
