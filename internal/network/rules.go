package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// permitsNothing recognizes placeholders that tools write to say "no rule": an address
// nobody has, and the ICMP type and code that do not exist.
func permitsNothing(r model.SecurityGroupRule) bool {
	if r.Protocol.Or("") == "icmp" && r.FromPort.Or(0) == 252 && r.ToPort.Or(0) == 86 {
		return true
	}
	if r.PeerType.Or("") != "cidr" {
		return false
	}
	p, err := netip.ParsePrefix(r.Peer.Or(""))
	return err == nil && (p.Bits() == 32 && p.Addr() == netip.AddrFrom4([4]byte{255, 255, 255, 255}) || p.Addr().IsLoopback() && p.Bits() >= 8)
}

// readRule sorts one rule: documented, too much, or not decided.
func (c *comparison) readRule(r model.SecurityGroupRule) {
	if permitsNothing(r) {
		return
	}
	set, known := servicesOf(r.Protocol, r.FromPort, r.ToPort)
	if !known {
		c.uncertain(model.Why{Reason: model.KnownAfterApply, Detail: "protocol or ports of " + r.Origin})
		return
	}
	kind, known := r.PeerType.Get()
	if !known {
		c.uncertain(r.PeerType.Why())
		return
	}
	switch kind {
	case "security_group":
		c.readGroupPeer(r, set)
	case "prefix_list":
		c.readPrefixList(r, set)
	default:
		c.readAddress(r, r.Peer, set)
	}
}

// opened are the documented ports that a set of services holds.
func (c *comparison) opened(set services) []int {
	var ports []int
	for _, e := range c.documented {
		if set.contains(e.services()) {
			ports = append(ports, e.Port)
		}
	}
	return ports
}

func (e Edge) services() services { return service(tcp, e.Port, e.Port) }

// documentedFor are the services of the documented edges whose far end is wanted.
func (c *comparison) documentedFor(wanted func(role string) bool) services {
	var set services
	for _, e := range c.documented {
		if wanted(c.far(e)) {
			set = set.union(e.services())
		}
	}
	return set
}

// beyondInternet is what of some services is not documented for the whole internet.
func (c *comparison) beyondInternet(set services) services {
	return set.minus(c.documentedFor(func(role string) bool { return role == Internet }))
}

func (c *comparison) readAddress(r model.SecurityGroupRule, peer model.Value[string], set services) {
	excess := c.beyondInternet(set)
	text, known := peer.Get()
	if !known {
		if !excess.isEmpty() {
			c.uncertain(peer.Why())
		} else {
			c.vagueOnly(peer.Why())
		}
		return
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		c.uncertain(model.Why{Reason: model.Unsupported, Detail: fmt.Sprintf("%s: %q is not a prefix", r.Origin, text)})
		return
	}
	for _, port := range c.opened(set) {
		c.internet[port].AddPrefix(prefix.Masked())
	}
	if !excess.isEmpty() {
		c.tooMuch(text, r, excess)
	}
}

// vagueOnly: it cannot be too much, but it may be what seems missing.
func (c *comparison) vagueOnly(why model.Why) {
	c.leave(why)
	c.vague = &why
}

func (c *comparison) readPrefixList(r model.SecurityGroupRule, set services) {
	id, known := r.Peer.Get()
	list := c.routes.lists[id]
	switch {
	case !known:
		c.readAddress(r, r.Peer, set)
	case list == nil || !list.Entries.IsWhole():
		if excess := c.beyondInternet(set); !excess.isEmpty() {
			c.tooMuch(id, r, excess)
			return
		}
		c.vagueOnly(model.Why{Reason: model.NotInSource, Detail: "the entries of prefix list " + id + " were not read"})
	default:
		for _, entry := range list.Entries.Items() {
			c.readAddress(r, model.Known(entry), set)
		}
	}
}

// standing is how a peer group relates to the documented edges.
type standing int

const (
	documented standing = iota
	absentPeer
	undecidedPeer
	undocumented
)

