package account

import (
	"slices"
	"strings"
)

// operation is one call that the collector may make.
type operation struct {
	// service is the SDK's service id, name the operation's.
	service, name string
	// actions are the IAM actions it needs.
	actions []string
	// collections are those of the model that are not whole when the call fails. A call
	// without any reads attributes of one resource: then those are unknown.
	collections []string
	// ofOne says that it asks about a thing that an answer before named. Only such a thing can be gone: that
	// something was not found is no answer to a list.
	ofOne bool
}

// reads is what the call is for: its collections, else the attributes that it reads, by its own name.
func (o *operation) reads() []string {
	if len(o.collections) > 0 {
		return o.collections
	}
	return []string{o.service + " " + o.name}
}

func op(service, name string, actions []string, collections ...string) operation {
	return operation{service: service, name: name, actions: actions, collections: collections}
}

// of is op for a call about one thing.
func of(service, name string, actions []string, collections ...string) operation {
	o := op(service, name, actions, collections...)
	o.ofOne = true
	return o
}

// registry lists every call a scan can make: the guard refuses all others, the IAM policy
// grants these, and the ledger explains a failure by them.
func registry() []operation {
	a := func(actions ...string) []string { return actions }
	return []operation{
		of("ACM", "DescribeCertificate", a("acm:DescribeCertificate")),
		op("Auto Scaling", "DescribeAutoScalingGroups", a("autoscaling:DescribeAutoScalingGroups"), "instance_groups"),
		of("Auto Scaling", "DescribeLaunchConfigurations", a("autoscaling:DescribeLaunchConfigurations")),
		op("Auto Scaling", "DescribePolicies", a("autoscaling:DescribePolicies")),
		op("Auto Scaling", "DescribeScheduledActions", a("autoscaling:DescribeScheduledActions")),
		op(
			"Application Auto Scaling",
			"DescribeScalableTargets",
			a("application-autoscaling:DescribeScalableTargets"),
			"scaling_targets",
		),
		op(
			"Application Auto Scaling",
			"DescribeScalingPolicies",
			a("application-autoscaling:DescribeScalingPolicies"),
			"scaling_policies",
		),
		op(
			"Application Auto Scaling",
			"DescribeScheduledActions",
			a("application-autoscaling:DescribeScheduledActions"),
			"scheduled_actions",
		),
		op("Backup", "ListProtectedResources", a("backup:ListProtectedResources"), "backup_selections"),
		op("Budgets", "DescribeBudgets", a("budgets:ViewBudget"), "budgets"),
		of("Budgets", "DescribeNotificationsForBudget", a("budgets:ViewBudget")),
		of("Budgets", "DescribeSubscribersForNotification", a("budgets:ViewBudget")),
		op("CloudWatch", "DescribeAlarms", a("cloudwatch:DescribeAlarms"), "alarms", "composite_alarms"),
		op("CloudWatch Logs", "DescribeLogGroups", a("logs:DescribeLogGroups"), "log_groups"),
		op("Cost Explorer", "GetCostAndUsage", a("ce:GetCostAndUsage")),
		op("Cost Explorer", "GetCostForecast", a("ce:GetCostForecast")),
		of("DynamoDB", "DescribeContinuousBackups", a("dynamodb:DescribeContinuousBackups")),
		of("DynamoDB", "DescribeTable", a("dynamodb:DescribeTable")),
		op("DynamoDB", "ListTables", a("dynamodb:ListTables"), "tables"),
		of("DynamoDB", "ListTagsOfResource", a("dynamodb:ListTagsOfResource")),
		op("EC2", "DescribeAddresses", a("ec2:DescribeAddresses"), "addresses"),
		op("EC2", "DescribeFlowLogs", a("ec2:DescribeFlowLogs"), "flow_logs"),
		op("EC2", "DescribeInstances", a("ec2:DescribeInstances"), "instance_groups"),
		op("EC2", "DescribeInternetGateways", a("ec2:DescribeInternetGateways"), "internet_gateways"),
		of("EC2", "DescribeLaunchTemplateVersions", a("ec2:DescribeLaunchTemplateVersions")),
		op("EC2", "DescribeManagedPrefixLists", a("ec2:DescribeManagedPrefixLists"), "prefix_lists"),
		op("EC2", "DescribeNatGateways", a("ec2:DescribeNatGateways"), "nat_gateways"),
		op("EC2", "DescribeNetworkAcls", a("ec2:DescribeNetworkAcls"), "network_acls"),
		op("EC2", "DescribeNetworkInterfaces", a("ec2:DescribeNetworkInterfaces"), "interfaces"),
		op("EC2", "DescribeRegions", a("ec2:DescribeRegions"), "*"),
		op("EC2", "DescribeRouteTables", a("ec2:DescribeRouteTables"), "route_tables"),
		op("EC2", "DescribeSecurityGroups", a("ec2:DescribeSecurityGroups"), "security_groups"),
		op("EC2", "DescribeSubnets", a("ec2:DescribeSubnets"), "subnets"),
		op(
			"EC2",
			"DescribeTransitGatewayVpcAttachments",
			a("ec2:DescribeTransitGatewayVpcAttachments"),
			"transit_gateway_attachments",
		),
		of("EC2", "DescribeVolumes", a("ec2:DescribeVolumes")),
		op("EC2", "DescribeVpcBlockPublicAccessExclusions", a("ec2:DescribeVpcBlockPublicAccessExclusions")),
		op("EC2", "DescribeVpcBlockPublicAccessOptions", a("ec2:DescribeVpcBlockPublicAccessOptions")),
		op("EC2", "DescribeVpcEndpoints", a("ec2:DescribeVpcEndpoints"), "vpc_endpoints"),
		op("EC2", "DescribeVpcPeeringConnections", a("ec2:DescribeVpcPeeringConnections"), "peering_connections"),
		op("EC2", "DescribeVpcs", a("ec2:DescribeVpcs"), "vpcs"),
		op("EC2", "GetEbsEncryptionByDefault", a("ec2:GetEbsEncryptionByDefault")),
		op("EC2", "GetInstanceMetadataDefaults", a("ec2:GetInstanceMetadataDefaults")),
		of("EC2", "GetManagedPrefixListEntries", a("ec2:GetManagedPrefixListEntries")),
		op("ECR", "DescribeRepositories", a("ecr:DescribeRepositories"), "repositories"),
		op("ECR", "GetRegistryScanningConfiguration", a("ecr:GetRegistryScanningConfiguration")),
		of("ECS", "DescribeCapacityProviders", a("ecs:DescribeCapacityProviders")),
		op("ECS", "DescribeClusters", a("ecs:DescribeClusters"), "clusters"),
		of("ECS", "DescribeContainerInstances", a("ecs:DescribeContainerInstances")),
		of("ECS", "DescribeServices", a("ecs:DescribeServices"), "services", "task_definitions"),
		of("ECS", "DescribeTaskDefinition", a("ecs:DescribeTaskDefinition"), "task_definitions"),
		op("ECS", "ListClusters", a("ecs:ListClusters"), "clusters", "services", "task_definitions"),
		of("ECS", "ListContainerInstances", a("ecs:ListContainerInstances")),
		of("ECS", "ListServices", a("ecs:ListServices"), "services", "task_definitions"),
		of("EFS", "DescribeBackupPolicy", a("elasticfilesystem:DescribeBackupPolicy")),
		of("EFS", "DescribeFileSystemPolicy", a("elasticfilesystem:DescribeFileSystemPolicy")),
		op("EFS", "DescribeFileSystems", a("elasticfilesystem:DescribeFileSystems"), "file_systems"),
		of("EFS", "DescribeMountTargetSecurityGroups", a("elasticfilesystem:DescribeMountTargetSecurityGroups")),
		of("EFS", "DescribeMountTargets", a("elasticfilesystem:DescribeMountTargets")),
		op("ElastiCache", "DescribeCacheClusters", a("elasticache:DescribeCacheClusters"), "caches"),
		op("ElastiCache", "DescribeCacheSubnetGroups", a("elasticache:DescribeCacheSubnetGroups")),
		op("ElastiCache", "DescribeReplicationGroups", a("elasticache:DescribeReplicationGroups"), "caches"),
		op("ElastiCache", "DescribeServerlessCaches", a("elasticache:DescribeServerlessCaches"), "caches"),
		of("ElastiCache", "ListTagsForResource", a("elasticache:ListTagsForResource")),
		of(
			"Elastic Load Balancing v2",
			"DescribeListenerCertificates",
			a("elasticloadbalancing:DescribeListenerCertificates"),
		),
		of("Elastic Load Balancing v2", "DescribeListeners", a("elasticloadbalancing:DescribeListeners"), "listeners"),
		of(
			"Elastic Load Balancing v2",
			"DescribeLoadBalancerAttributes",
			a("elasticloadbalancing:DescribeLoadBalancerAttributes"),
		),
		op(
			"Elastic Load Balancing v2",
			"DescribeLoadBalancers",
			a("elasticloadbalancing:DescribeLoadBalancers"),
			"load_balancers",
			"listeners",
		),
		of("Elastic Load Balancing v2", "DescribeRules", a("elasticloadbalancing:DescribeRules")),
		of("Elastic Load Balancing v2", "DescribeTags", a("elasticloadbalancing:DescribeTags")),
		of(
			"Elastic Load Balancing v2",
			"DescribeTargetGroupAttributes",
			a("elasticloadbalancing:DescribeTargetGroupAttributes"),
		),
		op(
			"Elastic Load Balancing v2",
			"DescribeTargetGroups",
			a("elasticloadbalancing:DescribeTargetGroups"),
			"target_groups",
		),
		of("Elastic Load Balancing v2", "DescribeTargetHealth", a("elasticloadbalancing:DescribeTargetHealth")),
		op("IAM", "GetAccountAuthorizationDetails", a("iam:GetAccountAuthorizationDetails"), "roles"),
		of("KMS", "DescribeKey", a("kms:DescribeKey")),
		of("KMS", "GetKeyPolicy", a("kms:GetKeyPolicy")),
		of("KMS", "GetKeyRotationStatus", a("kms:GetKeyRotationStatus")),
		op("KMS", "ListAliases", a("kms:ListAliases")),
		of("Lambda", "GetFunctionConcurrency", a("lambda:GetFunctionConcurrency")),
		of("Lambda", "GetFunctionConfiguration", a("lambda:GetFunctionConfiguration")),
		of("Lambda", "GetPolicy", a("lambda:GetPolicy")),
		of("Lambda", "ListAliases", a("lambda:ListAliases")),
		op("Lambda", "ListEventSourceMappings", a("lambda:ListEventSourceMappings")),
		of("Lambda", "ListFunctionEventInvokeConfigs", a("lambda:ListFunctionEventInvokeConfigs")),
		of("Lambda", "ListFunctionUrlConfigs", a("lambda:ListFunctionUrlConfigs")),
		op("Lambda", "ListFunctions", a("lambda:ListFunctions"), "functions"),
		of("Lambda", "ListTags", a("lambda:ListTags")),
		of("RDS", "DescribeDBClusterParameters", a("rds:DescribeDBClusterParameters")),
		op("RDS", "DescribeDBClusterSnapshots", a("rds:DescribeDBClusterSnapshots")),
		op("RDS", "DescribeDBClusters", a("rds:DescribeDBClusters"), "databases"),
		op("RDS", "DescribeDBInstanceAutomatedBackups", a("rds:DescribeDBInstanceAutomatedBackups")),
		op("RDS", "DescribeDBInstances", a("rds:DescribeDBInstances"), "databases"),
		of("RDS", "DescribeDBParameters", a("rds:DescribeDBParameters")),
		op("RDS", "DescribeDBProxies", a("rds:DescribeDBProxies"), "proxies"),
		of("RDS", "DescribeDBProxyTargets", a("rds:DescribeDBProxyTargets")),
		of("RDS", "ListTagsForResource", a("rds:ListTagsForResource")),
		op("RDS", "DescribeDBSnapshots", a("rds:DescribeDBSnapshots")),
		op("RDS", "DescribeDBSubnetGroups", a("rds:DescribeDBSubnetGroups")),
		op("Route 53", "ListHostedZones", a("route53:ListHostedZones"), "records"),
		of("Route 53", "ListResourceRecordSets", a("route53:ListResourceRecordSets"), "records"),
		of("S3", "GetBucketAcl", a("s3:GetBucketAcl")),
		of("S3", "GetBucketEncryption", a("s3:GetEncryptionConfiguration")),
		of("S3", "GetBucketLifecycleConfiguration", a("s3:GetLifecycleConfiguration")),
		of("S3", "GetBucketOwnershipControls", a("s3:GetBucketOwnershipControls")),
		of("S3", "GetBucketPolicy", a("s3:GetBucketPolicy")),
		of("S3", "GetBucketTagging", a("s3:GetBucketTagging")),
		of("S3", "GetBucketVersioning", a("s3:GetBucketVersioning")),
		op("S3", "ListBuckets", a("s3:ListAllMyBuckets"), "buckets"),
		of("S3", "GetPublicAccessBlock", a("s3:GetBucketPublicAccessBlock")),
		of("S3 Control", "GetAccessPoint", a("s3:GetAccessPoint")),
		of("S3 Control", "GetAccessPointPolicyStatus", a("s3:GetAccessPointPolicyStatus")),
		of("S3 Control", "ListAccessPoints", a("s3:ListAccessPoints")),
		of("S3 Control", "GetPublicAccessBlock", a("s3:GetAccountPublicAccessBlock")),
		of("SNS", "GetSubscriptionAttributes", a("sns:GetSubscriptionAttributes")),
		of("SNS", "GetTopicAttributes", a("sns:GetTopicAttributes")),
		op("SNS", "ListSubscriptions", a("sns:ListSubscriptions")),
		op("SNS", "ListTopics", a("sns:ListTopics"), "topics"),
		of("SQS", "GetQueueAttributes", a("sqs:GetQueueAttributes")),
		of("SQS", "ListQueueTags", a("sqs:ListQueueTags")),
		op("SQS", "ListQueues", a("sqs:ListQueues"), "queues"),
		op("STS", "GetCallerIdentity", nil, "*"),
		of("Secrets Manager", "GetResourcePolicy", a("secretsmanager:GetResourcePolicy")),
		op("Secrets Manager", "ListSecrets", a("secretsmanager:ListSecrets"), "secrets"),
		of("WAFV2", "GetWebACLForResource", a("wafv2:GetWebACLForResource", "wafv2:GetWebACL")),
	}
}

