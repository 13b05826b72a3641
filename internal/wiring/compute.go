package wiring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

func (b *builder) service(s *model.Service, member Member) {
	f := Service{Service: *s, Member: member, Zones: b.Zones(s.Subnets), FargateOnly: fargateOnly(s)}
	b.forwarding(&f)
	b.scaling.fill(&f)
	f.Alarms = b.alarmsOf(b.watches.service(s), member)
	b.facts.Services = append(b.facts.Services, f)
	for _, t := range s.Targets.Items() {
		if g := b.TargetGroups[t.TargetGroup.Or("")]; g != nil && b.once("target_groups", g.ID) {
			b.facts.TargetGroups = append(b.facts.TargetGroups, TargetGroup{*g, member})
			if g.HealthyTargets.IsKnown() || g.HealthyTargets.Why().Reason != model.KnownAfterApply {
				b.facts.ServingTargetGroups = append(b.facts.ServingTargetGroups, TargetGroup{*g, member})
			}
		}
	}
	b.cluster(s, member)
	b.taskDefinition(s.TaskDefinition, member)
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
		for _, l := range b.forwards[id] {
			protocol, known := l.Protocol.Get()
			switch {
			case !known:
				f.HTTPSListeners = f.HTTPSListeners.Broken(l.Protocol.Why())
			case protocol == "HTTPS":
				f.HTTPSListeners = union(f.HTTPSListeners, model.Whole(l.ID))
			}
		}
	}
	if !f.Targets.IsWhole() {
		f.HTTPSListeners, f.TargetPorts = f.HTTPSListeners.Broken(f.Targets.Why()), f.TargetPorts.Broken(f.Targets.Why())
	}
	for _, l := range b.forwards[""] {
		f.HTTPSListeners = f.HTTPSListeners.Broken(model.Why{Reason: model.UnresolvedReference, Detail: l.ID + " may forward to it"})
	}
}

// fargateOnly is whether every task runs on Fargate.
func fargateOnly(s *model.Service) model.Value[bool] {
	for _, p := range s.CapacityProviders.Items() {
		if p != "FARGATE" && p != "FARGATE_SPOT" {
			return model.Known(false)
		}
	}
	if !s.CapacityProviders.IsWhole() {
		return model.Unknown[bool](s.CapacityProviders.Why())
	}
	if len(s.CapacityProviders.Items()) > 0 {
		return model.Known(true)
	}
	launch, ok := s.LaunchType.Get()
	if !ok {
		return model.Unknown[bool](s.LaunchType.Why())
	}
	return model.Known(launch == "FARGATE")
}

func (b *builder) cluster(s *model.Service, member Member) {
	id := s.Cluster.Or("")
	if id == "" || !b.once("clusters", id) {
		return
	}
	c := b.Clusters[id]
	if c == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the cluster was not read"}
		c = &model.Cluster{Resource: notRead(id, "aws_ecs_cluster"), ContainerInsights: model.Unknown[string](why)}
	}
	b.facts.Clusters = append(b.facts.Clusters, Cluster{*c, member})
}

func (b *builder) taskDefinition(ref model.Value[string], member Member) {
	t := b.TaskDefinitions[ref.Or("")]
	if t == nil {
		id := ref.Or("the task definition of " + member.Stack)
		why := ref.Why()
		if ref.IsKnown() {
			why = model.Why{Reason: model.NotInSource, Detail: "the task definition was not read"}
		}
		t = &model.TaskDefinition{
			Resource: notRead(id, "aws_ecs_task_definition"), ExecutionRole: model.Unknown[string](why), TaskRole: model.Unknown[string](why),
			Containers: model.Part[model.Container](why), Refers: model.Part[string](why),
		}
	}
	if !b.once("task_definitions", t.ID) {
		return
	}
	b.facts.TaskDefinitions = append(b.facts.TaskDefinitions, b.inspectContainers(t, member))
	for _, role := range []model.Value[string]{t.ExecutionRole, t.TaskRole} {
		b.role(role, member)
	}
	for _, id := range t.Refers.Items() {
		if b.LogGroups[id] != nil {
			b.logGroup(id, member)
		}
	}
	for _, c := range t.Containers.Items() {
		if id := c.LogGroup.Or(""); id != "" {
			b.logGroup(id, member)
		}
	}
}

// logGroup adds a log group that tasks write to; one that was not read is added as unknown.
func (b *builder) logGroup(id string, member Member) {
	if !b.once("log_groups", id) {
		return
	}
	g := b.LogGroups[id]
	if g == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the log group was not read"}
		g = &model.LogGroup{Resource: notRead(id, "aws_cloudwatch_log_group"), RetentionDays: model.Unknown[int](why)}
	}
	b.facts.LogGroups = append(b.facts.LogGroups, LogGroup{*g, member})
}

