package read

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/tree"
)

// isDynamic reports whether a step of a path is a block that apply is to tell as a whole and that the provider does
// not fill: the author wrote it as a dynamic block whose for_each is not known, which plan JSON does not show.
func (in *Instance) isDynamic(path []string, depth int) bool {
	if !tree.IsTrue(tree.DescendAll(in.Unknown, path[:depth+1]...)) {
		return false
	}
	isBlock := depth+1 < len(path) || isBlockAlone(path[depth])
	return isBlock && !isComputedBlock(in.Type, path[:depth+1])
}

// isBlockAlone recognizes the blocks that are asked for as a whole, by names that no attribute has.
func isBlockAlone(name string) bool {
	return slices.Contains([]string{
		"access_logs",
		"capacity_provider_strategy",
		"failover_routing_policy",
		"forward",
		"load_balancer",
		"metric_query",
		"parameter",
		"planned_limit",
		"weighted_routing_policy",
	}, name)
}

// isComputedBlock reports whether the provider fills a block that the author left out, as apply tells it: what a
// plan of AWS provider 5.100 marks as not known without any block written.
func isComputedBlock(typ string, path []string) bool {
	names := slices.DeleteFunc(
		slices.Clone(path),
		func(step string) bool { return strings.Trim(step, "0123456789") == "" },
	)
	return slices.Contains(computedBlocks(CanonicalType(typ)), strings.Join(names, "."))
}

func computedBlocks(typ string) []string {
	switch typ {
	case "aws_acm_certificate":
		return []string{"options"}
	case "aws_appautoscaling_target":
		return []string{"suspended_state"}
	case "aws_autoscaling_group":
		return []string{
			"launch_template", "mixed_instances_policy", "mixed_instances_policy.instances_distribution",
			"mixed_instances_policy.launch_template.override", "traffic_source",
		}
	case "aws_budgets_budget":
		return []string{"cost_filter", "cost_types"}
	case "aws_dynamodb_table":
		return []string{"point_in_time_recovery", "server_side_encryption"}
	case "aws_ec2_managed_prefix_list":
		return []string{"entry"}
	case "aws_ecs_capacity_provider":
		return []string{"auto_scaling_group_provider.managed_scaling"}
	case "aws_ecs_cluster":
		return []string{"setting"}
	case "aws_efs_file_system":
		return []string{"protection"}
	case "aws_iam_role":
		return []string{"inline_policy"}
	case "aws_instance", "aws_spot_instance_request":
		return []string{
			"ebs_block_device", "ephemeral_block_device", "metadata_options", "network_interface", "root_block_device",
		}
	case "aws_lambda_function":
		return []string{"ephemeral_storage", "logging_config", "tracing_config"}
	case "aws_launch_configuration":
		return []string{"ebs_block_device", "metadata_options", "root_block_device"}
	case "aws_launch_template":
		return []string{"metadata_options"}
	case "aws_lb":
		return []string{"subnet_mapping"}
	case "aws_lb_listener":
		return []string{"mutual_authentication"}
	case "aws_lb_target_group":
		return []string{"health_check", "stickiness", "target_failover", "target_group_health", "target_health_state"}
	case "aws_network_interface":
		return []string{"attachment"}
	case "aws_s3_bucket":
		return bucketBlocks()
	case "aws_s3_bucket_acl":
		return []string{"access_control_policy"}
	case "aws_s3_bucket_website_configuration":
		return []string{"routing_rule"}
	case "aws_secretsmanager_secret":
		return []string{"replica"}
	case "aws_vpc_endpoint":
		return []string{"dns_options", "subnet_configuration"}
	case "aws_vpc_peering_connection":
		return []string{"accepter", "requester"}
	}
	return nil
}

// bucketBlocks are what has become resources of their own, beside which a bucket shows what they set.
func bucketBlocks() []string {
	return []string{
		"cors_rule", "grant", "lifecycle_rule", "logging", "object_lock_configuration", "replication_configuration",
		"server_side_encryption_configuration", "versioning", "website",
	}
}
