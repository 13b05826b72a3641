package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// acls finds the network ACL of a subnet.
type acls struct {
	associated map[string]*model.NetworkACL
	defaults   map[string]*model.NetworkACL
	open       []*model.NetworkACL
	gap        *model.Gap
}

func findACLs(ix *wiring.Index) *acls {
	found := acls{map[string]*model.NetworkACL{}, map[string]*model.NetworkACL{}, nil, ix.Model.GapFor("network_acls")}
	for i := range ix.Model.NetworkACLs {
		acl := &ix.Model.NetworkACLs[i]
		for _, id := range acl.Subnets.Items() {
			found.associated[id] = acl
		}
		if acl.Default.Or(false) {
			found.defaults[acl.VPC.Or("")] = acl
		} else if !acl.Subnets.IsWhole() {
			found.open = append(found.open, acl)
		}
	}
	return &found
}

// of is the ACL of a subnet: the associated one, else the default one of its VPC.
func (found *acls) of(s *model.Subnet) (*model.NetworkACL, *model.Why) {
	if found.gap != nil {
		why := found.gap.Why()
		return nil, &why
	}
	if acl := found.associated[s.ID]; acl != nil {
		return acl, nil
	}
	vpc, ok := s.VPC.Get()
	if !ok {
		why := s.VPC.Why()
		return nil, &why
	}
	for _, open := range found.open {
		candidates := open.Subnets.Why().Candidates
		if open.VPC.Or(vpc) == vpc && (len(candidates) == 0 || slices.Contains(candidates, s.ID)) {
			why := open.Subnets.Why()
			return nil, &why
		}
	}
	if acl := found.defaults[vpc]; acl != nil {
		return acl, nil
	}
	return nil, &model.Why{Reason: model.NotInSource, Detail: "the network ACL of " + s.ID + " was not read"}
}
