package markdown_test

import (
	"slices"
	"strings"
	"testing"
)

// TestEndpointsByService: endpoints of several services are several components, each asked the service that its label
// names.
func TestEndpointsByService(t *testing.T) {
	text := "# Net\n\n```mermaid\ngraph LR\n  app[ECS Fargate] --> a & b & c & d\n  subgraph \"VPC Endpoints\"\n" +
		"    a[Secrets Manager]\n    b[ECR API]\n    c[CloudWatch Logs]\n    d[S3 Gateway]\n  end\n```\n\n" +
		"```mermaid\ngraph LR\n  app[ECS Fargate] --> e[\"Secrets Manager<br/>Interface Endpoint\"]\n```\n"
	var got []string
	for _, line := range summary(t, "net.md", []byte(text)) {
		if strings.Contains(line, "endpoint") && !strings.HasPrefix(line, "edge") {
			got = append(got, line)
		}
	}
	want := []string{
		"component ecr_api_endpoint endpoint", "ecr_api_endpoint.service = [ecr.api]",
		"component logs_endpoint endpoint", "logs_endpoint.service = [logs]",
		"component secretsmanager_endpoint endpoint", "secretsmanager_endpoint.service = [secretsmanager]",
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if says := saysOf(
		lexicon(t),
		"The task logs are kept for 30 days.\n",
	); !strings.HasPrefix(
		says,
		"enforced application",
	) {
		t.Error(says)
	}
}

// TestEndpointsInOneBox: a box for several endpoints is one for each, with the arrows of all.
func TestEndpointsInOneBox(t *testing.T) {
	for label, want := range map[string][]string{
		"VPC endpoints ecr.api / ecr.dkr":              {"ecr.api", "ecr.dkr"},
		"VPC Endpoints<br/>ECR API, ECR DKR, Logs":     {"ecr.api", "ecr.dkr", "logs"},
		"Interface endpoints: Secrets Manager and KMS": {"kms", "secretsmanager"},
		"VPC endpoint for Secrets Manager":             {"secretsmanager"},
		"VPC endpoint com.amazonaws.eu-west-1.ecr.dkr": {"ecr.dkr"},
	} {
		text := "# Net\n\n```mermaid\ngraph LR\n  app[ECS Fargate] -->|443| e[\"" + label + "\"]\n" +
			"  subgraph p[\"Private subnets\"]\n    e\n  end\n```\n"
		var services, edges []string
		for _, line := range summary(t, "net.md", []byte(text)) {
			if _, service, ok := strings.Cut(line, ".service = ["); ok {
				services = append(services, strings.TrimSuffix(service, "]"))
			}
			if strings.HasPrefix(line, "edge ") {
				edges = append(edges, line)
			}
		}
		slices.Sort(services)
		if !slices.Equal(services, want) || len(edges) != len(want) {
			t.Errorf("%s: %q, edges %q", label, services, edges)
		}
	}
}
