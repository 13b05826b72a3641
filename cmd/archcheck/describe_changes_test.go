package main

import (
	"path/filepath"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestEveryChangeOfTheDescribedIsFound: a document that was made of a plan without its configuration, so that much was
// not to be told, finds what is changed and what is added later, of whatever kind.
func TestEveryChangeOfTheDescribedIsFound(t *testing.T) {
	const public = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`
	const bucket, function = "aws_s3_bucket.uploads", "aws_lambda_function.worker"
	admin := pt.Add(
		"module.app",
		"aws_iam_role_policy_attachment",
		"admin",
		map[string]any{"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
		map[string][]string{"role": {"aws_iam_role.task.name", "aws_iam_role.task"}},
	)
	added := func(typ string) pt.Edit {
		return pt.Add(
			"",
			typ,
			"later",
			map[string]any{
				"name":          "later",
				"bucket":        "later",
				"function_name": "later",
				"hash_key":      "id",
				"billing_mode":  "PAY_PER_REQUEST",
			},
			nil,
		)
	}
	for _, c := range []struct {
		name, plan string
		edits      edits
		// rule is the rule that finds it.
		rule string
		// also are edits of the plan that is described.
		also edits
	}{
		{"an administrator", "ok-prod", edits{admin}, "identity/no-wildcards", nil},
		{"an older engine", "ok-prod", edits{pt.Set(database, "engine_version", "15.4")}, "availability/database-engine-version", nil},
		{"a larger class", "ok-prod", edits{pt.Set(database, "instance_class", "db.t4g.large")}, "scaling/database-instance-class", nil},
		{"more storage", "ok-prod", edits{pt.Set(database, "allocated_storage", 200)}, "scaling/database-allocated-storage", nil},
		{"another port of a database", "ok-prod", edits{pt.Set(database, "port", 5433)}, "network/listening-port", nil},
		{"another port of a cache", "ok-prod", edits{pt.Set(cache, "port", 6380)}, "network/listening-port", nil},
		{"an older cache", "ok-prod", edits{pt.Set(cache, "engine_version", "6.2")}, "availability/cache-engine-version", nil},
		{"a larger node", "ok-prod", edits{pt.Set(cache, "node_type", "cache.r7g.large")}, "scaling/cache-node-type", nil},
		{"more CPU", "ok-prod", edits{pt.Set(task, "cpu", "2048")}, "scaling/task-cpu", nil},
		{"less memory", "ok-prod", edits{pt.Set(task, "memory", "1024")}, "scaling/task-memory", nil},
		{"logs of a week", "ok-prod", edits{pt.Set(logGroup, "retention_in_days", 7)}, "monitoring/log-retention-days", nil},
		{"another health check", "ok-prod", edits{pt.Set(targetGroup, "health_check.0.path", "/")}, "availability/health-check-path", nil},
		{"a table", "ok-prod", edits{added("aws_dynamodb_table")}, "components/undocumented", nil},
		{"a queue", "ok-prod", edits{added("aws_sqs_queue")}, "components/undocumented", nil},
		{"a bucket", "ok-prod", edits{added("aws_s3_bucket")}, "components/undocumented", nil},
		{"a function", "ok-prod", edits{added("aws_lambda_function")}, "components/undocumented", nil},
		{"an instance", "ok-prod", edits{stranger()}, "components/undocumented", nil},
		{"a second table", "arch-events", edits{added("aws_dynamodb_table")}, "components/undocumented", nil},
		{"a second function", "arch-events", edits{added("aws_lambda_function")}, "components/undocumented", nil},
		{"a bucket for everybody", "arch-events", edits{pt.Remove("aws_s3_bucket_public_access_block.uploads"),
			pt.Add("", "aws_s3_bucket_policy", "open", map[string]any{"policy": public}, map[string][]string{"bucket": {bucket + ".id", bucket}})}, "network/bucket-not-public", nil},
		{"a log bucket for everybody", "ok-prod", edits{
			pt.Add("", "aws_s3_bucket_policy", "open", map[string]any{"policy": public}, map[string][]string{"bucket": {"aws_s3_bucket.logs.id", "aws_s3_bucket.logs"}}),
			pt.Add("", "aws_s3_bucket_public_access_block", "open", map[string]any{"block_public_policy": false, "restrict_public_buckets": false},
				map[string][]string{"bucket": {"aws_s3_bucket.logs.id", "aws_s3_bucket.logs"}})}, "network/bucket-not-public",
			edits{pt.Add("", "aws_s3_bucket", "logs", map[string]any{"bucket": "shop-logs"}, nil), pt.Set(balancer, "access_logs.0.bucket", "shop-logs")}},
		{"a function for everybody", "arch-events", edits{pt.Add("", "aws_lambda_function_url", "open", map[string]any{"authorization_type": "NONE"},
			map[string][]string{"function_name": {function + ".arn", function}})}, "network/function-not-public", nil},
		{"a larger function", "arch-events", edits{pt.Set(function, "memory_size", 2048)}, "scaling/function-memory", nil},
		{"a larger instance", "existing-prod", edits{pt.Set("module.network.aws_instance.web", "instance_type", "t4g.large")}, "scaling/instance-type",
			edits{pt.Add("module.network", "aws_instance", "web", map[string]any{"instance_type": "t4g.nano"},
				map[string][]string{"subnet_id": {`aws_subnet.private["us-east-1a"].id`, `aws_subnet.private["us-east-1a"]`, "aws_subnet.private"}})}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := pt.Load(t, c.plan).Apply(c.also...)
			file := filepath.Join(t.TempDir(), "plan.json")
			writeText(t, file, plan.JSON())
			asked := []string{"--env", "prod", "--architecture", described(t, file)}
			if r, _ := judgePlan(t, plan.JSON(), asked...); len(failing(r)) > 0 {
				t.Errorf("before anything changes %v fail", failing(r))
			}
			r, _ := judgePlan(t, plan.Apply(c.edits...).JSON(), asked...)
			if got := failing(r); !strings.Contains(strings.Join(got, " "), c.rule) {
				t.Errorf("%v fail, want %s", got, c.rule)
			}
		})
	}
}
