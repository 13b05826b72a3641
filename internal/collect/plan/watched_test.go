package plan_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// watchedBy is what an alarm's dimension refers to that a configuration writes, about a thing of which apply tells
// everything; inSource says whether the source is there to be read.
func watchedBy(t *testing.T, typ, dimension, written string, schema int, inSource bool) model.Dimension {
	t.Helper()
	a := collectedAlone(t, typ, written, schema, inSource, "aws_cloudwatch_metric_alarm", map[string]any{
		"alarm_name": "watch", "metric_name": "m", "namespace": "n", "dimensions": map[string]any{},
	}, "dimensions", `{ `+dimension+` = `+written+` }`, map[string]any{dimension: true})
	return a.Alarms[0].Metrics.Items()[0].Dimensions.Items()[0]
}

// collectedAlone is a plan of a thing of a type and of a resource of which one attribute refers to it.
func collectedAlone(
	t *testing.T, typ, written string, schema int, inSource bool,
	user string, values map[string]any, attribute, expression string, unknown any,
) *model.Architecture {
	t.Helper()
	var refs []any
	for _, ref := range regexp.MustCompile(`\baws_\w+\.\w+\.\w+`).FindAllString(written, -1) {
		refs = append(refs, ref, typ+".it")
	}
	everything := map[string]any{}
	for _, name := range []string{"id", "arn", "name", "arn_suffix", "identifier", "resource_id", "cluster_identifier", "bucket",
		"replication_group_id", "member_clusters", "function_name", "repository_url", "qualified_arn", "url", "dns_name", "cluster_resource_id"} {
		everything[name] = true
	}
	change := func(typ, name string, after, unknown map[string]any) map[string]any {
		return map[string]any{
			"address": typ + "." + name, "mode": "managed", "type": typ, "name": name,
			"provider_name": "registry.terraform.io/hashicorp/aws",
			"change": map[string]any{
				"actions": []string{"create"}, "before": nil, "after": after, "after_unknown": unknown,
				"before_sensitive": false, "after_sensitive": map[string]any{},
			},
		}
	}
	data, err := json.Marshal(map[string]any{
		"format_version": "1.2", "terraform_version": "1.11.0", "complete": true, "applyable": true,
		"resource_changes": []any{
			change(typ, "it", map[string]any{}, everything),
			change(user, "user", values, map[string]any{attribute: unknown}),
		},
		"configuration": map[string]any{"provider_config": map[string]any{"aws": map[string]any{
			"name": "aws",
			"expressions": map[string]any{
				"region": map[string]any{"constant_value": "eu-central-1"},
			},
		}}, "root_module": map[string]any{"resources": []any{
			map[string]any{"address": typ + ".it", "mode": "managed", "type": typ, "name": "it",
				"schema_version": schema, "provider_config_key": "aws", "expressions": map[string]any{}},
			map[string]any{"address": user + ".user", "mode": "managed", "type": user, "name": "user",
				"schema_version": 1, "provider_config_key": "aws",
				"expressions": map[string]any{attribute: map[string]any{"references": refs}}},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	options := plan.Options{Name: "plan"}
	if inSource {
		options.Source, options.OwnSource = t.TempDir(), true
		text := "resource \"" + typ + "\" \"it\" {}\nresource \"" + user + "\" \"user\" {\n  " + attribute + " = " + expression + "\n}\n"
		if err := os.WriteFile(filepath.Join(options.Source, "main.tf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a, err := plan.Collect(data, options)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// CloudWatch takes any text for a dimension, so that which attribute is taken decides whether an alarm ever sees
// anything: the name that the metric has, not the ARN nor what only Terraform calls an id.
func TestWhatAnAlarmRefersTo(t *testing.T) {
	const anything = "?"
	for _, c := range []struct {
		dimension, typ string
		right, wrong   []string
	}{
		{"QueueName", "aws_sqs_queue", []string{"name"}, []string{"id", "arn", "url"}},
		{"BucketName", "aws_s3_bucket", []string{"bucket", "id"}, []string{"arn"}},
		{"TableName", "aws_dynamodb_table", []string{"name", "id"}, []string{"arn"}},
		{"FunctionName", "aws_lambda_function", []string{"function_name", "id"}, []string{"arn", "qualified_arn"}},
		{"FileSystemId", "aws_efs_file_system", []string{"id"}, []string{"arn", "dns_name"}},
		{"InstanceId", "aws_instance", []string{"id"}, []string{"arn"}},
		{"AutoScalingGroupName", "aws_autoscaling_group", []string{"name", "id"}, []string{"arn"}},
		{"ProxyName", "aws_db_proxy", []string{"name", "id"}, []string{"arn"}},
		{"LoadBalancer", "aws_lb", []string{"arn_suffix"}, []string{"arn", "id", "name", "dns_name"}},
		{"LoadBalancer", "aws_alb", []string{"arn_suffix"}, []string{"arn"}},
		{"TargetGroup", "aws_lb_target_group", []string{"arn_suffix"}, []string{"arn", "name"}},
		{"ClusterName", "aws_ecs_cluster", []string{"name"}, []string{"arn", "id"}},
		{"ServiceName", "aws_ecs_service", []string{"name"}, []string{"id", "arn"}},
		{"DBInstanceIdentifier", "aws_db_instance", []string{"identifier"}, []string{"id", "arn", "resource_id"}},
		{"DBInstanceIdentifier", "aws_rds_cluster_instance", []string{"identifier", "id"}, []string{"arn"}},
		{"DBClusterIdentifier", "aws_rds_cluster", []string{"cluster_identifier", "id"}, []string{"cluster_resource_id", "arn"}},
		{"ReplicationGroupId", "aws_elasticache_replication_group", []string{"replication_group_id", "id"}, []string{"arn"}},
		{"CacheClusterId", "aws_elasticache_replication_group", nil, []string{"id", "arn", "replication_group_id"}},
		{"NatGatewayId", "aws_nat_gateway", []string{"id"}, nil},
	} {
		for _, attribute := range slices.Concat(c.right, c.wrong) {
			ref := c.typ + ".it." + attribute
			plain, written := c.typ+".it", c.typ+".it"
			if slices.Contains(c.wrong, attribute) {
				plain, written = anything, ref
			}
			if got := watchedBy(t, c.typ, c.dimension, ref, 2, false).Resource.Or(anything); got != plain {
				t.Errorf("%s = %s: %s, want %s", c.dimension, ref, got, plain)
			}
			if got := watchedBy(t, c.typ, c.dimension, ref, 2, true).Resource.Or(anything); got != written {
				t.Errorf("%s = %s with its source: %s, want %s", c.dimension, ref, got, written)
			}
		}
	}
}

func TestWhatAnAlarmRefersToIsWhole(t *testing.T) {
	for _, c := range []struct {
		typ, dimension, written string
		schema                  int
		want                    string
	}{
		{"aws_db_instance", "DBInstanceIdentifier", `aws_db_instance.it.id`, 1, "aws_db_instance.it"},
		{"aws_lb", "LoadBalancer", `join("/", slice(split("/", aws_lb.it.arn), 1, 4))`, 0, "aws_lb.it"},
		{"aws_lb", "LoadBalancer", `replace(aws_lb.it.arn, "/^.*loadbalancer\\//", "")`, 0, "aws_lb.it"},
		{"aws_sqs_queue", "QueueName", `element(split(":", aws_sqs_queue.it.arn), 5)`, 0, "aws_sqs_queue.it"},
		{"aws_sqs_queue", "QueueName", `"${aws_sqs_queue.it.name}"`, 0, "aws_sqs_queue.it"},
		{"aws_sqs_queue", "QueueName", `"${aws_sqs_queue.it.name}-dlq"`, 0, "?"},
		{"aws_sqs_queue", "QueueName", `"eu-${aws_sqs_queue.it.arn}"`, 0, "?"},
		{"aws_sqs_queue", "QueueName", `upper(aws_sqs_queue.it.url)`, 0, "?"},
		{"aws_elasticache_replication_group", "CacheClusterId", `tolist(aws_elasticache_replication_group.it.member_clusters)[0]`, 0,
			"aws_elasticache_replication_group.it"},
		{"aws_sqs_queue", "Colour", `aws_sqs_queue.it.name`, 0, "?"},
	} {
		if got := watchedBy(t, c.typ, c.dimension, c.written, c.schema, true).Resource.Or("?"); got != c.want {
			t.Errorf("%s = %s: %s, want %s", c.dimension, c.written, got, c.want)
		}
	}
}

// A container logs to the group whose name it gives; ECS does not start a task that gives its ARN.
func TestWhereAContainerLogs(t *testing.T) {
	for written, want := range map[string]string{
		"aws_cloudwatch_log_group.it.name":             "aws_cloudwatch_log_group.it",
		"aws_cloudwatch_log_group.it.id":               "aws_cloudwatch_log_group.it",
		`"${aws_cloudwatch_log_group.it.name}"`:        "aws_cloudwatch_log_group.it",
		"aws_cloudwatch_log_group.it.arn":              "aws_cloudwatch_log_group.it.arn",
		`"${aws_cloudwatch_log_group.it.name}/worker"`: "?",
	} {
		a := collectedAlone(
			t,
			"aws_cloudwatch_log_group",
			written,
			0,
			true,
			"aws_ecs_task_definition",
			map[string]any{"family": "web"},
			"container_definitions",
			`jsonencode([{ name = "web", image = "web", logConfiguration = { logDriver = "awslogs", options = { "awslogs-group" = `+
				written+`, "awslogs-region" = "eu-central-1" } } }])`,
			true,
		)
		if got := a.TaskDefinitions[0].Containers.Items()[0].LogGroup.Or("?"); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
}

// An image begins with the URL of its repository, and a secret is named by its ARN: ECS takes another text for the name
// of a parameter.
func TestWhatAContainerIsMadeOf(t *testing.T) {
	const definition = `jsonencode([{ name = "web", image = %s, secrets = [{ name = "DB", valueFrom = %s }] }])`
	for _, c := range []struct{ typ, image, secret, repository, store, source string }{
		{"aws_ecr_repository", `"${aws_ecr_repository.it.repository_url}:1"`, `"x"`, "aws_ecr_repository.it", "ssm", "x"},
		{"aws_ecr_repository", `aws_ecr_repository.it.arn`, `"x"`, "?", "ssm", "x"},
		{"aws_ecr_repository", `"${aws_ecr_repository.it.name}:1"`, `"x"`, "?", "ssm", "x"},
		{"aws_secretsmanager_secret", `"web"`, `aws_secretsmanager_secret.it.arn`, "", "secretsmanager", "aws_secretsmanager_secret.it"},
		{"aws_secretsmanager_secret", `"web"`, `"${aws_secretsmanager_secret.it.id}:key::"`, "", "secretsmanager", "aws_secretsmanager_secret.it"},
		{"aws_secretsmanager_secret", `"web"`, `aws_secretsmanager_secret.it.name`, "", "ssm", "?"},
		{"aws_ssm_parameter", `"web"`, `aws_ssm_parameter.it.name`, "", "ssm", "aws_ssm_parameter.it"},
	} {
		a := collectedAlone(
			t,
			c.typ,
			c.image+c.secret,
			0,
			true,
			"aws_ecs_task_definition",
			map[string]any{"family": "web"},
			"container_definitions",
			fmt.Sprintf(definition, c.image, c.secret),
			true,
		)
		got := a.TaskDefinitions[0].Containers.Items()[0]
		secret := got.Secrets.Items()[0]
		if got.Repository.Or("?") != c.repository || secret.Store.Or("?") != c.store ||
			secret.Source.Or("?") != c.source {
			t.Errorf("%s, %s: repository %s, store %s, source %s", c.image, c.secret,
				got.Repository.Or("?"), secret.Store.Or("?"), secret.Source.Or("?"))
		}
	}
}

// A dimension that the plan marks as sensitive is not told from the source.
func TestWhatAnAlarmHides(t *testing.T) {
	const alarm = `module.monitoring.aws_cloudwatch_metric_alarm.this["db-cpu"]`
	data := pt.Load(t, "ok-prod").Apply(pt.Sensitive(alarm, "dimensions.DBInstanceIdentifier")).JSON()
	a, err := plan.Collect(data, plan.Options{Name: "ok-prod", Source: terraform(), OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range a.Alarms {
		if a.Alarms[i].ID != alarm {
			continue
		}
		d := a.Alarms[i].Metrics.Items()[0].Dimensions.Items()[0]
		if d.Value.IsKnown() || d.Resource.IsKnown() || d.Value.Why().Reason != model.Sensitive {
			t.Errorf("value %q, resource %q, %v", d.Value.Or(""), d.Resource.Or(""), d.Value.Why())
		}
		return
	}
	t.Fatal("there is no such alarm")
}
