// Package document reads the documented architecture: what is asked of each environment,
// and on which line of the document it stands.
package document

// Document is what one environment asks for. A nil requirement is not asked: rules about
// it are not applicable.
type Document struct {
	Network      Network        `yaml:"network" doc:"VPC, subnets and the ways out of them"`
	Edges        []Edge         `yaml:"edges" doc:"who may reach whom, complete: nothing more, nothing less"`
	LoadBalancer LoadBalancer   `yaml:"load_balancer" doc:"the application load balancer and its name"`
	Service      Service        `yaml:"service" doc:"the ECS service and how it is deployed"`
	Scaling      Scaling        `yaml:"scaling" doc:"at which utilisation tasks are added and removed"`
	Database     Database       `yaml:"database" doc:"the relational database"`
	Cache        Cache          `yaml:"cache" doc:"the cache"`
	Encryption   Encryption     `yaml:"encryption" doc:"keys"`
	Repository   Repository     `yaml:"repository" doc:"the image repository"`
	Identity     Identity       `yaml:"identity" doc:"roles and secrets"`
	Monitoring   Monitoring     `yaml:"monitoring" doc:"logs and alarms"`
	Cost         Cost           `yaml:"cost" doc:"what a month may cost, in USD"`
	Environment  string         `yaml:"-"`
	File         string         `yaml:"-"`
	Lines        map[string]int `yaml:"-"`
	// Digest is the SHA-256 of the document's bytes.
	Digest string `yaml:"-"`
}

// Network is the section on the network.
type Network struct {
	VPCCIDR                *Prefix    `yaml:"vpc_cidr" doc:"the VPC's IPv4 prefix"`
	AvailabilityZones      *int       `yaml:"availability_zones" doc:"how many zones each tier spans at least"`
	PublicSubnets          []Prefix   `yaml:"public_subnets" doc:"prefixes of the subnets the load balancer and NAT gateways sit in"`
	PrivateSubnets         []Prefix   `yaml:"private_subnets" doc:"prefixes of the subnets the tasks run in"`
	IsolatedSubnets        []Prefix   `yaml:"isolated_subnets" doc:"prefixes of the subnets database and cache sit in"`
	PublicRouteToInternet  *bool      `yaml:"public_route_to_internet" doc:"public subnets route to an internet gateway"`
	PrivateThroughNAT      *bool      `yaml:"private_through_nat" doc:"private subnets leave the VPC through NAT only"`
	IsolatedNoWayOut       *bool      `yaml:"isolated_no_way_out" doc:"isolated subnets have no route out of the VPC at all"`
	IsolatedACLFromVPCOnly *bool      `yaml:"isolated_acl_from_vpc_only" doc:"network ACLs of isolated subnets admit nothing from outside the VPC"`
	NATGateways            *int       `yaml:"nat_gateways" doc:"how many NAT gateways at least"`
	NATPerZone             *bool      `yaml:"nat_per_zone" doc:"each private subnet leaves through the NAT gateway of its own zone"`
	DefaultGroupEmpty      *bool      `yaml:"default_group_empty" doc:"the VPC's default security group permits nothing"`
	EphemeralPorts         *PortRange `yaml:"ephemeral_ports" doc:"ports that clients receive answers on, which network ACLs have to let through (default: 32768-60999 for tasks, 1024-65535 for the internet, load balancers and NAT gateways); optional"`
}

// LoadBalancer is the section on the load balancer.
type LoadBalancer struct {
	InternetFacing     *bool       `yaml:"internet_facing" doc:"it has public addresses"`
	DNSAlias           *bool       `yaml:"dns_alias" doc:"a Route 53 record aliases it"`
	HTTPSListener      *bool       `yaml:"https_listener" doc:"it terminates TLS with a certificate"`
	CertificateIssued  *bool       `yaml:"certificate_issued" doc:"its certificate is issued and valid"`
	CertificateDays    *int        `yaml:"certificate_days" doc:"how many days it is valid yet, at least"`
	HealthyTargets     *int        `yaml:"healthy_targets" doc:"how many targets pass the health check at least, once it runs"`
	CertificateCovers  *bool       `yaml:"certificate_covers_name" doc:"the certificate covers the name of the alias record"`
	RedirectHTTP       *bool       `yaml:"redirect_http" doc:"plain HTTP is redirected to HTTPS"`
	TLSMinimum         *TLSVersion `yaml:"tls_minimum" doc:"the oldest TLS version it accepts"`
	HTTP2              *bool       `yaml:"http2" doc:"HTTP/2 is on"`
	IdleTimeoutSeconds *Bounds     `yaml:"idle_timeout_seconds" doc:"keep-alive idle timeout"`
	AccessLogs         *bool       `yaml:"access_logs" doc:"access logs are written to S3"`
	WebACL             *bool       `yaml:"web_acl" doc:"a WAF web ACL protects it; optional"`
	DrainConnections   *bool       `yaml:"drain_connections" doc:"targets are deregistered with a delay"`
	HealthChecks       *bool       `yaml:"health_checks" doc:"targets are health-checked"`
	TargetProtocol     *string     `yaml:"target_protocol" doc:"how it reaches the application"`
	TargetPort         *int        `yaml:"target_port" doc:"the application's port"`
}

