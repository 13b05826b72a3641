package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// AWS takes a NAT gateway as the gateway of a route, so that it is one there. What may be of one kind or another is
// neither, and what may lead to another zone's NAT gateway passes nothing.
func TestKindsOfGatewaysOfRoutes(t *testing.T) {
	const table = `aws_route_table.private["us-east-1a"]`
	toPartner := func(refs map[string][]string) pt.Edit {
		refs["route_table_id"] = []string{table + ".id", table, "aws_route_table.private"}
		return pt.Add("module.network", "aws_route", "partner",
			map[string]any{"destination_cidr_block": "198.51.100.0/24"}, refs)
	}
	nat := func(index string) []string {
		return []string{
			"aws_nat_gateway.this[" + index + "].id",
			"aws_nat_gateway.this[" + index + "]",
			"aws_nat_gateway.this",
		}
	}
	either := append(nat("0"), "aws_internet_gateway.this.id", "aws_internet_gateway.this")
	for name, c := range map[string]struct {
		refs             map[string][]string
		through, ownZone verdict.Status
	}{
		"its own zone's as the gateway":  {map[string][]string{"gateway_id": nat("0")}, verdict.Pass, verdict.Pass},
		"another zone's as the gateway":  {map[string][]string{"gateway_id": nat("1")}, verdict.Pass, verdict.Fail},
		"a NAT or an internet gateway":   {map[string][]string{"gateway_id": either}, verdict.Unknown, verdict.Unknown},
		"an internet gateway":            {map[string][]string{"gateway_id": either[3:]}, verdict.Fail, verdict.Pass},
		"something that nobody can tell": {map[string][]string{"gateway_id": {"local.hidden"}}, verdict.Unknown, verdict.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := judgePlan(t, pt.Load(t, "existing-prod").Apply(toPartner(c.refs)).JSON(), "--env", "prod")
			for rule, want := range map[string]verdict.Status{
				"network/private-subnets-through-nat":       c.through,
				"availability/private-subnets-own-zone-nat": c.ownZone,
			} {
				if got := statuses(
					r,
					rule,
				); !slices.Contains(got, want) ||
					want == verdict.Pass && len(got) != countOf(got, want) {
					t.Errorf("%s is %v, want %s", rule, got, want)
				}
			}
		})
	}
}

func countOf(all []verdict.Status, one verdict.Status) (n int) {
	for _, s := range all {
		if s == one {
			n++
		}
	}
	return n
}
