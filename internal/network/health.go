package network

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// trafficPort is the health check's own word for the port that requests go to.
const trafficPort = "traffic-port"

// fillHealthChecks takes for no check one by which all targets are unhealthy: one that asks a port of its own on
// which the load balancer does not get through, or that speaks plain text to a port of TLS or the reverse. Where
// requests go the edges are judged.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
func (a *analysis) fillHealthChecks() {
	for i := range a.facts.TargetGroups {
		g := &a.facts.TargetGroups[i]
		if !g.HealthCheck.Or(true) {
			continue
		}
		a.check(
			g,
			understood(g),
			"it speaks "+g.HealthCheckProtocol.Or("?")+" to targets that speak "+g.Protocol.Or("?"),
		)
		port, known := g.HealthCheckPort.Get()
		checked, isNumber := figure.Whole(port)
		switch {
		case !known:
			a.check(g, model.Unknown[bool](g.HealthCheckPort.Why()), "")
		case port == trafficPort:
		case !isNumber:
			a.check(g, model.Known(false), fmt.Sprintf("%q is no port", port))
		default:
			a.checkPort(g, checked)
		}
	}
}

// check is one more thing that must hold for targets to be found healthy.
func (a *analysis) check(g *wiring.TargetGroup, holds model.Value[bool], otherwise string) {
	if g.HealthCheck = model.Every(g.HealthCheck, holds); !holds.Or(true) && !slices.Contains(g.CheckFails, otherwise) {
		g.CheckFails = append(g.CheckFails, otherwise)
	}
}

// understood is whether a check speaks the protocol of the port that requests go to. HTTP over TLS and without are
// the only two that exclude each other.
func understood(g *wiring.TargetGroup) model.Value[bool] {
	port, known := g.HealthCheckPort.Get()
	if known && port != trafficPort && (!g.Port.IsKnown() || port != strconv.Itoa(g.Port.Or(0))) {
		return model.Known(true)
	}
	same := model.Equal(g.HealthCheckProtocol, g.Protocol)
	if same.IsKnown() && (!speaksHTTP(g.Protocol.Or("")) || !speaksHTTP(g.HealthCheckProtocol.Or(""))) {
		return model.Known(true)
	}
	if !same.Or(true) && !known {
		return model.Unknown[bool](g.HealthCheckPort.Why())
	}
	return same
}

func speaksHTTP(protocol string) bool { return protocol == "HTTP" || protocol == "HTTPS" }

// checkPort asks of each target on another port whether each load balancer that uses the group reaches it.
func (a *analysis) checkPort(g *wiring.TargetGroup, port int) {
	for _, m := range a.reach.members[g.ID] {
		if model.Is(m.port, port).Or(false) {
			continue // requests go there
		}
		reached := a.isChecked(g.ID, m.node, port)
		a.check(g, reached, fmt.Sprintf("its load balancer does not reach %s on %d", m.node.Label, port))
	}
	if !g.Members.IsWhole() {
		a.check(g, model.Unknown[bool](g.Members.Why()), "")
	}
}

// isChecked is whether each load balancer that forwards to a target group reaches a node on a port.
func (a *analysis) isChecked(group string, to *Node, port int) model.Value[bool] {
	checked := model.Known(true)
	for i := range a.Model.Listeners {
		l := &a.Model.Listeners[i]
		if !slices.Contains(groupsOf(l), group) || !wiring.Forwards(l, group).Or(true) {
			continue
		}
		from := a.reach.byID[l.LoadBalancer.Or("")]
		if from == nil {
			checked = model.Every(
				checked,
				model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "the load balancer of " + l.ID}),
			)
			continue
		}
		reached := a.reach.ask(from, to, service(tcp, port, port), false).Reachable
		if !reached.IsKnown() && a.groupsAdmit(from.ID, to.ID, port) {
			reached = model.Known(true) // what network ACLs stop is judged by itself
		}
		checked = model.Every(checked, reached)
	}
	return checked
}

// groupsAdmit is whether rules of both sides plainly permit a port between two things.
func (a *analysis) groupsAdmit(lb, id string, port int) bool {
	from, isPlaced := a.Thing(lb).(model.Placed)
	to, placed := a.Thing(id).(model.Placed)
	if !isPlaced || !placed {
		return false
	}
	here, there := from.Place().SecurityGroups.Items(), to.Place().SecurityGroups.Items()
	return a.permit(here, there, port, false) && a.permit(there, here, port, true)
}

func (a *analysis) permit(here, there []string, port int, ingress bool) bool {
	return slices.ContainsFunc(here, func(id string) bool {
		g := a.SecurityGroups[id]
		if g == nil {
			return false
		}
		rules := g.Egress
		if ingress {
			rules = g.Ingress
		}
		return slices.ContainsFunc(rules.Items(), func(r model.SecurityGroupRule) bool {
			peer, known := r.Peer.Get()
			set, exact := servicesOf(r.Protocol, r.FromPort, r.ToPort)
			return known && exact && set.contains(service(tcp, port, port)) &&
				(peer == "0.0.0.0/0" || slices.Contains(there, peer))
		})
	})
}
