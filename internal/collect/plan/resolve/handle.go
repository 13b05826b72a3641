package resolve

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/source"
	"github.com/archcheck/archcheck/internal/model"
)

// Handle is what a service of AWS takes for the name of a thing: by type, the attributes that hold it. Another
// attribute of the same thing names nothing there, and often AWS takes it without a word.
type Handle map[string][]string

// Types are the types of things that can be meant, in order.
func (h Handle) Types() []string { return slices.Sorted(maps.Keys(h)) }

// firstSchema says from which version of its schema on an attribute holds something else: the id of a database is its
// resource id since version 5 of the provider.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/version-5-upgrade
const firstSchema = 2

// Takes reports whether an attribute of an instance is the name.
func (h Handle) Takes(in *read.Instance, attribute string) model.Value[bool] {
	attribute, _, _ = strings.Cut(attribute, ".")
	attribute, _, _ = strings.Cut(attribute, "[")
	if in.Type == "aws_db_instance" && attribute == "id" {
		if in.Config == nil {
			return model.Unknown[bool](model.Why{Reason: model.UnresolvedReference, Detail: "the provider's version"})
		}
		return model.Known(in.Config.Schema < firstSchema)
	}
	return model.Known(slices.Contains(h[read.CanonicalType(in.Type)], attribute))
}

// dimensionHandles are what dimensions of metrics hold, by name; those that name nothing which is read are not there.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
func dimensionHandles() map[string]Handle {
	return map[string]Handle{
		"LoadBalancer": {"aws_lb": {"arn_suffix"}},
		"TargetGroup":  {"aws_lb_target_group": {"arn_suffix"}},
		"ClusterName":  ClusterHandle(),
		"ServiceName":  ServiceHandle(),
		"DBInstanceIdentifier": {
			"aws_db_instance":          {"identifier", "db_instance_identifier"},
			"aws_rds_cluster_instance": {"identifier", "id"},
		},
		"DBClusterIdentifier": {"aws_rds_cluster": {"cluster_identifier", "id"}},
		"ProxyName":           {"aws_db_proxy": {"name", "id"}},
		"ReplicationGroupId":  {"aws_elasticache_replication_group": {"replication_group_id", "id"}},
		"CacheClusterId": {
			"aws_elasticache_cluster":           {"cluster_id", "id"},
			"aws_elasticache_replication_group": {"member_clusters"},
		},
		"NatGatewayId":         {"aws_nat_gateway": {"id"}},
		"FunctionName":         {"aws_lambda_function": {"function_name", "id"}},
		"TableName":            {"aws_dynamodb_table": {"name", "id"}},
		"BucketName":           {"aws_s3_bucket": {"bucket", "id"}},
		"QueueName":            {"aws_sqs_queue": {"name"}},
		"FileSystemId":         {"aws_efs_file_system": {"id", "file_system_id"}},
		"InstanceId":           {"aws_instance": {"id"}, "aws_spot_instance_request": {"spot_instance_id"}},
		"AutoScalingGroupName": {read.FleetType: {"name", "id"}},
	}
}

// ClusterHandle is by which attribute ECS knows a cluster.
func ClusterHandle() Handle { return Handle{"aws_ecs_cluster": {"name", "cluster_name"}} }

// ScaledHandle is what the resource id of a scaling target has in it, by what its dimension is of; any of them where
// that is not known.
// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
func (l *Linker) ScaledHandle(dimension model.Value[string]) Handle {
	namespace, _, _ := strings.Cut(dimension.Or(""), ":")
	all := map[string]string{
		"ecs":         "ServiceName",
		"rds":         "DBClusterIdentifier",
		"elasticache": "ReplicationGroupId",
		"dynamodb":    "TableName",
	}
	if name, ok := all[namespace]; ok {
		return l.ByDimension[name]
	}
	every := Handle{}
	for _, name := range all {
		maps.Copy(every, l.ByDimension[name])
	}
	return every
}

// ServiceHandle is by which attribute ECS knows a service.
func ServiceHandle() Handle { return Handle{"aws_ecs_service": {"name", "service_name"}} }

