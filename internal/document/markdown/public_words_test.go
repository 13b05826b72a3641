package markdown_test

import "testing"

// TestWordsOfOthers: what people write of something else, in words that requirements have too, asks nothing.
func TestWordsOfOthers(t *testing.T) {
	const drawn = "```mermaid\ngraph TB\n    files[\"S3 bucket\"]\n    tasks[\"ECS Fargate\"] --> files\n```\n\n"
	const steps = "```mermaid\ngraph TD\n  a[\"deploy.sh\"] --> b{\"Ready?\"}\n"
	for text, want := range map[string]string{
		drawn + "Artifact versioning and tagging.":                                                                   "",
		drawn + "Module versioning.":                                                                                 "",
		drawn + "### S3\n\n- Versioning enabled for data protection.":                                                "enforced bucket.versioning=true",
		drawn + "The bucket has versioning.":                                                                         "enforced bucket.versioning=true",
		"Route53 health checks and failover routing.":                                                                "",
		"Route 53 health checks for global failover.":                                                                "",
		"Auto Scaling health checks (EC2 + ELB).":                                                                    "",
		"ECS health checks: Docker HEALTHCHECK instruction.":                                                         "",
		"Canary deployments with automatic rollback.":                                                                "",
		"The Application Load Balancer (ALB) is in the web subnets.":                                                 "",
		steps + "  b -->|Yes| c[\"4. AutoScaling Stack\"]\n  c --> d[\"Launch EC2 Instances\"]\n```":                 "",
		steps + "  w[WAF] -->|Findings| h[Security Hub]\n```":                                                        "",
		"| Component | Communicates With | Protocol/Port |\n|---|---|---|\n| Tasks | Orders database | MySQL/3306 |": "",
	} {
		got := asksOf(t, text)
		if want == "" && len(got) > 8 && (got[:8] == "enforced" || got[:7] == "in part") || want != "" && got != want {
			t.Errorf("%q\n  got  %s\n  want %s", text, got, want)
		}
	}
}
