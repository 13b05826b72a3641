package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// agreement is +1 where rules permit what is documented, -1 where only one of both is. Rules of which
// something is not known contradict nothing.
func (m *matcher) agreement(documented []document.Ports, from, to []string) int {
	permitted := m.peers.between(from, to)
	missing := slices.ContainsFunc(documented, func(d document.Ports) bool {
		if d == (document.Ports{}) { // whichever port it is
			return len(permitted) == 0
		}
		return !slices.ContainsFunc(permitted, func(p document.Ports) bool { return p.From <= d.From && d.To <= p.To })
	})
	switch {
	case len(documented) == 0 && len(permitted) == 0, missing && m.peers.mayPermit(from, to):
		return 0
	case len(documented) == 0, missing:
		return -weightOfTraffic
	}
	return weightOfTraffic
}

// peers are what rules of security groups permit from one group, or the internet, to another.
type peers struct {
	ports map[[2]string][]document.Ports
	// open are groups with rules, of one direction, of which something is not known.
	open map[direction]bool
}

type direction struct {
	group   string
	ingress bool
}

func newPeers(a *model.Architecture) peers {
	p := peers{map[[2]string][]document.Ports{}, map[direction]bool{}}
	for i := range a.SecurityGroups {
		g := &a.SecurityGroups[i]
		p.addAll(g.Ingress, direction{g.ID, true})
		p.addAll(g.Egress, direction{g.ID, false})
	}
	return p
}

func (p peers) addAll(rules model.List[model.SecurityGroupRule], of direction) {
	p.open[of] = p.open[of] || !rules.IsWhole()
	for _, r := range rules.Items() {
		p.add(r, of)
	}
}

func (p peers) add(r model.SecurityGroupRule, of direction) {
	peer, peerKnown := r.Peer.Get()
	typ, typeKnown := r.PeerType.Get()
	ports, portsKnown := portsOf(r)
	switch {
	case !peerKnown || !typeKnown || !portsKnown:
		p.open[of] = true
		return
	case typ == "security_group" && peer != "":
	case of.ingress && peer == "0.0.0.0/0":
		peer = document.Internet
	default:
		return
	}
	ends := [2]string{peer, of.group}
	if !of.ingress {
		ends = [2]string{of.group, peer}
	}
	p.ports[ends] = append(p.ports[ends], ports)
}

// portsOf are the ports of a rule; known is false where something of them is not.
func portsOf(r model.SecurityGroupRule) (ports document.Ports, known bool) {
	protocol, known := r.Protocol.Get()
	if protocol == "all" || protocol == "-1" {
		return document.Ports{From: aPort, To: everyPort}, true
	}
	from, fromKnown := r.FromPort.Get()
	to, toKnown := r.ToPort.Get()
	return document.Ports{From: from, To: to}, known && fromKnown && toKnown
}

func (p peers) between(from, to []string) (all []document.Ports) {
	for _, a := range from {
		for _, b := range to {
			all = append(all, p.ports[[2]string{a, b}]...)
		}
	}
	return all
}

// mayPermit reports whether rules of which something is not known may permit more between some groups.
func (p peers) mayPermit(from, to []string) bool {
	return slices.ContainsFunc(from, func(id string) bool { return p.open[direction{id, false}] }) ||
		slices.ContainsFunc(to, func(id string) bool { return p.open[direction{id, true}] })
}
