package main

import (
	"os"
	"path/filepath"
	"strings"
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

// TestEdgeToAGatewayEndpoint: no security group stands before it, so that who may reach it is said by the other end.
func TestEdgeToAGatewayEndpoint(t *testing.T) {
	document := filepath.Join(t.TempDir(), "architecture.yaml")
	text := "version: 2\nbase:\n  components:\n    way: {kind: endpoint, service: s3}\n    app: {kind: service}\n" +
		"  edges: [app -> way:443]\nenvironments: {prod: {}}\n"
	if err := os.WriteFile(document, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	gateway := pt.Add(
		"module.security",
		"aws_vpc_endpoint",
		"s3",
		map[string]any{"service_name": "com.amazonaws.us-east-1.s3", "vpc_endpoint_type": "Gateway"},
		written{"vpc_id": {"var.vpc_id"}},
	)
	other := pt.Add(
		"module.security",
		"aws_vpc_endpoint",
		"other",
		map[string]any{"service_name": "com.amazonaws.us-east-1.dynamodb", "vpc_endpoint_type": "Gateway"},
		written{"vpc_id": {"var.vpc_id"}},
	)
	byList := func(endpoint string) pt.Edit {
		return pt.Add(
			"module.security",
			"aws_vpc_security_group_egress_rule",
			"listed",
			map[string]any{"from_port": 443, "to_port": 443, "ip_protocol": "tcp"},
			written{
				"security_group_id": ref("aws_security_group.app", "id"),
				"prefix_list_id":    ref(endpoint, "prefix_list_id"),
			},
		)
	}
	out := pt.Remove("module.security.aws_vpc_security_group_egress_rule.app_https")
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  bool
	}{
		"let out by its group": {[]pt.Edit{gateway}, false},
		"not let out":          {[]pt.Edit{gateway, out}, true},
		"let out by its list":  {[]pt.Edit{gateway, out, byList("aws_vpc_endpoint.s3")}, false},
		"let out by another's": {[]pt.Edit{gateway, other, out, byList("aws_vpc_endpoint.other")}, false},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, "ok-prod").Apply(c.edits...).JSON(),
			"--env",
			"prod",
			"--architecture",
			document,
		)
		missing, beyond := false, false
		for _, v := range r.Verdicts {
			if v.Rule == "security_groups/ingress" && v.Component == "way" && v.Status != verdict.Pass {
				t.Errorf("%s: %s %s", name, v.Status, v.Message)
			}
			missing = missing ||
				v.Rule == "security_groups/application-egress" && strings.Contains(v.Message, "missing:")
			beyond = beyond ||
				v.Rule == "security_groups/application-egress" && strings.Contains(v.Message, "listed")
		}
		if missing != c.want || beyond != strings.Contains(name, "another") {
			t.Errorf("%s: the way out is missing: %v, too much: %v", name, missing, beyond)
		}
	}
}
