package account

import (
	"context"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/elasticache/types"
)

// serverlessCaches lists the caches that have no nodes.
func serverlessCaches(
	ctx context.Context,
	api elasticache.DescribeServerlessCachesAPIClient,
) (all []types.ServerlessCache) {
	_ = pages(
		ctx,
		elasticache.NewDescribeServerlessCachesPaginator(
			api,
			&elasticache.DescribeServerlessCachesInput{MaxResults: aws.Int32(50)},
		),
		func(out *elasticache.DescribeServerlessCachesOutput) { all = append(all, out.ServerlessCaches...) },
	)
	return all
}

// serverlessCache reads a cache that is encrypted always, at rest and in transit, and that has no public address.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html
func (r *region) serverlessCache(c types.ServerlessCache) model.Cache {
	n := model.Cache{
		Resource: r.resource(
			"aws_elasticache_serverless_cache",
			aws.ToString(c.ARN),
			c.ServerlessCacheName,
			model.Value[map[string]string]{},
		),
		Kind:                  model.Known("serverless"),
		Identifier:            value(c.ServerlessCacheName),
		Engine:                value(c.Engine),
		EngineVersion:         value(c.MajorEngineVersion),
		NodeType:              model.Known("serverless"),
		Lifecycle:             form.CacheStates().Lifecycle(value(c.Status)),
		Nodes:                 model.Known(1),
		Shards:                model.Known(1),
		NodeZones:             model.Whole[string](),
		AutomaticFailover:     model.Known(true),
		EncryptionAtRest:      model.Known(true),
		EncryptionInTransit:   model.Known(true),
		TransitEncryptionMode: transitMode(""),
		KMSKey:                model.Known(aws.ToString(c.KmsKeyId)),
		SnapshotRetentionDays: number(c.SnapshotRetentionLimit),
		Placement: model.Placement{
			Subnets:        model.Whole(r.ec2All("subnet", c.SubnetIds)...),
			PublicAddress:  model.Known(false),
			SecurityGroups: model.Whole(r.ec2All("security-group", c.SecurityGroupIds)...),
		},
	}
	if c.Endpoint != nil {
		n.Port = number(c.Endpoint.Port)
	}
	return n
}

// linkServerless takes the endpoints through which VPCs reach serverless caches for what they are: a cache's
// network interfaces, and nobody of their own.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/using-service-linked-roles.html
func (r *region) linkServerless() {
	r.a.VPCEndpoints = slices.DeleteFunc(r.a.VPCEndpoints, func(e model.VPCEndpoint) bool {
		name, known := e.ServiceName.Get()
		isDoor := known && strings.HasPrefix(name, model.ServerlessCacheService) &&
			slices.ContainsFunc(r.a.Caches, func(c model.Cache) bool {
				kind, known := c.Kind.Get()
				return known && kind == "serverless" && groupsKey(c.Placement) == groupsKey(e.Placement) &&
					isWithin(e.Subnets, c.Subnets)
			})
		if isDoor {
			r.wires.gone = append(r.wires.gone, e.ID)
		}
		return isDoor
	})
}

// isWithin reports whether a list holds all items of another, of which nothing is missing.
func isWithin(items, list model.List[string]) bool {
	return items.IsWhole() &&
		!slices.ContainsFunc(items.Items(), func(id string) bool { return !slices.Contains(list.Items(), id) })
}
