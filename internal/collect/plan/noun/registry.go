package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// Mapper turns one instance into a noun, or attaches it to one.
type Mapper func(c *collector, in *read.Instance)

// nouns are the types that become a noun of their own.
func nouns() map[string]Mapper {
	return map[string]Mapper{
		"aws_vpc":                                vpc,
		"aws_subnet":                             subnet,
		"aws_route_table":                        routeTable,
		"aws_default_route_table":                routeTable,
		"aws_internet_gateway":                   internetGateway,
		"aws_nat_gateway":                        natGateway,
		"aws_network_acl":                        networkACL,
		"aws_default_network_acl":                networkACL,
		"aws_security_group":                     securityGroup,
		"aws_default_security_group":             securityGroup,
		"aws_vpc_endpoint":                       vpcEndpoint,
		"aws_ec2_managed_prefix_list":            prefixList,
		"aws_eip":                                address,
		"aws_vpc_peering_connection":             peeringConnection,
		"aws_ec2_transit_gateway_vpc_attachment": transitGatewayAttachment,
		"aws_flow_log":                           flowLog,
		"aws_db_parameter_group":                 parameterGroup,
		"aws_rds_cluster_parameter_group":        parameterGroup,
		"aws_lb":                                 loadBalancer,
		"aws_lb_listener":                        listener,
		"aws_lb_target_group":                    targetGroup,
		"aws_acm_certificate":                    certificate,
		"aws_route53_record":                     record,
		"aws_wafv2_web_acl":                      webACL,
		"aws_ecs_cluster":                        cluster,
		"aws_ecs_service":                        service,
		"aws_ecs_task_definition":                taskDefinition,
		"aws_lambda_function":                    function,
		"aws_appautoscaling_target":              scalingTarget,
		"aws_appautoscaling_policy":              scalingPolicy,
		"aws_appautoscaling_scheduled_action":    scheduledAction,
		"aws_autoscalingplans_scaling_plan":      scalingPlan,
		"aws_cloudwatch_metric_alarm":            alarm,
		"aws_cloudwatch_composite_alarm":         compositeAlarm,
		"aws_db_instance":                        databaseInstance,
		"aws_rds_cluster":                        databaseCluster,
		"aws_elasticache_replication_group":      replicationGroup,
		"aws_elasticache_cluster":                cacheCluster,
		"aws_elasticache_serverless_cache":       serverlessCache,
		"aws_secretsmanager_secret":              secret,
		"aws_kms_key":                            key,
		"aws_ecr_repository":                     repository,
		"aws_s3_bucket":                          bucket,
		"aws_sqs_queue":                          queue,
		"aws_dynamodb_table":                     dynamoTable,
		"aws_db_proxy":                           databaseProxy,
		"aws_efs_file_system":                    fileSystem,
		"aws_instance":                           instanceGroup,
		"aws_spot_instance_request":              instanceGroup,
		read.FleetType:                           instanceGroup,
		"aws_backup_selection":                   backupSelection,
		"aws_cloudwatch_log_group":               logGroup,
		"aws_sns_topic":                          topic,
		"aws_iam_role":                           role,
		"aws_budgets_budget":                     budget,
	}
}

