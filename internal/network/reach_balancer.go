package network

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// mayStandBefore reports whether a load balancer whose listeners another state may have lets a node to another.
func (r *Reach) mayStandBefore(v *view, lb *model.LoadBalancer, from, to *Node, want services) bool {
	n := r.byID[lb.ID]
	if n == nil || n == from || n == to {
		return false
	}
	return r.direct(v, from, n, service(tcp, 1, mostPorts)).reached() && r.direct(v, n, to, want).reached()
}

// over is the way through a listener: its port, its target group, the port of the target.
func (r *Reach) over(v *view, from, lb *Node, l *model.Listener, to *Node, want services) found {
	port, known := l.Port.Get()
	entrance := service(tcp, port, port)
	if !known {
		if !v.possible {
			return found{}
		}
		entrance = service(tcp, 1, mostPorts)
	}
	if protocol := l.Protocol.Or(""); strings.Contains(protocol, "UDP") {
		entrance = of(udp, entrance.of(tcp))
	}
	target, group := r.behind(v, l, to)
	if target = target.and(want); target.isEmpty() {
		return found{}
	}
	first := r.direct(v, from, lb, entrance)
	if !first.reached() {
		return first
	}
	second := r.direct(v, lb, to, target)
	if !second.reached() {
		return second
	}
	hops := append(
		slices.Clone(first.hops),
		fmt.Sprintf("%s forwards %s to target group %s", r.name(l.ID), entrance, r.name(group)),
	)
	return found{
		services: second.services,
		hops:     append(hops, second.hops...),
		causes:   slices.Concat(first.causes, second.causes),
	}
}

// behind are the ports on which a listener's target groups reach a node.
func (r *Reach) behind(v *view, l *model.Listener, to *Node) (set services, group string) {
	open := !l.Actions.IsWhole()
	for _, id := range groupsOf(l) {
		for _, m := range r.members[id] {
			if m.node != to || !wiring.Forwards(l, id).Or(v.possible) {
				continue
			}
			group = id
			if port, ok := m.port.Get(); ok {
				set = set.union(service(tcp, port, port))
			} else if v.possible {
				set = set.union(service(tcp, 1, mostPorts))
			}
		}
	}
	for _, a := range l.Actions.Items() {
		open = open || !a.TargetGroups.IsWhole()
	}
	if open && v.possible {
		set, group = set.union(service(tcp, 1, mostPorts)), "that is not known"
	}
	return set, group
}

// groupsOf are the target groups that the actions of a listener name, each once.
func groupsOf(l *model.Listener) (ids []string) {
	for _, a := range l.Actions.Items() {
		ids = append(ids, a.TargetGroups.Items()...)
	}
	return sorted(ids)
}
