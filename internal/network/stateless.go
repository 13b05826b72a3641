package network

import (
	"fmt"
	"net/netip"
	"slices"
	"sort"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// replies are the ports that clients on Linux receive answers on; a stateless ACL has to
// let them through as well.
// https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
func replies() span { return span{32768, 60999} }

// leg is one crossing of a subnet's border: at the ACL of near, to or from far.
type leg struct {
	near    *model.Subnet
	ingress bool
	far     netip.Prefix
	ports   span
}

// blocked lists the documented edges of a component that a network ACL stops. Edges to it
// are checked here; edges from it to the internet too, as nobody is judged at the other end.
func (a *analysis) blocked(c component, others []component) model.List[string] {
	list := model.Whole[string]()
	if gap := a.Model.GapFor("network_acls"); gap != nil {
		list = list.Broken(gap.Why())
	}
	for _, e := range a.edges {
		switch {
		case e.To == c.role && e.From == Internet:
			list = a.crossAll(list, c, nil, e, true)
		case e.To == c.role:
			if gap := a.Model.GapFor(collectionOf(e.From)); gap != nil {
				list = list.Broken(gap.Why())
			}
			for _, other := range others {
				if other.role == e.From {
					list = a.crossAll(list, c, &other, e, true)
				}
			}
		case e.From == c.role && e.To == Internet:
			list = a.crossAll(list, c, nil, e, false)
		}
	}
	lines := list.Items()
	sort.Strings(lines)
	if list.IsWhole() {
		return model.Whole(slices.Compact(lines)...)
	}
	return model.Part(list.Why(), slices.Compact(lines)...)
}

// crossAll checks an edge between every pair of subnets of its two ends.
func (a *analysis) crossAll(list model.List[string], c component, other *component, e Edge, inbound bool) model.List[string] {
	if !c.subnets.IsWhole() {
		list = list.Broken(c.subnets.Why())
	}
	for _, id := range c.subnets.Items() {
		mine := a.Subnets[id]
		if mine == nil {
			list = list.Broken(model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"})
			continue
		}
		if other == nil {
			list = a.cross(list, e, legsToInternet(mine, e.Port, inbound))
			continue
		}
		if !other.subnets.IsWhole() {
			list = list.Broken(other.subnets.Why())
		}
		for _, otherID := range other.subnets.Items() {
			theirs := a.Subnets[otherID]
			if theirs == nil || theirs == mine {
				continue // an ACL stands at the border of a subnet, not inside it
			}
			legs, why := legsBetween(theirs, mine, e.Port)
			if why != nil {
				list = list.Broken(*why)
				continue
			}
			list = a.cross(list, e, legs)
		}
	}
	return list
}

func legsToInternet(mine *model.Subnet, port int, inbound bool) []leg {
	internet := netip.MustParsePrefix("0.0.0.0/0")
	there, back := span{port, port}, replies()
	return []leg{{mine, inbound, internet, there}, {mine, !inbound, internet, back}}
}

// legsBetween are the four crossings of a connection and its answers.
func legsBetween(client, server *model.Subnet, port int) ([]leg, *model.Why) {
	from, why := prefixOf(client)
	if why != nil {
		return nil, why
	}
	to, why := prefixOf(server)
	if why != nil {
		return nil, why
	}
	there := span{port, port}
	return []leg{{client, false, to, there}, {server, true, from, there}, {server, false, from, replies()}, {client, true, to, replies()}}, nil
}

func prefixOf(s *model.Subnet) (netip.Prefix, *model.Why) {
	text, ok := s.CIDRBlock.Get()
	if !ok {
		why := s.CIDRBlock.Why()
		return netip.Prefix{}, &why
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return p, &model.Why{Reason: model.Unsupported, Detail: s.ID + " has no IPv4 prefix"}
	}
	return p.Masked(), nil
}

func (a *analysis) cross(list model.List[string], e Edge, legs []leg) model.List[string] {
	for _, l := range legs {
		acl, why := a.acls.of(l.near)
		if why != nil {
			list = list.Broken(*why)
			continue
		}
		stopped, why := stops(a.routes.name(acl.ID), acl, l)
		switch {
		case stopped != "":
			list = list.With(fmt.Sprintf("%s -> %s:%d: %s", e.From, e.To, e.Port, stopped))
		case why != nil:
			list = list.Broken(*why)
		}
	}
	return list
}

// stops says what of a leg an ACL stops, or why that is not known. Entries count in the
// order of their numbers, the first that matches decides, and what none matches is denied.
func stops(name string, acl *model.NetworkACL, l leg) (string, *model.Why) {
	entries := acl.Egress
	direction := "egress to"
	if l.ingress {
		entries, direction = acl.Ingress, "ingress from"
	}
	ordered := slices.Clone(entries.Items())
	slices.SortStableFunc(ordered, func(x, y model.ACLEntry) int { return x.RuleNumber.Or(0) - y.RuleNumber.Or(0) })
	if !entries.IsWhole() {
		why := entries.Why()
		return "", &why
	}
	for _, ports := range pieces(ordered, l.ports) {
		rest, why := denied(ordered, l.far, ports)
		if why != nil {
			return "", why
		}
		if rest {
			text := fmt.Sprint(ports.from)
			if ports.to != ports.from {
				text = fmt.Sprintf("%d-%d", ports.from, ports.to)
			}
			return fmt.Sprintf("%s denies %s %s on %s", name, direction, l.far, text), nil
		}
	}
	return "", nil
}

// pieces cuts a range of ports where entries begin or end, so that each piece is treated alike.
func pieces(entries []model.ACLEntry, ports span) []span {
	cuts := []int{ports.from, ports.to + 1}
	for _, e := range entries {
		for _, cut := range []int{e.FromPort.Or(0), e.ToPort.Or(0) + 1} {
			if cut > ports.from && cut <= ports.to {
				cuts = append(cuts, cut)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var all []span
	for i := 0; i+1 < len(cuts); i++ {
		all = append(all, span{cuts[i], cuts[i+1] - 1})
	}
	return all
}

// denied reports whether any address of a prefix is denied on ports that no entry splits.
func denied(entries []model.ACLEntry, far netip.Prefix, ports span) (bool, *model.Why) {
	var open netipx.IPSetBuilder
	open.AddPrefix(far)
	for _, e := range entries {
		protocol, known := e.Protocol.Get()
		prefix, err := netip.ParsePrefix(e.CIDRBlock.Or(""))
		action, actionKnown := e.Action.Get()
		if !known || err != nil || !actionKnown || !e.RuleNumber.IsKnown() || !e.FromPort.IsKnown() || !e.ToPort.IsKnown() {
			return false, &model.Why{Reason: model.KnownAfterApply, Detail: "an entry of " + e.Origin}
		}
		if protocol != "all" && (protocol != "tcp" || e.FromPort.Or(0) > ports.from || e.ToPort.Or(0) < ports.to) {
			continue
		}
		rest, err := open.IPSet()
		if err != nil {
			return false, &model.Why{Reason: model.Unsupported, Detail: err.Error()}
		}
		if action == "deny" && rest.OverlapsPrefix(prefix.Masked()) {
			return true, nil
		}
		open.RemovePrefix(prefix.Masked())
	}
	rest, err := open.IPSet()
	return err != nil || len(rest.Prefixes()) > 0, nil
}