// Service is the section on the ECS service.
type Service struct {
	LaunchType             *string `yaml:"launch_type" doc:"FARGATE or EC2"`
	PublicIP               *bool   `yaml:"public_ip" doc:"whether tasks get public addresses"`
	Tasks                  *Bounds `yaml:"tasks" doc:"fewest and most tasks"`
	RollingUpdate          *bool   `yaml:"rolling_update" doc:"deployments are rolling updates"`
	MinimumHealthyPercent  *int    `yaml:"minimum_healthy_percent" doc:"capacity kept during a deployment"`
	CircuitBreaker         *bool   `yaml:"circuit_breaker" doc:"a failing deployment is stopped"`
	CircuitBreakerRollback *bool   `yaml:"circuit_breaker_rollback" doc:"and rolled back"`
}

// Scaling is the section on auto scaling; numbers are percent of utilisation.
type Scaling struct {
	OutCPUPercent    *int `yaml:"out_cpu_percent" doc:"add tasks above this CPU utilisation"`
	OutMemoryPercent *int `yaml:"out_memory_percent" doc:"add tasks above this memory utilisation"`
	InCPUPercent     *int `yaml:"in_cpu_percent" doc:"remove tasks below this CPU utilisation"`
	InMemoryPercent  *int `yaml:"in_memory_percent" doc:"remove tasks below this memory utilisation"`
}

// Database is the section on the database.
type Database struct {
	Engine              *string  `yaml:"engine" doc:"postgres, mysql, ...; Aurora of the same kind counts"`
	Public              *bool    `yaml:"public" doc:"whether it is publicly accessible"`
	MultiAZ             *bool    `yaml:"multi_az" doc:"a standby in another zone with automatic failover"`
	BackupRetentionDays *int     `yaml:"backup_retention_days" doc:"days of automated daily snapshots, at least"`
	PointInTimeRecovery *bool    `yaml:"point_in_time_recovery" doc:"any second of the retention period can be restored"`
	FinalSnapshot       *bool    `yaml:"final_snapshot" doc:"deleting it leaves a snapshot"`
	DeletionProtection  *bool    `yaml:"deletion_protection" doc:"it cannot be deleted by mistake"`
	OutlivesInstance    *bool    `yaml:"backups_outlive_instance" doc:"not all copies are tied to the instance's life"`
	StorageGiB          *Bounds  `yaml:"storage_gib" doc:"allocated storage and the limit of storage autoscaling"`
	Encrypted           *bool    `yaml:"encrypted" doc:"KMS encryption at rest"`
	ForceTLS            *bool    `yaml:"force_tls" doc:"it refuses connections without TLS; optional"`
	LogExports          []string `yaml:"log_exports" doc:"logs exported to CloudWatch"`
}

// Cache is the section on the cache.
type Cache struct {
	Engines             []string `yaml:"engines" doc:"redis, valkey"`
	Nodes               *int     `yaml:"nodes" doc:"how many nodes"`
	EncryptionAtRest    *bool    `yaml:"encryption_at_rest" doc:"KMS encryption at rest"`
	EncryptionInTransit *bool    `yaml:"encryption_in_transit" doc:"TLS to the cache"`
}

// Encryption is the section on keys.
type Encryption struct {
	KeyRotation *bool `yaml:"key_rotation" doc:"customer managed keys rotate"`
}

// Repository is the section on the image repository.
type Repository struct {
	Required      *bool `yaml:"required" doc:"tasks run an image from ECR"`
	ImmutableTags *bool `yaml:"immutable_tags" doc:"a tag never moves"`
	ScanOnPush    *bool `yaml:"scan_on_push" doc:"images are scanned when they are pushed"`
}

// Identity is the section on roles and secrets.
type Identity struct {
	ExecutionRole      *bool   `yaml:"execution_role" doc:"ECS starts tasks with a role of their own"`
	TaskRole           *bool   `yaml:"task_role" doc:"the application runs with a role of its own"`
	TrustedService     *string `yaml:"trusted_service" doc:"the only service that may assume these roles"`
	NoWildcards        *bool   `yaml:"no_wildcards" doc:"no wildcard actions on wildcard resources"`
	CredentialsSecret  *bool   `yaml:"credentials_in_secrets_manager" doc:"Secrets Manager holds the database credentials and tasks read them as secrets"`
	MasterPassword     *bool   `yaml:"master_password_in_secrets_manager" doc:"Secrets Manager holds the database's master password; it is no value in a plan"`
	NoPlainCredentials *bool   `yaml:"no_plain_credentials" doc:"no credentials in plain in a task definition: environment, commands, labels, log options"`
}

