package account

import (
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	cachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// addOther adds a store that the lists of databases and caches hold and that is no noun: its
// network interfaces do not tell it from those that are.
func (r *region) addOther(n model.Interface) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.wires.others = append(r.wires.others, n)
}

// nameCaches notes which cache the network interfaces of clusters belong to.
func (r *region) nameCaches(cache string, clusters ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range clusters {
		r.wires.cacheOf[id] = cache
	}
}

// otherDatabase is an instance of DocumentDB or Neptune, as part of its cluster.
func (r *region) otherDatabase(d types.DBInstance) model.Interface {
	typ := "aws_" + aws.ToString(d.Engine) + "_cluster"
	id := r.arn("rds", "cluster:"+aws.ToString(d.DBClusterIdentifier))
	name := d.DBClusterIdentifier
	if d.DBClusterIdentifier == nil {
		typ, id, name = typ+"_instance", aws.ToString(d.DBInstanceArn), d.DBInstanceIdentifier
	}
	return model.Interface{
		Resource: r.resource(
			typ,
			id,
			name,
			model.Value[map[string]string]{},
		),
		Owner:     model.Known(id),
		OwnerType: model.Known(typ),
		Placement: model.Placement{
			Subnets:        r.subnetsOf(d.DBSubnetGroup),
			SecurityGroups: r.rdsGroups(d.VpcSecurityGroups),
			PublicAddress:  model.Known(aws.ToBool(d.PubliclyAccessible)),
		},
	}
}

// otherCache is a cluster of Memcached.
func (r *region) otherCache(c cachetypes.CacheCluster, got cacheAnswers) model.Interface {
	n := r.cacheCluster(c, got)
	return model.Interface{
		Resource:  n.Resource,
		Placement: n.Placement,
		Owner:     model.Known(n.ID),
		OwnerType: model.Known(n.Type),
	}
}