// attachments are the types that say something about a noun.
func attachments() map[string]Mapper {
	return map[string]Mapper{
		"aws_vpc_ipv4_cidr_block_association":                vpcCIDRAssociation,
		"aws_nat_gateway":                                    placeRegional,
		"aws_route":                                          route,
		"aws_route_table_association":                        routeTableAssociation,
		"aws_main_route_table_association":                   mainRouteTableAssociation,
		"aws_vpn_gateway_route_propagation":                  routePropagation,
		"aws_internet_gateway_attachment":                    internetGatewayAttachment,
		"aws_network_acl_rule":                               networkACLRule,
		"aws_network_acl_association":                        networkACLAssociation,
		"aws_security_group_rule":                            securityGroupRule,
		"aws_vpc_security_group_ingress_rule":                vpcSecurityGroupRule,
		"aws_vpc_security_group_egress_rule":                 vpcSecurityGroupRule,
		"aws_ecr_registry_scanning_configuration":            registryScanning,
		"aws_db_instance_automated_backups_replication":      backupsReplication,
		rulesExclusive:                                       exclusiveRules,
		"aws_ec2_managed_prefix_list_entry":                  prefixListEntry,
		"aws_lb_listener_certificate":                        listenerCertificate,
		"aws_lb_listener_rule":                               listenerRule,
		"aws_lb_target_group_attachment":                     targetGroupAttachment,
		"aws_autoscaling_attachment":                         autoscalingAttachment,
		"aws_autoscaling_traffic_source_attachment":          trafficSourceAttachment,
		"aws_wafv2_web_acl_association":                      webACLAssociation,
		"aws_wafv2_web_acl_rule_group_association":           ruleGroupAssociation,
		"aws_ecs_cluster_capacity_providers":                 clusterCapacityProviders,
		"aws_db_proxy_target":                                proxyTarget,
		"aws_efs_mount_target":                               mountTarget,
		"aws_efs_file_system_policy":                         fileSystemPolicy,
		"aws_efs_backup_policy":                              fileSystemBackups,
		"aws_volume_attachment":                              volumeAttachment,
		"aws_autoscaling_schedule":                           scheduledSize,
		"aws_autoscaling_policy":                             fleetPolicy,
		"aws_autoscalingplans_scaling_plan":                  fleetPlan,
		"aws_lambda_function_url":                            functionURL,
		"aws_lambda_permission":                              functionPermission,
		eventSource:                                          eventSourceMapping,
		"aws_lambda_function_event_invoke_config":            eventInvokeConfig,
		"aws_rds_instance_state":                             databaseState,
		"aws_ec2_instance_state":                             machineState,
		"aws_rds_cluster_instance":                           databaseClusterInstance,
		"aws_sns_topic_subscription":                         topicSubscription,
		"aws_sns_topic_policy":                               topicPolicy,
		"aws_cloudwatch_alarm_mute_rule":                     muteRule,
		"aws_iam_role_policy":                                rolePolicy,
		"aws_iam_role_policy_attachment":                     rolePolicyAttachment,
		"aws_iam_policy_attachment":                          policyAttachment,
		attachmentsExclusive:                                 exclusiveAttachments,
		"aws_s3_bucket_public_access_block":                  bucketPublicAccessBlock,
		"aws_s3_account_public_access_block":                 accountPublicAccessBlock,
		recordsExclusive:                                     exclusiveRecords,
		"aws_s3_bucket_policy":                               bucketPolicy,
		accessPointType:                                      accessPoint,
		"aws_s3control_access_point_policy":                  accessPointPolicy,
		"aws_s3_bucket_acl":                                  bucketACL,
		"aws_s3_object":                                      objectACL,
		"aws_s3_object_copy":                                 objectACL,
		"aws_s3_bucket_object":                               objectACL,
		"aws_s3_bucket_versioning":                           bucketVersioning,
		"aws_s3_bucket_server_side_encryption_configuration": bucketEncryption,
		"aws_s3_bucket_lifecycle_configuration":              bucketLifecycle,
		"aws_sqs_queue_policy":                               queuePolicy,
		"aws_sqs_queue_redrive_policy":                       queueRedrivePolicy,
		"aws_sqs_queue_redrive_allow_policy":                 queueRedriveAllowPolicy,
		"aws_vpc_endpoint_policy":                            endpointPolicy,
		"aws_vpc_endpoint_private_dns":                       endpointPrivateDNS,
		"aws_vpc_endpoint_subnet_association":                endpointSubnet,
		"aws_vpc_endpoint_security_group_association":        endpointGroup,
		"aws_vpc_endpoint_route_table_association":           endpointRouteTable,
	}
}

// helpers are types that others refer to and that become no noun themselves.
func helpers() []string {
	return []string{
		"aws_acm_certificate_validation",
		"aws_db_subnet_group",
		"aws_elasticache_subnet_group",
		"aws_iam_policy",
		"aws_iam_policy_document",
		"aws_kms_alias",
		"aws_kms_key_policy",
		blockOptions,
		blockExclusion,
		"aws_backup_plan",
		"aws_secretsmanager_secret_version",
		"aws_secretsmanager_secret_policy",
		"aws_ec2_transit_gateway",
		"aws_egress_only_internet_gateway",
		"aws_network_interface",
		"aws_ecr_lifecycle_policy",
		"aws_route53_zone",
		"aws_ssm_parameter",
		"aws_prefix_list",
		globalDatastore,
		globalCluster,
		policiesExclusive,
		"aws_ecs_account_setting_default",
		"aws_backup_region_settings",
		"aws_lambda_alias",
		"aws_launch_template",
		"aws_launch_configuration",
		"aws_iam_instance_profile",
		"aws_ebs_volume",
		"aws_ebs_encryption_by_default",
		"aws_ec2_instance_metadata_defaults",
		"aws_db_snapshot",
		"aws_db_snapshot_copy",
		"aws_db_cluster_snapshot",
		"aws_rds_cluster_snapshot_copy",
	}
}

// Registry knows what becomes of each type.
type Registry struct {
	Nouns, Attachments map[string]Mapper
	Helpers            map[string]bool
}

// NewRegistry is the registry of all types that are read.
func NewRegistry() Registry {
	r := Registry{nouns(), attachments(), map[string]bool{}}
	for _, h := range helpers() {
		r.Helpers[h] = true
	}
	return r
}

// IsModeled reports whether the type's values are read at all.
func (r Registry) IsModeled(typ string) bool {
	typ = read.CanonicalType(typ)
	return r.Nouns[typ] != nil || r.Attachments[typ] != nil || r.Helpers[typ]
}

// IsNoun reports whether the type becomes a noun of its own.
func (r Registry) IsNoun(typ string) bool { return r.Nouns[read.CanonicalType(typ)] != nil }
