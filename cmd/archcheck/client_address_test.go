package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestClientAddresses: targets of a network load balancer without groups see its clients only where their target group
// preserves the clients' addresses. There a rule for the balancer alone keeps the clients out; elsewhere one for the
// clients lets in everybody, and nobody needs it.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
func TestClientAddresses(t *testing.T) {
	const group = "aws_lb_target_group.web"
	const rule = `module.security.aws_vpc_security_group_ingress_rule.this["0.0.0.0/0 web 8443"]`
	preserves := func(whether string) pt.Edit { return pt.Set(group, "preserve_client_ip", whether) }
	hidden, address := pt.Sensitive(group, "preserve_client_ip"), pt.Set(group, "target_type", "ip")
	balancer := pt.Set(rule, "cidr_ipv4", "10.40.0.0/23")
	for name, c := range map[string]struct {
		edits edits
		want  verdict.Status
	}{
		"as documented":             {nil, verdict.Pass},
		"said so":                   {edits{preserves("true")}, verdict.Pass},
		"not preserved":             {edits{preserves("false")}, verdict.Fail},
		"targets by address":        {edits{address}, verdict.Fail},
		"by address, over UDP too":  {edits{address, pt.Set(group, "protocol", "TCP_UDP")}, verdict.Pass},
		"nobody knows":              {edits{preserves("true"), hidden}, verdict.Unknown},
		"nobody knows, other ports": {edits{preserves("true"), hidden, pt.Set(rule, "from_port", 8442)}, verdict.Fail},
		"the balancer alone":        {edits{balancer}, verdict.Fail},
		"the balancer is seen":      {edits{balancer, preserves("false")}, verdict.Pass},
		"it alone, nobody knows":    {edits{balancer, preserves("true"), hidden}, verdict.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := judgeOwn(
				t,
				pt.Load(t, "arch-autoscaling-group").Apply(c.edits...).JSON(),
				stackSource("autoscaling-group"),
				"--architecture",
				stackDocument("autoscaling-group"),
				"--env",
				"prod",
			)
			var web []verdict.Status
			for _, v := range r.Verdicts {
				if v.Component == "web" && v.Rule == "security_groups/ingress" {
					web = append(web, v.Status)
				}
			}
			if !slices.Equal(web, []verdict.Status{c.want}) {
				t.Errorf("%v, want %s\n%s", web, c.want, messages(r))
			}
		})
	}
}
