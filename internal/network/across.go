package network

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// between takes flows from a subnet of a VPC to another, of the same VPC or of a peer.
func (w *walk) between(a, b *model.Subnet) {
	there, by := w.v.leading(a, w.towards(a, b))
	w.step(within(w.flows, there, destination), by.line, w.routeStop(a, destination))
	w.acl(a, false, destination)
	w.acl(b, true, source)
	if w.alive() {
		home, _ := w.v.leading(b, w.towards(b, a))
		w.step(within(w.flows, home, source), "", w.routeStop(b, source))
	}
	w.back(b, false, source)
	w.back(a, true, destination)
}

func (w *walk) routeStop(s *model.Subnet, e end) string {
	if !w.alive() {
		return ""
	}
	return fmt.Sprintf(
		"no route: %s -> %s (%s)",
		w.from.Label,
		w.to.Label,
		cmp.Or(w.v.whereTo(s, w.flows[0].at(e)), s.ID+" has no route table that is known"),
	)
}

// towards wants the routes by which packets of one subnet reach another: the VPC's own, or
// a peering of both VPCs. What a transit gateway or core network forwards is not known.
func (w *walk) towards(a, b *model.Subnet) func(routed) bool {
	same := model.Equal(a.VPC, b.VPC)
	return func(r routed) bool {
		switch r.kind {
		case "local":
			return same.Or(w.v.possible)
		case "vpc_peering_connection":
			return !same.Or(false) && w.peers(r, a, b)
		case "transit_gateway", "core_network", "vpn_gateway", "":
			return !same.Or(false) && w.v.possible
		}
		return false
	}
}

// peers reports whether a peering joins the VPCs of two subnets.
func (w *walk) peers(r routed, a, b *model.Subnet) bool {
	joins := func(id string) bool {
		i := slices.IndexFunc(w.v.Model.PeeringConnections, func(p model.PeeringConnection) bool { return p.ID == id })
		if i < 0 {
			return w.v.possible
		}
		p := w.v.Model.PeeringConnections[i]
		both := func(x, y model.Value[string]) bool {
			return model.Equal(x, a.VPC).Or(w.v.possible) && model.Equal(y, b.VPC).Or(w.v.possible)
		}
		return both(p.Requester, p.Accepter) || both(p.Accepter, p.Requester)
	}
	if len(r.targets) == 0 {
		return w.v.possible
	}
	if w.v.possible {
		return slices.ContainsFunc(r.targets, joins)
	}
	return !slices.ContainsFunc(r.targets, func(id string) bool { return !joins(id) })
}

// outward wants routes to an internet gateway of the subnet's own VPC.
func (w *walk) outward(s *model.Subnet) func(routed) bool {
	return func(r routed) bool {
		if !r.leads(w.v, "internet_gateway") {
			return false
		}
		return !slices.ContainsFunc(r.targets, func(id string) bool {
			g := w.v.routes.gateways[id]
			return g != nil && !model.Equal(g.VPC, s.VPC).Or(w.v.possible)
		})
	}
}

// enter takes flows from the internet to a subnet: its answers have to leave by the internet
// gateway again. A NAT gateway lets nothing in.
func (w *walk) enter(b *model.Subnet) {
	if !w.v.admits(b, model.InternetOpen) {
		w.step(nil, "", w.blocked(b))
	}
	out, by := w.v.leading(b, w.outward(b))
	w.step(within(w.flows, out, source), by.line, w.noGateway(b))
	if by.origin != "" {
		w.causes = append(w.causes, by.origin)
	}
	w.acl(b, true, source)
	w.back(b, false, source)
}

func (w *walk) noGateway(s *model.Subnet) string {
	if !w.alive() {
		return ""
	}
	return fmt.Sprintf(
		"no internet gateway: %s -> %s (%s)",
		w.from.Label,
		w.to.Label,
		cmp.Or(w.v.whereTo(s, w.public), s.ID+" has no route table that is known"),
	)
}

// leave takes flows from a subnet to the internet: by the internet gateway with a public
// address, by an egress-only gateway with IPv6, or through a NAT gateway.
func (w *walk) leave(a *model.Subnet) {
	if !w.alive() {
		return
	}
	w.acl(a, false, destination)
	w.back(a, true, destination)
	if !w.alive() {
		return
	}
	flows, stop := w.flows, w.noGateway(a)
	var passed []flow
	proof := ""
	if !w.v.admits(a, model.InternetOpen, model.InternetOut) {
		stop = w.blocked(a)
	} else if w.hasPublicAddress(w.from) {
		out, by := w.v.leading(a, w.outward(a))
		passed, proof = within(flows, out, destination), by.line
	}
	six, by := w.v.leading(a, func(r routed) bool {
		return r.leads(w.v, "egress_only_internet_gateway") && w.v.admits(a, gatewayOut()...)
	})
	for _, f := range within(flows, six, destination) {
		if isSix(f.to) {
			passed, proof = append(passed, f), cmp.Or(proof, by.line)
		}
	}
	natted, line := w.translated(a, flows, &stop)
	passed, proof = append(passed, natted...), cmp.Or(proof, line)
	w.step(merged(passed), proof, stop)
}

