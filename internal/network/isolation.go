package network

import (
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

func (a *analysis) fillACLs() {
	for i := range a.facts.Subnets {
		s := &a.facts.Subnets[i]
		if !a.doc.Tier(s.Tier).Asked["acl"].IsAsked() {
			continue
		}
		s.ACLFromVPCOnly, s.ACLProof, s.ACLCauses = a.fromVPCOnly(s)
	}
}

// fromVPCOnly reports whether the ACL of a subnet admits nothing from outside the VPC: it
// does not where nothing outside could pass, it does where something outside passes for sure.
func (a *analysis) fromVPCOnly(s *wiring.Subnet) (is model.Value[bool], proof, causes []string) {
	vpc := a.VPCs[s.VPC.Or("")]
	if !s.VPC.IsKnown() {
		return model.Unknown[bool](s.VPC.Why()), nil, nil
	}
	if vpc == nil {
		return model.Unknown[bool](
			model.Why{Reason: model.NotInSource, Detail: "the subnet's VPC was not read"},
		), nil, nil
	}
	all, why := a.reach.sure.acls.of(&s.Subnet)
	if len(all) == 0 {
		return model.Unknown[bool](*why), nil, nil
	}
	var answers []model.Value[bool]
	for _, acl := range all {
		one, lines, by := a.admitsVPCOnly(acl, s.VPC, vpc)
		answers, proof, causes = append(answers, one), append(proof, lines...), append(causes, by...)
	}
	if is = agree(answers); is.IsKnown() {
		return is, slices.Compact(proof), sorted(causes)
	}
	if why == nil {
		return is, proof, nil
	}
	return model.Unknown[bool](*why), proof, nil
}

// admitsVPCOnly judges one network ACL.
func (a *analysis) admitsVPCOnly(
	acl *model.NetworkACL,
	id model.Value[string],
	vpc *model.VPC,
) (is model.Value[bool], proof, causes []string) {
	sure, possible := a.reach.sure, a.reach.possible
	if outside := beyond(sure.passing(acl, true), possible.local(id)); len(outside) > 0 {
		for _, r := range outside {
			proof, causes = append(proof, r.line), append(causes, cause(r.origin, acl.ID))
		}
		return model.Known(false), proof, causes
	}
	read := sure.acl(acl, true)
	for _, e := range read.all {
		if e.why == nil {
			proof = append(proof, e.line)
		}
	}
	if len(beyond(possible.passing(acl, true), sure.local(id))) == 0 {
		return model.Known(true), proof, nil
	}
	if open := read.open(); open != nil {
		return model.Unknown[bool](*open), proof, nil
	}
	for _, list := range []model.List[string]{vpc.CIDRBlocks, vpc.IPv6CIDRBlocks} {
		if !list.IsWhole() {
			return model.Unknown[bool](list.Why()), proof, nil
		}
	}
	return model.Unknown[bool](model.Why{Reason: model.KnownAfterApply, Detail: acl.ID}), proof, nil
}

// beyond are the rules by which boxes reach addresses outside some prefixes.
func beyond(boxes []box, own []netip.Prefix) (rules []writtenRule) {
	inside := setOf(own...)
	for _, b := range boxes {
		if !isNowhere(difference(b.addresses, inside)) {
			rules = append(rules, b.rules...)
		}
	}
	return rules
}

// cause is what wrote a rule, else what the rule is part of.
func cause(origin, whole string) string {
	if origin == "" {
		return whole
	}
	return origin
}

// sorted are the different items of a list, in order.
func sorted(items []string) []string {
	slices.Sort(items)
	return slices.Compact(items)
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
