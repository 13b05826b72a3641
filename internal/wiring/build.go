package wiring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// builder fills Facts stack by stack.
type builder struct {
	*Index
	facts    *Facts
	watches  *watches
	scaling  *scaling
	listened map[string][]*model.Listener
	// forwards are the listeners that forward to a target group.
	forwards map[string][]*model.Listener
	aliases  map[string][]*model.Record
	added    map[string]bool
	// suspicious recognizes names under which credentials are kept, tls the version in a policy's name.
	suspicious, tls *regexp.Regexp
}

// Build finds the stacks and derives what follows from their wiring. What follows from
// routes and rules is added by package network.
func Build(ix *Index, scope Scope) *Facts {
	b := &builder{Index: ix, facts: &Facts{Source: ix.Model.Source}, added: map[string]bool{},
		suspicious: credentialName(), tls: regexp.MustCompile(`^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])(?:-|$)`)}
	b.facts.Stacks, b.facts.OutOfScope = FindStacks(ix, scope)
	b.watches, b.scaling = newWatches(ix), newScaling(ix)
	b.listened, b.aliases = map[string][]*model.Listener{}, map[string][]*model.Record{}
	b.forwards = map[string][]*model.Listener{}
	for i := range ix.Model.Listeners {
		l := &ix.Model.Listeners[i]
		b.listened[l.LoadBalancer.Or("")] = append(b.listened[l.LoadBalancer.Or("")], l)
		for _, a := range l.Actions.Items() {
			for _, id := range a.TargetGroups.Items() {
				b.forwards[id] = append(b.forwards[id], l)
			}
			if !a.TargetGroups.IsWhole() {
				b.forwards[""] = append(b.forwards[""], l)
			}
		}
	}
	for i := range ix.Model.Records {
		r := &ix.Model.Records[i]
		b.aliases[r.AliasTarget.Or("?")] = append(b.aliases[r.AliasTarget.Or("?")], r)
	}
	for i := range b.facts.Stacks {
		b.stack(&b.facts.Stacks[i])
	}
	b.strayGateways()
	return b.facts
}

// strayGateways adds NAT gateways whose VPC is not decided: silence would pass over them.
func (b *builder) strayGateways() {
	for i := range b.Model.NATGateways {
		if n := &b.Model.NATGateways[i]; len(model.Candidates(n.Subnet)) == 0 && b.once("nat", n.ID) {
			b.facts.NATGateways = append(b.facts.NATGateways, NATGateway{NATGateway: *n})
		}
	}
}

// once reports whether a resource is met for the first time in a collection.
func (b *builder) once(collection, id string) bool {
	key := collection + "|" + id
	if b.added[key] {
		return false
	}
	b.added[key] = true
	return true
}

func (b *builder) stack(s *Stack) {
	member := Member{s.ID}
	for _, id := range s.VPCs.Items() {
		if v := b.VPCs[id]; v != nil && b.once("vpcs", id) {
			b.facts.VPCs = append(b.facts.VPCs, VPC{VPC: *v, Member: member, FlowLogs: b.flowLogs(v)})
		}
	}
	b.subnets(s, member)
	for _, id := range s.LoadBalancers.Items() {
		b.loadBalancer(b.LoadBalancers[id], member)
	}
	for _, id := range s.Services.Items() {
		b.service(b.Services[id], member)
	}
	for _, id := range s.Databases.Items() {
		b.database(b.Databases[id], member)
	}
	for _, id := range s.Caches.Items() {
		b.cache(b.Caches[id], member)
	}
	for _, id := range s.Repositories.Items() {
		if b.once("repositories", id) {
			b.facts.Repositories = append(b.facts.Repositories, Repository{*b.repository(id), member})
		}
	}
}

