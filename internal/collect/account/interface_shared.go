package account

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// gapsOfSharedVPCs tells what this account is not shown of a VPC in which another one lets it
// run things: a participant sees subnets, their route tables and ACLs, and its own resources.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
func (r *region) gapsOfSharedVPCs() {
	used := r.usedVPCs()
	for _, vpc := range slices.Sorted(maps.Keys(r.wires.foreign)) {
		if !used[vpc] {
			continue
		}
		owner := r.wires.foreign[vpc]
		for _, hidden := range []string{"interfaces", "internet_gateways", "nat_gateways", "vpc_endpoints", "peering_connections", "transit_gateway_attachments", "flow_logs"} {
			r.a.Gaps = append(
				r.a.Gaps,
				model.Gap{
					Collection: hidden,
					Reason:     model.NotManaged,
					Detail: lastPart(vpc) + " belongs to account " + owner +
						", so that " + strings.ReplaceAll(hidden, "_", " ") + " of others in it are not shown to this one; scan account " + owner + " too",
				},
			)
		}
	}
}

// usedVPCs are those in whose subnets something is.
func (r *region) usedVPCs() map[string]bool {
	vpcOf := map[string]string{}
	for _, s := range r.a.Subnets {
		vpcOf[s.ID] = s.VPC.Or("")
	}
	used := map[string]bool{}
	r.a.EachPlaced(func(_ string, noun model.Placed) {
		for _, subnet := range noun.Place().Subnets.Items() {
			used[vpcOf[subnet]] = true
		}
	})
	return used
}
