package network

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// acls finds the network ACL of a subnet.
type acls struct {
	associated map[string][]*model.NetworkACL
	defaults   map[string]*model.NetworkACL
	open       []*model.NetworkACL
	gap        *model.Gap
}

func findACLs(ix *wiring.Index) *acls {
	found := acls{
		map[string][]*model.NetworkACL{},
		map[string]*model.NetworkACL{},
		nil,
		ix.Model.GapFor("network_acls"),
	}
	for i := range ix.Model.NetworkACLs {
		acl := &ix.Model.NetworkACLs[i]
		for _, id := range acl.Subnets.Items() {
			found.associated[id] = append(found.associated[id], acl)
		}
		if acl.Default.Or(false) {
			found.defaults[acl.VPC.Or("")] = acl
		}
		if !acl.Subnets.IsWhole() {
			found.open = append(found.open, acl)
		}
	}
	return &found
}

// of are the ACLs that can be a subnet's: those that claim it, else the default one of its VPC,
// and those that may claim it. AWS keeps one, and which is not known where why is set: then an
// answer counts only if it is the same with each. Without any, why says why.
func (found *acls) of(s *model.Subnet) (all []*model.NetworkACL, why *model.Why) {
	if found.gap != nil {
		why := found.gap.Why()
		return nil, &why
	}
	all = slices.Clone(found.associated[s.ID])
	vpc, known := s.VPC.Get()
	if len(all) == 0 && !known {
		why := s.VPC.Why()
		return nil, &why
	}
	if len(all) > 1 {
		why = &model.Why{
			Reason: model.KnownAfterApply,
			Detail: "which of the network ACLs that claim " + s.ID + " it ends up with: " + strings.Join(
				ids(all),
				", ",
			),
		}
	} else if acl := found.defaults[vpc]; len(all) == 0 && acl != nil {
		all = append(all, acl)
	} else if len(all) == 0 {
		return nil, &model.Why{Reason: model.NotInSource, Detail: "the network ACL of " + s.ID + " was not read"}
	}
	for _, acl := range found.open {
		if !slices.Contains(all, acl) && mayClaim(acl, s) {
			all = append(all, acl)
			if open := acl.Subnets.Why(); why == nil {
				why = &open
			}
		}
	}
	return all, why
}

func mayClaim(acl *model.NetworkACL, s *model.Subnet) bool {
	candidates := acl.Subnets.Why().Candidates
	elsewhere := acl.VPC.IsKnown() && s.VPC.IsKnown() && acl.VPC.Or("") != s.VPC.Or("")
	return !elsewhere && (len(candidates) == 0 || slices.Contains(candidates, s.ID))
}

func ids(all []*model.NetworkACL) (names []string) {
	for _, acl := range all {
		names = append(names, acl.ID)
	}
	return names
}

// passingAny is what the one of several ACLs lets through that a subnet has: what all of them do
// in the sure view, what any does in the possible one.
func (v *view) passingAny(all []*model.NetworkACL, ingress bool) []box {
	boxes := v.passing(all[0], ingress)
	for _, acl := range all[1:] {
		if more := v.passing(acl, ingress); v.possible {
			boxes = slices.Concat(boxes, more)
		} else {
			boxes = common(boxes, more)
		}
	}
	return boxes
}

// common is what both of two lists of boxes let through.
func common(all, others []box) (both []box) {
	for _, a := range all {
		for _, b := range others {
			if a.meets(b) {
				both = append(both, box{intersection(a.addresses, b.addresses), a.services.and(b.services), a.rules})
			}
		}
	}
	return both
}
