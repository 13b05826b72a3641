package network

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// grant is what one rule of a security group permits.
type grant struct {
	// peers are the prefixes, the entries of a prefix list, or the groups that the rule names:
	// all it can name, where that is not decided. Without any, nobody knows.
	peers []string
	// written is the peer as it is written, named all that it can mean.
	written string
	named   []string
	// isGroup says that the peers are groups; addresses are the peers' otherwise.
	isGroup   bool
	addresses *netipx.IPSet
	// services are what it permits at most; exact says that it permits all of them.
	services services
	exact    bool
	origin   string
	// why is what leaves it open whom it permits to what; nil when nothing does.
	why *model.Why
	// unread stands for rules that were not read.
	unread bool
}

// unreadGrant stands for rules that were not read: they may permit anything.
func unreadGrant(origin string, why model.Why) *grant {
	return &grant{addresses: everywhere(), services: allServices(), origin: origin, why: &why, unread: true}
}

// group reads the rules of a group in one direction.
func (r *reader) group(id string, ingress bool) []*grant {
	side := groupSide{id, ingress}
	if all, ok := r.grants[side]; ok {
		return all
	}
	var all []*grant
	if g := r.routes.SecurityGroups[id]; g == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the security group " + id + " was not read"}
		all = append(all, unreadGrant("security group "+id+" (not read)", why))
	} else {
		rules := g.Egress
		if ingress {
			rules = g.Ingress
		}
		if !rules.IsWhole() {
			all = append(all, unreadGrant(id+" (not read whole)", rules.Why()))
		}
		all = slices.Grow(all, len(rules.Items()))
		for _, rule := range rules.Items() {
			if !permitsNothing(rule) {
				all = append(all, r.grant(rule))
			}
		}
	}
	r.grants[side] = all
	return all
}

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
	nobody := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	return err == nil && (p.Bits() == 32 && p.Addr() == nobody || p.Addr().IsLoopback() && p.Bits() >= 8)
}

// grant reads one rule.
func (r *reader) grant(rule model.SecurityGroupRule) *grant {
	g := &grant{origin: rule.Origin, written: rule.Peer.Or("?")}
	if g.services, g.exact = mostServices(rule.Protocol, rule.FromPort, rule.ToPort); !g.exact {
		g.leave(*whyServices(rule.Protocol, rule.FromPort, rule.ToPort, rule.Origin))
	}
	kind, known := rule.PeerType.Get()
	candidates := model.Candidates(rule.Peer)
	g.named = candidates
	switch {
	case !known:
		g.leave(rule.PeerType.Why())
		g.addresses = everywhere()
		return g
	case len(candidates) == 0:
		g.leave(rule.Peer.Why())
		g.addresses = everywhere()
		return g
	case len(candidates) > 1:
		g.leave(rule.Peer.Why())
	}
	if kind == "security_group" {
		g.isGroup, g.peers = true, candidates
		return g
	}
	r.addresses(g, candidates, kind)
	return g
}

// leave keeps the first reason why a grant is open.
func (g *grant) leave(why model.Why) {
	if g.why == nil {
		g.why = &why
	}
}

// addresses fills in the addresses of prefixes and prefix lists.
func (r *reader) addresses(g *grant, texts []string, kind string) {
	for _, text := range texts {
		set, known := r.prefix(text)
		list := r.routes.lists[text]
		switch {
		case known && list != nil:
			g.peers = append(g.peers, list.Entries.Items()...)
		case known:
			g.peers = append(g.peers, text)
		case kind == "cidr":
			g.leave(model.Why{Reason: model.Unsupported, Detail: fmt.Sprintf("%s: %q is not a prefix", g.origin, text)})
			g.peers, g.addresses = nil, everywhere()
			return
		default:
			why := model.Why{Reason: model.NotInSource, Detail: "the entries of prefix list " + text + " were not read"}
			g.leave(why)
			g.peers, set = append(g.peers, text), everywhere()
		}
		if g.addresses == nil {
			g.addresses = set
		} else {
			g.addresses = union(g.addresses, set)
		}
	}
}

// ports names what a rule opens.
func (g *grant) ports() string {
	if !g.exact {
		return "ports that are not known"
	}
	return g.services.String()
}