// credentialName recognizes names under which credentials are kept.
func credentialName() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(passw(or)?d|passphrase|secret|token|api_?key|private_?key|credential|(database|db|redis|postgres\w*|pg)_?(url|uri|dsn)$)`)
}

// inspectContainers sums up what the containers of a task definition do.
func (b *builder) inspectContainers(t *model.TaskDefinition, member Member) TaskDefinition {
	f := TaskDefinition{TaskDefinition: *t, Member: member, Credentials: model.Whole[string](), SecretsFromManager: model.Whole[string](),
		ForeignImages: model.Whole[string](), Unlogged: model.Whole[string]()}
	for _, c := range t.Containers.Items() {
		name := c.Name.Or("?")
		for _, e := range c.Environment.Items() {
			if !e.HoldsCredential.IsKnown() {
				f.Credentials = f.Credentials.Broken(e.HoldsCredential.Why())
			}
			if e.HoldsCredential.Or(false) || b.suspicious.MatchString(e.Name.Or("")) && !harmless(e.Name.Or("")) {
				f.Credentials = f.Credentials.With(name + "." + e.Name.Or("?"))
			}
		}
		for _, s := range c.Secrets.Items() {
			if s.Store.Or("") == "secretsmanager" {
				f.SecretsFromManager = f.SecretsFromManager.With(name + "." + s.Name.Or("?"))
			}
		}
		if c.Repository.Or("") == "" {
			f.ForeignImages = f.ForeignImages.With(name + ": " + c.Image.Or("?"))
		}
		if c.LogDriver.Or("") != "awslogs" && c.LogDriver.Or("") != "awsfirelens" {
			f.Unlogged = f.Unlogged.With(name)
		}
	}
	if !t.Containers.IsWhole() {
		for _, list := range []*model.List[string]{&f.Credentials, &f.SecretsFromManager, &f.ForeignImages, &f.Unlogged} {
			*list = list.Broken(t.Containers.Why())
		}
	}
	return f
}

// harmless recognizes names that only say where a secret is, not what it is.
func harmless(name string) bool {
	upper := strings.ToUpper(name)
	return slices.ContainsFunc([]string{"_ARN", "_NAME", "_ID", "_PATH", "_FILE", "_TTL", "_EXPIRY", "_REGION"}, func(suffix string) bool {
		return strings.HasSuffix(upper, suffix)
	})
}

func (b *builder) role(ref model.Value[string], member Member) {
	id := ref.Or("")
	if id == "" || !b.once("roles", id) {
		return
	}
	r := b.Roles[id]
	if r == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the role was not read"}
		r = &model.Role{Resource: notRead(id, "aws_iam_role"), Statements: model.Part[model.Statement](why),
			ManagedPolicies: model.Part[string](why), TrustedServices: model.Part[string](why)}
	}
	b.facts.Roles = append(b.facts.Roles, Role{*r, member, wildcards(r)})
}

// wildcards lists what allows wildcard actions on wildcard resources.
func wildcards(r *model.Role) model.List[string] {
	found := model.Whole[string]()
	for _, s := range r.Statements.Items() {
		if s.Effect.Or("Allow") == "Allow" && !s.Actions.IsWhole() || !s.Resources.IsWhole() || !s.Effect.IsKnown() {
			found = found.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "a statement of " + s.Origin})
		}
		if s.Effect.Or("Allow") == "Allow" && broad(s) {
			found = found.With(s.Origin + ": " + strings.Join(append(s.Actions.Items(), s.NotActions.Items()...), ", ") + " on " + strings.Join(s.Resources.Items(), ", "))
		}
	}
	if !r.Statements.IsWhole() {
		found = found.Broken(r.Statements.Why())
	}
	for _, arn := range r.ManagedPolicies.Items() {
		name := arn[strings.LastIndex(arn, "/")+1:]
		switch {
		case name == "AmazonECSTaskExecutionRolePolicy":
			// Reads images and writes logs, each action by its name.
			// https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonECSTaskExecutionRolePolicy.html
		case name == "AdministratorAccess", name == "PowerUserAccess", strings.HasSuffix(name, "FullAccess"):
			found = found.With(arn)
		default:
			found = found.Broken(model.Why{Reason: model.NotInSource, Detail: "the policy " + arn + " was not read"})
		}
	}
	if !r.ManagedPolicies.IsWhole() {
		found = found.Broken(r.ManagedPolicies.Why())
	}
	return found
}

// broad reports whether a statement has a wildcard action, or NotAction, on a wildcard resource.
func broad(s model.Statement) bool {
	wild := func(all []string) bool {
		return slices.ContainsFunc(all, func(text string) bool { return strings.Contains(text, "*") })
	}
	everything := slices.ContainsFunc(s.Resources.Items(), func(text string) bool {
		return text == "*" || strings.HasSuffix(text, ":::*") || strings.HasSuffix(text, ":*:*")
	})
	everything = everything || len(s.NotResources.Items()) > 0
	return everything && (wild(s.Actions.Items()) || len(s.NotActions.Items()) > 0)
}
