package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

func (b *builder) service(s *model.Service, member Member) (watched Watched) {
	f := Service{Service: *s, Member: member, RunsOn: runsOn(s)}
	b.forwarding(&f)
	f.Paths = b.pathsTo(s)
	b.scaling.fill(&f)
	f.deploys()
	watched = b.alarmsOf(b.watches.service(s), serviceSubject(s), member)
	b.facts.Services = append(b.facts.Services, f)
	for _, t := range s.Targets.Items() {
		b.targetGroup(t.TargetGroup, s.ID, member)
	}
	if !s.Targets.IsWhole() {
		b.targetGroup(model.Unknown[string](s.Targets.Why()), s.ID, member)
	}
	b.cluster(s, member)
	b.taskDefinition(s, member)
	return watched
}

// targetGroup adds a target group that something registers with.
func (b *builder) targetGroup(ref model.Value[string], id string, member Member) {
	g := follow(b.Index, ref, b.TargetGroups, end{"target_groups", "aws_lb_target_group", "the target group of " + id})
	if g == nil || !b.once("target_groups", g.ID, member) {
		return
	}
	f := TargetGroup{*g, member, b.reachedOn(g), []string{}}
	b.facts.TargetGroups = append(b.facts.TargetGroups, f)
	if g.HealthyTargets.IsKnown() || g.HealthyTargets.Why().Reason != model.KnownAfterApply {
		b.facts.ServingTargetGroups = append(b.facts.ServingTargetGroups, f)
	}
}

// reachedOn are the ports on which requests reach the targets of a group: those with which targets are registered,
// as a service does its tasks with the port of their container, and the group's own only for targets without one.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html
func (b *builder) reachedOn(g *model.TargetGroup) model.List[int] {
	ports := b.registered(g.ID)
	own := len(g.MemberPorts.Items()) == 0 && ports.IsWhole() && len(ports.Items()) == 0
	for _, port := range g.MemberPorts.Items() {
		if own = own || port == 0; port != 0 && !slices.Contains(ports.Items(), port) {
			ports = ports.With(port)
		}
	}
	switch port, known := g.Port.Get(); {
	case own && !known:
		ports = ports.Broken(g.Port.Why())
	case own && !slices.Contains(ports.Items(), port):
		ports = ports.With(port)
	}
	return asFar(ports, brokenBy(g.MemberPorts))
}

// registered are the ports with which services register their tasks in a group.
func (b *builder) registered(group string) model.List[int] {
	ports := model.Whole[int]()
	for _, on := range b.registrations[group] {
		switch port, known := on.Get(); {
		case !known:
			ports = ports.Broken(on.Why())
		case !slices.Contains(ports.Items(), port):
			ports = ports.With(port)
		}
	}
	return ports
}

// noteRegistrations notes with which ports a service registers its tasks, by target group.
func (b *builder) noteRegistrations(s *model.Service) {
	for _, t := range s.Targets.Items() {
		if group, known := t.TargetGroup.Get(); known {
			b.registrations[group] = append(b.registrations[group], t.ContainerPort)
		}
	}
}

// noteRuns notes which task definitions a service runs.
func (b *builder) noteRuns(s *model.Service) {
	all := slices.Concat(model.Candidates(s.TaskDefinition), s.AlsoRuns.Items())
	slices.Sort(all)
	for _, id := range slices.Compact(all) {
		b.runs[id] = append(b.runs[id], s)
	}
}

// brokenBy is why a list is not whole, nil for one that is.
func brokenBy[T any](list model.List[T]) *model.Why {
	if list.IsWhole() {
		return nil
	}
	why := list.Why()
	return &why
}

// forwarding finds the HTTPS listeners that forward to a service, over its target groups.
func (b *builder) forwarding(f *Service) {
	f.HTTPSListeners, f.TargetPorts = gapped(b.Model, model.Whole[string](), "listeners"), model.Whole[int]()
	for _, t := range f.Targets.Items() {
		if port, ok := t.ContainerPort.Get(); ok {
			f.TargetPorts = f.TargetPorts.With(port)
		} else {
			f.TargetPorts = f.TargetPorts.Broken(t.ContainerPort.Why())
		}
		id, ok := t.TargetGroup.Get()
		if !ok {
			f.HTTPSListeners = f.HTTPSListeners.Broken(t.TargetGroup.Why())
			continue
		}
		if b.TargetGroups[id] == nil && b.Model.Source.Kind != model.KindAccount {
			// Who owns it may have a listener for it; an account shows all listeners.
			f.HTTPSListeners = f.HTTPSListeners.Broken(b.unread("target_groups", id))
		}
		if g := b.TargetGroups[id]; g != nil {
			f.HTTPSListeners = asFar(f.HTTPSListeners, elsewhere(&g.Resource, "listeners"))
		}
		for _, l := range b.forwards[id] {
			f.HTTPSListeners = b.forwardedBy(f.HTTPSListeners, l, id)
		}
	}
	if !f.Targets.IsWhole() {
		f.HTTPSListeners = f.HTTPSListeners.Broken(f.Targets.Why())
		f.TargetPorts = f.TargetPorts.Broken(f.Targets.Why())
	}
	for _, l := range b.forwards[""] {
		if !terminatesTLS(l.Protocol.Or("HTTPS")) {
			continue
		}
		why := model.Why{Reason: model.UnresolvedReference, Detail: l.ID + " may forward to it"}
		if !l.Actions.IsWhole() {
			why = l.Actions.Why()
		}
		f.HTTPSListeners = f.HTTPSListeners.Broken(why)
	}
}

