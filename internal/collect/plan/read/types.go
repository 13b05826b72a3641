package read

import (
	"slices"
	"strings"
)

// CanonicalType gives one name to types that Terraform has two names for.
func CanonicalType(typ string) string {
	if rest, ok := strings.CutPrefix(typ, "aws_alb"); ok {
		return "aws_lb" + rest
	}
	switch typ {
	case "aws_default_vpc":
		return "aws_vpc"
	case "aws_default_subnet":
		return "aws_subnet"
	case ExternalKey, ReplicaKey, ReplicaExternalKey:
		return "aws_kms_key"
	}
	return typ
}

// isEchoed reports whether a resource also shows in a computed attribute of its parent
// on an existing stack: security-group rules, routes, associations, role policies.
func isEchoed(typ string) bool {
	switch typ {
	case "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule",
		"aws_route", "aws_network_acl_rule", "aws_network_acl_association", "aws_iam_role_policy", "aws_iam_role_policy_attachment",
		"aws_secretsmanager_secret_policy", "aws_kms_key_policy":
		return true
	}
	return false
}

// IsAdopted recognizes what AWS made before, with all that belongs to it.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
func IsAdopted(typ string) bool { return typ == "aws_default_vpc" || typ == "aws_default_subnet" }

// ReadableAsData reports whether a data source of the type describes the noun itself.
func ReadableAsData(typ string) bool {
	switch CanonicalType(typ) {
	case "aws_vpc",
		"aws_subnet",
		"aws_route_table",
		"aws_internet_gateway",
		"aws_security_group",
		"aws_lb",
		"aws_lb_listener",
		"aws_acm_certificate",
		"aws_ecs_cluster",
		"aws_kms_key",
		"aws_secretsmanager_secret",
		"aws_ecr_repository",
		"aws_sns_topic",
		"aws_cloudwatch_log_group",
		"aws_iam_role",
		"aws_lb_target_group",
		"aws_db_instance",
		"aws_nat_gateway",
		"aws_lambda_function",
		"aws_sqs_queue",
		"aws_dynamodb_table",
		"aws_db_proxy",
		"aws_efs_file_system",
		"aws_efs_mount_target",
		"aws_instance",
		FleetType:
		return true
	}
	return false
}

// FleetType is an Auto Scaling group.
const FleetType = "aws_autoscaling_group"

// ReadsOne reports whether a data source of the type describes one thing that has interfaces;
// others list or look up subnets and groups.
func ReadsOne(typ string) bool {
	return slices.Contains([]string{"aws_network_interface", "aws_eks_cluster", "aws_msk_cluster",
		"aws_opensearch_domain"}, typ)
}

// The types of keys beside aws_kms_key, which are keys like it.
const (
	ExternalKey        = "aws_kms_external_key"
	ReplicaKey         = "aws_kms_replica_key"
	ReplicaExternalKey = "aws_kms_replica_external_key"
)