// signIn are the calls by which credentials are got; they read nothing of the account.
func signIn() []string {
	return []string{"STS.AssumeRole", "STS.AssumeRoleWithWebIdentity", "STS.AssumeRoleWithSAML",
		"SSO.GetRoleCredentials", "SSO OIDC.CreateToken", "Signin.CreateOAuth2Token"}
}

// find returns the registry's entry of an operation, or nil.
func find(service, name string) *operation {
	all := registry()
	i := slices.IndexFunc(all, func(o operation) bool { return o.service == service && o.name == name })
	if i < 0 {
		return nil
	}
	return &all[i]
}

// Actions returns the IAM actions a scan needs, sorted. It is all a role for archcheck has to allow.
func Actions() []string {
	var all []string
	for _, o := range registry() {
		all = append(all, o.actions...)
	}
	slices.SortFunc(all, strings.Compare)
	return slices.Compact(all)
}

// Reads returns what a scan reads, sorted: collections of the model, and calls that read attributes.
func Reads() []string {
	var all []string
	for _, o := range registry() {
		all = append(all, o.reads()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// perSecond is how many requests a second go to a service of a region, well below AWS's own
// limits, so that a scan never throttles what runs there.
func perSecond(service string) float64 {
	switch service {
	case "Cost Explorer":
		return 1
	case "EC2", "ECS", "Lambda":
		return 10
	case "IAM", "SNS":
		return 15
	case "KMS", "S3":
		return 20
	case "Route 53":
		return 4
	}
	return 5
}
