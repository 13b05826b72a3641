package plan

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// isNoun reports whether an instance became a noun, or part of one: databases and caches of
// another engine do not.
func (c *collector) isNoun(in *instance) bool {
	switch in.typ {
	case "aws_db_instance", "aws_rds_cluster":
		return c.databases.byID[in.address] != nil
	case "aws_elasticache_cluster", "aws_elasticache_serverless_cache":
		return c.caches.byID[in.address] != nil || c.isMemberOfCache(in)
	}
	return true
}

// isMemberOfCache reports whether an instance is part of a replication group that the plan holds.
func (c *collector) isMemberOfCache(in *instance) bool {
	groups := model.Candidates(c.ref(in, []string{"aws_elasticache_replication_group"}, "replication_group_id", ""))
	return len(groups) > 0 && !slices.ContainsFunc(groups, func(id string) bool { return c.caches.byID[id] == nil })
}

// whereabouts is what an instance says about its place; a member of a replication group that the
// plan does not hold has the group's, which nobody tells.
func (c *collector) whereabouts(in *instance) *referral {
	r := c.referralOf(in, map[*instance]bool{})
	if in.typ == "aws_elasticache_cluster" && isMember(in) {
		why := model.Why{
			Reason: model.NotInSource,
			Detail: "it sits with its replication group, which is not part of the plan",
		}
		r.subnets, r.groups, r.open = r.subnets.Broken(why), r.groups.Broken(why), true
	}
	return r
}

// countUnread counts what has the type of a noun, became none, and has no interface either: it
// would be seen nowhere.
func (c *collector) countUnread() {
	for _, in := range c.instances {
		if !in.data && c.nouns[canonicalType(in.typ)] != nil && !c.isNoun(in) && c.interfaces.byID[in.address] == nil {
			c.unmodeled[in.typ]++
		}
	}
}
