package plan

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func cluster(c *collector, in *instance) {
	cl := model.Cluster{Resource: c.base(in, "name"), ContainerInsights: c.insightsByDefault(in)}
	n, s := in.count("setting")
	if s.isHidden() || s == isUnknown && (!in.created || in.expression("setting").kind != unset) {
		cl.ContainerInsights = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "setting." + strconv.Itoa(i) + "."
		switch name := in.str(prefix + "name"); {
		case !name.IsKnown():
			cl.ContainerInsights = model.Unknown[string](name.Why())
		case name.Or("") == "containerInsights":
			cl.ContainerInsights = in.str(prefix + "value")
		}
	}
	if in.data && s != isKnown {
		cl.ContainerInsights = model.Unknown[string](model.Why{Reason: model.NotReturned})
	}
	c.clusters.add(in.address, cl)
}

func service(c *collector, in *instance) {
	s := model.Service{
		Resource:                c.base(in, "name"),
		Cluster:                 c.ref(in, []string{"aws_ecs_cluster"}, "cluster", "default"),
		TaskDefinition:          c.ref(in, []string{"aws_ecs_task_definition"}, "task_definition"),
		AlsoRuns:                model.Whole[string](),
		DesiredCount:            form.TaskCount(in.str("scheduling_strategy", "REPLICA"), in.integer("desired_count")),
		LaunchType:              in.str("launch_type", "EC2"),
		DeploymentController:    in.str("deployment_controller.0.type", "ECS"),
		DeploymentStrategy:      in.str("deployment_configuration.0.strategy", "ROLLING"),
		MinimumHealthyPercent:   in.integer("deployment_minimum_healthy_percent", 100),
		MaximumPercent:          in.integer("deployment_maximum_percent", 200),
		CircuitBreaker:          in.boolean("deployment_circuit_breaker.0.enable", false),
		CircuitBreakerRollback:  in.boolean("deployment_circuit_breaker.0.rollback", false),
		Placement:               c.tasksPlacement(in),
		Lifecycle:               model.Unseen(),
		HealthCheckGraceSeconds: in.integer("health_check_grace_period_seconds", 0),
	}
	s.ClusterName = c.clusterName(s.Cluster)
	s.CapacityProviders = providersOf(in, "capacity_provider_strategy")
	if len(s.CapacityProviders.Items()) > 0 {
		s.LaunchType = model.Known("")
	} else if in.expression("launch_type").kind == unset {
		c.byDefault[s.ID] = true
	}
	s.Texts = c.connectTexts(in)
	s.Targets, s.Instances = c.serviceTargets(in), model.Whole[string]()
	if !s.Subnets.IsWhole() && s.Subnets.Why().Detail == sharedInterfaces {
		s.Instances = model.Part[string](s.Subnets.Why())
	}
	c.services.add(in.address, s)
}

// clusterName is the cluster's name, by which scaling and alarms refer to it.
func (c *collector) clusterName(ref model.Value[string]) model.Value[string] {
	id, ok := ref.Get()
	if !ok {
		return ref
	}
	if other := c.byAddress[id]; other != nil {
		return other.str("name")
	}
	return model.Known(id[strings.LastIndex(id, "/")+1:])
}

// providersOf reads the capacity providers of a strategy.
func providersOf(in *instance, strategy string) model.List[string] {
	n, s := in.count(strategy)
	list := model.Whole[string]()
	if s.isHidden() || s == isUnknown && in.expression(strategy).kind != unset {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		if name, ok := in.str(strategy + "." + strconv.Itoa(i) + ".capacity_provider").Get(); ok {
			list = list.With(name)
		} else {
			list = list.Broken(model.Why{Reason: model.KnownAfterApply})
		}
	}
	return list
}

// clusterCapacityProviders gives services that name neither launch type nor strategy the
// default strategy of their cluster.
func clusterCapacityProviders(c *collector, in *instance) {
	cluster := c.ref(in, []string{"aws_ecs_cluster"}, "cluster_name")
	list := providersOf(in, "default_capacity_provider_strategy")
	if len(list.Items()) == 0 && list.IsWhole() {
		return
	}
	for _, s := range c.services.order {
		same := model.Equal(s.Cluster, cluster)
		if c.byDefault[s.ID] && same.Or(true) {
			s.CapacityProviders, s.LaunchType = list, model.Known("")
			if !same.IsKnown() {
				s.CapacityProviders = list.Broken(same.Why())
			}
		}
	}
}

func (c *collector) serviceTargets(in *instance) model.List[model.ServiceTarget] {
	n, s := in.count("load_balancer")
	list := model.Whole[model.ServiceTarget]()
	if s.isOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "load_balancer." + strconv.Itoa(i) + "."
		list = list.With(model.ServiceTarget{
			TargetGroup:   c.ref(in, []string{"aws_lb_target_group"}, prefix+"target_group_arn"),
			ContainerName: in.str(prefix + "container_name"), ContainerPort: in.integer(prefix + "container_port"),
		})
	}
	return list
}

func taskDefinition(c *collector, in *instance) {
	t := model.TaskDefinition{
		Resource:        c.base(in, "family"),
		Family:          in.str("family"),
		CPUUnits:        in.integer("cpu"),
		MemoryMiB:       in.integer("memory"),
		NetworkMode:     in.str("network_mode", "bridge"),
		Architecture:    in.str("runtime_platform.0.cpu_architecture", "X86_64"),
		OperatingSystem: in.str("runtime_platform.0.operating_system_family", "LINUX"),
		EphemeralGiB:    in.integer("ephemeral_storage.0.size_in_gib", 20),
		ExecutionRole:   c.ref(in, []string{"aws_iam_role"}, "execution_role_arn", ""),
		TaskRole:        c.ref(in, []string{"aws_iam_role"}, "task_role_arn", ""),
	}
	t.Containers, t.Texts = c.containers(in), c.volumeTexts(in)
	t.Refers = c.refersTo(in, t.Containers)
	c.taskDefinitions.add(in.address, t)
}

// containers reads the one JSON string that container_definitions is.
func (c *collector) containers(in *instance) model.List[model.Container] {
	definitions := in.str("container_definitions")
	text, ok := definitions.Get()
	if !ok {
		if text, ok = c.writtenText(in, "container_definitions"); !ok {
			return model.Part[model.Container](definitions.Why())
		}
	}
	return c.parseContainers(in, text)
}

// refersTo lists what the container definitions mention: what the containers name once
// they are known, and what the configuration says while they are not.
func (c *collector) refersTo(in *instance, containers model.List[model.Container]) model.List[string] {
	var ids []string
	for _, con := range containers.Items() {
		for _, v := range []model.Value[string]{con.Repository, con.LogGroup} {
			ids = appendKnown(ids, v)
		}
		for _, s := range con.Secrets.Items() {
			ids = appendKnown(ids, s.Source)
		}
	}
	if containers.IsWhole() {
		return model.Whole(sortedSet(ids)...)
	}
	e := in.expression("container_definitions")
	o := c.resolver.resolve(e, c.resolver.scopeOf(in))
	for _, t := range o.found {
		ids = append(ids, t.address)
	}
	if len(o.open) > 0 {
		return model.Part(model.Why{Reason: model.UnresolvedReference, Detail: e.mentions()}, sortedSet(ids)...)
	}
	return model.Whole(sortedSet(ids)...)
}

func appendKnown(ids []string, v model.Value[string]) []string {
	if id := v.Or(""); id != "" {
		return append(ids, id)
	}
	return ids
}
