package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// globalDatastore is the type of what joins replication groups of several regions.
const globalDatastore = "aws_elasticache_global_replication_group"

// cacheHeir notes what a new replication group takes from another one or from a snapshot.
func (c *collector) cacheHeir(in *read.Instance, heir *model.Cache) {
	switch {
	case in.IsWritten("global_replication_group_id"):
		c.heirs.add(in.Address, func() { c.secondaryCache(in, heir) })
	case in.IsWritten("snapshot_name"), in.IsWritten("snapshot_arns"):
		why := model.Why{
			Reason: model.NotInSource,
			Detail: "it is restored from a snapshot, which the plan does not show",
		}
		orInherited(in, "at_rest_encryption_enabled", model.Unknown[bool](why), &heir.EncryptionAtRest)
		orInherited(in, "transit_encryption_enabled", model.Unknown[bool](why), &heir.EncryptionInTransit)
		shardsOf(in, heir, why)
	}
}

// shardsOf leaves the number of nodes open where the author did not write it.
func shardsOf(in *read.Instance, heir *model.Cache, why model.Why) {
	if !in.IsWritten("num_cache_clusters") && !in.IsWritten("num_node_groups") {
		heir.Nodes = model.Unknown[int](why)
	}
}

// secondaryCache gives the member of a global datastore what it has from the primary: engine,
// node type, shards and encryption, none of which may be written on the member itself.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html
func (c *collector) secondaryCache(in *read.Instance, heir *model.Cache) {
	primary, why := c.primaryCache(in)
	if primary == heir {
		return
	}
	if primary == nil {
		primary = model.StandIn[model.Cache](model.Resource{}, why)
	}
	orInherited(in, "engine", primary.Engine, &heir.Engine)
	orInherited(in, "node_type", primary.NodeType, &heir.NodeType)
	orInherited(in, "engine_version", primary.EngineVersion, &heir.EngineVersion)
	orInherited(in, "at_rest_encryption_enabled", primary.EncryptionAtRest, &heir.EncryptionAtRest)
	orInherited(in, "transit_encryption_enabled", primary.EncryptionInTransit, &heir.EncryptionInTransit)
	orInherited(in, "transit_encryption_mode", primary.TransitEncryptionMode, &heir.TransitEncryptionMode)
	shardsOf(in, heir, model.Why{Reason: why.Reason, Detail: "the global datastore decides how many shards it has"})
}

// primaryCache follows a member to the global datastore, and that to its primary. Without one
// it says why.
func (c *collector) primaryCache(in *read.Instance) (*model.Cache, model.Why) {
	group := c.Ref(in, []string{globalDatastore}, "global_replication_group_id")
	id, isKnown := group.Get()
	if !isKnown {
		return nil, group.Why()
	}
	why := model.Why{
		Reason: model.NotInSource,
		Detail: "it inherits from the primary of " + id + ", which is not part of the plan",
	}
	datastore := c.ByAddress[id]
	if datastore == nil {
		return nil, why
	}
	primary := c.Ref(datastore, []string{"aws_elasticache_replication_group"}, "primary_replication_group_id")
	if !primary.IsKnown() {
		return nil, primary.Why()
	}
	c.heirs.settle(primary.Or(""))
	return c.caches.byID[primary.Or("")], why
}
