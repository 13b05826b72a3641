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