// readGroupPeer judges a rule for a group by who wears that group.
func (c *comparison) readGroupPeer(r model.SecurityGroupRule, set services) {
	candidates := model.Candidates(r.Peer)
	if len(candidates) == 0 {
		c.uncertain(r.Peer.Why())
		return
	}
	seen := map[standing]bool{}
	var excess services
	for _, id := range candidates {
		how, more := c.standingOf(id, set)
		seen[how], excess = true, excess.union(more)
	}
	sure := len(candidates) == 1
	if sure {
		for _, port := range c.opened(set) {
			c.reached[port][candidates[0]] = true
		}
	}
	switch {
	case seen[undocumented] && len(seen) == 1:
		c.tooMuch(peerLabel(candidates), r, excess)
	case seen[undocumented] || seen[undecidedPeer]:
		why := r.Peer.Why()
		if sure {
			why = c.whyUnworn(candidates[0])
		}
		c.uncertain(why)
	case !sure:
		c.vagueOnly(r.Peer.Why())
	}
}

func peerLabel(candidates []string) string {
	if len(candidates) == 1 {
		return candidates[0]
	}
	return fmt.Sprintf("one of %d groups", len(candidates))
}

// standingOf is documented when everybody who wears the group is the documented end of
// edges that cover the services. A group that nobody wears stands for a documented end that
// the stack lacks; otherwise nothing documents it. Excess is what is not documented.
func (c *comparison) standingOf(group string, set services) (how standing, excess services) {
	if excess = c.beyondInternet(set); excess.isEmpty() {
		return documented, excess
	}
	wearers := c.wearers[group]
	if len(wearers) == 0 {
		return c.standingOfUnworn(group, excess)
	}
	excess = excess.minus(c.documentedFor(func(role string) bool {
		return !slices.ContainsFunc(wearers, func(w wearer) bool { return w.role != role || w.stack != c.stack })
	}))
	if excess.isEmpty() {
		return documented, excess
	}
	return undocumented, excess
}

func (c *comparison) standingOfUnworn(group string, set services) (standing, services) {
	absent := c.documentedFor(func(role string) bool {
		lacking := !slices.ContainsFunc(c.others, func(o component) bool { return o.role == role })
		return lacking && c.Model.GapFor(collectionOf(role)) == nil
	})
	if excess := set.minus(absent); excess.isEmpty() {
		return absentPeer, excess
	}
	if c.whyUnworn(group).Reason != "" {
		return undecidedPeer, set
	}
	return undocumented, set
}

// whyUnworn is why a documented component that is not seen may yet wear a group: components
// were not read whole, or their groups are not known. Without a reason nobody documented wears
// it, be it a group of this input or of somebody else.
func (c *comparison) whyUnworn(group string) model.Why {
	for _, role := range []string{LoadBalancer, Application, Database, Cache} {
		if gap := c.Model.GapFor(collectionOf(role)); gap != nil {
			return gap.Why()
		}
	}
	for _, o := range c.others {
		if !o.groups.IsWhole() {
			return model.Why{Reason: o.groups.Why().Reason, Detail: "who wears " + group + " is not known: " + o.id + " may"}
		}
	}
	return model.Why{}
}

// tooMuch notes what a rule permits beyond the document, with the group and the resource
// that wrote it.
func (c *comparison) tooMuch(peer string, r model.SecurityGroupRule, excess services) {
	if peer == "0.0.0.0/0" || peer == "::/0" {
		peer = Internet + " (" + peer + ")"
	}
	c.excess = append(c.excess, c.arrow(peer, c.reading, excess.String())+", written by "+c.reach.name(r.Origin))
}

// findPaths draws the documented chain to this component, group by group, when it holds.
func (c *comparison) findPaths() {
	if !c.ingress || len(c.excess) > 0 {
		c.paths = c.excess
		return
	}
	chain, role := "", c.role
	hop := c.groupLabel(c.component)
	for range c.edges {
		edge, ok := c.edgeTo(role)
		if !ok {
			return
		}
		chain = " -> " + hop + ":" + strconv.Itoa(edge.Port) + chain
		if role = edge.From; role == Internet {
			c.paths = append(c.paths, Internet+chain)
			return
		}
		i := slices.IndexFunc(c.others, func(o component) bool { return o.role == role })
		if i < 0 {
			return
		}
		hop = c.groupLabel(c.others[i])
	}
}

func (c *comparison) groupLabel(o component) string {
	if groups := o.groups.Items(); len(groups) > 0 {
		return c.reach.name(groups[0])
	}
	return c.reach.name(o.id)
}

func (c *comparison) edgeTo(role string) (Edge, bool) {
	for _, e := range c.edges {
		if e.To == role {
			return e, true
		}
	}
	return Edge{}, false
}
