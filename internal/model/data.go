package model

// Database is an RDS instance or an Aurora cluster with its instances.
type Database struct {
	Resource
	Placement
	Lifecycle
	// Kind is instance or cluster.
	Kind          Value[string] `json:"kind"`
	Identifier    Value[string] `json:"identifier"`
	Engine        Value[string] `json:"engine"`
	EngineVersion Value[string] `json:"engine_version"`
	// InstanceClass is the class of an instance, or of a Multi-AZ DB cluster; empty for Aurora.
	InstanceClass Value[string] `json:"instance_class"`
	Instances     Value[int]    `json:"instances"`
	// InstanceClasses are those of Aurora's instances, one each: they may differ.
	InstanceClasses List[string] `json:"instance_classes"`
	// InstanceZones are the zones of Aurora's instances, one each, empty where AWS chooses.
	InstanceZones List[string] `json:"instance_zones"`
	// Members are the identifiers of Aurora's instances, or the ids of resources whose identifiers are not known.
	Members          List[string] `json:"members"`
	Port             Value[int]   `json:"port"`
	MultiAZ          Value[bool]  `json:"multi_az"`
	StorageEncrypted Value[bool]  `json:"storage_encrypted"`
	// KMSKey is the key's id, or empty for the AWS managed key.
	KMSKey                 Value[string] `json:"kms_key"`
	BackupRetentionDays    Value[int]    `json:"backup_retention_days"`
	SkipFinalSnapshot      Value[bool]   `json:"skip_final_snapshot"`
	DeleteAutomatedBackups Value[bool]   `json:"delete_automated_backups"`
	DeletionProtection     Value[bool]   `json:"deletion_protection"`
	StorageType            Value[string] `json:"storage_type"`
	StorageGiB             Value[int]    `json:"storage_gib"`
	// MaxStorageGiB is the limit of storage autoscaling, 0 when it is off.
	MaxStorageGiB Value[int] `json:"max_storage_gib"`
	IOPS          Value[int] `json:"iops"`
	// ThroughputMiBps is what gp3 storage reads and writes a second, 0 for what it brings along.
	ThroughputMiBps Value[int] `json:"throughput_mibps"`
	// DedicatedLogVolume: its logs have storage of their own.
	DedicatedLogVolume Value[bool]  `json:"dedicated_log_volume"`
	LogExports         List[string] `json:"log_exports"`
	// MasterPasswordInSecretsManager: RDS keeps the master password there, or it is read from
	// there, or a database has none of its own.
	MasterPasswordInSecretsManager Value[bool] `json:"master_password_in_secrets_manager"`
	// ParameterGroup is the id of the group that holds its settings, the name for a group of AWS's.
	ParameterGroup Value[string] `json:"parameter_group"`
	// ParameterStatus is in-sync once the group's values are in force. Only an account shows it.
	ParameterStatus Value[string] `json:"parameter_status"`
	// ReplicaOf is the source of a read replica, empty for a primary.
	ReplicaOf Value[string] `json:"replica_of"`
	// LatestRestorableMinutes is how long before the scan the latest restorable time was, -1
	// when nothing can be restored. Only an account shows it.
	LatestRestorableMinutes Value[int] `json:"latest_restorable_minutes"`
	// NewestSnapshotHours is the age of the newest snapshot, -1 when there is none.
	NewestSnapshotHours Value[int] `json:"newest_snapshot_hours"`
	// ManualSnapshots counts snapshots that stay when the database is deleted.
	ManualSnapshots Value[int] `json:"manual_snapshots"`
	// ReplicatedBackups counts copies of its automated backups in other regions.
	ReplicatedBackups Value[int] `json:"replicated_backups"`
}

// ParameterGroup holds settings of a database, an aws_db_parameter_group or
// aws_rds_cluster_parameter_group. A group of AWS's holds none of its own.
type ParameterGroup struct {
	Resource
	// Family is the engine with its major version, such as postgres16.
	Family Value[string] `json:"family"`
	// Parameters are those that somebody set; the others have the engine's default.
	Parameters List[Parameter] `json:"parameters"`
}

// Parameter is one setting of a parameter group.
type Parameter struct {
	Name  Value[string] `json:"name"`
	Value Value[string] `json:"value"`
}

// ServerlessCacheService begins the names of the endpoint services through which VPCs reach serverless caches.
const ServerlessCacheService = "com.amazonaws.elasticache.serverless."

// Cache is an ElastiCache replication group or stand-alone cluster.
type Cache struct {
	Resource
	Placement
	Lifecycle
	// Kind is replication_group, cluster or serverless.
	Kind       Value[string] `json:"kind"`
	Identifier Value[string] `json:"identifier"`
	Engine     Value[string] `json:"engine"`
	// EngineVersion is as exact as the source has it: a serverless cache names the first number alone.
	EngineVersion Value[string] `json:"engine_version"`
	NodeType      Value[string] `json:"node_type"`
	Nodes         Value[int]    `json:"nodes"`
	// Shards are its node groups, each of a primary with its replicas.
	Shards Value[int] `json:"shards"`
	// NodeZones are the zones that nodes are pinned to, one each, empty where ElastiCache chooses.
	NodeZones           List[string] `json:"node_zones"`
	Port                Value[int]   `json:"port"`
	AutomaticFailover   Value[bool]  `json:"automatic_failover"`
	EncryptionAtRest    Value[bool]  `json:"encryption_at_rest"`
	EncryptionInTransit Value[bool]  `json:"encryption_in_transit"`
	// TransitEncryptionMode is required, or preferred where plain connections are accepted too.
	TransitEncryptionMode Value[string] `json:"transit_encryption_mode"`
	// KMSKey is the key's id, or empty for the AWS managed key.
	KMSKey                Value[string] `json:"kms_key"`
	SnapshotRetentionDays Value[int]    `json:"snapshot_retention_days"`
}

// Secret is a Secrets Manager secret, never its content.
type Secret struct {
	Resource
	KMSKey Value[string] `json:"kms_key"`
	// Policy are the statements of its own policy.
	Policy List[Statement] `json:"policy"`
}

// Key is a customer managed KMS key.
type Key struct {
	Resource
	RotationEnabled Value[bool] `json:"rotation_enabled"`
	// State is Enabled, Disabled, PendingDeletion or another one of KMS's, Deleted for a key that
	// is no longer there.
	State Value[string] `json:"state"`
	// HearsAlarms: its policy lets CloudWatch encrypt what alarms say to a topic.
	HearsAlarms Value[bool] `json:"hears_alarms"`
}

// Repository is an ECR repository.
type Repository struct {
	Resource
	// TagMutability is MUTABLE or IMMUTABLE, with or without exclusions.
	TagMutability Value[string] `json:"tag_mutability"`
	ScanOnPush    Value[bool]   `json:"scan_on_push"`
	URL           Value[string] `json:"url"`
}

// BackupSelection is what an AWS Backup plan backs up.
type BackupSelection struct {
	Resource
	Resources List[string] `json:"resources"`
	// RetentionDays is the longest retention of the plan's rules; 0 keeps for ever.
	RetentionDays Value[int] `json:"retention_days"`
}
