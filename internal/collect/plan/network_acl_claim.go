package plan

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// networkACLAssociation adds a claim to a subnet. Where it is not decided which ACL or which subnet,
// each that it can be may claim each.
func networkACLAssociation(c *collector, in *instance) {
	acls, exact := c.networkACLs.of(c.ref(in, networkACLTypes(), "network_acl_id"))
	subnet := c.ref(in, subnetTypes(), "subnet_id")
	id, known := subnet.Get()
	for _, a := range acls {
		if exact && known {
			if !slices.Contains(a.Subnets.Items(), id) {
				a.Subnets = a.Subnets.With(id)
			}
			continue
		}
		a.Subnets = withCandidates(
			a.Subnets,
			model.Why{Reason: model.UnresolvedReference, Detail: in.address, Candidates: model.Candidates(subnet)},
		)
	}
}

// withCandidates marks a list as not whole: what it lacks is among the candidates of all reasons
// together, or anything where one has none.
func withCandidates(list model.List[string], why model.Why) model.List[string] {
	if list.IsWhole() {
		return list.Broken(why)
	}
	have := list.Why()
	if len(have.Candidates) == 0 || len(why.Candidates) == 0 {
		why.Candidates = nil
	} else {
		why.Candidates = sortedSet(slices.Concat(have.Candidates, why.Candidates))
	}
	return model.Part(why, list.Items()...)
}

// isOldClaim reports whether an ACL's list of subnets is what AWS showed before this plan: the
// author leaves it to associations.
func isOldClaim(in *instance) bool {
	return !in.created && !in.data && in.config != nil && in.expression("subnet_ids").kind == unset
}

// leaveOutOldClaims takes subnets away from ACLs that only had them before: their association
// goes, or another ACL claims them now.
func (c *collector) leaveOutOldClaims() {
	now := c.claimsNow()
	for _, in := range c.instances {
		a := c.networkACLs.byID[in.address]
		if a == nil || !isOldClaim(in) {
			continue
		}
		kept := model.Whole(slices.DeleteFunc(slices.Clone(a.Subnets.Items()), func(id string) bool {
			return !now[id][a.ID] && (len(now[id]) > 0 || c.claims[a.ID][id])
		})...)
		if !a.Subnets.IsWhole() {
			kept = kept.Broken(a.Subnets.Why())
		}
		a.Subnets = kept
	}
}

// claimsNow are the ACLs that claim a subnet as the author wrote it, by subnet.
func (c *collector) claimsNow() map[string]map[string]bool {
	now := map[string]map[string]bool{}
	for _, in := range c.instances {
		switch {
		case in.typ == "aws_network_acl_association":
			mark(
				now,
				c.ref(in, subnetTypes(), "subnet_id").Or(""),
				c.ref(in, networkACLTypes(), "network_acl_id").Or(""),
			)
		case c.networkACLs.byID[in.address] != nil && !isOldClaim(in):
			for _, id := range c.networkACLs.byID[in.address].Subnets.Items() {
				mark(now, id, in.address)
			}
		}
	}
	return now
}
