package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// IsNoun reports whether an instance became a noun, or part of one: databases and caches of
// another engine do not.
func (c *collector) isNoun(in *read.Instance) bool {
	switch in.Type {
	case "aws_db_instance", "aws_rds_cluster":
		return c.databases.byID[in.Address] != nil
	case "aws_elasticache_cluster", "aws_elasticache_serverless_cache":
		return c.caches.byID[in.Address] != nil || c.isMemberOfCache(in)
	}
	return true
}

// isMemberOfCache reports whether an instance is part of a replication group that the plan holds.
func (c *collector) isMemberOfCache(in *read.Instance) bool {
	groups := model.Candidates(c.Ref(in, []string{"aws_elasticache_replication_group"}, "replication_group_id", ""))
	return len(groups) > 0 && !slices.ContainsFunc(groups, func(id string) bool { return c.caches.byID[id] == nil })
}

// whereabouts is what an instance says about its place; a member of a replication group that the
// plan does not hold has the group's, which nobody tells.
func (c *collector) whereabouts(in *read.Instance) *referral {
	r := c.referralOf(in, map[*read.Instance]bool{})
	if in.Type == "aws_elasticache_cluster" && isMember(in) {
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
	for _, in := range c.Instances {
		if !in.Data && c.Nouns[read.CanonicalType(in.Type)] != nil && !c.isNoun(in) &&
			c.interfaces.byID[in.Address] == nil {
			c.Unmodeled[in.Type]++
		}
	}
}
