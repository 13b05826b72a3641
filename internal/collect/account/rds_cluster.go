package account

import (
	"context"
	"slices"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

func readClusterDatabases(ctx context.Context, r *region, api databaseAPI) {
	var found []types.DBCluster
	_ = pages(
		ctx,
		rds.NewDescribeDBClustersPaginator(api, &rds.DescribeDBClustersInput{MaxRecords: aws.Int32(100)}),
		func(out *rds.DescribeDBClustersOutput) {
			found = append(
				found,
				slices.DeleteFunc(out.DBClusters, func(c types.DBCluster) bool { return isOther(c.Engine) })...)
		},
	)
	if len(found) == 0 {
		return
	}
	groups, why := readSubnetGroups(after(ctx), r, api)
	snapshots, noSnapshots := readClusterSnapshots(after(ctx), api)
	for _, c := range found {
		n := r.clusterDatabase(c)
		n.Subnets = model.Part[string](why)
		if list, ok := groups[aws.ToString(c.DBSubnetGroup)]; ok {
			n.Subnets = list
		}
		r.observe(&n, c.LatestRestorableTime, snapshots.of(n.ID, c.DbClusterResourceId), noSnapshots)
		r.add(func(a *model.Architecture) { a.Databases = append(a.Databases, n) })
	}
}

// readSubnetGroups reads the subnets of each group: a cluster names only its group.
func readSubnetGroups(ctx context.Context, r *region, api databaseAPI) (map[string]model.List[string], model.Why) {
	groups := map[string]model.List[string]{}
	err := pages(
		ctx,
		rds.NewDescribeDBSubnetGroupsPaginator(api, &rds.DescribeDBSubnetGroupsInput{MaxRecords: aws.Int32(100)}),
		func(out *rds.DescribeDBSubnetGroupsOutput) {
			for _, g := range out.DBSubnetGroups {
				groups[aws.ToString(g.DBSubnetGroupName)] = r.subnetsOf(&g)
			}
		},
	)
	if err != nil {
		return groups, whyNot("RDS", "DescribeDBSubnetGroups", err)
	}
	return groups, model.Why{Reason: model.NotReturned, Detail: "RDS names no subnet group"}
}

func (r *region) clusterDatabase(c types.DBCluster) model.Database {
	n := model.Database{
		Resource: r.resource(
			"aws_rds_cluster",
			aws.ToString(c.DBClusterArn),
			c.DBClusterIdentifier,
			rdsTags(c.TagList),
		),
		Kind:            model.Known("cluster"),
		Lifecycle:       form.DatabaseStates().Lifecycle(value(c.Status)),
		Identifier:      value(c.DBClusterIdentifier),
		Engine:          value(c.Engine),
		EngineVersion:   value(c.EngineVersion),
		InstanceClass:   model.Known(aws.ToString(c.DBClusterInstanceClass)),
		Instances:       model.Known(len(c.DBClusterMembers)),
		InstanceClasses: model.Whole[string](),
		InstanceZones:   model.Whole[string](),
		Members:         model.Whole[string](),
		Port:            number(c.Port),
		// Two or more instances are spread over zones, and one takes over from another.
		MultiAZ: model.Known(len(c.DBClusterMembers) > 1),
		Placement: model.Placement{
			SecurityGroups: r.rdsGroups(c.VpcSecurityGroups),
			PublicAddress:  model.Known(aws.ToBool(c.PubliclyAccessible)),
		},
		StorageEncrypted:               value(c.StorageEncrypted),
		KMSKey:                         model.Known(aws.ToString(c.KmsKeyId)),
		BackupRetentionDays:            number(c.BackupRetentionPeriod),
		SkipFinalSnapshot:              model.Unknown[bool](notRecorded()),
		DeleteAutomatedBackups:         model.Unknown[bool](notRecorded()),
		DeletionProtection:             value(c.DeletionProtection),
		StorageType:                    model.Known(aws.ToString(c.StorageType)),
		StorageGiB:                     model.Known(int(aws.ToInt32(c.AllocatedStorage))),
		MaxStorageGiB:                  model.Known(0),
		IOPS:                           model.Known(int(aws.ToInt32(c.Iops))),
		ThroughputMiBps:                model.Known(int(aws.ToInt32(c.StorageThroughput))),
		DedicatedLogVolume:             model.Known(false),
		LogExports:                     model.Whole(c.EnabledCloudwatchLogsExports...),
		MasterPasswordInSecretsManager: masterPassword(c.MasterUserSecret),
		ReplicaOf:                      model.Known(aws.ToString(c.ReplicationSourceIdentifier)),
		ParameterGroup: model.Known(
			r.parameterGroupID("cluster-pg", aws.ToString(c.DBClusterParameterGroup)),
		),
		ReplicatedBackups: model.Known(0),
	}
	n.ParameterStatus = clusterStatus(c.DBClusterMembers)
	if p := c.PendingModifiedValues; p != nil {
		atWorst(
			&n,
			&types.PendingModifiedValues{
				BackupRetentionPeriod:        p.BackupRetentionPeriod,
				PendingCloudwatchLogsExports: p.PendingCloudwatchLogsExports,
			},
		)
	}
	return n
}

// clusterStatus is in-sync if all members have the values of the cluster's parameter group.
func clusterStatus(members []types.DBClusterMember) model.Value[string] {
	status := model.Known("in-sync")
	for _, m := range members {
		if s := value(m.DBClusterParameterGroupStatus); s.Or("") != "in-sync" {
			status = s
		}
	}
	return status
}

// lessOut takes an instance that is out of service from those that may take over. Without any the cluster is out
// itself.
func lessOut(n *model.Database, instance model.Lifecycle) {
	serves, known := instance.InService.Get()
	if !known {
		why := instance.InService.Why()
		n.Instances, n.MultiAZ = model.Unknown[int](why), model.Unknown[bool](why)
	}
	if left, counted := n.Instances.Get(); known && !serves && counted {
		n.Instances, n.MultiAZ = model.Known(left-1), model.Every(n.MultiAZ, model.Known(left-1 > 1))
		if left-1 == 0 {
			n.Lifecycle = instance
		}
	}
}

// linkInstances gives clusters what their instances say: their classes, and whether one is public.
func (r *region) linkInstances() {
	for _, d := range r.instances {
		for i := range r.a.Databases {
			n := &r.a.Databases[i]
			if n.Kind.Or("") != "cluster" || n.Identifier.Or("") != aws.ToString(d.DBClusterIdentifier) {
				continue
			}
			lessOut(n, form.DatabaseStates().Lifecycle(value(d.DBInstanceStatus)))
			n.Members = n.Members.With(aws.ToString(d.DBInstanceIdentifier))
			n.InstanceClasses = n.InstanceClasses.With(aws.ToString(d.DBInstanceClass))
			n.InstanceZones = n.InstanceZones.With(aws.ToString(d.AvailabilityZone))
			if public := value(d.PubliclyAccessible); public.Or(true) && !n.PublicAddress.Or(false) {
				n.PublicAddress = public
			}
		}
	}
}
