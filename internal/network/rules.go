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
	protocol, known := r.Protocol.Get()
	from, fromKnown := r.FromPort.Get()
	to, toKnown := r.ToPort.Get()
	if !known || !fromKnown || !toKnown {
		c.uncertain(model.Why{Reason: model.KnownAfterApply, Detail: "protocol or ports of " + r.Origin})
		return
	}
	ports := c.portsOf(protocol, from, to)
	kind, known := r.PeerType.Get()
	if !known {
		c.uncertain(r.PeerType.Why())
		return
	}
	single := protocol == "tcp" && from == to && from > 0
	switch kind {
	case "security_group":
		c.readGroupPeer(r, ports, single)
	case "prefix_list":
		c.readPrefixList(r, ports, single)
	default:
		c.readAddress(r, r.Peer, ports, single)
	}
}

// portsOf are the documented ports that a rule opens.
func (c *comparison) portsOf(protocol string, from, to int) []int {
	var ports []int
	for _, e := range c.documented {
		if protocol == "all" || protocol == "tcp" && (from == -1 || from <= e.Port && e.Port <= to) {
			ports = append(ports, e.Port)
		}
	}
	return ports
}

// toInternet reports whether the single port of a rule is documented for the internet.
func (c *comparison) toInternet(ports []int, single bool) bool {
	return single && slices.ContainsFunc(c.documented, func(e Edge) bool {
		return c.far(e) == Internet && slices.Contains(ports, e.Port)
	})
}

func (c *comparison) readAddress(r model.SecurityGroupRule, peer model.Value[string], ports []int, single bool) {
	text, known := peer.Get()
	if !known {
		if !c.toInternet(ports, single) {
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
	for _, port := range ports {
		c.internet[port].AddPrefix(prefix.Masked())
	}
	if !c.toInternet(ports, single) {
		c.tooMuch(text, r)
	}
}

// vagueOnly: it cannot be too much, but it may be what seems missing.
func (c *comparison) vagueOnly(why model.Why) {
	c.leave(why)
	c.vague = &why
}

func (c *comparison) readPrefixList(r model.SecurityGroupRule, ports []int, single bool) {
	id, known := r.Peer.Get()
	list := c.routes.lists[id]
	switch {
	case !known:
		c.readAddress(r, r.Peer, ports, single)
	case list == nil || !list.Entries.IsWhole():
		if !c.toInternet(ports, single) {
			c.tooMuch(id, r)
			return
		}
		c.vagueOnly(model.Why{Reason: model.NotInSource, Detail: "the entries of prefix list " + id + " were not read"})
	default:
		for _, entry := range list.Entries.Items() {
			c.readAddress(r, model.Known(entry), ports, single)
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
func (c *comparison) readGroupPeer(r model.SecurityGroupRule, ports []int, single bool) {
	candidates := model.Candidates(r.Peer)
	if len(candidates) == 0 {
		c.uncertain(r.Peer.Why())
		return
	}
	seen := map[standing]bool{}
	for _, id := range candidates {
		seen[c.standingOf(id, ports, single)] = true
	}
	sure := len(candidates) == 1
	if sure {
		for _, port := range ports {
			c.reached[port][candidates[0]] = true
		}
	}
	switch {
	case seen[undocumented] && len(seen) == 1:
		c.tooMuch(label(candidates), r)
	case seen[undocumented] || seen[undecidedPeer]:
		why := r.Peer.Why()
		if sure {
			why = model.Why{Reason: model.NotInSource, Detail: "who wears " + candidates[0] + " is not known"}
		}
		c.uncertain(why)
	case !sure:
		c.vagueOnly(r.Peer.Why())
	}
}

func label(candidates []string) string {
	if len(candidates) == 1 {
		return candidates[0]
	}
	return fmt.Sprintf("one of %d groups", len(candidates))
}

// standingOf is documented when everybody who wears the group is the documented end of an
// edge on that port. A group that nobody wears stands for a documented end that the stack
// lacks; otherwise nothing documents it.
func (c *comparison) standingOf(group string, ports []int, single bool) standing {
	if c.toInternet(ports, single) {
		return documented
	}
	wearers := c.wearers[group]
	if len(wearers) == 0 {
		return c.standingOfUnworn(group, ports, single)
	}
	if !single {
		return undocumented
	}
	for _, e := range c.documented {
		if !slices.Contains(ports, e.Port) {
			continue
		}
		others := func(w wearer) bool { return w.role != c.far(e) || w.stack != c.stack }
		if !slices.ContainsFunc(wearers, others) {
			return documented
		}
	}
	return undocumented
}

func (c *comparison) standingOfUnworn(group string, ports []int, single bool) standing {
	if single {
		for _, e := range c.documented {
			lacking := !slices.ContainsFunc(c.others, func(o component) bool { return o.role == c.far(e) })
			if slices.Contains(ports, e.Port) && lacking && c.Model.GapFor(collectionOf(c.far(e))) == nil {
				return absentPeer
			}
		}
	}
	for _, role := range []string{LoadBalancer, Application, Database, Cache} {
		if c.Model.GapFor(collectionOf(role)) != nil {
			return undecidedPeer
		}
	}
	open := slices.ContainsFunc(c.others, func(o component) bool { return !o.groups.IsWhole() })
	if c.SecurityGroups[group] == nil || open {
		return undecidedPeer
	}
	return undocumented
}

// tooMuch notes what a rule permits beyond the document, with the group and the resource
// that wrote it.
func (c *comparison) tooMuch(peer string, r model.SecurityGroupRule) {
	if peer == "0.0.0.0/0" || peer == "::/0" {
		peer = Internet + " (" + peer + ")"
	}
	c.excess = append(c.excess, c.arrow(peer, c.reading, portText(r))+", written by "+r.Origin)
}

// portText names what a rule opens: "5432", "80-90", "all traffic", "icmp 8".
func portText(r model.SecurityGroupRule) string {
	protocol, from, to := r.Protocol.Or("?"), r.FromPort.Or(-1), r.ToPort.Or(-1)
	ports := strconv.Itoa(from)
	if from == -1 {
		ports = "all ports"
	} else if from != to {
		ports += "-" + strconv.Itoa(to)
	}
	switch protocol {
	case "all":
		return "all traffic"
	case "tcp":
		return ports
	}
	return protocol + " " + ports
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
		return groups[0]
	}
	return o.id
}

func (c *comparison) edgeTo(role string) (Edge, bool) {
	for _, e := range c.edges {
		if e.To == role {
			return e, true
		}
	}
	return Edge{}, false
}
