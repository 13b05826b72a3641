package wiring

import "github.com/archcheck/archcheck/internal/model"

// The dimensions of what Application Auto Scaling counts of databases, caches and tables.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
const (
	readReplicas  = "rds:cluster:ReadReplicaCount"
	cacheReplicas = "elasticache:replication-group:Replicas"
	cacheShards   = "elasticache:replication-group:NodeGroups"
	tableReads    = "dynamodb:table:ReadCapacityUnits"
	tableWrites   = "dynamodb:table:WriteCapacityUnits"
)

// bounds are the fewest and the most of something.
type bounds struct{ least, most model.Value[int] }

func fixed(n model.Value[int]) bounds { return bounds{n, n} }

// each is what f makes of both ends.
func (b bounds) each(f func(int) int) bounds {
	return bounds{model.Map(b.least, f), model.Map(b.most, f)}
}

// counted are the bounds that scaling keeps a count of a thing within; without any it is as written. Where nothing
// ever changes it, it is so too.
func (s *scaling) counted(id, dimension string, written model.Value[int]) (of bounds, scaled model.Value[bool]) {
	of, scaled = fixed(written), model.Known(false)
	if gap := s.Model.GapFor("scaling_targets"); gap != nil {
		return fixed(model.Unknown[int](gap.Why())), model.Unknown[bool](gap.Why())
	}
	for _, t := range s.targets.of[id] {
		mine := model.Every(
			model.Is(t.Dimension, dimension),
			model.Not(model.Every(t.InSuspended, t.OutSuspended, t.ScheduledSuspended)),
		)
		if is, known := mine.Get(); known && is {
			of, scaled = s.scheduled(id, dimension, bounds{t.MinCapacity, t.MaxCapacity}), mine
		} else if !known {
			of, scaled = fixed(model.Unknown[int](mine.Why())), mine
		}
	}
	for _, t := range s.targets.maybe(id) {
		if is, known := model.Is(t.noun.Dimension, dimension).Get(); !known || is {
			t.why.Detail = t.noun.ID + " may scale it"
			return fixed(model.Unknown[int](t.why)), model.Unknown[bool](t.why)
		}
	}
	return of, scaled
}

// scheduled widens bounds by those that are set at times.
func (s *scaling) scheduled(id, dimension string, of bounds) bounds {
	if gap := s.Model.GapFor("scheduled_actions"); gap != nil {
		return fixed(model.Unknown[int](gap.Why()))
	}
	for _, a := range s.actions.of[id] {
		acts := model.Every(model.Not(a.Over), model.Is(a.Dimension, dimension))
		of.least = widened(of.least, a.MinCapacity, acts, a.ID, isLower)
		of.most = widened(of.most, a.MaxCapacity, acts, a.ID, isHigher)
	}
	for _, a := range s.actions.maybe(id) {
		acts := model.Every(model.Not(a.noun.Over), model.Is(a.noun.Dimension, dimension), model.Unknown[bool](a.why))
		of.least = widened(of.least, a.noun.MinCapacity, acts, a.noun.ID, isLower)
		of.most = widened(of.most, a.noun.MaxCapacity, acts, a.noun.ID, isHigher)
	}
	return of
}

// instances are those of an Aurora cluster. Scaling adds replicas, and takes away only what it added: in an account
// nobody tells which those are.
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
func (s *scaling) instances(d *model.Database) bounds {
	replicas, scaled := s.counted(d.ID, readReplicas, d.Instances)
	if is, known := scaled.Get(); known && !is {
		return fixed(d.Instances)
	}
	n, counted := d.Instances.Get()
	if !counted {
		return fixed(d.Instances)
	}
	all := replicas.each(func(replicas int) int { return replicas + 1 })
	if s.Model.Source.Kind != model.KindAccount {
		all.least = model.Map(all.least, func(least int) int { return max(least, n) })
	} else {
		all.least = model.Map(all.least, func(least int) int { return min(least, n) })
	}
	all.most = model.Map(all.most, func(most int) int { return max(most, n) })
	return all
}

// nodes are those of a cache: so many node groups of a primary and so many replicas.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoScaling.html
func (s *scaling) nodes(k *model.Cache) bounds {
	groups, scalesGroups := s.counted(k.ID, cacheShards, k.Shards)
	replicas, scalesReplicas := s.counted(k.ID, cacheReplicas, replicasOf(k))
	if scales, known := model.Some(scalesGroups, scalesReplicas).Get(); known && !scales {
		return fixed(k.Nodes)
	}
	return bounds{product(groups.least, replicas.least), product(groups.most, replicas.most)}
}

// replicasOf are those of each node group.
func replicasOf(k *model.Cache) model.Value[int] {
	shards, known := k.Shards.Get()
	if !known {
		return model.Unknown[int](k.Shards.Why())
	}
	return model.Map(k.Nodes, func(nodes int) int { return nodes/max(shards, 1) - 1 })
}

func product(groups, replicas model.Value[int]) model.Value[int] {
	if !groups.IsKnown() {
		return groups
	}
	return model.Map(replicas, func(replicas int) int {
		n, _ := groups.Get()
		return n * (replicas + 1)
	})
}
