package plan

import "slices"

// isComputedBlock reports whether the provider fills a block that the author left out, as apply tells it. Where
// apply is to tell another block the author wrote it in a way that plan JSON does not show: a dynamic block whose
// for_each is not known. What a plan of AWS provider 5.100 marks as not known is here, without any block written.
func isComputedBlock(typ, name string) bool {
	var blocks []string
	switch canonicalType(typ) {
	case "aws_appautoscaling_target":
		blocks = []string{"suspended_state"}
	case "aws_autoscaling_group":
		blocks = []string{"launch_template", "mixed_instances_policy", "traffic_source"}
	case "aws_budgets_budget":
		blocks = []string{"cost_filter", "cost_types"}
	case "aws_dynamodb_table":
		blocks = []string{"point_in_time_recovery", "server_side_encryption"}
	case "aws_ecs_cluster":
		blocks = []string{"setting"}
	case "aws_efs_file_system":
		blocks = []string{"protection"}
	case "aws_iam_role":
		blocks = []string{"inline_policy"}
	case "aws_instance", "aws_spot_instance_request":
		blocks = []string{
			"ebs_block_device", "ephemeral_block_device", "metadata_options", "network_interface", "root_block_device",
		}
	case "aws_lambda_function":
		blocks = []string{"ephemeral_storage", "logging_config", "tracing_config"}
	case "aws_launch_configuration":
		blocks = []string{"ebs_block_device", "metadata_options", "root_block_device"}
	case "aws_launch_template":
		blocks = []string{"metadata_options"}
	case "aws_lb":
		blocks = []string{"subnet_mapping"}
	case "aws_lb_listener":
		blocks = []string{"mutual_authentication"}
	case "aws_lb_target_group":
		blocks = []string{"health_check", "stickiness", "target_failover", "target_group_health", "target_health_state"}
	case "aws_s3_bucket":
		blocks = bucketBlocks()
	case "aws_s3_bucket_acl":
		blocks = []string{"access_control_policy"}
	case "aws_s3_bucket_website_configuration":
		blocks = []string{"routing_rule"}
	case "aws_secretsmanager_secret":
		blocks = []string{"replica"}
	case "aws_vpc_endpoint":
		blocks = []string{"dns_options", "subnet_configuration"}
	}
	return slices.Contains(blocks, name)
}

// bucketBlocks are what has become resources of their own, beside which a bucket shows what they set.
func bucketBlocks() []string {
	return []string{
		"cors_rule", "grant", "lifecycle_rule", "logging", "object_lock_configuration", "replication_configuration",
		"server_side_encryption_configuration", "versioning", "website",
	}
}
