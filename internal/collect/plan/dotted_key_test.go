package plan_test

import (
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
)

// TestKeysBehindDots: a module's instance by for_each may be named with a dot, `module.net.a.id`; where the call has no
// such key, it is an output.
func TestKeysBehindDots(t *testing.T) {
	const text = `{
	"format_version": "1.2", "terraform_version": "1.11.4", "complete": true, "applyable": true,
	"resource_changes": [
		{"address": "module.net[\"a\"].aws_subnet.s", "module_address": "module.net[\"a\"]", "mode": "managed", "type": "aws_subnet", "name": "s",
			"change": {"actions": ["create"], "after": {"cidr_block": "10.0.1.0/24"}, "after_unknown": {"id": true}}},
		{"address": "module.net[\"b\"].aws_subnet.s", "module_address": "module.net[\"b\"]", "mode": "managed", "type": "aws_subnet", "name": "s",
			"change": {"actions": ["create"], "after": {"cidr_block": "10.0.2.0/24"}, "after_unknown": {"id": true}}},
		{"address": "aws_nat_gateway.n", "mode": "managed", "type": "aws_nat_gateway", "name": "n",
			"change": {"actions": ["create"], "after": {}, "after_unknown": {"id": true, "subnet_id": true}}}],
	"configuration": {"root_module": {
		"resources": [{"address": "aws_nat_gateway.n", "mode": "managed", "type": "aws_nat_gateway", "name": "n", "provider_config_key": "aws",
			"expressions": {"subnet_id": {"references": ["REFERENCE", "module.net"]}}}],
		"module_calls": {"net": {"source": "./net", "for_each_expression": {}, "module": {
			"outputs": {"id": {"expression": {"references": ["aws_subnet.s.id", "aws_subnet.s"]}}},
			"resources": [{"address": "aws_subnet.s", "mode": "managed", "type": "aws_subnet", "name": "s", "provider_config_key": "aws"}]}}}}}}`
	for reference, want := range map[string]string{
		"module.net.b.id":      `module.net["b"].aws_subnet.s`,
		`module.net[\"a\"].id`: `module.net["a"].aws_subnet.s`,
		"module.net.c.id":      "",
		"module.net.b":         "",
	} {
		a, err := plan.Collect([]byte(strings.Replace(text, "REFERENCE", reference, 1)), plan.Options{Name: "dotted"})
		if err != nil {
			t.Fatal(err)
		}
		if got := subnetsOf(a, "aws_nat_gateway.n"); got != want {
			t.Errorf("%s: %s, want %s", reference, got, want)
		}
	}
}
