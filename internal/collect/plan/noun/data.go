package noun

import (
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func databaseInstance(c *collector, in *read.Instance) {
	if engine := in.Text("engine").Or(""); engine == "docdb" || engine == "neptune" {
		return
	}
	d := model.Database{
		Resource:        c.base(in, "identifier"),
		Kind:            model.Known("instance"),
		Identifier:      in.Text("identifier"),
		Lifecycle:       lifecycle(in, "status", form.DatabaseStates()),
		Engine:          in.Text("engine"),
		EngineVersion:   in.Text("engine_version"),
		InstanceClass:   in.Text("instance_class"),
		InstanceClasses: model.Whole[string](),
		InstanceZones:   model.Whole[string](),
		Members:         model.Whole[string](),
		Instances:       model.Known(1),
		Port:            enginePort(in),
		MultiAZ:         in.Boolean("multi_az", false),
		Placement: c.placed(
			in,
			c.groupSubnets(in, "aws_db_subnet_group", "db_subnet_group_name"),
			"vpc_security_group_ids",
			in.Boolean("publicly_accessible", false),
		),
		StorageEncrypted:               in.Boolean("storage_encrypted", false),
		KMSKey:                         c.keyRef(in, "kms_key_id"),
		BackupRetentionDays:            in.Integer("backup_retention_period", 0),
		SkipFinalSnapshot:              in.Boolean("skip_final_snapshot", false),
		DeleteAutomatedBackups:         in.Boolean("delete_automated_backups", true),
		DeletionProtection:             in.Boolean("deletion_protection", false),
		StorageType:                    storageType(in),
		StorageGiB:                     in.Integer("allocated_storage"),
		MaxStorageGiB:                  in.Integer("max_allocated_storage", 0),
		IOPS:                           in.Integer("iops", 0),
		ThroughputMiBps:                in.Integer("storage_throughput", 0),
		DedicatedLogVolume:             in.Boolean("dedicated_log_volume", false),
		LogExports:                     in.Texts("enabled_cloudwatch_logs_exports", nil),
		MasterPasswordInSecretsManager: c.masterPassword(in, "password"),
		ReplicaOf:                      c.Ref(in, []string{"aws_db_instance"}, "replicate_source_db", ""),
		ParameterGroup:                 c.Ref(in, []string{"aws_db_parameter_group"}, "parameter_group_name", ""),
	}
	beforeApply(&d)
	c.databaseHeir(in, c.databases.add(in.Address, d))
}

// storageType is what RDS takes where the author leaves it out: io1 with IOPS, else gp3.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
func storageType(in *read.Instance) model.Value[string] {
	iops, known := in.Integer("iops", 0).Get()
	switch {
	case strings.HasPrefix(in.Text("engine").Or("aurora"), "aurora"), !known:
		return in.Text("storage_type")
	case iops > 0:
		return in.Text("storage_type", "io1")
	}
	return in.Text("storage_type", "gp3")
}

// enginePort is the port, or the engine's own when the author names none.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
func enginePort(in *read.Instance) model.Value[int] {
	engine, _ := in.Text("engine").Get()
	for _, family := range []struct {
		prefix string
		port   int
	}{
		{"postgres", 5432}, {"aurora-postgresql", 5432}, {"mysql", 3306}, {"mariadb", 3306}, {"aurora-mysql", 3306},
		{"oracle-", 1521}, {"custom-oracle-", 1521}, {"sqlserver-", 1433}, {"custom-sqlserver-", 1433}, {"db2-", 50000},
	} {
		if strings.HasPrefix(engine, family.prefix) {
			return in.Integer("port", family.port)
		}
	}
	return in.Integer("port")
}

// keyRef reads a KMS key; empty means the AWS managed key, which an existing resource shows
// by its ARN although the author named none.
func (c *collector) keyRef(in *read.Instance, path string) model.Value[string] {
	ref := c.Ref(in, []string{"aws_kms_key", "aws_kms_alias"}, path, "")
	if id, ok := ref.Get(); ok && c.ByAddress[id] == nil &&
		(strings.HasPrefix(id, "alias/aws/") || in.Expression(path).Kind == read.Unset || in.IsNullInSource(path)) {
		return model.Known("")
	}
	if alias := c.ByAddress[ref.Or("")]; alias != nil && alias.Type == "aws_kms_alias" {
		return c.Ref(alias, []string{"aws_kms_key"}, "target_key_id")
	}
	return ref
}

// groupSubnets follows a subnet group to its subnets.
func (c *collector) groupSubnets(in *read.Instance, typ, path string) model.List[string] {
	group := c.Ref(in, []string{typ}, path)
	id, ok := group.Get()
	if !ok {
		return model.Part[string](group.Why())
	}
	if g := c.ByAddress[id]; g != nil {
		return c.Refs(g, []string{"aws_subnet"}, "subnet_ids")
	}
	return model.Part[string](
		model.Why{Reason: model.NotInSource, Detail: "the subnet group " + id + " is not part of the plan"},
	)
}

func databaseCluster(c *collector, in *read.Instance) {
	if engine := in.Text("engine").Or(""); engine == "docdb" || engine == "neptune" {
		return
	}
	d := model.Database{
		Resource:        c.base(in, "cluster_identifier"),
		Kind:            model.Known("cluster"),
		Identifier:      in.Text("cluster_identifier"),
		Lifecycle:       model.Unseen(),
		Engine:          in.Text("engine"),
		EngineVersion:   in.Text("engine_version"),
		InstanceClass:   in.Text("db_cluster_instance_class", ""),
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
		StorageEncrypted:               in.Boolean("storage_encrypted", false),
		KMSKey:                         c.keyRef(in, "kms_key_id"),
		BackupRetentionDays:            in.Integer("backup_retention_period", 1),
		SkipFinalSnapshot:              in.Boolean("skip_final_snapshot", false),
		DeleteAutomatedBackups:         in.Boolean("delete_automated_backups", true),
		DeletionProtection:             in.Boolean("deletion_protection", false),
		StorageType:                    in.Text("storage_type", "aurora"),
		StorageGiB:                     in.Integer("allocated_storage", 0),
		MaxStorageGiB:                  model.Known(0),
		IOPS:                           in.Integer("iops", 0),
		ThroughputMiBps:                model.Known(0),
		DedicatedLogVolume:             model.Known(false),
		LogExports:                     in.Texts("enabled_cloudwatch_logs_exports", nil),
		MasterPasswordInSecretsManager: c.masterPassword(in, "master_password"),
		ReplicaOf: c.Ref(
			in,
			[]string{"aws_rds_cluster", "aws_db_instance"},
			"replication_source_identifier",
			"",
		),
		ParameterGroup: c.Ref(
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
	c.databaseHeir(in, c.databases.add(in.Address, d))
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
func databaseClusterInstance(c *collector, in *read.Instance) {
	clusters, exact := c.databases.of(c.Ref(in, []string{"aws_rds_cluster"}, "cluster_identifier"))
	for _, d := range clusters {
		if d.Kind.Or("") != "cluster" {
			continue
		}
		if !exact {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"}
			d.Instances, d.MultiAZ = model.Unknown[int](why), model.Unknown[bool](why)
			d.InstanceClasses, d.InstanceZones = d.InstanceClasses.Broken(why), d.InstanceZones.Broken(why)
			d.Members = d.Members.Broken(why)
			continue
		}
		if n, ok := d.Instances.Get(); ok {
			d.Instances, d.MultiAZ = model.Known(n+1), model.Known(n+1 > 1)
		}
		d.InstanceClasses = withValue(d.InstanceClasses, in.Text("instance_class"))
		d.InstanceZones = withValue(d.InstanceZones, in.Text("availability_zone", ""))
		d.Members = d.Members.With(memberName(in))
		if public := in.Boolean("publicly_accessible", false); public.Or(true) && !d.PublicAddress.Or(false) {
			d.PublicAddress = public
		}
	}
}

func secret(c *collector, in *read.Instance) {
	c.secrets.add(in.Address, model.Secret{Resource: c.base(in, "name"), KMSKey: c.keyRef(in, "kms_key_id"),
		Policy: c.resourcePolicy(in, "aws_secretsmanager_secret_policy", "secret_arn")})
}

func repository(c *collector, in *read.Instance) {
	r := model.Repository{
		Resource: c.base(in, "name"), TagMutability: in.Text("image_tag_mutability", "MUTABLE"),
		ScanOnPush: in.Boolean("image_scanning_configuration.0.scan_on_push", false), URL: in.Text("repository_url"),
	}
	c.repositories.add(in.Address, r)
}

// beforeApply marks what only a running database shows.
func beforeApply(d *model.Database) {
	why := model.Why{Reason: model.KnownAfterApply, Detail: "only an account shows it"}
	d.LatestRestorableMinutes = model.Unknown[int](why)
	d.NewestSnapshotHours = model.Unknown[int](why)
	d.ManualSnapshots = model.Unknown[int](why)
	d.ReplicatedBackups, d.ParameterStatus = model.Unknown[int](why), model.Unknown[string](why)
}
