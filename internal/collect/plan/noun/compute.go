package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func cluster(c *collector, in *read.Instance) {
	cl := model.Cluster{Resource: c.base(in, "name"), ContainerInsights: c.insightsByDefault(in)}
	n, s := in.Count("setting")
	if s.IsHidden() || s == read.Unknown && (!in.Created || in.Expression("setting").Kind != read.Unset) {
		cl.ContainerInsights = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "setting." + strconv.Itoa(i) + "."
		switch name := in.Text(prefix + "name"); {
		case !name.IsKnown():
			cl.ContainerInsights = model.Unknown[string](name.Why())
		case name.Or("") == "containerInsights":
			cl.ContainerInsights = in.Text(prefix + "value")
		}
	}
	if in.Data && s != read.Known {
		cl.ContainerInsights = model.Unknown[string](model.Why{Reason: model.NotReturned})
	}
	c.clusters.add(in.Address, cl)
}

func service(c *collector, in *read.Instance) {
	s := model.Service{
		Resource:                c.base(in, "name"),
		Cluster:                 c.Ref(in, []string{"aws_ecs_cluster"}, "cluster", "default"),
		TaskDefinition:          c.Ref(in, []string{"aws_ecs_task_definition"}, "task_definition"),
		AlsoRuns:                model.Whole[string](),
		DesiredCount:            form.TaskCount(in.Text("scheduling_strategy", "REPLICA"), in.Integer("desired_count")),
		LaunchType:              in.Text("launch_type", "EC2"),
		DeploymentController:    in.Text("deployment_controller.0.type", "ECS"),
		DeploymentStrategy:      in.Text("deployment_configuration.0.strategy", "ROLLING"),
		MinimumHealthyPercent:   in.Integer("deployment_minimum_healthy_percent", 100),
		MaximumPercent:          in.Integer("deployment_maximum_percent", 200),
		CircuitBreaker:          in.Boolean("deployment_circuit_breaker.0.enable", false),
		CircuitBreakerRollback:  in.Boolean("deployment_circuit_breaker.0.rollback", false),
		Placement:               c.tasksPlacement(in),
		Lifecycle:               model.Unseen(),
		HealthCheckGraceSeconds: in.Integer("health_check_grace_period_seconds", 0),
	}
	s.ClusterName = c.clusterName(s.Cluster)
	s.CapacityProviders = providersOf(in, "capacity_provider_strategy")
	if len(s.CapacityProviders.Items()) > 0 {
		s.LaunchType = model.Known("")
	} else if in.Expression("launch_type").Kind == read.Unset {
		c.byDefault[s.ID] = true
	}
	s.Texts = c.connectTexts(in)
	s.Targets, s.Instances = c.serviceTargets(in), model.Whole[string]()
	if !s.Subnets.IsWhole() && s.Subnets.Why().Detail == sharedInterfaces {
		s.Instances = model.Part[string](s.Subnets.Why())
	}
	c.services.add(in.Address, s)
}

// clusterName is the cluster's name, by which scaling and alarms refer to it.
func (c *collector) clusterName(ref model.Value[string]) model.Value[string] {
	id, ok := ref.Get()
	if !ok {
		return ref
	}
	if other := c.ByAddress[id]; other != nil {
		return other.Text("name")
	}
	return model.Known(id[strings.LastIndex(id, "/")+1:])
}

// providersOf reads the capacity providers of a strategy.
func providersOf(in *read.Instance, strategy string) model.List[string] {
	n, s := in.Count(strategy)
	list := model.Whole[string]()
	if s.IsHidden() || s == read.Unknown && in.Expression(strategy).Kind != read.Unset {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		if name, ok := in.Text(strategy + "." + strconv.Itoa(i) + ".capacity_provider").Get(); ok {
			list = list.With(name)
		} else {
			list = list.Broken(model.Why{Reason: model.KnownAfterApply})
		}
	}
	return list
}

// clusterCapacityProviders gives services that name neither launch type nor strategy the
// default strategy of their cluster.
func clusterCapacityProviders(c *collector, in *read.Instance) {
	cluster := c.Ref(in, []string{"aws_ecs_cluster"}, "cluster_name")
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

func (c *collector) serviceTargets(in *read.Instance) model.List[model.ServiceTarget] {
	n, s := in.Count("load_balancer")
	list := model.Whole[model.ServiceTarget]()
	if s.IsOpen() {
		list = list.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	for i := range n {
		prefix := "load_balancer." + strconv.Itoa(i) + "."
		list = list.With(model.ServiceTarget{
			TargetGroup:   c.Ref(in, []string{"aws_lb_target_group"}, prefix+"target_group_arn"),
			ContainerName: in.Text(prefix + "container_name"), ContainerPort: in.Integer(prefix + "container_port"),
		})
	}
	return list
}

func taskDefinition(c *collector, in *read.Instance) {
	t := model.TaskDefinition{
		Resource:        c.base(in, "family"),
		Family:          in.Text("family"),
		CPUUnits:        in.Integer("cpu"),
		MemoryMiB:       in.Integer("memory"),
		NetworkMode:     in.Text("network_mode", "bridge"),
		Architecture:    in.Text("runtime_platform.0.cpu_architecture", "X86_64"),
		OperatingSystem: in.Text("runtime_platform.0.operating_system_family", "LINUX"),
		EphemeralGiB:    in.Integer("ephemeral_storage.0.size_in_gib", 20),
		ExecutionRole:   c.Ref(in, []string{"aws_iam_role"}, "execution_role_arn", ""),
		TaskRole:        c.Ref(in, []string{"aws_iam_role"}, "task_role_arn", ""),
	}
	t.Containers, t.Texts = c.containers(in), c.volumeTexts(in)
	t.Refers = c.refersTo(in, t.Containers)
	c.taskDefinitions.add(in.Address, t)
}

// containers reads the one JSON string that container_definitions is.
func (c *collector) containers(in *read.Instance) model.List[model.Container] {
	definitions := in.Text("container_definitions")
	text, ok := definitions.Get()
	if !ok {
		if text, ok = c.WrittenText(in, "container_definitions"); !ok {
			return model.Part[model.Container](definitions.Why())
		}
	}
	return c.parseContainers(in, text)
}

// refersTo lists what the container definitions mention: what the containers name once
// they are known, and what the configuration says while they are not.
func (c *collector) refersTo(in *read.Instance, containers model.List[model.Container]) model.List[string] {
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
		return model.Whole(read.SortedSet(ids)...)
	}
	e := in.Expression("container_definitions")
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	for _, t := range o.Found {
		ids = append(ids, t.Address)
	}
	if len(o.Open) > 0 {
		return model.Part(model.Why{Reason: model.UnresolvedReference, Detail: e.Mentions()}, read.SortedSet(ids)...)
	}
	return model.Whole(read.SortedSet(ids)...)
}

func appendKnown(ids []string, v model.Value[string]) []string {
	if id := v.Or(""); id != "" {
		return append(ids, id)
	}
	return ids
}
