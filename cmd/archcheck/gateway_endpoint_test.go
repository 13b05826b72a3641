package main

import (
	"os"
	"path/filepath"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestGatewayEndpoint: one that is documented has no network interfaces, is no end of a way, and is judged all the same.
func TestGatewayEndpoint(t *testing.T) {
	document := filepath.Join(t.TempDir(), "architecture.yaml")
	text := "version: 2\nbase:\n  components:\n    way: {kind: endpoint, service: s3, full_access: true}\nenvironments: {prod: {}}\n"
	if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	plan := pt.Load(t, "ok-prod").Apply(pt.Add(
		"module.network",
		"aws_vpc_endpoint",
		"s3",
		map[string]any{"service_name": "com.amazonaws.us-east-1.s3", "vpc_endpoint_type": "Gateway"},
		written{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
	)).JSON()
	r, _ := judgePlan(t, plan, "--env", "prod", "--architecture", document)
	for _, rule := range []string{"network/endpoint-service", "network/endpoint-policy"} {
		if got := worst(statuses(r, rule)); got != verdict.Pass {
			t.Errorf("%s: %s\n%s", rule, got, messages(r))
		}
	}
}