func (b *builder) subnets(s *Stack, member Member) {
	for _, role := range []struct {
		name string
		ids  model.List[string]
		into *[]Subnet
	}{
		{"public", s.PublicSubnets, &b.facts.PublicSubnets},
		{"private", s.PrivateSubnets, &b.facts.PrivateSubnets},
		{"isolated", s.IsolatedSubnets, &b.facts.IsolatedSubnets},
	} {
		for _, id := range role.ids.Items() {
			if b.once(role.name, id) {
				*role.into = append(*role.into, Subnet{Subnet: b.subnet(id), Member: member})
			}
		}
	}
	for _, id := range s.NATGateways.Items() {
		if b.once("nat", id) {
			b.facts.NATGateways = append(b.facts.NATGateways, NATGateway{NATGateway: *b.NATGateways[id], Member: member})
		}
	}
}

// subnet returns a subnet, or one of which nothing is known when it was not read.
func (b *builder) subnet(id string) model.Subnet {
	if s := b.Subnets[id]; s != nil {
		return *s
	}
	return model.Subnet{Resource: notRead(id, "aws_subnet")}
}

// notRead is a resource that others refer to and that the source does not hold.
func notRead(id, typ string) model.Resource {
	return model.Resource{ID: id, Type: typ, Name: model.Known(id), Source: model.Origin{ARN: id}}
}

// repository returns a repository, or one of which nothing is known: another account's can
// be read there alone, and one that the plan does not manage by no plan.
func (b *builder) repository(id string) *model.Repository {
	if r := b.Repositories[id]; r != nil {
		return r
	}
	why := model.Why{Reason: model.NotInSource, Detail: "the repository is another account's or region's and was not read"}
	if !strings.HasPrefix(id, "arn:") {
		why = model.Why{Reason: model.NotManaged, Detail: "the plan does not manage the repository"}
	}
	return &model.Repository{Resource: notRead(id, "aws_ecr_repository"), TagMutability: model.Unknown[string](why), ScanOnPush: model.Unknown[bool](why), URL: model.Unknown[string](why)}
}

func (b *builder) database(d *model.Database, member Member) {
	f := Database{
		Database: *d, Member: member, Zones: b.Zones(d.Subnets), Alarms: b.alarmsOf(b.watches.database(d), member),
		CopiesOutlive: b.copiesOutlive(d), PointInTimeRecovery: pointInTimeRecovery(d), ForcesTLS: b.forcesTLS(d),
	}
	b.facts.Databases = append(b.facts.Databases, f)
	if !d.ReplicaOf.IsKnown() || d.ReplicaOf.Or("") == "" {
		b.facts.PrimaryDatabases = append(b.facts.PrimaryDatabases, f)
	}
	b.key(d.KMSKey, member)
}

// stale is how many minutes the latest restorable time may lie back. RDS moves it on every
// five minutes; a day leaves room for a database that is stopped overnight.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html
const stale = 24 * 60

// pointInTimeRecovery is true when automated backups are on and, where an account shows it,
// when they work: the latest restorable time is recent. Before apply there is nothing to look
// at, and the setting decides.
func pointInTimeRecovery(d *model.Database) model.Value[bool] {
	retention, ok := d.BackupRetentionDays.Get()
	if !ok {
		return model.Unknown[bool](d.BackupRetentionDays.Why())
	}
	minutes, seen := d.LatestRestorableMinutes.Get()
	why := d.LatestRestorableMinutes.Why()
	switch {
	case retention <= 0:
		return model.Known(false)
	case seen:
		return model.Known(minutes >= 0 && minutes <= stale)
	case why.Reason == model.KnownAfterApply:
		return model.Known(true)
	}
	return model.Unknown[bool](why)
}

