package main

import (
	"path/filepath"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestEveryChangeOfTheDescribedIsFound: a document that was made of a plan without its configuration, so that much was not to be
// told, finds what is changed and what is added later, of whatever kind.
func TestEveryChangeOfTheDescribedIsFound(t *testing.T) {
	const public = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`
	const bucket, function = "aws_s3_bucket.uploads", "aws_lambda_function.worker"
	admin := pt.Add("module.app", "aws_iam_role_policy_attachment", "admin", map[string]any{"policy_arn": "arn:aws:iam::aws:policy/AdministratorAccess"},
		map[string][]string{"role": {"aws_iam_role.task.name", "aws_iam_role.task"}})
	added := func(typ string) pt.Edit {
		return pt.Add("", typ, "later", map[string]any{"name": "later", "bucket": "later", "function_name": "later", "hash_key": "id", "billing_mode": "PAY_PER_REQUEST"}, nil)
	}
	for _, c := range []struct {
		name, plan string
		edits      edits
		// rule is the rule that finds it.
		rule string
	}{
		{"an administrator", "ok-prod", edits{admin}, "identity/no-wildcards"},
		{"an older engine", "ok-prod", edits{pt.Set(database, "engine_version", "15.4")}, "availability/database-engine-version"},
		{"a larger class", "ok-prod", edits{pt.Set(database, "instance_class", "db.t4g.large")}, "scaling/database-instance-class"},
		{"more storage", "ok-prod", edits{pt.Set(database, "allocated_storage", 200)}, "scaling/database-allocated-storage"},
		{"an older cache", "ok-prod", edits{pt.Set(cache, "engine_version", "6.2")}, "availability/cache-engine-version"},
		{"a larger node", "ok-prod", edits{pt.Set(cache, "node_type", "cache.r7g.large")}, "scaling/cache-node-type"},
		{"more CPU", "ok-prod", edits{pt.Set(task, "cpu", "2048")}, "scaling/task-cpu"},
		{"less memory", "ok-prod", edits{pt.Set(task, "memory", "1024")}, "scaling/task-memory"},
		{"logs of a week", "ok-prod", edits{pt.Set(logGroup, "retention_in_days", 7)}, "monitoring/log-retention-days"},
		{"another health check", "ok-prod", edits{pt.Set(targetGroup, "health_check.0.path", "/")}, "availability/health-check-path"},
		{"a table", "ok-prod", edits{added("aws_dynamodb_table")}, "components/undocumented"},
		{"a queue", "ok-prod", edits{added("aws_sqs_queue")}, "components/undocumented"},
		{"a bucket", "ok-prod", edits{added("aws_s3_bucket")}, "components/undocumented"},
		{"a function", "ok-prod", edits{added("aws_lambda_function")}, "components/undocumented"},
		{"an instance", "ok-prod", edits{stranger()}, "components/undocumented"},
		{"a second table", "arch-events", edits{added("aws_dynamodb_table")}, "components/undocumented"},
		{"a second function", "arch-events", edits{added("aws_lambda_function")}, "components/undocumented"},
		{"a bucket for everybody", "arch-events", edits{pt.Remove("aws_s3_bucket_public_access_block.uploads"),
			pt.Add("", "aws_s3_bucket_policy", "open", map[string]any{"policy": public}, map[string][]string{"bucket": {bucket + ".id", bucket}})}, "network/bucket-not-public"},
		{"a function for everybody", "arch-events", edits{pt.Add("", "aws_lambda_function_url", "open", map[string]any{"authorization_type": "NONE"},
			map[string][]string{"function_name": {function + ".arn", function}})}, "network/function-not-public"},
		{"a larger function", "arch-events", edits{pt.Set(function, "memory_size", 2048)}, "scaling/function-memory"},
		{"a larger instance", "existing-prod", edits{pt.Set("module.security.aws_instance.stranger", "instance_type", "t4g.large")}, "scaling/instance-type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan := pt.Load(t, c.plan)
			if c.plan == "existing-prod" {
				plan.Apply(stranger(), pt.Set("module.security.aws_instance.stranger", "subnet_id", "subnet-db07ac3a2a15f708a"))
			}
			file := filepath.Join(t.TempDir(), "plan.json")
			writeText(t, file, plan.JSON())
			r, _ := judgePlan(t, plan.Apply(c.edits...).JSON(), "--env", "prod", "--architecture", described(t, file))
			if got := failing(r); !strings.Contains(strings.Join(got, " "), c.rule) {
				t.Errorf("%v fail, want %s", got, c.rule)
			}
		})
	}
}
