package noun

import (
	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/tree"
	"github.com/archcheck/archcheck/internal/model"
)

func replicationGroup(c *collector, in *read.Instance) {
	engine := in.Text("engine", "redis")
	k := model.Cache{
		Resource:          c.base(in, "replication_group_id"),
		Kind:              model.Known("replication_group"),
		Identifier:        in.Text("replication_group_id"),
		Lifecycle:         model.Unseen(),
		Engine:            engine,
		EngineVersion:     in.Text("engine_version"),
		NodeType:          in.Text("node_type"),
		Nodes:             cacheNodes(in),
		Shards:            in.Integer("num_node_groups", 1),
		NodeZones:         in.Texts("preferred_cache_cluster_azs", nil),
		Port:              in.Integer("port", 6379),
		AutomaticFailover: in.Boolean("automatic_failover_enabled", false),
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
		SnapshotRetentionDays: in.Integer("snapshot_retention_limit", 0),
	}
	noun := c.caches.add(in.Address, k)
	if in.Created {
		c.cacheHeir(in, noun)
	}
}

// transitMode is "required" where the author leaves it out. A provider that does not know the
// attribute does not tell how an existing group has it.
func transitMode(in *read.Instance) model.Value[string] {
	if in.After != nil && in.After.Get("transit_encryption_mode") == nil && !in.Created &&
		!tree.IsTrue(tree.Descend(in.Unknown, "transit_encryption_mode")) {
		return model.Unknown[string](
			model.Why{
				Reason: model.NotReturned,
				Detail: "this version of the provider does not tell the transit encryption mode",
			},
		)
	}
	return in.Text("transit_encryption_mode", "required")
}

// encryptionDefault is off for Redis OSS when left out; for Valkey the reference is not certain, so it stays unknown.
func encryptionDefault(in *read.Instance, engine model.Value[string], path string) model.Value[bool] {
	if engine.Or("") == "redis" {
		return in.Boolean(path, false)
	}
	return in.Boolean(path)
}

// cacheNodes counts nodes: one number, or node groups times their replicas and primary.
func cacheNodes(in *read.Instance) model.Value[int] {
	if groups, ok := in.Integer("num_node_groups").Get(); ok && groups > 0 {
		if replicas, ok := in.Integer("replicas_per_node_group", 0).Get(); ok {
			return model.Known(groups * (replicas + 1))
		}
	}
	if nodes := in.Integer("num_cache_clusters"); nodes.IsKnown() {
		return nodes
	}
	if in.Expression("num_cache_clusters").Kind == read.Unset && in.Expression("num_node_groups").Kind == read.Unset {
		return in.Integer("num_cache_clusters", 1)
	}
	return in.Integer("num_cache_clusters")
}

// isMemcached recognizes stores that no document has as its cache: they are interfaces, as other
// stores without a noun are.
func isMemcached(in *read.Instance) bool { return in.Text("engine").Or("") == "memcached" }

// isMember recognizes a further member of a replication group.
func isMember(in *read.Instance) bool {
	group := in.Text("replication_group_id", "")
	return group.Or("?") != "" && (group.IsKnown() || in.Expression("replication_group_id").Kind != read.Unset)
}

func cacheCluster(c *collector, in *read.Instance) {
	if isMember(in) {
		c.heirs.add(in.Address, func() { c.joinGroup(in) })
		return
	}
	if isMemcached(in) {
		return
	}
	c.caches.add(in.Address, model.Cache{
		Resource:          c.base(in, "cluster_id"),
		Kind:              model.Known("cluster"),
		Identifier:        in.Text("cluster_id"),
		Lifecycle:         model.Unseen(),
		Engine:            in.Text("engine"),
		EngineVersion:     in.Text("engine_version"),
		NodeType:          in.Text("node_type"),
		Nodes:             in.Integer("num_cache_nodes", 1),
		Shards:            model.Known(1),
		NodeZones:         in.Texts("preferred_availability_zones", nil),
		Port:              in.Integer("port", 6379),
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
		EncryptionInTransit:   in.Boolean("transit_encryption_enabled", false),
		TransitEncryptionMode: model.Known("required"),
		KMSKey:                model.Known(""),
		SnapshotRetentionDays: in.Integer("snapshot_retention_limit", 0),
	})
}

func serverlessCache(c *collector, in *read.Instance) {
	if isMemcached(in) {
		return
	}
	c.caches.add(in.Address, model.Cache{
		Resource:          c.base(in, "name"),
		Kind:              model.Known("serverless"),
		Identifier:        in.Text("name"),
		Lifecycle:         lifecycle(in, "status", form.CacheStates()),
		Engine:            in.Text("engine"),
		EngineVersion:     in.Text("major_engine_version"),
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
			c.Refs(in, []string{"aws_subnet"}, "subnet_ids"),
			"security_group_ids",
			model.Known(false),
		),
		// Serverless caches are always encrypted, at rest and in transit.
		// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
		EncryptionAtRest:      model.Known(true),
		EncryptionInTransit:   model.Known(true),
		TransitEncryptionMode: model.Known("required"),
		KMSKey:                c.keyRef(in, "kms_key_id"),
		SnapshotRetentionDays: in.Integer("snapshot_retention_limit", 0),
	})
}

// joinGroup counts a node that a plan adds to a replication group. Of one that is there already the
// group's own number tells.
func (c *collector) joinGroup(in *read.Instance) {
	groups, exact := c.caches.of(c.Ref(in, []string{"aws_elasticache_replication_group"}, "replication_group_id"))
	for _, k := range groups {
		switch {
		case !in.Created:
		case !exact:
			k.Nodes = model.Unknown[int](
				model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may be one of its nodes"},
			)
		default:
			k.Nodes = model.Map(k.Nodes, func(nodes int) int { return nodes + 1 })
			if len(k.NodeZones.Items()) > 0 {
				k.NodeZones = withValue(k.NodeZones, in.Text("availability_zone", ""))
			}
		}
	}
}
