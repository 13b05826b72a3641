package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// A regional NAT gateway of version 6 names a VPC and no subnet: it is in none that could be named, and in its VPC.
func TestRegionalNATGateway(t *testing.T) {
	const address = "module.network.aws_nat_gateway.this[0]"
	a := collected(
		t,
		pt.Set(address, "availability_mode", "regional"),
		pt.Set(address, "subnet_id", nil),
		pt.Express(address, "subnet_id"),
		pt.Set(address, "allocation_id", nil),
		pt.Express(address, "allocation_id"),
		pt.Link(address, "vpc_id", "aws_vpc.this.id", "aws_vpc.this"),
		pt.Set(address, "availability_zone_address", []any{map[string]any{"availability_zone": "us-east-1a"}}),
		pt.Link(
			address,
			"availability_zone_address.0.allocation_ids",
			"aws_eip.nat[0].id",
			"aws_eip.nat[0]",
			"aws_eip.nat",
		),
	)
	i := slices.IndexFunc(a.NATGateways, func(n model.NATGateway) bool { return n.ID == address })
	n := a.NATGateways[i]
	if n.Subnet.IsKnown() || n.Subnet.Why().Reason != model.Unsupported ||
		len(model.Candidates(n.Subnet)) != len(a.Subnets) {
		t.Errorf("%v of %v", n.Subnet, model.Candidates(n.Subnet))
	}
	if !n.Addresses.IsWhole() || !slices.Equal(n.Addresses.Items(), []string{"module.network.aws_eip.nat[0]"}) {
		t.Errorf("%v, %v", n.Addresses.Items(), n.Addresses.Why())
	}
}
