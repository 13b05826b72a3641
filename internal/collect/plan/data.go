package plan

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
)

func databaseInstance(c *collector, in *instance) {
	if engine := in.str("engine").Or(""); engine == "docdb" || engine == "neptune" {
		return
	}
	d := model.Database{
		Resource:        c.base(in, "identifier"),
		Kind:            model.Known("instance"),
		Identifier:      in.str("identifier"),
		Lifecycle:       lifecycle(in, "status", form.DatabaseStates()),
		Engine:          in.str("engine"),
		EngineVersion:   in.str("engine_version"),
		InstanceClass:   in.str("instance_class"),
		InstanceClasses: model.Whole[string](),
		InstanceZones:   model.Whole[string](),
		Members:         model.Whole[string](),
		Instances:       model.Known(1),
		Port:            enginePort(in),
		MultiAZ:         in.boolean("multi_az", false),
		Placement: c.placed(
			in,
			c.groupSubnets(in, "aws_db_subnet_group", "db_subnet_group_name"),
			"vpc_security_group_ids",
			in.boolean("publicly_accessible", false),
		),
		StorageEncrypted:               in.boolean("storage_encrypted", false),
		KMSKey:                         c.keyRef(in, "kms_key_id"),
		BackupRetentionDays:            in.integer("backup_retention_period", 0),
		SkipFinalSnapshot:              in.boolean("skip_final_snapshot", false),
		DeleteAutomatedBackups:         in.boolean("delete_automated_backups", true),
		DeletionProtection:             in.boolean("deletion_protection", false),
		StorageType:                    storageType(in),
		StorageGiB:                     in.integer("allocated_storage"),
		MaxStorageGiB:                  in.integer("max_allocated_storage", 0),
		IOPS:                           in.integer("iops", 0),
		ThroughputMiBps:                in.integer("storage_throughput", 0),
		DedicatedLogVolume:             in.boolean("dedicated_log_volume", false),
		LogExports:                     in.strs("enabled_cloudwatch_logs_exports", nil),
		MasterPasswordInSecretsManager: c.masterPassword(in, "password"),
		ReplicaOf:                      c.ref(in, []string{"aws_db_instance"}, "replicate_source_db", ""),
		ParameterGroup:                 c.ref(in, []string{"aws_db_parameter_group"}, "parameter_group_name", ""),
	}
	beforeApply(&d)
	c.databaseHeir(in, c.databases.add(in.address, d))
}

// storageType is what RDS takes where the author leaves it out: io1 with IOPS, else gp3.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
func storageType(in *instance) model.Value[string] {
	iops, known := in.integer("iops", 0).Get()
	switch {
	case strings.HasPrefix(in.str("engine").Or("aurora"), "aurora"), !known:
		return in.str("storage_type")
	case iops > 0:
		return in.str("storage_type", "io1")
	}
	return in.str("storage_type", "gp3")
}

// enginePort is the port, or the engine's own when the author names none.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
func enginePort(in *instance) model.Value[int] {
	engine, _ := in.str("engine").Get()
	for _, family := range []struct {
		prefix string
		port   int
	}{
		{"postgres", 5432}, {"aurora-postgresql", 5432}, {"mysql", 3306}, {"mariadb", 3306}, {"aurora-mysql", 3306},
		{"oracle-", 1521}, {"custom-oracle-", 1521}, {"sqlserver-", 1433}, {"custom-sqlserver-", 1433}, {"db2-", 50000},
	} {
		if strings.HasPrefix(engine, family.prefix) {
			return in.integer("port", family.port)
		}
	}
	return in.integer("port")
}

// keyRef reads a KMS key; empty means the AWS managed key, which an existing resource shows
// by its ARN although the author named none.
func (c *collector) keyRef(in *instance, path string) model.Value[string] {
	ref := c.ref(in, []string{"aws_kms_key", "aws_kms_alias"}, path, "")
	if id, ok := ref.Get(); ok && c.byAddress[id] == nil &&
		(strings.HasPrefix(id, "alias/aws/") || in.expression(path).kind == unset || in.isNullInSource(path)) {
		return model.Known("")
	}
	if alias := c.byAddress[ref.Or("")]; alias != nil && alias.typ == "aws_kms_alias" {
		return c.ref(alias, []string{"aws_kms_key"}, "target_key_id")
	}
	return ref
}

// groupSubnets follows a subnet group to its subnets.
func (c *collector) groupSubnets(in *instance, typ, path string) model.List[string] {
	group := c.ref(in, []string{typ}, path)
	id, ok := group.Get()
	if !ok {
		return model.Part[string](group.Why())
	}
	if g := c.byAddress[id]; g != nil {
		return c.refs(g, []string{"aws_subnet"}, "subnet_ids")
	}
	return model.Part[string](
		model.Why{Reason: model.NotInSource, Detail: "the subnet group " + id + " is not part of the plan"},
	)
}

