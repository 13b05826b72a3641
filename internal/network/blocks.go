package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// leg is one crossing of a subnet's border: at the ACL of near, to or from far.
type leg struct {
	near    *model.Subnet
	ingress bool
	far     netip.Prefix
	// services are what has to get through.
	services services
	// note says whose answers these are; empty on the way there.
	note string
}

// blocks are the documented edges that network ACLs stop, and the entries that do.
type blocks struct {
	lines  model.List[string]
	causes []string
	// edges are those that they stop or leave open, one by one.
	edges []wiring.Connection
}

// blocked lists the documented edges of a component that a network ACL stops. Edges to it
// are checked here; edges from it to the internet too, as nobody is judged at the other end.
func (a *analysis) blocked(c component, others company) blocks {
	b := blocks{lines: model.Whole[string]()}
	if gap := a.Model.GapFor("network_acls"); gap != nil {
		b.lines = b.lines.Broken(gap.Why())
	}
	for _, e := range a.edges {
		switch {
		case e.to == c.role && a.ends.isAddress(e.from):
			a.crossEdge(&b, c, nil, e, true)
		case e.to == c.role:
			if gap := a.Model.GapFor(a.collectionOf(e.from)); gap != nil {
				b.lines = b.lines.Broken(gap.Why())
			}
			for _, other := range others.of(e.from) {
				a.crossEdge(&b, c, &other, e, true)
			}
			if len(others.of(e.from)) == 0 {
				if why := a.whyElsewhere(e.from); why != nil {
					b.lines = b.lines.Broken(*why)
				}
			}
		case e.from == c.role && a.ends.isAddress(e.to):
			a.crossEdge(&b, c, nil, e, false)
		}
	}
	lines := sorted(b.lines.Items())
	if b.causes = sorted(b.causes); b.lines.IsWhole() {
		b.lines = model.Whole(lines...)
	} else {
		b.lines = model.Part(b.lines.Why(), lines...)
	}
	return b
}

// crossEdge checks an edge, and notes where it is stopped or open.
func (a *analysis) crossEdge(b *blocks, c component, other *component, e edge, inbound bool) {
	if e.any {
		for _, one := range a.meant(c, other, e, inbound) {
			a.crossEdge(b, c, other, one, inbound)
		}
		return
	}
	own := blocks{lines: model.Whole[string]()}
	a.crossAll(&own, c, other, e, inbound)
	own.note(other, e, inbound)
	b.lines = b.lines.Joined(own.lines)
	b.causes = append(b.causes, own.causes...)
	b.edges = append(b.edges, own.edges...)
}

// meant are the edges that one stands for which leaves its port open: the ranges of TCP that the groups of this side
// permit to who may be meant.
func (a *analysis) meant(c component, other *component, e edge, inbound bool) (all []edge) {
	for _, id := range c.groups.Items() {
		for _, g := range a.reach.sure.group(id, inbound) {
			named := slices.ContainsFunc(
				g.peers,
				func(peer string) bool { return other != nil && slices.Contains(other.groups.Items(), peer) },
			)
			if g.unread || g.isGroup && !named {
				continue
			}
			for _, s := range g.services.of(tcp) {
				all = append(all, edge{from: e.from, to: e.to, services: of(tcp, []span{s}), protocol: tcp, ports: s})
			}
		}
	}
	return all
}

// crossAll checks an edge between every pair of subnets of its two ends.
func (a *analysis) crossAll(b *blocks, c component, other *component, e edge, inbound bool) {
	if !c.subnets.IsWhole() {
		b.lines = b.lines.Broken(c.subnets.Why())
	}
	for _, id := range c.subnets.Items() {
		mine := a.Subnets[id]
		if mine == nil {
			b.lines = b.lines.Broken(model.Why{Reason: model.NotInSource, Detail: "subnet " + id + " was not read"})
			continue
		}
		if other == nil {
			a.crossToAddresses(b, mine, c, e, inbound)
			continue
		}
		if !other.subnets.IsWhole() {
			b.lines = b.lines.Broken(other.subnets.Why())
		}
		for _, otherID := range other.subnets.Items() {
			theirs := a.Subnets[otherID]
			if theirs == nil {
				b.lines = b.lines.Broken(
					model.Why{Reason: model.NotInSource, Detail: "subnet " + otherID + " was not read"},
				)
				continue
			}
			if theirs == mine {
				continue // an ACL stands at the border of a subnet, not inside it
			}
			legs, why := a.legsBetween(theirs, mine, *other, e)
			if why != nil {
				b.lines = b.lines.Broken(*why)
				continue
			}
			a.cross(b, e, legs)
		}
	}
}

