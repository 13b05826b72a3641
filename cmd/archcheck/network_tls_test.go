package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestNetworkBalancersTerminateTLS: a listener for TLS of a network load balancer is asked what one for HTTPS is.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-tls-listener.html
func TestNetworkBalancersTerminateTLS(t *testing.T) {
	const listener, old, new = "aws_lb_listener.this", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06"
	const exists, newer, certified = "encryption/https-listener", "encryption/tls-policy", "encryption/listener-certificate"
	speaks := func(protocol, policy string, certificates ...string) edits {
		all := edits{
			pt.Set(listener, "protocol", protocol),
			pt.Set(listener, "ssl_policy", policy),
			pt.Add("", "aws_acm_certificate", "this", map[string]any{"domain_name": "portal.example.com"}, written{}),
		}
		if len(certificates) > 0 {
			all = append(all, pt.Link(listener, "certificate_arn", certificates[0]+".arn", certificates[0]))
		}
		return all
	}
	for name, c := range map[string]struct {
		edits edits
		want  map[string]verdict.Status
	}{
		"a new policy": {speaks("TLS", new, "aws_acm_certificate.this"),
			map[string]verdict.Status{exists: verdict.Pass, newer: verdict.Pass, certified: verdict.Pass}},
		"an old policy": {speaks("TLS", old, "aws_acm_certificate.this"),
			map[string]verdict.Status{exists: verdict.Pass, newer: verdict.Fail, certified: verdict.Pass}},
		"no certificate":   {speaks("TLS", new), map[string]verdict.Status{exists: verdict.Pass, certified: verdict.Fail}},
		"what it hands on": {nil, map[string]verdict.Status{exists: verdict.Fail}},
		"nobody knows": {edits{pt.Computed(listener, "protocol")},
			map[string]verdict.Status{exists: verdict.Unknown, newer: verdict.Unknown}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join(mototest.Root(), stacks()["autoscaling-group"]))
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "tls.yaml")
			write(t, file, []byte(strings.Replace(
				string(text),
				"groups: false",
				`groups: false, https_listener: true, tls_minimum: "1.2"`,
				1,
			)))
			r, _ := judgePlan(
				t,
				pt.Load(t, "arch-autoscaling-group").Apply(c.edits...).JSON(),
				"--architecture",
				file,
				"--env",
				"prod",
			)
			for rule, want := range c.want {
				if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{want}) {
					t.Errorf("%s %v, want %s", rule, got, want)
				}
			}
		})
	}
}
