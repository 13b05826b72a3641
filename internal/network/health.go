package network

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// trafficPort is the health check's own word for the port that requests go to.
const trafficPort = "traffic-port"

// fillHealthChecks takes for no check one that asks a port of its own on which the load balancer does not get
// through: all targets are unhealthy by it. Where requests go the edges are judged.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
func (a *analysis) fillHealthChecks() {
	for i := range a.facts.TargetGroups {
		g := &a.facts.TargetGroups[i]
		port, known := g.HealthCheckPort.Get()
		switch number, err := strconv.Atoi(port); {
		case !known:
			g.HealthCheck = model.Every(g.HealthCheck, model.Unknown[bool](g.HealthCheckPort.Why()))
		case port == trafficPort || err != nil:
		default:
			for _, id := range a.registrants(g.ID, number) {
				g.HealthCheck = model.Every(g.HealthCheck, a.isChecked(g.ID, id, number))
			}
		}
	}
}

// registrants are the services and instances that register with a target group for another port.
func (a *analysis) registrants(group string, port int) (ids []string) {
	for i := range a.Model.Services {
		s := &a.Model.Services[i]
		if slices.ContainsFunc(s.Targets.Items(), func(t model.ServiceTarget) bool {
			return model.Is(t.TargetGroup, group) == model.Known(true) && model.Is(t.ContainerPort, port) != model.Known(true)
		}) {
			ids = append(ids, s.ID)
		}
	}
	for i := range a.Model.InstanceGroups {
		g := &a.Model.InstanceGroups[i]
		isPort := a.TargetGroups[group] != nil && model.Is(a.TargetGroups[group].Port, port) == model.Known(true)
		if slices.Contains(g.TargetGroups.Items(), group) && !isPort {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

// isChecked is whether each load balancer that forwards to a target group reaches who registers with it on a port.
func (a *analysis) isChecked(group, id string, port int) model.Value[bool] {
	checked := model.Known(true)
	to, err := a.reach.Node(id)
	for i := range a.Model.Listeners {
		l := &a.Model.Listeners[i]
		lb, known := l.LoadBalancer.Get()
		if !known || !slices.Contains(groupsOf(l), group) {
			continue
		}
		from, absent := a.reach.Node(lb)
		if err != nil || absent != nil {
			checked = model.Every(checked, model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "where " + lb + " and " + id + " are"}))
			continue
		}
		reached := a.reach.ask(from, to, service(tcp, port, port), false).Reachable
		if !reached.IsKnown() && a.groupsAdmit(lb, id, port) {
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
			return known && exact && set.contains(service(tcp, port, port)) && (peer == "0.0.0.0/0" || slices.Contains(there, peer))
		})
	})
}
