package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// networkACLAssociation adds a claim to a subnet. Where it is not decided which ACL or which subnet,
// each that it can be may claim each.
func networkACLAssociation(c *collector, in *read.Instance) {
	acls, exact := c.networkACLs.of(c.Ref(in, networkACLTypes(), "network_acl_id"))
	subnet := c.Ref(in, subnetTypes(), "subnet_id")
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
			model.Why{Reason: model.UnresolvedReference, Detail: in.Address, Candidates: model.Candidates(subnet)},
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
		why.Candidates = read.SortedSet(slices.Concat(have.Candidates, why.Candidates))
	}
	return model.Part(why, list.Items()...)
}

// isOldClaim reports whether an ACL's list of subnets is what AWS showed before this plan: the
// author leaves it to associations.
func isOldClaim(in *read.Instance) bool {
	return !in.Created && !in.Data && in.Config != nil && in.Expression("subnet_ids").Kind == read.Unset
}

// leaveOutOldClaims takes subnets away from ACLs that only had them before: their association
// goes, or another ACL claims them now.
func (c *collector) leaveOutOldClaims() {
	now := c.claimsNow()
	for _, in := range c.Instances {
		a := c.networkACLs.byID[in.Address]
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
	for _, in := range c.Instances {
		switch {
		case in.Type == "aws_network_acl_association":
			mark(
				now,
				c.Ref(in, subnetTypes(), "subnet_id").Or(""),
				c.Ref(in, networkACLTypes(), "network_acl_id").Or(""),
			)
		case c.networkACLs.byID[in.Address] != nil && !isOldClaim(in):
			for _, id := range c.networkACLs.byID[in.Address].Subnets.Items() {
				mark(now, id, in.Address)
			}
		}
	}
	return now
}
