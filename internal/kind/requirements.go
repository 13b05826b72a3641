package kind

func flag(name, doc string) Requirement { return Requirement{Name: name, Doc: doc, Form: Flag} }

// careful is a flag that nobody should be without.
func careful(name, doc string) Requirement {
	return Requirement{Name: name, Doc: doc, Form: Flag, Careful: true}
}

// exposing is a flag that lets others in.
func exposing(name, doc string) Requirement {
	return Requirement{Name: name, Doc: doc, Form: Flag, Careful: false}
}

func number(name, doc string, low, high int) Requirement {
	return Requirement{Name: name, Doc: doc, Form: Number, Low: low, High: high}
}

func word(name, doc string, words ...string) Requirement {
	return Requirement{Name: name, Doc: doc, Form: Word, Words: words}
}

func set(name, doc string, words ...string) Requirement {
	return Requirement{Name: name, Doc: doc, Form: Set, Words: words}
}

func text(name, doc string) Requirement { return Requirement{Name: name, Doc: doc, Form: Text} }

// logRetentionDays is what whoever writes logs can be asked.
func logRetentionDays() Requirement {
	return number("log_retention_days", "how many days its logs are kept; 0 for ever", 0, 3653)
}

// most is the highest number of things that a document can ask for.
const most = 100_000

// alarm is what every kind can be asked.
func alarm() Requirement { return careful("alarm", "an alarm watches it that somebody hears") }

