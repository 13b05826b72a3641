package plan

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

func replicationGroup(c *collector, in *instance) {
	engine := in.str("engine", "redis")
	k := model.Cache{
		Resource:          c.base(in, "replication_group_id"),
		Kind:              model.Known("replication_group"),
		Identifier:        in.str("replication_group_id"),
		Lifecycle:         model.Unseen(),
		Engine:            engine,
		EngineVersion:     in.str("engine_version"),
		NodeType:          in.str("node_type"),
		Nodes:             cacheNodes(in),
		Shards:            in.integer("num_node_groups", 1),
		NodeZones:         in.strs("preferred_cache_cluster_azs", nil),
		Port:              in.integer("port", 6379),
		AutomaticFailover: in.boolean("automatic_failover_enabled", false),
		// ElastiCache gives no public addresses.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
		Placement: c.placed(
			in,
			c.groupSubnets(in, "aws_elasticache_subnet_group", "subnet_group_name"),
			"security_group_ids",
			model.Known(false),
		),
		EncryptionAtRest:      encryptionDefault(in, engine, "at_rest_encryption_enabled"),
		EncryptionInTransit:   encryptionDefault(in, engine, "transit_encryption_enabled"),
		TransitEncryptionMode: transitMode(in),
		KMSKey:                c.keyRef(in, "kms_key_id"),
		SnapshotRetentionDays: in.integer("snapshot_retention_limit", 0),
	}
	noun := c.caches.add(in.address, k)
	if in.created {
		c.cacheHeir(in, noun)
	}
}

// transitMode is "required" where the author leaves it out. A provider that does not know the
// attribute does not tell how an existing group has it.
func transitMode(in *instance) model.Value[string] {
	if in.after != nil && in.after.Get("transit_encryption_mode") == nil && !in.created &&
		!tree.IsTrue(descend(in.unknown, "transit_encryption_mode")) {
		return model.Unknown[string](
			model.Why{
				Reason: model.NotReturned,
				Detail: "this version of the provider does not tell the transit encryption mode",
			},
		)
	}
	return in.str("transit_encryption_mode", "required")
}

// encryptionDefault is off for Redis OSS when left out; for Valkey the reference is not certain, so it stays unknown.
func encryptionDefault(in *instance, engine model.Value[string], path string) model.Value[bool] {
	if engine.Or("") == "redis" {
		return in.boolean(path, false)
	}
	return in.boolean(path)
}

// cacheNodes counts nodes: one number, or node groups times their replicas and primary.
func cacheNodes(in *instance) model.Value[int] {
	if groups, ok := in.integer("num_node_groups").Get(); ok && groups > 0 {
		if replicas, ok := in.integer("replicas_per_node_group", 0).Get(); ok {
			return model.Known(groups * (replicas + 1))
		}
	}
	if nodes := in.integer("num_cache_clusters"); nodes.IsKnown() {
		return nodes
	}
	if in.expression("num_cache_clusters").kind == unset && in.expression("num_node_groups").kind == unset {
		return in.integer("num_cache_clusters", 1)
	}
	return in.integer("num_cache_clusters")
}

// isMemcached recognizes stores that no document has as its cache: they are interfaces, as other
// stores without a noun are.
func isMemcached(in *instance) bool { return in.str("engine").Or("") == "memcached" }

// isMember recognizes a further member of a replication group.
func isMember(in *instance) bool {
	group := in.str("replication_group_id", "")
	return group.Or("?") != "" && (group.IsKnown() || in.expression("replication_group_id").kind != unset)
}

func cacheCluster(c *collector, in *instance) {
	if isMember(in) {
		c.heirs.add(in.address, func() { c.joinGroup(in) })
		return
	}
	if isMemcached(in) {
		return
	}
	c.caches.add(in.address, model.Cache{
		Resource:          c.base(in, "cluster_id"),
		Kind:              model.Known("cluster"),
		Identifier:        in.str("cluster_id"),
		Lifecycle:         model.Unseen(),
		Engine:            in.str("engine"),
		EngineVersion:     in.str("engine_version"),
		NodeType:          in.str("node_type"),
		Nodes:             in.integer("num_cache_nodes", 1),
		Shards:            model.Known(1),
		NodeZones:         in.strs("preferred_availability_zones", nil),
		Port:              in.integer("port", 6379),
		AutomaticFailover: model.Known(false),
		// ElastiCache gives no public addresses.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
		Placement: c.placed(
			in,
			c.groupSubnets(in, "aws_elasticache_subnet_group", "subnet_group_name"),
			"security_group_ids",
			model.Known(false),
		),
		EncryptionAtRest:      model.Known(false),
		EncryptionInTransit:   in.boolean("transit_encryption_enabled", false),
		TransitEncryptionMode: model.Known("required"),
		KMSKey:                model.Known(""),
		SnapshotRetentionDays: in.integer("snapshot_retention_limit", 0),
	})
}

func serverlessCache(c *collector, in *instance) {
	if isMemcached(in) {
		return
	}
	c.caches.add(in.address, model.Cache{
		Resource:          c.base(in, "name"),
		Kind:              model.Known("serverless"),
		Identifier:        in.str("name"),
		Lifecycle:         lifecycle(in, "status", form.CacheStates()),
		Engine:            in.str("engine"),
		EngineVersion:     in.str("major_engine_version"),
		NodeType:          model.Known("serverless"),
		Nodes:             model.Known(1),
		Shards:            model.Known(1),
		NodeZones:         model.Whole[string](),
		Port:              model.Known(6379),
		AutomaticFailover: model.Known(true),
		// ElastiCache gives no public addresses.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/accessing-elasticache.html
		Placement: c.placed(
			in,
			c.refs(in, []string{"aws_subnet"}, "subnet_ids"),
			"security_group_ids",
			model.Known(false),
		),
		// Serverless caches are always encrypted, at rest and in transit.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
		EncryptionAtRest:      model.Known(true),
		EncryptionInTransit:   model.Known(true),
		TransitEncryptionMode: model.Known("required"),
		KMSKey:                c.keyRef(in, "kms_key_id"),
		SnapshotRetentionDays: in.integer("snapshot_retention_limit", 0),
	})
}

// joinGroup counts a node that a plan adds to a replication group. Of one that is there already the
// group's own number tells.
func (c *collector) joinGroup(in *instance) {
	groups, exact := c.caches.of(c.ref(in, []string{"aws_elasticache_replication_group"}, "replication_group_id"))
	for _, k := range groups {
		switch {
		case !in.created:
		case !exact:
			k.Nodes = model.Unknown[int](
				model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may be one of its nodes"},
			)
		default:
			k.Nodes = model.Map(k.Nodes, func(nodes int) int { return nodes + 1 })
			if len(k.NodeZones.Items()) > 0 {
				k.NodeZones = withValue(k.NodeZones, in.str("availability_zone", ""))
			}
		}
	}
}
