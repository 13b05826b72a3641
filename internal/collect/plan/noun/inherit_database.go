package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// databaseHeir notes what a new database takes from where it is made from. Terraform sends none
// of what is written there for it to AWS, or AWS ignores it.
func (c *collector) databaseHeir(in *read.Instance, heir *model.Database) {
	if !in.Created {
		return
	}
	for _, origin := range databaseOrigins() {
		if in.Type == origin.of && in.IsWritten(origin.path) {
			c.heirs.add(in.Address, func() { c.takeFrom(in, origin, heir) })
			return
		}
	}
}

// databaseOrigin is an attribute that says what a database is made from.
type databaseOrigin struct {
	// of is the type of the database, path the attribute, or the block that holds paths.
	of, path string
	// paths name the source, which is of one of types.
	paths, types []string
	// rekeys says that a key which is written encrypts the new one, whatever the source has; proves
	// that AWS takes one for an encrypted source alone.
	rekeys, proves bool
}

func databaseOrigins() []databaseOrigin {
	const instances, clusters = "aws_db_instance", "aws_rds_cluster"
	snapshots, databases := snapshotTypes(), []string{instances, clusters}
	return []databaseOrigin{
		// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html
		{of: instances, path: "snapshot_identifier", paths: []string{"snapshot_identifier"}, types: snapshots},
		// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceToPointInTime.html
		{of: instances, path: "restore_to_point_in_time", types: databases, paths: []string{
			"restore_to_point_in_time.0.source_db_instance_identifier",
			"restore_to_point_in_time.0.source_dbi_resource_id",
			"restore_to_point_in_time.0.source_db_instance_automated_backups_arn",
		}},
		// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
		{
			of:     instances,
			path:   "replicate_source_db",
			paths:  []string{"replicate_source_db"},
			types:  databases,
			proves: true,
		},
		// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
		{
			of:     clusters,
			path:   "snapshot_identifier",
			paths:  []string{"snapshot_identifier"},
			types:  snapshots,
			rekeys: true,
		},
		// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
		{of: clusters, path: "restore_to_point_in_time", types: databases, rekeys: true, paths: []string{
			"restore_to_point_in_time.0.source_cluster_identifier",
			"restore_to_point_in_time.0.source_cluster_resource_id",
		}},
		// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Replication.CrossRegion.html
		{
			of:     clusters,
			path:   "replication_source_identifier",
			paths:  []string{"replication_source_identifier"},
			types:  databases,
			proves: true,
		},
		// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html
		{
			of:     clusters,
			path:   "global_cluster_identifier",
			paths:  []string{"global_cluster_identifier"},
			types:  []string{globalCluster},
			rekeys: true,
		},
	}
}

// globalCluster is the type of what joins clusters of several regions.
const globalCluster = "aws_rds_global_cluster"

func snapshotTypes() []string {
	return []string{
		"aws_db_snapshot",
		"aws_db_snapshot_copy",
		"aws_db_cluster_snapshot",
		"aws_rds_cluster_snapshot_copy",
	}
}

// takeFrom gives a database what it has from its source: the encryption always, the rest where
// the author left it out. A database of which nothing was read knows neither.
func (c *collector) takeFrom(in *read.Instance, origin databaseOrigin, heir *model.Database) {
	source := c.restoredFrom(in, origin.paths, origin.types)
	switch {
	case in.IsWritten("kms_key_id") && (origin.rekeys || origin.proves && !source.StorageEncrypted.IsKnown()):
		heir.StorageEncrypted = model.Known(true)
	case origin.path == "global_cluster_identifier":
		if !heir.StorageEncrypted.Or(false) { // the primary's own word; a secondary cannot say it without a key
			heir.StorageEncrypted = source.StorageEncrypted
		}
	default:
		heir.StorageEncrypted, heir.KMSKey = source.StorageEncrypted, source.KMSKey
	}
	if origin.path == "replicate_source_db" {
		c.standsBeside(in, source, heir)
	}
	orInherited(in, "engine", source.Engine, &heir.Engine)
	orInherited(in, "engine_version", source.EngineVersion, &heir.EngineVersion)
	orInherited(in, "allocated_storage", source.StorageGiB, &heir.StorageGiB)
	orInherited(in, "storage_type", source.StorageType, &heir.StorageType)
	orInherited(in, "iops", source.IOPS, &heir.IOPS)
	orInherited(in, "port", source.Port, &heir.Port)
	if origin.path == "snapshot_identifier" || origin.path == "restore_to_point_in_time" {
		orInherited(in, "backup_retention_period", source.BackupRetentionDays, &heir.BackupRetentionDays)
		orInherited(in, "max_allocated_storage", source.MaxStorageGiB, &heir.MaxStorageGiB)
	}
}

// standsBeside puts a replica into the subnet group of its source, where it has none of its own and
// both stand in one region.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html
func (c *collector) standsBeside(in *read.Instance, source, replica *model.Database) {
	if !in.IsWritten("db_subnet_group_name") && model.Equal(source.Region, replica.Region).Or(false) {
		replica.Subnets = source.Subnets
	}
}

// restoredFrom follows a database to what it is made from. What the plan does not show is a database
// of which nothing is known.
func (c *collector) restoredFrom(in *read.Instance, paths, types []string) *model.Database {
	for _, path := range paths {
		if !in.IsWritten(path) {
			continue
		}
		ref := c.Ref(in, types, path)
		id, isKnown := ref.Get()
		if !isKnown {
			return model.StandIn[model.Database](model.Resource{}, ref.Why())
		}
		return c.databaseAt(id)
	}
	return model.StandIn[model.Database](
		model.Resource{},
		model.Why{Reason: model.KnownAfterApply, Detail: "it is made from another database"},
	)
}

// databaseAt is the database at an address, or the one that a snapshot there was made of.
func (c *collector) databaseAt(id string) *model.Database {
	c.heirs.settle(id)
	if d := c.databases.byID[id]; d != nil {
		return d
	}
	from := c.ByAddress[id]
	if from == nil {
		return model.StandIn[model.Database](
			model.Resource{},
			model.Why{
				Reason: model.NotInSource,
				Detail: "it takes this from " + id + ", which is not part of the plan",
			},
		)
	}
	source := *c.restoredFrom(from, []string{"db_instance_identifier", "db_cluster_identifier", "source_db_snapshot_identifier",
		"source_db_cluster_snapshot_identifier", "source_db_cluster_identifier"}, append(snapshotTypes(), "aws_db_instance", "aws_rds_cluster"))
	if from.IsWritten("kms_key_id") && !from.Data {
		source.StorageEncrypted, source.KMSKey = model.Known(true), c.keyRef(from, "kms_key_id")
	}
	for _, path := range []string{"encrypted", "storage_encrypted"} {
		if encrypted := from.Boolean(path); encrypted.IsKnown() {
			source.StorageEncrypted = encrypted
		}
	}
	return &source
}
