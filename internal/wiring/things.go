package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// InstanceGroup is an instance or an Auto Scaling group of a stack.
type InstanceGroup struct {
	model.InstanceGroup
	Member
	// Scales: it is a group, and neither starting nor ending instances is suspended.
	Scales model.Value[bool] `json:"scales"`
}

// Function is a function of a stack.
type Function struct {
	model.Function
	Member
	// RuntimeSupported: AWS still mends it; a container image brings its own.
	RuntimeSupported model.Value[bool] `json:"runtime_supported"`
	// Credentials are the variables with a credential in plain, each with the rule that saw it.
	Credentials model.List[string] `json:"credentials"`
	// Open: anybody can call it.
	Open model.Value[bool] `json:"open_to_anybody"`
}

// Queue is a queue of a stack.
type Queue struct {
	model.Queue
	Member
	RetentionDays model.Value[float64] `json:"retention_days"`
	// DeadLettersTo is the queue for dead letters that takes those of this one, empty for none.
	DeadLettersTo model.Value[string] `json:"dead_letters_to"`
	// RedriveNotes say why its queue for dead letters does not take them.
	RedriveNotes []string `json:"redrive_notes"`
}

// Bucket is a bucket of a stack.
type Bucket struct {
	model.Bucket
	Member
}

// Table is a table of a stack.
type Table struct {
	model.Table
	Member
	// ReadsAtMost and WritesAtMost are what scaling raises its capacity to; its own capacity is the least.
	ReadsAtMost  model.Value[int] `json:"read_capacity_at_most"`
	WritesAtMost model.Value[int] `json:"write_capacity_at_most"`
}

func (b *builder) instances(g *model.InstanceGroup, member Member) Watched {
	f := InstanceGroup{*g, member, model.Every(g.Autoscaling, runs(g, "Launch", "Terminate"))}
	f.HealthCheckType = unlessSuspended(g)
	b.facts.InstanceGroups = append(b.facts.InstanceGroups, f)
	b.role(g.Role, "the role of "+g.ID, member)
	for _, id := range g.TargetGroups.Items() {
		b.targetGroup(model.Known(id), g.ID, member)
	}
	return b.watched(g, member)
}

// runs is whether none of some processes of a group is suspended.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
func runs(g *model.InstanceGroup, processes ...string) model.Value[bool] {
	isOne := func(process string) bool { return slices.Contains(processes, process) }
	if !slices.ContainsFunc(g.Suspended.Items(), isOne) && !g.Suspended.IsWhole() {
		return model.Unknown[bool](g.Suspended.Why())
	}
	return model.Known(!slices.ContainsFunc(g.Suspended.Items(), isOne))
}

// unlessSuspended is the health check after which a group replaces instances, empty where it replaces none.
func unlessSuspended(g *model.InstanceGroup) model.Value[string] {
	replaces, known := runs(g, "HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate").Get()
	switch {
	case !known:
		return model.Unknown[string](g.Suspended.Why())
	case !replaces:
		return model.Known("")
	}
	return g.HealthCheckType
}

func (b *builder) function(n *model.Function, member Member) Watched {
	f := Function{
		Function:         *n,
		Member:           member,
		RuntimeSupported: runtimeSupported(n),
		Credentials:      model.Whole[string](),
		Open:             model.Some(n.PublicURL, n.PublicPolicy),
	}
	f.DeadLetter = b.unlessLost(n.DeadLetter)
	for _, e := range n.Environment.Items() {
		f.Credentials = withCredential(f.Credentials, e.Credential, e.Name.Or("?"))
	}
	if !n.Environment.IsWhole() {
		f.Credentials = f.Credentials.Broken(n.Environment.Why())
	}
	b.facts.Functions = append(b.facts.Functions, f)
	b.role(n.Role, "the role of "+n.ID, member)
	group := follow(
		b.Index,
		n.LogGroup,
		b.LogGroups,
		end{"log_groups", "aws_cloudwatch_log_group", "the log group of " + n.ID},
	)
	if group != nil {
		b.logGroup(group, member)
	}
	return b.watched(n, member)
}

// endedRuntimes are those that AWS no longer mends, as of November 2026.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
func endedRuntimes() []string {
	return []string{
		"nodejs",
		"nodejs4.3",
		"nodejs4.3-edge",
		"nodejs6.10",
		"nodejs8.10",
		"nodejs10.x",
		"nodejs12.x",
		"nodejs14.x",
		"nodejs16.x",
		"nodejs18.x",
		"nodejs20.x",
		"python2.7",
		"python3.6",
		"python3.7",
		"python3.8",
		"python3.9",
		"python3.10",
		"ruby2.5",
		"ruby2.7",
		"ruby3.2",
		"java8",
		"go1.x",
		"provided",
		"provided.al2",
		"dotnetcore1.0",
		"dotnetcore2.0",
		"dotnetcore2.1",
		"dotnetcore3.1",
		"dotnet5.0",
		"dotnet6",
		"dotnet7",
		"dotnet8",
	}
}