// answersTo are the ports of a client and the words for them.
func (a *analysis) answersTo(id string, e edge) (services, string) {
	from := a.reach.ports.of(a.reach.byID[id])
	if e.protocol != tcp && e.protocol != udp {
		return e.least(), " (answers)"
	}
	return of(e.protocol, []span{from.ports}), fmt.Sprintf(" (answers on %s)", from)
}

func (a *analysis) legsToAddress(mine *model.Subnet, c component, e edge, far netip.Prefix, inbound bool) []leg {
	client := Internet
	if !inbound {
		client = c.id
	}
	back, note := a.answersTo(client, e)
	return []leg{{mine, inbound, far, e.least(), ""}, {mine, !inbound, far, back, note}}
}

// legsBetween are the four crossings of a connection and its answers.
func (a *analysis) legsBetween(client, server *model.Subnet, c component, e edge) ([]leg, *model.Why) {
	from, why := prefixOf(client)
	if why != nil {
		return nil, why
	}
	to, why := prefixOf(server)
	if why != nil {
		return nil, why
	}
	there := e.least()
	back, note := a.answersTo(c.id, e)
	return []leg{
		{client, false, to, there, ""}, {server, true, from, there, ""},
		{server, false, from, back, note}, {client, true, to, back, note},
	}, nil
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

func (a *analysis) cross(b *blocks, e edge, legs []leg) {
	for _, l := range legs {
		all, open := a.reach.sure.acls.of(l.near)
		var lines, causes []string
		for _, acl := range all {
			stopped, by, why := a.reach.stops(acl, l)
			if stopped != "" {
				lines = append(lines, fmt.Sprintf("%s -> %s:%s: %s%s", e.from, e.to, e.port(), stopped, l.note))
				causes = append(causes, by...)
			} else if why != nil {
				b.lines = b.lines.Broken(*why)
			}
		}
		switch {
		case len(all) > 0 && len(lines) == len(all):
			b.lines, b.causes = b.lines.With(lines...), append(b.causes, causes...)
		case len(lines) > 0 || len(all) == 0:
			b.lines = b.lines.Broken(*open)
		}
	}
}

// stops says what of a leg an ACL stops and which entries do, or why that is not known. All
// of a leg has to pass: a client may have any address of its subnet, and be answered on any
// of its ports.
func (r *Reach) stops(acl *model.NetworkACL, l leg) (stopped string, causes []string, open *model.Why) {
	all := newBox(setOf(l.far), l.services, "")
	if len(remaining(all, r.sure.passing(acl, l.ingress))) == 0 {
		return "", nil, nil
	}
	left := remaining(all, r.possible.passing(acl, l.ingress))
	read := r.sure.acl(acl, l.ingress)
	if len(left) == 0 {
		if open = read.open(); open == nil {
			open = &model.Why{Reason: model.KnownAfterApply, Detail: "an entry of " + acl.ID}
		}
		return "", nil, open
	}
	var denied services
	for _, b := range left {
		denied = denied.union(b.services)
	}
	direction := "egress to"
	if l.ingress {
		direction = "ingress from"
	}
	text := fmt.Sprintf("%s denies %s %s on %s", r.name(acl.ID), direction, l.far, denied)
	return text, read.denying(left, acl.ID), nil
}

// denying are the entries that deny some boxes; where none does, it is the ACL itself, which
// denies what none of its entries allows.
func (e *entries) denying(boxes []box, acl string) (causes []string) {
	for _, b := range boxes {
		for _, one := range e.all {
			if !one.allows && b.meets(one.box) {
				causes = append(causes, cause(one.origin(), acl))
			}
		}
	}
	if len(causes) == 0 {
		causes = append(causes, acl)
	}
	return causes
}

func (e entry) origin() string { return e.rules[0].origin }
