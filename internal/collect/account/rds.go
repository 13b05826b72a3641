package account

import (
	"context"
	"strings"
	"time"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// databaseAPI is what is read of RDS.
type databaseAPI interface {
	rds.DescribeDBInstancesAPIClient
	rds.DescribeDBClustersAPIClient
	rds.DescribeDBClusterSnapshotsAPIClient
	rds.DescribeDBSnapshotsAPIClient
	rds.DescribeDBSubnetGroupsAPIClient
	rds.DescribeDBParametersAPIClient
	rds.DescribeDBClusterParametersAPIClient
	rds.DescribeDBInstanceAutomatedBackupsAPIClient
}

// notRecorded are settings that are said when a database is deleted; no account holds them.
func notRecorded() model.Why {
	return model.Why{
		Reason: model.NotRecorded,
		Detail: "it is said when the database is deleted, and AWS keeps no record of it",
	}
}

// masterPassword is known to be in Secrets Manager when RDS manages it there; where another
// one is kept, RDS does not say.
func masterPassword(secret *types.MasterUserSecret) model.Value[bool] {
	if secret != nil {
		return model.Known(true)
	}
	return model.Unknown[bool](
		model.Why{
			Reason: model.NotRecorded,
			Detail: "RDS does not manage the master password, and does not say where it is kept",
		},
	)
}

func rdsTags(tags []types.Tag) model.Value[map[string]string] {
	known, _ := tagged(tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
	return known
}

// isOther recognizes engines that RDS lists and that are services of their own.
func isOther(engine *string) bool {
	return aws.ToString(engine) == "docdb" || aws.ToString(engine) == "neptune"
}

func readDatabases(ctx context.Context, r *region, api databaseAPI) {
	snapshots, why := readSnapshots(ctx, api)
	backups := readAutomatedBackups(ctx, api)
	_ = pages(
		ctx,
		rds.NewDescribeDBInstancesPaginator(api, &rds.DescribeDBInstancesInput{MaxRecords: aws.Int32(100)}),
		func(out *rds.DescribeDBInstancesOutput) {
			for _, d := range out.DBInstances {
				switch {
				case isOther(d.Engine):
					r.addOther(r.otherDatabase(d))
				case d.DBClusterIdentifier != nil:
					r.add(func(*model.Architecture) { r.instances = append(r.instances, d) })
				default:
					n := r.database(d)
					r.observe(&n, d.LatestRestorableTime, snapshots.of(n.ID, d.DbiResourceId), why)
					n.ReplicatedBackups = backups.of(n.ID, d.DbiResourceId)
					r.add(func(a *model.Architecture) { a.Databases = append(a.Databases, n) })
				}
			}
		},
	)
}

// observe adds what is seen of backups: how recent the latest restorable time and the newest snapshot are.
func (r *region) observe(n *model.Database, restorable *time.Time, t snapshotTimes, why *model.Why) {
	n.LatestRestorableMinutes = model.Known(-1)
	if restorable != nil {
		n.LatestRestorableMinutes = model.Known(max(0, int(r.Now().Sub(*restorable).Minutes())))
	}
	n.ManualSnapshots, n.NewestSnapshotHours = model.Known(t.manual), model.Known(-1)
	if !t.newest.IsZero() {
		n.NewestSnapshotHours = model.Known(max(0, int(r.Now().Sub(t.newest).Hours())))
	}
	if why != nil {
		n.ManualSnapshots, n.NewestSnapshotHours = model.Unknown[int](*why), model.Unknown[int](*why)
	}
}

func (r *region) database(d types.DBInstance) model.Database {
	n := model.Database{
		Resource: r.resource(
			"aws_db_instance",
			aws.ToString(d.DBInstanceArn),
			d.DBInstanceIdentifier,
			rdsTags(d.TagList),
		),
		Kind:            model.Known("instance"),
		Lifecycle:       form.DatabaseStates().Lifecycle(value(d.DBInstanceStatus)),
		Identifier:      value(d.DBInstanceIdentifier),
		Engine:          value(d.Engine),
		EngineVersion:   value(d.EngineVersion),
		InstanceClass:   value(d.DBInstanceClass),
		InstanceClasses: model.Whole[string](),
		InstanceZones:   model.Whole[string](),
		Members:         model.Whole[string](),
		Instances:       model.Known(1),
		MultiAZ:         value(d.MultiAZ),
		Placement: model.Placement{
			Subnets:        r.subnetsOf(d.DBSubnetGroup),
			SecurityGroups: r.rdsGroups(d.VpcSecurityGroups),
			PublicAddress:  value(d.PubliclyAccessible),
		},
		StorageEncrypted:               value(d.StorageEncrypted),
		KMSKey:                         model.Known(aws.ToString(d.KmsKeyId)),
		BackupRetentionDays:            number(d.BackupRetentionPeriod),
		SkipFinalSnapshot:              model.Unknown[bool](notRecorded()),
		DeleteAutomatedBackups:         model.Unknown[bool](notRecorded()),
		DeletionProtection:             value(d.DeletionProtection),
		StorageType:                    value(d.StorageType),
		StorageGiB:                     number(d.AllocatedStorage),
		MaxStorageGiB:                  model.Known(int(aws.ToInt32(d.MaxAllocatedStorage))),
		IOPS:                           model.Known(int(aws.ToInt32(d.Iops))),
		ThroughputMiBps:                model.Known(int(aws.ToInt32(d.StorageThroughput))),
		DedicatedLogVolume:             model.Known(aws.ToBool(d.DedicatedLogVolume)),
		LogExports:                     model.Whole(d.EnabledCloudwatchLogsExports...),
		MasterPasswordInSecretsManager: masterPassword(d.MasterUserSecret),
		ReplicaOf:                      model.Known(""),
	}
	if d.Endpoint != nil {
		n.Port = number(d.Endpoint.Port)
	}
	for _, g := range d.DBParameterGroups {
		n.ParameterGroup = model.Known(r.parameterGroupID("pg", aws.ToString(g.DBParameterGroupName)))
		n.ParameterStatus = value(g.ParameterApplyStatus)
	}
	atWorst(&n, d.PendingModifiedValues)
	if source := aws.ToString(d.ReadReplicaSourceDBInstanceIdentifier); source != "" {
		if !strings.HasPrefix(source, "arn:") {
			source = r.arn("rds", "db:"+source)
		}
		n.ReplicaOf = model.Known(source)
	}
	return n
}

func (r *region) rdsGroups(groups []types.VpcSecurityGroupMembership) model.List[string] {
	var ids []string
	for _, g := range groups {
		ids = append(ids, aws.ToString(g.VpcSecurityGroupId))
	}
	return model.Whole(r.ec2All("security-group", ids)...)
}

func (r *region) subnetsOf(g *types.DBSubnetGroup) model.List[string] {
	if g == nil {
		return model.Part[string](model.Why{Reason: model.NotReturned, Detail: "RDS names no subnet group"})
	}
	list := model.Whole[string]()
	for _, s := range g.Subnets {
		list = list.With(r.ec2("subnet", s.SubnetIdentifier))
	}
	return list
}
