package markdown_test

import (
	"strings"
	"testing"
)

// TestSeries: "instance 1" to "instance N" are copies of one component, whatever class their labels name.
func TestSeries(t *testing.T) {
	text := "# Web\n\n```mermaid\ngraph TB\n  alb[ALB] --> a & b & c\n  a[EC2 Instance 1 t3 micro]\n  b[EC2 Instance 2 t3 micro]\n" +
		"  c[EC2 Instance N t3 micro]\n```\n"
	var got []string
	for _, line := range summary(t, "web.md", []byte(text)) {
		if strings.HasPrefix(line, "component") {
			got = append(got, line)
		}
	}
	if strings.Join(got, ",") != "component instances instances,component load_balancer load_balancer" {
		t.Error(got)
	}
}