// Monitoring is the section on logs and alarms.
type Monitoring struct {
	TaskLogs          *bool `yaml:"task_logs" doc:"CloudWatch Logs receives task logs"`
	LogRetention      *bool `yaml:"log_retention" doc:"task logs expire"`
	ContainerInsights *bool `yaml:"container_insights" doc:"container insights are on"`
	ServiceAlarm      *bool `yaml:"service_alarm" doc:"an alarm watches the service"`
	LoadBalancerAlarm *bool `yaml:"load_balancer_alarm" doc:"an alarm watches the load balancer"`
	DatabaseAlarm     *bool `yaml:"database_alarm" doc:"an alarm watches the database"`
	CacheAlarm        *bool `yaml:"cache_alarm" doc:"an alarm watches the cache"`
	AlarmsNotify      *bool `yaml:"alarms_notify" doc:"each of them has an SNS action"`
	FlowLogs          *bool `yaml:"flow_logs" doc:"VPC flow logs record all traffic; optional"`
	TopicSubscribers  *bool `yaml:"topic_subscribers" doc:"the topic has a subscriber"`
}

// Cost is the section on the budget.
type Cost struct {
	MonthlyUSD        *Bounds  `yaml:"monthly_usd" doc:"the band of a month; the expected month must not cost more than its upper end and the tolerance"`
	TolerancePercent  *int     `yaml:"tolerance_percent" doc:"how far above the band a month is still about as documented"`
	MaximumWithinBand *bool    `yaml:"maximum_within_band" doc:"the month with all tasks and all storage must stay in the band too; else it is a note"`
	RowsWithinBand    *bool    `yaml:"rows_within_band" doc:"each row must stay in its own band too, give or take the tolerance; else it is a note"`
	Budget            *bool    `yaml:"budget" doc:"an AWS budget no higher than the band's upper end notifies somebody"`
	Rows              CostRows `yaml:"rows" doc:"what the document says of each service"`
	Usage             Usage    `yaml:"usage" doc:"what is assumed of each resource, as neither plan nor account says it"`
}

// CostRows are the rows of the documented budget.
type CostRows struct {
	Database     *Bounds `yaml:"database" doc:"instance and storage"`
	Cache        *Bounds `yaml:"cache" doc:"cache nodes"`
	Tasks        *Bounds `yaml:"tasks" doc:"Fargate tasks"`
	NATGateways  *Bounds `yaml:"nat_gateways" doc:"NAT gateways and the data through them"`
	LoadBalancer *Bounds `yaml:"load_balancer" doc:"load balancer and its capacity"`
	Transfer     *Bounds `yaml:"transfer" doc:"data out to the internet"`
}

// Usage are assumptions about a month.
type Usage struct {
	AverageTasks    *int `yaml:"average_tasks" doc:"tasks that run on average (default: the fewest)"`
	NATGB           *int `yaml:"nat_gb_per_gateway" doc:"GB through each NAT gateway"`
	LCUHours        *int `yaml:"lcu_hours_per_load_balancer" doc:"LCU-hours of each load balancer; 730 are one LCU all month"`
	TransferOutGB   *int `yaml:"transfer_out_gb_per_load_balancer" doc:"GB out to the internet"`
	LogGB           *int `yaml:"log_gb_per_group" doc:"GB written to each log group"`
	ImageGB         *int `yaml:"image_gb_per_repository" doc:"GB of images in each repository"`
	InsightsMetrics *int `yaml:"insights_metrics_per_cluster" doc:"metrics that container insights make"`
	EndpointGB      *int `yaml:"endpoint_gb_per_endpoint" doc:"GB through each interface endpoint"`
	BackupGB        *int `yaml:"backup_gb_per_database" doc:"GB of backups beyond the size of the storage"`
	AccessLogGB     *int `yaml:"access_log_gb_per_load_balancer" doc:"GB of access logs that a load balancer has in its bucket"`

	Region *string `yaml:"region" doc:"AWS region of what a plan leaves to the environment, such as us-east-1"`

	AuroraGB              *int `yaml:"aurora_gb_per_cluster" doc:"GB that an Aurora cluster stores; it is billed by use"`
	AuroraMillionRequests *int `yaml:"aurora_million_requests_per_cluster" doc:"millions of requests to the storage of an Aurora cluster; it is billed by use"`
}
