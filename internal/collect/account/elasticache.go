package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/workers"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/elasticache/types"
)

// cacheAPI is what is read of ElastiCache.
type cacheAPI interface {
	elasticache.DescribeReplicationGroupsAPIClient
	elasticache.DescribeCacheClustersAPIClient
	elasticache.DescribeCacheSubnetGroupsAPIClient
	elasticache.DescribeServerlessCachesAPIClient
	ListTagsForResource(
		context.Context,
		*elasticache.ListTagsForResourceInput,
		...func(*elasticache.Options),
	) (*elasticache.ListTagsForResourceOutput, error)
}

// cacheAnswers are the lists from which a cache is put together: security groups and
// the subnet group stand on the member clusters, not on the replication group.
type cacheAnswers struct {
	groups     []types.ReplicationGroup
	serverless []types.ServerlessCache
	clusters   map[string]types.CacheCluster
	subnets    map[string]model.List[string]
	// members and subnetsWhy say why a member or subnet group is missing.
	members, subnetsWhy model.Why
}

func readCaches(ctx context.Context, r *region, api cacheAPI) {
	got := readCacheAnswers(ctx, r, api)
	var all []model.Cache
	for _, g := range got.groups {
		all = append(all, r.replicationGroup(g, got))
		r.nameCaches(aws.ToString(g.ARN), g.MemberClusters...)
	}
	for _, c := range got.clusters {
		switch {
		case c.ReplicationGroupId != nil:
			continue
		case aws.ToString(c.Engine) == "memcached":
			r.addOther(r.otherCache(c, got))
		default:
			all = append(all, r.cacheCluster(c, got))
		}
		r.nameCaches(aws.ToString(c.ARN), aws.ToString(c.CacheClusterId))
	}
	for _, c := range got.serverless {
		if n := r.serverlessCache(c); aws.ToString(c.Engine) == "memcached" {
			r.addOther(
				model.Interface{
					Resource:  n.Resource,
					Placement: n.Placement,
					Owner:     model.Known(n.ID),
					OwnerType: model.Known(n.Type),
				},
			)
		} else {
			all = append(all, n)
		}
	}
	follow(ctx, all, func(ctx context.Context, n model.Cache) {
		out, err := api.ListTagsForResource(ctx, &elasticache.ListTagsForResourceInput{ResourceName: aws.String(n.ID)})
		if err != nil {
			n.Tags = model.Unknown[map[string]string](whyNot("ElastiCache", "ListTagsForResource", err))
		} else {
			n.Tags, _ = tagged(out.TagList, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
		}
		r.add(func(a *model.Architecture) { a.Caches = append(a.Caches, n) })
	})
}

func readCacheAnswers(ctx context.Context, r *region, api cacheAPI) cacheAnswers {
	got := cacheAnswers{
		clusters: map[string]types.CacheCluster{},
		subnets:  map[string]model.List[string]{},
		members: model.Why{
			Reason: model.NotReturned,
			Detail: "ElastiCache does not list the group's member clusters",
		},
		subnetsWhy: model.Why{Reason: model.NotReturned, Detail: "ElastiCache names no subnet group"},
	}
	var wait workers.Group
	wait.Go(func() {
		_ = pages(
			ctx,
			elasticache.NewDescribeReplicationGroupsPaginator(
				api,
				&elasticache.DescribeReplicationGroupsInput{MaxRecords: aws.Int32(100)},
			),
			func(out *elasticache.DescribeReplicationGroupsOutput) {
				got.groups = append(got.groups, out.ReplicationGroups...)
			},
		)
	})
	wait.Go(func() { got.serverless = serverlessCaches(ctx, api) })
	wait.Go(func() {
		err := pages(
			ctx,
			elasticache.NewDescribeCacheClustersPaginator(
				api,
				&elasticache.DescribeCacheClustersInput{MaxRecords: aws.Int32(100), ShowCacheNodeInfo: aws.Bool(true)},
			),
			func(out *elasticache.DescribeCacheClustersOutput) {
				for _, c := range out.CacheClusters {
					got.clusters[aws.ToString(c.CacheClusterId)] = c
				}
			},
		)
		if err != nil {
			got.members = whyNot("ElastiCache", "DescribeCacheClusters", err)
		}
	})
	wait.Go(func() {
		err := pages(
			ctx,
			elasticache.NewDescribeCacheSubnetGroupsPaginator(
				api,
				&elasticache.DescribeCacheSubnetGroupsInput{MaxRecords: aws.Int32(100)},
			),
			func(out *elasticache.DescribeCacheSubnetGroupsOutput) {
				for _, g := range out.CacheSubnetGroups {
					list := model.Whole[string]()
					for _, s := range g.Subnets {
						list = list.With(r.ec2("subnet", s.SubnetIdentifier))
					}
					got.subnets[aws.ToString(g.CacheSubnetGroupName)] = list
				}
			},
		)
		if err != nil {
			got.subnetsWhy = whyNot("ElastiCache", "DescribeCacheSubnetGroups", err)
		}
	})
	wait.Wait()
	return got
}

func (r *region) replicationGroup(g types.ReplicationGroup, got cacheAnswers) model.Cache {
	n := model.Cache{
		Resource: r.resource(
			"aws_elasticache_replication_group",
			aws.ToString(g.ARN),
			g.ReplicationGroupId,
			model.Value[map[string]string]{},
		),
		Kind:                  model.Known("replication_group"),
		Identifier:            value(g.ReplicationGroupId),
		Engine:                value(g.Engine),
		NodeType:              value(g.CacheNodeType),
		Nodes:                 model.Known(len(g.MemberClusters)),
		Shards:                model.Known(max(1, len(g.NodeGroups))),
		NodeZones:             model.Whole[string](),
		Lifecycle:             form.CacheStates().Lifecycle(value(g.Status)),
		EncryptionAtRest:      value(g.AtRestEncryptionEnabled),
		EncryptionInTransit:   value(g.TransitEncryptionEnabled),
		TransitEncryptionMode: transitMode(g.TransitEncryptionMode),
		KMSKey:                model.Known(aws.ToString(g.KmsKeyId)),
		SnapshotRetentionDays: number(g.SnapshotRetentionLimit),
		Placement: model.Placement{
			Subnets:        model.Part[string](got.members),
			SecurityGroups: model.Part[string](got.members),
			PublicAddress:  model.Known(false),
		},
	}
	switch g.AutomaticFailover {
	case types.AutomaticFailoverStatusEnabled, types.AutomaticFailoverStatusEnabling:
		n.AutomaticFailover = model.Known(true)
	case types.AutomaticFailoverStatusDisabled, types.AutomaticFailoverStatusDisabling:
		n.AutomaticFailover = model.Known(false)
	}
	if g.ConfigurationEndpoint != nil {
		n.Port = number(g.ConfigurationEndpoint.Port)
	}
	for _, node := range g.NodeGroups {
		if node.PrimaryEndpoint != nil && node.PrimaryEndpoint.Port != nil {
			n.Port = number(node.PrimaryEndpoint.Port)
		}
	}
	cacheAtWorst(&n, g.PendingModifiedValues)
	for i, id := range slices.Sorted(slices.Values(g.MemberClusters)) {
		c, ok := got.clusters[id]
		if !ok {
			n.Subnets = n.Subnets.Broken(got.members)
			n.SecurityGroups = n.SecurityGroups.Broken(got.members)
			n.NodeZones = n.NodeZones.Broken(got.members)
			continue
		}
		groups, subnets := r.cacheGroups(c), got.subnetsOf(c)
		n.NodeZones = n.NodeZones.With(aws.ToString(c.PreferredAvailabilityZone))
		if i == 0 {
			n.SecurityGroups, n.Subnets = groups, subnets
			n.Engine, n.EngineVersion = value(c.Engine), value(c.EngineVersion)
			continue
		}
		n.SecurityGroups, n.Subnets = model.Union(n.SecurityGroups, groups), model.Union(n.Subnets, subnets)
	}
	return n
}

// cacheAtWorst brings in what waits for the next maintenance window: until the change is through,
// a cache has of now and then what protects it less.
func cacheAtWorst(n *model.Cache, pending *types.ReplicationGroupPendingModifiedValues) {
	if pending == nil {
		return
	}
	if pending.TransitEncryptionEnabled != nil && !*pending.TransitEncryptionEnabled {
		n.EncryptionInTransit = model.Known(false)
	}
	if pending.TransitEncryptionMode == types.TransitEncryptionModePreferred {
		n.TransitEncryptionMode = model.Known(string(pending.TransitEncryptionMode))
	}
	if pending.AutomaticFailoverStatus == types.PendingAutomaticFailoverStatusDisabled {
		n.AutomaticFailover = model.Known(false)
	}
}

// transitMode is "required" where ElastiCache names none: it does so only for what may be
// migrated, and nothing else accepts plain connections beside encrypted ones.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
func transitMode(mode types.TransitEncryptionMode) model.Value[string] {
	if mode == "" {
		return model.Known(string(types.TransitEncryptionModeRequired))
	}
	return model.Known(string(mode))
}

func (r *region) cacheGroups(c types.CacheCluster) model.List[string] {
	if c.SecurityGroups == nil {
		return model.Part[string](
			model.Why{
				Reason: model.NotReturned,
				Detail: "ElastiCache names no security groups of " + aws.ToString(c.CacheClusterId),
			},
		)
	}
	var ids []string
	for _, g := range c.SecurityGroups {
		ids = append(ids, aws.ToString(g.SecurityGroupId))
	}
	return model.Whole(r.ec2All("security-group", ids)...)
}

func (got cacheAnswers) subnetsOf(c types.CacheCluster) model.List[string] {
	if list, ok := got.subnets[aws.ToString(c.CacheSubnetGroupName)]; ok {
		return list
	}
	return model.Part[string](got.subnetsWhy)
}

func (r *region) cacheCluster(c types.CacheCluster, got cacheAnswers) model.Cache {
	n := model.Cache{
		Resource: r.resource(
			"aws_elasticache_cluster",
			aws.ToString(c.ARN),
			c.CacheClusterId,
			model.Value[map[string]string]{},
		),
		Kind:                  model.Known("cluster"),
		Identifier:            value(c.CacheClusterId),
		Engine:                value(c.Engine),
		EngineVersion:         value(c.EngineVersion),
		NodeType:              value(c.CacheNodeType),
		Lifecycle:             form.CacheStates().Lifecycle(value(c.CacheClusterStatus)),
		Nodes:                 number(c.NumCacheNodes),
		Shards:                model.Known(1),
		NodeZones:             model.Whole[string](),
		AutomaticFailover:     model.Known(false),
		EncryptionAtRest:      value(c.AtRestEncryptionEnabled),
		EncryptionInTransit:   value(c.TransitEncryptionEnabled),
		TransitEncryptionMode: transitMode(c.TransitEncryptionMode),
		KMSKey:                model.Known(""),
		SnapshotRetentionDays: number(c.SnapshotRetentionLimit),
		Placement: model.Placement{
			Subnets:        got.subnetsOf(c),
			SecurityGroups: r.cacheGroups(c),
			PublicAddress:  model.Known(false),
		},
	}
	for _, node := range c.CacheNodes {
		if node.Endpoint != nil {
			n.Port = number(node.Endpoint.Port)
		}
	}
	return n
}
