package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
	"go4.org/netipx"
)

// acls finds the network ACL of a subnet.
type acls struct {
	associated map[string]*model.NetworkACL
	defaults   map[string]*model.NetworkACL
	open       []*model.NetworkACL
}

func findACLs(ix *wiring.Index) *acls {
	found := acls{map[string]*model.NetworkACL{}, map[string]*model.NetworkACL{}, nil}
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

func (a *analysis) fillACLs() {
	for i := range a.facts.IsolatedSubnets {
		s := &a.facts.IsolatedSubnets[i]
		s.ACLFromVPCOnly, s.ACLProof = a.fromVPCOnly(s)
	}
}

// fromVPCOnly reports whether the ACL of a subnet admits nothing from outside the VPC.
func (a *analysis) fromVPCOnly(s *wiring.Subnet) (model.Value[bool], []string) {
	if gap := a.Model.GapFor("network_acls"); gap != nil {
		return model.Unknown[bool](gap.Why()), nil
	}
	vpc := a.VPCs[s.VPC.Or("")]
	if !s.VPC.IsKnown() {
		return model.Unknown[bool](s.VPC.Why()), nil
	}
	if vpc == nil {
		return model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "the subnet's VPC was not read"}), nil
	}
	acl, why := a.acls.of(&s.Subnet)
	if why != nil {
		return model.Unknown[bool](*why), nil
	}
	return admitsOnly(a.routes.name(acl.ID), acl, vpc)
}

// of is the ACL of a subnet: the associated one, else the default one of its VPC.
func (found *acls) of(s *model.Subnet) (*model.NetworkACL, *model.Why) {
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

// admitsOnly walks the ingress entries in the order of their numbers: an address that an
// earlier entry denies for all traffic, a later one cannot admit.
func admitsOnly(name string, acl *model.NetworkACL, vpc *model.VPC) (model.Value[bool], []string) {
	entries := slices.Clone(acl.Ingress.Items())
	slices.SortStableFunc(entries, func(x, y model.ACLEntry) int { return x.RuleNumber.Or(0) - y.RuleNumber.Or(0) })
	var open *model.Why
	if !acl.Ingress.IsWhole() {
		why := acl.Ingress.Why()
		open = &why
	}
	own, whole := vpcPrefixes(vpc)
	var denied netipx.IPSetBuilder
	var proof, outside []string
	for _, e := range entries {
		prefix, err := netip.ParsePrefix(e.CIDRBlock.Or(""))
		action, known := e.Action.Get()
		if err != nil || !known || !e.RuleNumber.IsKnown() {
			open = &model.Why{Reason: model.KnownAfterApply, Detail: "an entry of " + acl.ID}
			continue
		}
		line := fmt.Sprintf("%s: %d %s %s", name, e.RuleNumber.Or(0), action, prefix)
		proof = append(proof, line)
		if action == "deny" {
			if e.Protocol.Or("") == "all" {
				denied.AddPrefix(prefix.Masked())
			}
			continue
		}
		if admits(prefix, &denied, own) {
			outside = append(outside, line)
		}
	}
	switch {
	case len(outside) > 0 && whole:
		return model.Known(false), outside
	case len(outside) > 0:
		return model.Unknown[bool](vpc.CIDRBlocks.Why()), outside
	case open != nil:
		return model.Unknown[bool](*open), proof
	}
	return model.Known(true), proof
}

// admits reports whether a prefix, less what is denied before it, reaches beyond the VPC's own.
func admits(prefix netip.Prefix, denied *netipx.IPSetBuilder, own []netip.Prefix) bool {
	var set netipx.IPSetBuilder
	set.AddPrefix(prefix.Masked())
	if earlier, err := denied.IPSet(); err == nil {
		set.RemoveSet(earlier)
	}
	for _, p := range own {
		set.RemovePrefix(p)
	}
	rest, err := set.IPSet()
	return err != nil || len(rest.Prefixes()) > 0
}

func vpcPrefixes(vpc *model.VPC) ([]netip.Prefix, bool) {
	var all []netip.Prefix
	for _, text := range append(slices.Clone(vpc.CIDRBlocks.Items()), vpc.IPv6CIDRBlocks.Items()...) {
		if p, err := netip.ParsePrefix(text); err == nil {
			all = append(all, p.Masked())
		}
	}
	return all, vpc.CIDRBlocks.IsWhole() && vpc.IPv6CIDRBlocks.IsWhole()
}

// fillDefaultGroups lists what the default security group of each VPC permits.
func (a *analysis) fillDefaultGroups() {
	defaults, open := map[string]*model.SecurityGroup{}, map[string]*model.SecurityGroup{}
	for i := range a.Model.SecurityGroups {
		g := &a.Model.SecurityGroups[i]
		if isDefault, ok := g.Default.Get(); !ok && g.VPC.IsKnown() {
			open[g.VPC.Or("")] = g
		} else if isDefault {
			defaults[g.VPC.Or("")] = g
		}
	}
	for i := range a.facts.VPCs {
		v := &a.facts.VPCs[i]
		g := defaults[v.ID]
		if o := open[v.ID]; o != nil {
			v.DefaultGroupEmpty = model.Unknown[bool](o.Default.Why())
			continue
		}
		if a.VPCs[v.ID] == nil {
			v.DefaultGroupEmpty = model.Unknown[bool](v.CIDRBlocks.Why())
			continue
		}
		if g == nil {
			v.DefaultGroupEmpty = model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "its default security group was not read"})
			continue
		}
		v.DefaultGroup = g.ID
		v.DefaultGroupEmpty = model.Known(true)
		for _, list := range []model.List[model.SecurityGroupRule]{g.Ingress, g.Egress} {
			for _, r := range list.Items() {
				if !permitsNothing(r) {
					v.DefaultGroupRules = append(v.DefaultGroupRules, fmt.Sprintf("%s %s (%s)", a.routes.name(r.Peer.Or("?")), rulePorts(r), a.routes.name(r.Origin)))
				}
			}
			if !list.IsWhole() {
				v.DefaultGroupEmpty = model.Unknown[bool](list.Why())
			}
		}
		if len(v.DefaultGroupRules) > 0 {
			v.DefaultGroupEmpty = model.Known(false)
		}
	}
}