// AlarmHandle is by which attribute CloudWatch knows an alarm.
func AlarmHandle() Handle {
	return Handle{
		"aws_cloudwatch_metric_alarm":    {"alarm_name", "id", "arn"},
		"aws_cloudwatch_composite_alarm": {"alarm_name", "id", "arn"},
	}
}

// RepositoryHandle is what an image begins with; a name alone is one of Docker Hub's.
func RepositoryHandle() Handle { return Handle{"aws_ecr_repository": {"repository_url"}} }

// SecretHandle is what a container takes a secret from; what is no ARN names a parameter.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html
func SecretHandle() Handle {
	return Handle{"aws_ssm_parameter": {"arn", "name", "id"}, "aws_secretsmanager_secret": {"arn", "id"}}
}

// ARNHandle is what takes ARNs alone.
func ARNHandle(types ...string) Handle {
	h := Handle{}
	for _, typ := range types {
		h[typ] = []string{"arn"}
	}
	return h
}

// LogGroupHandle is by which attribute CloudWatch Logs knows a group.
func LogGroupHandle() Handle { return Handle{"aws_cloudwatch_log_group": {"name", "id"}} }

// Holder is the instance that a value names to who takes a handle. It is nil with another set where the value is for
// certain something else of such a thing, as the ARN where the name is asked, and nil with none where nothing is sure.
func (l *Linker) Holder(value source.Value, h Handle) (in *read.Instance, another string) {
	if written, ok := value.Written(); ok {
		if in, another = l.Holder(written, h); in != nil || another != "" {
			return in, another
		}
	}
	origins, exactly := value.OneOf()
	if !exactly {
		return l.madeOf(value, h), ""
	}
	for i, o := range origins {
		named := l.ByAlias[addressAlias+o.Address]
		if len(named) != 1 || !OfType(named[0], h.Types()) || i > 0 && named[0] != in {
			return nil, ""
		}
		in = named[0]
	}
	var all []model.Value[bool]
	for _, o := range origins {
		all = append(all, h.Takes(in, o.Attribute))
	}
	switch every := model.Every(all...); {
	case every.Or(false):
		return in, ""
	case len(origins) == 1 && !every.Or(true):
		return nil, origins[0].Address + "." + origins[0].Attribute
	}
	return nil, ""
}

// madeOf is the instance of whose ARN or name a function makes a value. A text with more in it than that is no name,
// but for one that has parts, as that of a load balancer.
func (l *Linker) madeOf(value source.Value, h Handle) *read.Instance {
	in := l.originOf(value, func(n *read.Instance) bool { return OfType(n, h.Types()) })
	if in == nil {
		return nil
	}
	text, isText := value.Text(l.StandsFor)
	before, _, after, _ := l.Placeholder(text)
	if isText && before+after != "" && !h.Takes(in, "arn_suffix").Or(false) {
		return nil
	}
	origins, _ := value.Origins()
	if !slices.ContainsFunc(origins, func(o source.Origin) bool {
		return strings.HasSuffix(o.Attribute, "arn") || h.Takes(in, o.Attribute).Or(false)
	}) {
		return nil
	}
	return in
}

// HolderAmong is the one instance that references mean, as far as plan JSON tells which attributes of it they take:
// what functions make of another one it does not show.
func (h Handle) HolderAmong(o Outcome, e read.Expression) model.Value[string] {
	why := model.Why{Reason: model.KnownAfterApply, Detail: e.Mentions()}
	var all []*read.Instance
	for _, t := range o.Found {
		if !OfType(t.Instance, h.Types()) {
			continue
		}
		if len(t.Attributes) > 0 && !slices.ContainsFunc(t.Attributes, func(name string) bool {
			return h.Takes(t.Instance, name).Or(false)
		}) {
			why.Candidates = append(why.Candidates, t.Address)
			continue
		}
		all = append(all, t.Instance)
	}
	if len(all) == 0 {
		return model.Unknown[string](why)
	}
	return Choose(all, e.Mentions())
}
