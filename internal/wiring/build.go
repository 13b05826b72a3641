package wiring

import (
	"maps"
	"regexp"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// builder fills Facts stack by stack.
type builder struct {
	*Index
	doc      *document.Document
	facts    *Facts
	watches  *watches
	speakers *speakers
	scaling  *scaling
	listened map[string][]*model.Listener
	// forwards are the listeners that forward to a target group.
	forwards map[string][]*model.Listener
	// registrations are the ports with which services register their tasks, by target group.
	registrations map[string][]model.Value[int]
	// runs are the services that run a task definition, or may.
	runs map[string][]*model.Service
	// added are the documented components that each fact is, or serves, by collection and id.
	added map[string]map[string]bool
	// forwardsTo are the target groups that a load balancer forwards to, peers the ports that rules
	// permit between groups.
	forwardsTo map[string][]string
	peers      peers
	// recording is what flow logs record, made when somebody asks.
	recording *recording
	// assumable are the roles that another role may become, found when somebody asks.
	assumable []string
	// bindings are which documented components each thing is, by id.
	bindings map[string]binding
	serving  *serving
	// tls recognizes the version in a policy's name.
	tls *regexp.Regexp
}

// Build finds the stacks, which documented component each thing in them is, and derives what
// follows from their wiring. What follows from routes and rules is added by package network.
func Build(ix *Index, scope Scope, doc *document.Document) *Facts {
	b := &builder{
		Index:    ix,
		doc:      doc,
		facts:    &Facts{Source: ix.Model.Source, Document: doc},
		added:    map[string]map[string]bool{},
		bindings: map[string]binding{},
		tls:      regexp.MustCompile(`^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-([0-3])(?:-|$)`),
	}
	found := newFinder(ix, scope, doc)
	b.facts.Stacks = found.findStacks()
	found.leaveOpen(b.facts.Stacks)
	b.facts.Scope = found.scoped()
	b.forwardsTo, b.serving, b.peers = found.forwardsTo, found.serving, newPeers(ix.Model)
	for i := range b.facts.Stacks {
		b.bind(&b.facts.Stacks[i])
	}
	b.residents(found)
	b.speakers = newSpeakers(ix)
	b.watches, b.scaling = newWatches(ix, b.speakers), newScaling(ix)
	b.listened = map[string][]*model.Listener{}
	b.forwards = map[string][]*model.Listener{}
	for i := range ix.Model.Listeners {
		l := &ix.Model.Listeners[i]
		b.listened[l.LoadBalancer.Or("")] = append(b.listened[l.LoadBalancer.Or("")], l)
		b.noteForwards(l)
	}
	b.registrations, b.runs = map[string][]model.Value[int]{}, map[string][]*model.Service{}
	for i := range ix.Model.Services {
		b.noteRegistrations(&ix.Model.Services[i])
		b.noteRuns(&ix.Model.Services[i])
	}
	for i := range b.facts.Stacks {
		b.stack(&b.facts.Stacks[i])
	}
	b.strayGateways()
	b.strayListeners()
	b.strayAlarms(scope)
	b.nameParts()
	return b.facts
}

// noteForwards notes which target groups a listener names, and whether there may be others.
func (b *builder) noteForwards(l *model.Listener) {
	open := !l.Actions.IsWhole()
	for _, a := range l.Actions.Items() {
		for _, id := range a.TargetGroups.Items() {
			if !slices.Contains(b.forwards[id], l) {
				b.forwards[id] = append(b.forwards[id], l)
			}
		}
		open = open || !a.TargetGroups.IsWhole()
	}
	if open {
		b.forwards[""] = append(b.forwards[""], l)
	}
}

// strayGateways adds NAT gateways whose VPC is not decided: silence would pass over them.
func (b *builder) strayGateways() {
	for i := range b.Model.NATGateways {
		if n := &b.Model.NATGateways[i]; !b.isPlaced(n) && b.once("nat_gateways", n.ID, Member{}) {
			b.facts.NATGateways = append(b.facts.NATGateways, NATGateway{NATGateway: *n})
		}
	}
}

// isPlaced reports whether the VPC of a gateway is known by any subnet that can be its own.
func (b *builder) isPlaced(n *model.NATGateway) bool {
	return slices.ContainsFunc(model.Candidates(n.Subnet), func(id string) bool {
		return b.Subnets[id] != nil && b.Subnets[id].VPC.IsKnown()
	})
}

// once reports whether a resource is met for the first time in a collection, and notes whom it serves.
func (b *builder) once(collection, id string, member Member) bool {
	key := collection + "|" + id
	serves, met := b.added[key]
	if !met {
		serves = map[string]bool{}
		b.added[key] = serves
	}
	for _, name := range member.Parts {
		serves[name] = true
	}
	return !met
}

// nameParts gives to what serves several components the names of all of them.
func (b *builder) nameParts() {
	b.facts.Each(func(collection string, noun model.Noun) {
		m, ok := noun.(interface{ member() *Member })
		if serves := b.added[collection+"|"+noun.Base().ID]; ok && len(serves) > 0 {
			m.member().Parts = slices.Sorted(maps.Keys(serves))
		}
	})
}

func (b *builder) stack(s *Stack) {
	member := Member{Stack: s.ID}
	b.vpcs(s, member)
	b.tiers(s)
	for _, id := range s.ids() {
		b.thing(s, id)
	}
	b.documented(s)
	b.repositories(s, member)
}

// thing adds the facts of a thing that its kind alone has, and those that every kind has.
func (b *builder) thing(s *Stack, id string) {
	member := b.memberOf(s, id)
	c := b.component(s, id, member)
	switch n := b.Thing(id).(type) {
	case *model.LoadBalancer:
		c.Watched = b.loadBalancer(n, member)
	case *model.Service:
		c.Watched = b.service(n, member)
	case *model.Database:
		c.Watched = b.database(n, member)
	case *model.Cache:
		c.Watched = b.cache(n, member)
	case *model.InstanceGroup:
		c.Watched = b.instances(n, member)
	case *model.Function:
		c.Watched = b.function(n, member)
	case *model.Proxy:
		c.Watched = b.proxy(n, member)
	case *model.FileSystem:
		c.Watched = b.fileSystem(n, member)
	case *model.VPCEndpoint:
		b.endpoint(n, member)
	case *model.Queue:
		c.Watched = b.queue(n, member)
	case *model.Bucket:
		c.Watched = b.bucket(n, member)
	case *model.Table:
		c.Watched = b.table(n, member)
	}
	b.facts.Components = append(b.facts.Components, c)
}

// vpcs adds the VPCs of a stack; one with components stands in some VPC, known or not.
func (b *builder) vpcs(s *Stack, member Member) {
	ids := s.VPCs
	if len(ids.Items()) == 0 && !s.IsEmpty() {
		ids = ids.Broken(b.unread("vpcs", "the VPC"))
	} else if len(ids.Items()) > 0 {
		ids = model.Whole(ids.Items()...)
	}
	for _, v := range followAll(b.Index, ids, b.VPCs, end{"vpcs", "aws_vpc", "the VPC of " + s.ID}) {
		if b.once("vpcs", v.ID, member) {
			b.facts.VPCs = append(b.facts.VPCs, VPC{VPC: *v, Member: member, FlowLogs: b.flowLogs(v)})
		}
	}
}

// repositories adds those that the tasks refer to, or one that is not known.
func (b *builder) repositories(s *Stack, member Member) {
	ids := s.Repositories
	if len(ids.Items()) > 0 || len(s.Of("service").Items()) == 0 {
		ids = model.Whole(ids.Items()...)
	}
	to := end{"repositories", "aws_ecr_repository", "the repository of " + s.ID}
	for _, r := range followAll(b.Index, ids, b.Repositories, to) {
		if b.once("repositories", r.ID, b.usersOf(s, r.ID, member)) {
			b.facts.Repositories = append(b.facts.Repositories, Repository{*r, member})
		}
	}
}

func (b *builder) database(d *model.Database, member Member) (watched Watched) {
	f := Database{
		Database: *d, Member: member,
		CopiesOutlive: b.copiesOutlive(d), PointInTimeRecovery: pointInTimeRecovery(d), ForcesTLS: b.forcesTLS(d),
	}
	f.MultiAZ = model.Every(d.MultiAZ, spread(d))
	instances := b.scaling.instances(d)
	f.Instances, f.InstancesAtMost = instances.least, instances.most
	b.facts.Databases = append(b.facts.Databases, f)
	if !d.ReplicaOf.IsKnown() || d.ReplicaOf.Or("") == "" {
		b.facts.PrimaryDatabases = append(b.facts.PrimaryDatabases, f)
	}
	b.key(d.KMSKey, d.ID, member)
	watched = b.alarmsOf(b.watches.database(d), databaseSubject(d), member)
	watched.Alarms = asFar(watched.Alarms, elsewhere(&d.Resource, "alarms"))
	return watched
}

// spread is false for Aurora instances that are all pinned to one zone. Where one is left to AWS
// it goes to another zone than the rest.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html
func spread(d *model.Database) model.Value[bool] {
	zones := slices.Compact(slices.Sorted(slices.Values(d.InstanceZones.Items())))
	switch {
	case len(zones) > 1 || len(d.InstanceZones.Items()) > 0 && zones[0] == "":
		return model.Known(true)
	case !d.InstanceZones.IsWhole():
		return model.Unknown[bool](d.InstanceZones.Why())
	}
	return model.Known(len(zones) == 0)
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
	selected := b.selected(d.ID)
	if selected == model.Known(false) && open {
		return undecided
	}
	return selected
}

// backedUp reports whether AWS Backup makes backups of a file system, by its own policy or by a plan.
func (b *builder) backedUp(n *model.FileSystem) model.Value[bool] {
	return model.Some(n.Backups, b.selected(n.ID))
}

// selected reports whether AWS Backup is told to back a thing up.
func (b *builder) selected(id string) model.Value[bool] {
	selected := model.Known(false)
	for i := range b.Model.BackupSelections {
		s := &b.Model.BackupSelections[i]
		if slices.Contains(s.Resources.Items(), id) {
			return model.Known(true)
		}
		if why := s.Resources.Why(); !s.Resources.IsWhole() &&
			(len(why.Candidates) == 0 || slices.Contains(why.Candidates, id)) {
			selected = model.Unknown[bool](s.Resources.Why())
		}
	}
	if gap := b.Model.GapFor("backup_selections"); gap != nil {
		return model.Unknown[bool](gap.Why())
	}
	return selected
}

func (b *builder) cache(k *model.Cache, member Member) (watched Watched) {
	f, nodes := Cache{Cache: *k, Member: member, RefusesPlain: refusesPlain(k)}, b.scaling.nodes(k)
	f.Nodes, f.NodesAtMost = nodes.least, nodes.most
	b.facts.Caches = append(b.facts.Caches, f)
	b.key(k.KMSKey, k.ID, member)
	return b.alarmsOf(b.watches.cache(k), b.watches.cacheSubject(k), member)
}

// refusesPlain is true where TLS is on and required: in the mode "preferred", made for
// migrations, a cache accepts plain connections too.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption-enable.html
func refusesPlain(k *model.Cache) model.Value[bool] {
	return model.Every(k.EncryptionInTransit, model.Is(k.TransitEncryptionMode, "required"))
}

// rotates is true for a key that is enabled and has rotation on.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
func rotates(k *model.Key) model.Value[bool] {
	return model.Every(k.RotationEnabled, model.Is(k.State, "Enabled"))
}

// key adds the customer managed key that encrypts a component.
func (b *builder) key(ref model.Value[string], component string, member Member) {
	k := follow(b.Index, ref, b.Keys, end{"keys", "aws_kms_key", "the key of " + component})
	if k != nil && b.once("keys", k.ID, member) {
		b.facts.Keys = append(b.facts.Keys, Key{*k, member, rotates(k)})
	}
}
