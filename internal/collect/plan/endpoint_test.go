package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestEndpoints(t *testing.T) {
	const logs, unknown = "aws_vpc_endpoint.logs", "unknown: unresolved_reference"
	holdNouns(t, nounsOf(t, "endpoint", false), map[string]attributes{
		"aws_vpc_endpoint.sqs": {
			"service_name":    `"com.amazonaws.us-east-1.sqs"`,
			"endpoint_type":   `"Interface"`,
			"full_access":     "false",
			"private_dns":     "true",
			"subnets":         `["aws_subnet.private[0]","aws_subnet.private[1]"]`,
			"security_groups": `["aws_security_group.endpoints"]`,
		},
		logs: {
			"full_access":     "false",
			"private_dns":     "true",
			"subnets":         `["aws_subnet.private[0]"]`,
			"security_groups": `["aws_security_group.endpoints"]`,
		},
		"aws_vpc_endpoint.s3": {"endpoint_type": `"Gateway"`, "full_access": "true", "private_dns": "false"},
	})
	for name, c := range map[string]struct {
		edit pt.Edit
		want attributes
	}{
		"a policy of everything":      {pt.Set("aws_vpc_endpoint_policy.logs", "policy", `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`), attributes{"full_access": "true"}},
		"a policy of some endpoint":   {pt.Unknown("aws_vpc_endpoint_policy.logs", "vpc_endpoint_id"), attributes{"full_access": unknown}},
		"a name of some endpoint":     {pt.Unknown("aws_vpc_endpoint_private_dns.logs", "vpc_endpoint_id"), attributes{"private_dns": unknown}},
		"a subnet of some endpoint":   {pt.Unknown("aws_vpc_endpoint_subnet_association.logs", "vpc_endpoint_id"), attributes{"subnets": unknown}},
		"a group beside that of it":   {pt.Set("aws_vpc_endpoint_security_group_association.logs", "replace_default_association", false), attributes{"security_groups": `["aws_vpc.main (default security group)","aws_security_group.endpoints"]`}},
		"a group that is not told":    {pt.Unknown("aws_vpc_endpoint_security_group_association.logs", "security_group_id"), attributes{"security_groups": unknown}},
		"a policy that nobody writes": {pt.Unknown("aws_vpc_endpoint_policy.logs", "policy"), attributes{"full_access": "unknown: known_after_apply"}},
	} {
		t.Run(name, func(t *testing.T) {
			holdNouns(t, editedNouns(t, "endpoint", c.edit), map[string]attributes{logs: c.want})
		})
	}
}

func TestNetworkLoadBalancers(t *testing.T) {
	const own = `"use_load_balancer_configuration"`
	holdNouns(t, nounsOf(t, "network_balancer", false), map[string]attributes{
		"aws_lb.entrance": {
			"load_balancer_type": `"network"`,
			"cross_zone":         "true",
		},
		"aws_lb.plain":                  {"cross_zone": "false"},
		"aws_lb.application":            {"cross_zone": "true"},
		"aws_lb_target_group.instances": {"preserve_client_ip": "true", "cross_zone": own, "target_type": `"instance"`},
		"aws_lb_target_group.addresses": {
			"preserve_client_ip": "false",
			"cross_zone":         `"false"`,
			"target_type":        `"ip"`,
		},
		"aws_lb_target_group.asked": {"preserve_client_ip": "true"},
		"aws_lb_target_group.web":   {"preserve_client_ip": "false"},
		"aws_lb_listener.tls":       {"protocol": `"TLS"`, "ssl_policy": `"ELBSecurityPolicy-TLS13-1-2-2021-06"`},
	})
	for path, want := range map[string]string{"preserve_client_ip": "unknown: known_after_apply", "protocol": "unknown: known_after_apply", "target_type": "unknown: known_after_apply"} {
		a := editedNouns(t, "network_balancer", pt.Unknown("aws_lb_target_group.addresses", path))
		holdNouns(t, a, map[string]attributes{"aws_lb_target_group.addresses": {"preserve_client_ip": want}})
	}
	a := editedNouns(t, "network_balancer", pt.Unknown("aws_lb.entrance", "enable_cross_zone_load_balancing"))
	holdNouns(t, a, map[string]attributes{"aws_lb.entrance": {"cross_zone": "unknown: known_after_apply"}})
}