func runtimeSupported(f *model.Function) model.Value[bool] {
	return model.Some(
		model.Is(f.PackageType, "Image"),
		model.Map(f.Runtime, func(r string) bool { return r != "" && !slices.Contains(endedRuntimes(), r) }),
	)
}

// Proxy is a database proxy of a stack.
type Proxy struct {
	model.Proxy
	Member
}

// FileSystem is a file system of a stack.
type FileSystem struct {
	model.FileSystem
	Member
}

// Endpoint is a VPC endpoint of a stack that the document has.
type Endpoint struct {
	model.VPCEndpoint
	Member
	// Service is what people call the service that it leads to.
	Service model.Value[string] `json:"service"`
}

func (b *builder) proxy(p *model.Proxy, member Member) Watched {
	f := Proxy{*p, member}
	f.Secrets = b.withoutLost(p.Secrets)
	b.facts.Proxies = append(b.facts.Proxies, f)
	b.role(p.Role, "the role of "+p.ID, member)
	return b.watched(p, member)
}

func (b *builder) fileSystem(n *model.FileSystem, member Member) Watched {
	f := FileSystem{*n, member}
	f.Backups = b.backedUp(n)
	b.facts.FileSystems = append(b.facts.FileSystems, f)
	b.key(n.KMSKey, n.ID, member)
	return b.watched(n, member)
}

func (b *builder) endpoint(e *model.VPCEndpoint, member Member) {
	b.facts.Endpoints = append(b.facts.Endpoints, Endpoint{*e, member, model.Map(e.ServiceName, serviceOf)})
}

func (b *builder) queue(q *model.Queue, member Member) Watched {
	days := model.Map(q.RetentionSeconds, func(n int) float64 { return float64(n) / (24 * 60 * 60) })
	to, notes := b.deadLettersTo(q)
	b.facts.Queues = append(b.facts.Queues, Queue{*q, member, days, to, notes})
	b.key(q.KMSKey, q.ID, member)
	return b.watched(q, member)
}

func (b *builder) bucket(n *model.Bucket, member Member) Watched {
	b.facts.Buckets = append(b.facts.Buckets, Bucket{*n, member})
	b.key(n.KMSKey, n.ID, member)
	return b.watched(n, member)
}

func (b *builder) table(t *model.Table, member Member) Watched {
	f := Table{Table: *t, Member: member}
	reads, writes := fixed(t.ReadCapacity), fixed(t.WriteCapacity)
	if onDemand, known := t.OnDemand.Get(); !known || !onDemand {
		reads, _ = b.scaling.counted(t.ID, tableReads, t.ReadCapacity)
		writes, _ = b.scaling.counted(t.ID, tableWrites, t.WriteCapacity)
	}
	f.ReadCapacity, f.ReadsAtMost, f.WriteCapacity, f.WritesAtMost = reads.least, reads.most, writes.least, writes.most
	b.facts.Tables = append(b.facts.Tables, f)
	b.key(t.KMSKey, t.ID, member)
	return b.watched(t, member)
}

// watched are the alarms of a thing, by the metrics that the table of kinds has for its kind.
func (b *builder) watched(noun model.Noun, member Member) Watched {
	r := noun.Base()
	s := &subject{Resource: r, bursts: model.Known(false)}
	var keys []string
	var names []model.Value[string]
	for _, m := range kind.Find(b.KindOf(r.ID)).Metrics {
		name := r.Name
		if m.ByID {
			name = ownID(r)
		}
		names, keys = append(names, name), append(keys, m.Namespace+"|"+m.Dimension+"="+name.Or("?"))
		s.namespaces = append(s.namespaces, m.Namespace)
		s.namings = append(
			s.namings,
			naming{
				dimensions: []namingDimension{{name: m.Dimension, id: model.Known(r.ID), value: name}},
				beside:     m.Beside,
			},
		)
	}
	w := b.alarmsOf(b.watches.ofNamed(s, keys, names...), s, member)
	w.Alarms = asFar(w.Alarms, elsewhere(r, "alarms"))
	return w
}

// ownID is the id that AWS gave a thing: known of what exists, and not of what is to be made.
func ownID(r *model.Resource) model.Value[string] {
	if r.Source.ARN == "" {
		return model.Unknown[string](model.Why{Reason: model.KnownAfterApply, Detail: "the id of " + r.ID})
	}
	return model.Known(r.Source.ARN[strings.LastIndexAny(r.Source.ARN, ":/")+1:])
}