func isSix(s *netipx.IPSet) bool {
	return !isNowhere(s) && s.Ranges()[0].From().Is6()
}

// translated are the flows that a NAT gateway takes to the internet. Of the tables and
// gateways that can be meant, all must work in the sure view, and one in the possible one.
func (w *walk) translated(a *model.Subnet, flows []flow, stop *string) (passed []flow, line string) {
	tables, why := w.v.routes.tablesOf(a)
	if why != nil {
		if w.v.possible {
			return flows, "a route that is not known"
		}
		return nil, ""
	}
	for i, t := range tables {
		e := w.v.table(t)
		if e.open && w.v.possible {
			return flows, t.ID + ": a route that is not known"
		}
		var some []flow
		for _, part := range e.parts {
			if part.leads(w.v, "nat_gateway") && !e.open {
				if more := w.throughGateways(a, part, within(flows, part.addresses, destination), stop); len(more) > 0 {
					some, line = append(some, more...), cmp.Or(line, part.line)
				}
			}
		}
		if len(some) == 0 && !w.v.possible {
			return nil, ""
		}
		if i == 0 || w.v.possible {
			passed = append(passed, some...)
		}
	}
	return passed, line
}

func (w *walk) throughGateways(a *model.Subnet, part routed, flows []flow, stop *string) []flow {
	if len(flows) == 0 {
		return nil
	}
	if len(part.targets) == 0 {
		if w.v.possible {
			return flows
		}
		return nil
	}
	var all []flow
	for i, id := range part.targets {
		one := w.throughGateway(a, id, flows, stop)
		if len(one) == 0 && !w.v.possible {
			return nil
		}
		if i == 0 || w.v.possible {
			all = append(all, one...)
		}
	}
	return all
}

// throughGateway passes one NAT gateway: into its subnet, out to the internet, and back.
func (w *walk) throughGateway(a *model.Subnet, id string, flows []flow, stop *string) []flow {
	n := w.v.NATGateways[id]
	if n == nil {
		if w.v.possible {
			return flows
		}
		*stop = "the NAT gateway " + id + " was not read"
		return nil
	}
	kind, known := n.ConnectivityType.Get()
	if known && kind == "private" || !known && !w.v.possible {
		*stop = "the NAT gateway " + w.name(id) + " is not known to be public"
		return nil
	}
	var all []flow
	for i, subnet := range model.Candidates(n.Subnet) {
		s := w.v.Subnets[subnet]
		if s == nil {
			s = anywhere(subnet)
		}
		if !w.v.admits(s, gatewayOut()...) {
			if *stop = w.blocked(s); !w.v.possible {
				return nil
			}
			continue
		}
		inner := &walk{Reach: w.Reach, v: w.v, from: w.from, to: w.to, flows: flows, client: w.client}
		inner.pass(a, s)
		w.part = cmp.Or(inner.part, w.part)
		if !inner.alive() {
			*stop = inner.stop
			if !w.v.possible {
				return nil
			}
			continue
		}
		if i == 0 || w.v.possible {
			all = append(all, inner.flows...)
		}
	}
	if len(model.Candidates(n.Subnet)) == 0 && w.v.possible {
		return flows
	}
	return all
}

// pass crosses the border of the NAT gateway's subnet four times.
func (w *walk) pass(a, nat *model.Subnet) {
	if a != nat {
		w.acl(nat, true, source)
		w.back(nat, false, source)
	}
	out, _ := w.v.leading(nat, w.outward(nat))
	w.step(within(w.flows, out, destination), "", w.noGateway(nat))
	if !w.alive() {
		return
	}
	// The gateway asks anew, from a port of its own: the answers it gets are not the client's.
	asked := slices.Clone(w.flows)
	for i := range asked {
		asked[i].answers = natClient().services()
	}
	outer := &walk{Reach: w.Reach, v: w.v, from: w.from, to: w.to, flows: asked, client: natClient()}
	outer.acl(nat, false, destination)
	outer.back(nat, true, destination)
	w.part = cmp.Or(outer.part, w.part)
	w.step(outer.flows, "", cmp.Or(outer.stop, "the NAT gateway's subnet"))
}