// copiesOutlive is true when anything keeps a copy: a final snapshot, retained automated
// backups, automated backups in another region, a manual snapshot, or AWS Backup.
func (b *builder) copiesOutlive(d *model.Database) model.Value[bool] {
	for _, v := range []model.Value[bool]{d.SkipFinalSnapshot, d.DeleteAutomatedBackups} {
		if !v.Or(true) {
			return model.Known(true)
		}
	}
	undecided := model.Value[bool]{}
	open := false
	for _, v := range []model.Value[bool]{d.SkipFinalSnapshot, d.DeleteAutomatedBackups} {
		if !v.IsKnown() {
			undecided, open = v, true
		}
	}
	if manual, ok := d.ManualSnapshots.Get(); ok && manual > 0 {
		return model.Known(true)
	} else if !ok && d.ManualSnapshots.Why().Reason != model.KnownAfterApply {
		undecided, open = model.Unknown[bool](d.ManualSnapshots.Why()), true
	}
	if replicas, ok := d.ReplicatedBackups.Get(); ok && replicas > 0 {
		return model.Known(true)
	} else if !ok && d.ReplicatedBackups.Why().Reason != model.KnownAfterApply {
		undecided, open = model.Unknown[bool](d.ReplicatedBackups.Why()), true
	}
	for i := range b.Model.BackupSelections {
		s := &b.Model.BackupSelections[i]
		if slices.Contains(s.Resources.Items(), d.ID) {
			return model.Known(true)
		}
		if !s.Resources.IsWhole() {
			undecided, open = model.Unknown[bool](s.Resources.Why()), true
		}
	}
	if gap := b.Model.GapFor("backup_selections"); gap != nil {
		return model.Unknown[bool](gap.Why())
	}
	if open {
		return undecided
	}
	return model.Known(false)
}

func (b *builder) cache(k *model.Cache, member Member) {
	b.facts.Caches = append(b.facts.Caches, Cache{Cache: *k, Member: member, Alarms: b.alarmsOf(b.watches.cache(k), member)})
	b.key(k.KMSKey, member)
}

// key adds the customer managed key that encrypts a component. One that was not read is
// added as unknown, so that its rotation is not passed over.
func (b *builder) key(ref model.Value[string], member Member) {
	id := ref.Or("")
	if id == "" || !b.once("keys", id) {
		return
	}
	k := b.Keys[id]
	if k == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the key was not read"}
		k = &model.Key{Resource: notRead(id, "aws_kms_key"), RotationEnabled: model.Unknown[bool](why)}
	}
	b.facts.Keys = append(b.facts.Keys, Key{*k, member})
}

// alarmsOf adds the alarms that watch a component, and the topics they notify.
func (b *builder) alarmsOf(list model.List[*model.Alarm], member Member) model.List[string] {
	ids := model.Whole[string]()
	for _, a := range list.Items() {
		ids = ids.With(a.ID)
		if b.once("alarms", a.ID) {
			topics := b.topicsOf(a)
			b.facts.Alarms = append(b.facts.Alarms, Alarm{*a, member, topics})
			for _, id := range topics.Items() {
				b.topic(id, member)
			}
		}
	}
	if !list.IsWhole() {
		ids = ids.Broken(list.Why())
	}
	return ids
}

func (b *builder) topicsOf(a *model.Alarm) model.List[string] {
	topics := model.Whole[string]()
	for _, id := range a.AlarmActions.Items() {
		if b.Topics[id] != nil || isTopicARN(id) {
			topics = topics.With(id)
		}
	}
	if !a.AlarmActions.IsWhole() {
		topics = topics.Broken(a.AlarmActions.Why())
	}
	return topics
}

func (b *builder) topic(id string, member Member) {
	if !b.once("topics", id) {
		return
	}
	t := b.Topics[id]
	if t == nil {
		why := model.Why{Reason: model.NotInSource, Detail: "the topic was not read"}
		t = &model.Topic{Resource: notRead(id, "aws_sns_topic"), Subscriptions: model.Part[model.Subscription](why)}
	}
	subscribers := gapped(b.Model, model.Whole[string](), "topics")
	for _, s := range t.Subscriptions.Items() {
		confirmed, ok := s.Confirmed.Get()
		switch {
		case !ok:
			subscribers = subscribers.Broken(s.Confirmed.Why())
		case confirmed:
			subscribers = subscribers.With(s.Origin)
		}
	}
	if !t.Subscriptions.IsWhole() {
		subscribers = subscribers.Broken(t.Subscriptions.Why())
	}
	b.facts.Topics = append(b.facts.Topics, Topic{*t, member, subscribers})
}
