package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// kindCase breaks and hides what one rule reads, in an architecture with things of other kinds than the reference.
type kindCase struct {
	rule, plan, document string
	also, fail, unknown  edits
}

// nounPlan is a plan of things of one kind, which other tests use too.
func nounPlan(kind string) string {
	return filepath.Join("..", "..", "internal", "collect", "plan", "testdata", "nouns", kind, "plan")
}

// documentOf is a document with some components, each a line of YAML.
func documentOf(t *testing.T, components string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "architecture.yaml")
	write(t, file, []byte("version: 2\nbase:\n  components:\n    "+components+"\nenvironments: {prod: {}}\n"))
	return file
}

// architecture is the file of the document, which is one of ours or a line of YAML.
func (c kindCase) architecture(t *testing.T) string {
	t.Helper()
	if filepath.Ext(c.document) != ".yaml" {
		return documentOf(t, c.document)
	}
	return filepath.Join(mototest.Root(), c.document)
}

// edited is the plan that the rule passes, with more edits.
func (c kindCase) edited(t *testing.T, more edits) []byte {
	t.Helper()
	return pt.Load(t, c.plan).Apply(c.also...).Apply(more...).JSON()
}

func kindCases() []kindCase {
	events, groups, services := "fixtures/architectures/events.yaml", "internal/document/examples/autoscaling-group.yaml", "internal/document/examples/four-services.yaml"
	const queue, bucket, table, function, web = "aws_sqs_queue.jobs", "aws_s3_bucket.uploads", "aws_dynamodb_table.items", "aws_lambda_function.worker", "aws_autoscaling_group.web"
	const proxy, files, endpoint = "aws_db_proxy.main", "aws_efs_file_system.files", "aws_vpc_endpoint.sqs"
	proxies := "main: {kind: proxy, force_tls: true, secrets: true, match: {name: main}}"
	systems := "files: {kind: file_system, encrypted: true, encrypted_in_transit: true, backup: true, match: {name: files}}"
	ways := "sqs: {kind: endpoint, service: sqs, full_access: false}"
	event := func(rule, address, path string, wrong any) kindCase {
		return kindCase{
			rule,
			"arch-events",
			events,
			nil,
			edits{pt.Set(address, path, wrong)},
			edits{pt.Unknown(address, path)},
		}
	}
	group := func(rule, address, path string, wrong any) kindCase {
		return kindCase{
			rule,
			"arch-autoscaling-group",
			groups,
			nil,
			edits{pt.Set(address, path, wrong)},
			edits{pt.Unknown(address, path)},
		}
	}
	asked := func(document string, c kindCase) kindCase { c.document = document; return c }
	open := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}`
	return []kindCase{
		{
			"encryption/queue-at-rest",
			"arch-events",
			events,
			nil,
			edits{pt.Set(queue, "kms_master_key_id", ""), pt.Set(queue, "sqs_managed_sse_enabled", false)},
			edits{pt.Set(queue, "kms_master_key_id", ""), pt.Unknown(queue, "sqs_managed_sse_enabled")},
		},
		event("backup/queue-retention-days", queue, "message_retention_seconds", 86400),
		event("delivery/dead-letter-queue", queue, "redrive_policy", nil),
		event("delivery/queue-order", queue, "fifo_queue", true),
		{
			"network/queue-not-public",
			"arch-events",
			events,
			nil,
			edits{
				pt.Add(
					"",
					"aws_sqs_queue_policy",
					"open",
					map[string]any{"policy": open},
					map[string][]string{"queue_url": {queue + ".id", queue}},
				),
			},
			edits{
				pt.Add(
					"",
					"aws_sqs_queue_policy",
					"open",
					map[string]any{},
					map[string][]string{"queue_url": {queue + ".id", queue}, "policy": {"var.policy"}},
				),
			},
		},
		event(
			"backup/bucket-versioning",
			"aws_s3_bucket_versioning.uploads",
			"versioning_configuration.0.status",
			"Suspended",
		),
		event("cost/bucket-lifecycle", "aws_s3_bucket_lifecycle_configuration.uploads", "rule.0.status", "Disabled"),
		event("backup/table-point-in-time-recovery", table, "point_in_time_recovery.0.enabled", false),
		event("backup/table-deletion-protection", table, "deletion_protection_enabled", false),
		event("scaling/table-on-demand", table, "billing_mode", "PROVISIONED"),
		event("delivery/runtime-supported", function, "runtime", "python3.8"),
		event("scaling/reserved-concurrency", function, "reserved_concurrent_executions", 11),
		asked(
			"worker: {kind: function, memory_mib: 128}",
			kindCase{
				"scaling/function-memory",
				"arch-events",
				"",
				nil,
				edits{pt.Set(function, "memory_size", 512)},
				edits{pt.Unknown(function, "memory_size")},
			},
		),
		asked(
			"web: {kind: instances, instance_type: t4g.small, match: {address: aws_autoscaling_group.web}}",
			kindCase{
				"scaling/instance-type",
				"arch-autoscaling-group",
				"",
				nil,
				edits{
					pt.Set("aws_launch_template.web", "instance_type", "t4g.large"),
				},
				edits{pt.Unknown("aws_launch_template.web", "instance_type")},
			},
		),
		event("delivery/dead-letters", function, "dead_letter_config", []any{}),
		event(
			"identity/no-plain-credentials-in-functions",
			function,
			"environment",
			[]any{map[string]any{"variables": map[string]any{"DB_PASSWORD": "hunter2-but-longer"}}},
		),
		{
			"network/bucket-not-public",
			"arch-events",
			events,
			nil,
			edits{
				pt.Remove("aws_s3_bucket_public_access_block.uploads"),
				pt.Add(
					"",
					"aws_s3_bucket_policy",
					"open",
					map[string]any{"policy": open},
					map[string][]string{"bucket": {bucket + ".id", bucket}},
				),
			},
			edits{
				pt.Remove("aws_s3_bucket_public_access_block.uploads"),
				pt.Add(
					"",
					"aws_s3_bucket_policy",
					"open",
					map[string]any{},
					map[string][]string{"bucket": {bucket + ".id", bucket}, "policy": {"var.policy"}},
				),
			},
		},
		{
			"network/function-not-public",
			"arch-events",
			events,
			nil,
			edits{
				pt.Add(
					"",
					"aws_lambda_function_url",
					"open",
					map[string]any{"authorization_type": "NONE"},
					map[string][]string{"function_name": {function + ".arn", function}},
				),
			},
			edits{
				pt.Add(
					"",
					"aws_lambda_function_url",
					"open",
					map[string]any{},
					map[string][]string{
						"function_name":      {function + ".arn", function},
						"authorization_type": {"var.type"},
					},
				),
			},
		},
		group("identity/imds-v2", "aws_instance.bastion", "metadata_options.0.http_tokens", "optional"),
		group("availability/instances-health-check", web, "health_check_type", "EC2"),
		group("scaling/instance-count", web, "max_size", 7),
		group(
			"encryption/volumes-at-rest",
			"aws_launch_template.web",
			"block_device_mappings.0.ebs.0.encrypted",
			"false",
		),
		{"scaling/instances-autoscaling", "arch-autoscaling-group", groups, nil, nil, nil},
		{
			"security_groups/load-balancer-groups",
			"arch-autoscaling-group",
			groups,
			nil,
			edits{
				pt.Set("aws_lb.this", "security_groups", []any{"sg-0123456789abcdef0"}),
			},
			edits{pt.Unknown("aws_lb.this", "security_groups")},
		},
		{
			"edge/paths",
			"arch-four-services",
			services,
			nil,
			edits{
				pt.Set(`aws_lb_listener_rule.path["cart"]`, "condition.0.path_pattern.0.values", []any{"/api/carts/*"}),
			},
			edits{pt.Unknown(`aws_lb_listener_rule.path["cart"]`, "condition")},
		},
		asked(
			proxies,
			kindCase{
				"encryption/proxy-in-transit",
				nounPlan("proxy"),
				"",
				nil,
				edits{pt.Set(proxy, "require_tls", false)},
				edits{pt.Unknown(proxy, "require_tls")},
			},
		),
		asked(
			proxies,
			kindCase{
				"identity/proxy-secrets",
				nounPlan("proxy"),
				"",
				nil,
				edits{pt.Set(proxy, "auth", []any{map[string]any{"iam_auth": "REQUIRED"}})},
				edits{pt.Unknown(proxy, "auth")},
			},
		),
		asked(
			systems,
			kindCase{
				"encryption/file-system-at-rest",
				nounPlan("file_system"),
				"",
				nil,
				edits{pt.Set(files, "encrypted", false)},
				edits{pt.Unknown(files, "encrypted")},
			},
		),
		asked(
			systems,
			kindCase{
				"encryption/file-system-in-transit",
				nounPlan("file_system"),
				"",
				nil,
				edits{pt.Remove("aws_efs_file_system_policy.files")},
				edits{pt.Unknown("aws_efs_file_system_policy.files", "policy")},
			},
		),
		asked(
			systems,
			kindCase{
				"backup/file-system-backup",
				nounPlan("file_system"),
				"",
				nil,
				edits{pt.Set("aws_efs_backup_policy.files", "backup_policy.0.status", "DISABLED")},
				edits{pt.Unknown("aws_efs_backup_policy.files", "backup_policy")},
			},
		),
		asked(
			ways,
			kindCase{
				"network/endpoint-policy",
				nounPlan("endpoint"),
				"",
				nil,
				edits{pt.Set(endpoint, "policy", open)},
				edits{pt.Unknown(endpoint, "policy")},
			},
		),
	}
}

// shownElsewhere are rules that no edit of these plans breaks, with what shows them.
func shownElsewhere() map[string]string {
	always := "AWS encrypts always: no plan can break it, and TestContraries asks for the contrary"
	return map[string]string{
		"encryption/bucket-at-rest":     always,
		"encryption/table-at-rest":      always,
		"network/way-to-services":       "a plan alone leaves open where routes lead: TestWayToServices and TestContraries",
		"edge/forwarded":                "who forwards to instances is what they are told apart by: TestUnforwarded",
		"edge/listens":                  "the reference's own requirements ask for its listeners: TestUnlistened",
		"network/endpoint-service":      "an endpoint of another service is another endpoint: TestMatching",
		"availability/cross-zone":       "TestContraries asks for the contrary",
		"scaling/table-read-capacity":   "TestContraries asks for more and for less",
		"scaling/table-write-capacity":  "TestContraries asks for more and for less",
		"scaling/instances-autoscaling": "TestContraries asks for the contrary",
	}
}

// TestRulesOfKinds shows of each rule on other kinds than the reference has, from plan JSON to verdict, that it
// passes, fails after one change, and is undecided when the plan does not tell.
func TestRulesOfKinds(t *testing.T) {
	for _, c := range kindCases() {
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			args := []string{
				"--env",
				"prod",
				"--only",
				c.rule,
				"--architecture",
				c.architecture(t),
				"--undecided-on",
				"low",
			}
			judged := func(more edits) []verdict.Status {
				r, _ := judgePlan(t, c.edited(t, more), args...)
				return statuses(r, c.rule)
			}
			if got := judged(nil); !has(got, verdict.Pass) || has(got, verdict.Fail) || has(got, verdict.Unknown) ||
				has(got, verdict.NotCollected) {
				t.Errorf("unedited: %v, want only pass where it applies", got)
			}
			if c.fail == nil {
				return
			}
			if got := judged(c.fail); !has(got, verdict.Fail) {
				t.Errorf("broken: %v", got)
			}
			if got := judged(c.unknown); !has(got, verdict.Unknown) && !has(got, verdict.NotCollected) &&
				!has(got, verdict.Unmatched) {
				t.Errorf("hidden: %v", got)
			}
		})
	}
}

func has(all []verdict.Status, status verdict.Status) bool { return slices.Contains(all, status) }

// TestACountThatIsLeftOutAsksNothing: who does not say how many instances there are has not said that there is one.
func TestACountThatIsLeftOutAsksNothing(t *testing.T) {
	for asked, want := range map[string]bool{"": false, ", count: 1": true, ", count: 2-6": false} {
		document := documentOf(t, "web: {kind: instances, match: {address: aws_autoscaling_group.web}"+asked+"}")
		r, _ := judgePlan(t, pt.Load(t, "arch-autoscaling-group").JSON(), "--env", "prod", "--architecture", document)
		if got := has(statuses(r, "scaling/instance-count"), verdict.Fail); got != want {
			t.Errorf("%q fails %v, want %v", asked, got, want)
		}
	}
}