// forwardedBy adds a listener for HTTPS from which all requests for a target group get to somebody.
func (b *builder) forwardedBy(list model.List[string], l *model.Listener, group string) model.List[string] {
	protocol, known := l.Protocol.Get()
	forwards := b.DeliversUsers(l, group)
	switch {
	case !forwards.Or(true), known && !terminatesTLS(protocol):
		return list
	case !forwards.IsKnown() || !known:
		return list.Broken(because("whether "+l.ID+" forwards to "+group, forwards, l.Protocol))
	}
	return model.Union(list, model.Whole(l.ID))
}

// runsOn is where every task runs: capacity providers decide, else the launch type.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
func runsOn(s *model.Service) model.Value[string] {
	on := map[string]bool{}
	for _, p := range s.CapacityProviders.Items() {
		if p == "FARGATE" || p == "FARGATE_SPOT" {
			on["FARGATE"] = true
		} else {
			on["EC2"] = true
		}
	}
	switch {
	case len(on) > 1:
		return model.Known("mixed")
	case !s.CapacityProviders.IsWhole():
		return model.Unknown[string](s.CapacityProviders.Why())
	case on["EC2"]:
		return model.Known("EC2")
	case on["FARGATE"]:
		return model.Known("FARGATE")
	}
	return s.LaunchType
}

func (b *builder) cluster(s *model.Service, member Member) {
	c := follow(b.Index, s.Cluster, b.Clusters, end{"clusters", "aws_ecs_cluster", "the cluster of " + s.ID})
	if c != nil && b.once("clusters", c.ID, member) {
		b.facts.Clusters = append(b.facts.Clusters, Cluster{*c, member})
	}
}

func (b *builder) taskDefinition(s *model.Service, member Member) {
	to := end{"task_definitions", "aws_ecs_task_definition", "the task definition of " + s.ID}
	b.runsAs(follow(b.Index, s.TaskDefinition, b.TaskDefinitions, to), member)
	to.name = "another task definition of " + s.ID
	for _, t := range followAll(b.Index, s.AlsoRuns, b.TaskDefinitions, to) {
		b.runsAs(t, member)
	}
}

// runsAs adds a task definition of which tasks run, with what it leads to.
func (b *builder) runsAs(t *model.TaskDefinition, member Member) {
	if t == nil || !b.once("task_definitions", t.ID, member) {
		return
	}
	f := b.inspectContainers(t, member)
	b.facts.TaskDefinitions = append(b.facts.TaskDefinitions, f)
	b.role(f.ExistingExecutionRole, "the execution role of "+t.ID, member)
	b.role(f.ExistingTaskRole, "the task role of "+t.ID, member)
	b.logGroups(t, member)
}

// logGroups adds the log groups that tasks write to. Where containers are not known, those
// that their definitions mention count, or one that is not known.
func (b *builder) logGroups(t *model.TaskDefinition, member Member) {
	groups := model.Whole[string]()
	for _, id := range t.Refers.Items() {
		if b.LogGroups[id] != nil {
			groups = groups.With(id)
		}
	}
	if !t.Containers.IsWhole() && (len(groups.Items()) == 0 || !t.Refers.IsWhole()) {
		groups = groups.Broken(t.Containers.Why())
	}
	for _, c := range t.Containers.Items() {
		groups = model.Union(groups, sureList(c.LogGroup))
	}
	to := end{"log_groups", "aws_cloudwatch_log_group", "the log group of " + t.ID}
	for _, g := range followAll(b.Index, groups, b.LogGroups, to) {
		b.logGroup(g, member)
	}
}

func (b *builder) role(ref model.Value[string], name string, member Member) {
	r := follow(b.Index, ref, b.Roles, end{"roles", "aws_iam_role", name})
	if r != nil && b.isGone("roles", r.ID, b.Roles[r.ID] != nil) {
		r = goneRole(r.ID)
	}
	if r != nil && b.once("roles", r.ID, member) {
		b.facts.Roles = append(b.facts.Roles, Role{*r, member, b.wildcardsOf(r)})
	}
}