func databaseCluster(c *collector, in *instance) {
	if engine := in.str("engine").Or(""); engine == "docdb" || engine == "neptune" {
		return
	}
	d := model.Database{
		Resource:        c.base(in, "cluster_identifier"),
		Kind:            model.Known("cluster"),
		Identifier:      in.str("cluster_identifier"),
		Lifecycle:       model.Unseen(),
		Engine:          in.str("engine"),
		EngineVersion:   in.str("engine_version"),
		InstanceClass:   in.str("db_cluster_instance_class", ""),
		Instances:       model.Known(0),
		InstanceClasses: model.Whole[string](),
		InstanceZones:   model.Whole[string](),
		Members:         model.Whole[string](),
		Port:            enginePort(in),
		MultiAZ:         model.Known(false),
		Placement: c.placed(
			in,
			c.groupSubnets(in, "aws_db_subnet_group", "db_subnet_group_name"),
			"vpc_security_group_ids",
			model.Known(false),
		),
		StorageEncrypted:               in.boolean("storage_encrypted", false),
		KMSKey:                         c.keyRef(in, "kms_key_id"),
		BackupRetentionDays:            in.integer("backup_retention_period", 1),
		SkipFinalSnapshot:              in.boolean("skip_final_snapshot", false),
		DeleteAutomatedBackups:         in.boolean("delete_automated_backups", true),
		DeletionProtection:             in.boolean("deletion_protection", false),
		StorageType:                    in.str("storage_type", "aurora"),
		StorageGiB:                     in.integer("allocated_storage", 0),
		MaxStorageGiB:                  model.Known(0),
		IOPS:                           in.integer("iops", 0),
		ThroughputMiBps:                model.Known(0),
		DedicatedLogVolume:             model.Known(false),
		LogExports:                     in.strs("enabled_cloudwatch_logs_exports", nil),
		MasterPasswordInSecretsManager: c.masterPassword(in, "master_password"),
		ReplicaOf: c.ref(
			in,
			[]string{"aws_rds_cluster", "aws_db_instance"},
			"replication_source_identifier",
			"",
		),
		ParameterGroup: c.ref(
			in,
			[]string{"aws_rds_cluster_parameter_group"},
			"db_cluster_parameter_group_name",
			"",
		),
	}
	if class, ok := d.InstanceClass.Get(); ok && class != "" {
		// A Multi-AZ DB cluster: three instances over three zones, no instance resources.
		d.Instances, d.MultiAZ = model.Known(3), model.Known(true)
	}
	beforeApply(&d)
	c.databaseHeir(in, c.databases.add(in.address, d))
}

// withValue adds a value to a list, which is not whole if the value is not known.
func withValue(list model.List[string], v model.Value[string]) model.List[string] {
	if text, isKnown := v.Get(); isKnown {
		return list.With(text)
	}
	return list.Broken(v.Why())
}

// databaseClusterInstance counts an instance of a cluster: two or more are Multi-AZ, as
// Aurora spreads them over zones and fails over between them.
func databaseClusterInstance(c *collector, in *instance) {
	clusters, exact := c.databases.of(c.ref(in, []string{"aws_rds_cluster"}, "cluster_identifier"))
	for _, d := range clusters {
		if d.Kind.Or("") != "cluster" {
			continue
		}
		if !exact {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.address + " may belong to it"}
			d.Instances, d.MultiAZ = model.Unknown[int](why), model.Unknown[bool](why)
			d.InstanceClasses, d.InstanceZones = d.InstanceClasses.Broken(why), d.InstanceZones.Broken(why)
			d.Members = d.Members.Broken(why)
			continue
		}
		if n, ok := d.Instances.Get(); ok {
			d.Instances, d.MultiAZ = model.Known(n+1), model.Known(n+1 > 1)
		}
		d.InstanceClasses = withValue(d.InstanceClasses, in.str("instance_class"))
		d.InstanceZones = withValue(d.InstanceZones, in.str("availability_zone", ""))
		d.Members = d.Members.With(memberName(in))
		if public := in.boolean("publicly_accessible", false); public.Or(true) && !d.PublicAddress.Or(false) {
			d.PublicAddress = public
		}
	}
}

func secret(c *collector, in *instance) {
	c.secrets.add(in.address, model.Secret{Resource: c.base(in, "name"), KMSKey: c.keyRef(in, "kms_key_id"),
		Policy: c.resourcePolicy(in, "aws_secretsmanager_secret_policy", "secret_arn")})
}

func repository(c *collector, in *instance) {
	r := model.Repository{
		Resource: c.base(in, "name"), TagMutability: in.str("image_tag_mutability", "MUTABLE"),
		ScanOnPush: in.boolean("image_scanning_configuration.0.scan_on_push", false), URL: in.str("repository_url"),
	}
	c.repositories.add(in.address, r)
}

// beforeApply marks what only a running database shows.
func beforeApply(d *model.Database) {
	why := model.Why{Reason: model.KnownAfterApply, Detail: "only an account shows it"}
	d.LatestRestorableMinutes = model.Unknown[int](why)
	d.NewestSnapshotHours = model.Unknown[int](why)
	d.ManualSnapshots = model.Unknown[int](why)
	d.ReplicatedBackups, d.ParameterStatus = model.Unknown[int](why), model.Unknown[string](why)
}