// Days, ports and percent are what AWS documents for each attribute:
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#connection-idle-timeout
func loadBalancer() []Requirement {
	return []Requirement{
		word("type", "application or network", "application", "network"),
		word("scheme", "whether it has public addresses", "internet-facing", "internal"),
		flag(
			"cross_zone",
			"it spreads over the targets of all zones; an application load balancer does unless a target group says otherwise",
		),
		flag("groups", "it wears security groups; a network load balancer need not"),
		flag("dns_alias", "a Route 53 record aliases it"),
		careful("https_listener", "it terminates TLS with a certificate"),
		careful("certificate_issued", "its certificate is issued and valid"),
		number("certificate_days", "how many days its certificate is valid yet", 0, 825),
		careful("certificate_covers_name", "the certificate covers the name of the alias record"),
		{
			Name:  "tls_minimum",
			Doc:   "the oldest TLS version it accepts",
			Form:  Version,
			Words: []string{"1.0", "1.1", "1.2", "1.3"},
		},
		careful("redirect_http", "plain HTTP is redirected to HTTPS"),
		flag("http2", "HTTP/2 is on"),
		number("idle_timeout_seconds", "keep-alive idle timeout", 1, 4000),
		careful("access_logs", "access logs are written to S3"),
		flag("web_acl", "a WAF web ACL protects it"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
func service() []Requirement {
	return []Requirement{
		word("launch_type", "where its tasks run", "FARGATE", "EC2", "EXTERNAL"),
		exposing("public_ip", "its tasks get public addresses"),
		number("tasks", "fewest and most tasks", 0, most),
		number("cpu_units", "CPU units of a task; 1024 are one vCPU", 1, 1024*1024),
		number("memory_mib", "memory of a task, in MiB", 1, 64*1024*1024),
		word("target_protocol", "how load balancers reach it", "HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"),
		set("paths", "paths of the listener rules that forward to it; default for the default action"),
		careful("health_checks", "its targets are health-checked"),
		text("health_check_path", "where they are asked for it"),
		number("healthy_targets", "how many targets pass the health check, once it runs", 0, most),
		flag("drain_connections", "its targets are deregistered with a delay"),
		flag("rolling_update", "deployments are rolling updates"),
		number("minimum_healthy_percent", "capacity kept during a deployment", 0, 100),
		flag("circuit_breaker", "a failing deployment is stopped"),
		flag("circuit_breaker_rollback", "and rolled back"),
		careful("image_from_ecr", "its tasks run images from ECR"),
		careful("immutable_tags", "a tag of its repository never moves"),
		careful("scan_on_push", "images are scanned when they are pushed"),
		number("out_cpu", "add tasks above this CPU utilisation, in percent", 1, 100),
		number("out_memory", "add tasks above this memory utilisation, in percent", 1, 100),
		number("in_cpu", "remove tasks below this CPU utilisation, in percent", 1, 100),
		number("in_memory", "remove tasks below this memory utilisation, in percent", 1, 100),
		careful("execution_role", "ECS starts tasks with a role of their own"),
		careful("task_role", "the application runs with a role of its own"),
		text("trusted_service", "the only service that may assume these roles"),
		careful("no_wildcards", "no wildcard actions on wildcard resources"),
		careful("credentials_in_secrets_manager", "tasks read credentials as secrets from Secrets Manager"),
		careful(
			"no_plain_credentials",
			"no credentials in plain in a task definition: environment, commands, labels, log options",
		),
		careful("task_logs", "CloudWatch Logs receives task logs"),
		careful("log_retention", "task logs expire"),
		logRetentionDays(),
		flag("container_insights", "container insights are on"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
func database() []Requirement {
	return []Requirement{
		word(
			"engine",
			"its engine; postgres, mysql and mariadb are met by Aurora of the same kind",
			"postgres",
			"mysql",
			"mariadb",
			"aurora-postgresql",
			"aurora-mysql",
			"oracle-ee",
			"oracle-ee-cdb",
			"oracle-se2",
			"oracle-se2-cdb",
			"sqlserver-ee",
			"sqlserver-se",
			"sqlserver-ex",
			"sqlserver-web",
			"db2-ae",
			"db2-se",
			"docdb",
			"neptune",
		),
		text("engine_version", "its version: 16 is met by 16.4"),
		text("instance_class", "the class of its instance, or of each of Aurora's, such as db.t4g.small"),
		{Name: "public", Doc: "it is publicly accessible", Form: Flag, Careful: false, Question: "public_ip"},
		flag("multi_az", "a standby in another zone with automatic failover"),
		number("instances", "instances of an Aurora cluster", 0, 16),
		number("backup_retention_days", "days of automated daily snapshots", 0, 35),
		careful("point_in_time_recovery", "any second of the retention period can be restored"),
		careful("final_snapshot", "deleting it leaves a snapshot"),
		careful("deletion_protection", "it cannot be deleted by mistake"),
		careful("backups_outlive_instance", "not all copies are tied to the instance's life"),
		number("storage_gib", "allocated storage and the limit of storage autoscaling", 1, 256*1024),
		number("allocated_storage_gib", "allocated storage alone", 1, 256*1024),
		careful("encrypted", "KMS encryption at rest"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		careful("force_tls", "it refuses connections without TLS"),
		set(
			"log_exports",
			"logs exported to CloudWatch",
			"postgresql",
			"upgrade",
			"audit",
			"error",
			"general",
			"slowquery",
			"alert",
			"listener",
			"trace",
			"oemagent",
			"agent",
			"diag.log",
			"notify.log",
			"profiler",
			"iam-db-auth-error",
			"instance",
		),
		careful(
			"master_password_in_secrets_manager",
			"Secrets Manager holds its master password; it is no value in a plan",
		),
		alarm(),
	}
}

// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
func cache() []Requirement {
	return []Requirement{
		word("engine", "its engine", "redis", "valkey", "memcached"),
		text("engine_version", "its version: 7 is met by 7.1"),
		text("node_type", "the type of its nodes, such as cache.t4g.small"),
		number("nodes", "how many nodes", 0, 500),
		careful("encrypted", "KMS encryption at rest"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		careful("encrypted_in_transit", "TLS to the cache, and nothing else"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
func instances() []Requirement {
	return []Requirement{
		text("instance_type", "such as t4g.small"),
		flag("autoscaling", "an Auto Scaling group starts and ends them"),
		exposing("public_ip", "they have public addresses"),
		careful("imds_v2", "the metadata service answers only with a session token"),
		careful("encrypted", "all their volumes are encrypted"),
		careful("health_checks", "their group replaces what the load balancer's health check fails"),
		text("trusted_service", "the only service that may assume these roles"),
		careful("no_wildcards", "no wildcard actions on wildcard resources"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
func function() []Requirement {
	return []Requirement{
		careful("runtime_supported", "AWS still mends its runtime"),
		number("reserved_concurrency", "how many may run at once, at most", 0, most),
		flag("dead_letters", "what it failed on is kept somewhere"),
		careful("no_plain_credentials", "no credentials in plain in its environment"),
		text("trusted_service", "the only service that may assume these roles"),
		careful("no_wildcards", "no wildcard actions on wildcard resources"),
		careful("log_retention", "its logs expire"),
		logRetentionDays(),
		number("memory_mib", "its memory, in MiB", 128, 10240),
		exposing("public", "anybody can call it, by a URL without authorization or by its policy"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html
func proxy() []Requirement {
	return []Requirement{
		careful("force_tls", "it refuses connections without TLS"),
		careful("secrets", "it signs in with secrets of Secrets Manager"),
		text("trusted_service", "the only service that may assume these roles"),
		careful("no_wildcards", "no wildcard actions on wildcard resources"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/efs/latest/ug/encryption.html
func fileSystem() []Requirement {
	return []Requirement{
		careful("encrypted", "encryption at rest"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		careful("encrypted_in_transit", "its policy refuses clients that do not come by TLS"),
		careful("backup", "AWS Backup makes daily backups"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func endpoint() []Requirement {
	return []Requirement{
		text("service", "the service that it leads to, such as sqs"),
		exposing("full_access", "its policy lets everybody do everything with everything"),
	}
}

func other() []Requirement {
	return []Requirement{
		text("type", "its Terraform type, such as aws_mq_broker"),
		exposing("public_ip", "it has a public address"),
	}
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
func queue() []Requirement {
	return []Requirement{
		careful("encrypted", "encryption at rest"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		flag("dead_letter_queue", "what nobody could work on goes to another queue"),
		number("retention_days", "how many days a message is kept", 0, 14),
		exposing("public", "anybody can use it, by its policy"),
		flag("fifo", "it keeps the order of messages"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
func bucket() []Requirement {
	return []Requirement{
		careful("encrypted", "encryption at rest, which S3 always has"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		exposing("public", "anybody gets in, by its policy or its grants, and nothing blocks that"),
		careful("versioning", "what is overwritten or deleted is kept"),
		flag("lifecycle", "a rule moves or deletes what is old"),
		alarm(),
	}
}

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
func table() []Requirement {
	return []Requirement{
		careful("encrypted", "encryption at rest, which DynamoDB always has"),
		careful("key_rotation", "a customer managed key that encrypts it rotates"),
		careful(
			"point_in_time_recovery",
			"any second of its recovery period can be restored, which is 35 days or shorter",
		),
		flag("on_demand", "each request is paid for; else capacity is provisioned"),
		number("read_capacity", "provisioned reads a second", 0, most),
		number("write_capacity", "provisioned writes a second", 0, most),
		careful("deletion_protection", "it cannot be deleted by mistake"),
		alarm(),
	}
}

func vpc() []Requirement {
	return []Requirement{
		number("zones", "how many zones each component and tier spans", 1, 6),
		flag("internet_gateway", "it has an internet gateway"),
		{
			Name:    "default_group",
			Doc:     "what its default security group permits",
			Form:    Word,
			Words:   []string{"empty"},
			Careful: "empty",
		},
		flag("flow_logs", "flow logs record all its traffic"),
	}
}

func tier() []Requirement {
	return []Requirement{
		word("way_out", "where its routes lead out of the VPC", "internet_gateway", "nat", "none"),
		number("nat_gateways", "how many NAT gateways serve it", 0, most),
		careful("nat_per_zone", "each subnet leaves through the NAT gateway of its own zone"),
		{Name: "acl", Doc: "whom its network ACLs admit", Form: Word, Words: []string{"vpc_only"}, Careful: "vpc_only"},
		exposing("map_public_ip", "what starts in its subnets gets a public address"),
	}
}

func alarms() []Requirement {
	return []Requirement{
		careful("notify", "each of them has an SNS action"),
		careful("topic_subscribers", "the topic has a subscriber"),
	}
}
