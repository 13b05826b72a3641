package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/mototest"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

type stackMutation struct {
	stack, name string
	edits       edits
	// rules are those that fail.
	rules string
}

func stackMutations() []stackMutation {
	const block = "aws_s3_bucket_public_access_block.uploads"
	const web, bastion, balancer, lambda, jobs, uploads, items = "aws_autoscaling_group.web", "aws_instance.bastion", "aws_lb.this", "aws_lambda_function.worker",
		"aws_sqs_queue.jobs", "aws_s3_bucket.uploads", "aws_dynamodb_table.items"
	ingress := func(rule string) string {
		return "module.security.aws_vpc_security_group_ingress_rule.this[\"" + rule + "\"]"
	}
	egress := func(rule string) string {
		return "module.security.aws_vpc_security_group_egress_rule.this[\"" + rule + "\"]"
	}
	service := func(name string) string { return "aws_ecs_service.this[\"" + name + "\"]" }
	set, remove := pt.Set, pt.Remove
	// reaches adds both rules of an edge that nobody documented.
	reaches := func(from, to string, port int) edits {
		rule := func(typ, at, other string) pt.Edit {
			of := func(name string) []string {
				one := "aws_security_group.this[\"" + name + "\"]"
				return []string{one + ".id", one, "aws_security_group.this"}
			}
			return pt.Add(
				"module.security",
				typ,
				"more",
				map[string]any{"ip_protocol": "tcp", "from_port": port, "to_port": port},
				map[string][]string{"security_group_id": of(at), "referenced_security_group_id": of(other)},
			)
		}
		return edits{
			rule("aws_vpc_security_group_egress_rule", from, to),
			rule("aws_vpc_security_group_ingress_rule", to, from),
		}
	}
	instance := func(name string) edits {
		return edits{
			pt.Add(
				"",
				"aws_rds_cluster_instance",
				name,
				map[string]any{"identifier": name, "instance_class": "db.t4g.medium"},
				map[string][]string{"cluster_identifier": {"aws_rds_cluster.this.id", "aws_rds_cluster.this"}},
			),
		}
	}
	one := func(e ...pt.Edit) edits { return e }
	return []stackMutation{
		{
			"four-services",
			"the storefront reaches the database",
			reaches("storefront", "database", 5432),
			"security_groups/application-egress security_groups/database-ingress",
		},
		{
			"four-services",
			"the database is open to the VPC",
			one(
				set(ingress("cart database 5432"), "cidr_ipv4", "10.20.0.0/16"),
				set(ingress("cart database 5432"), "referenced_security_group_id", nil),
			),
			"security_groups/database-ingress",
		},
		{
			"four-services",
			"a path leads elsewhere",
			one(set("aws_lb_listener_rule.path[\"cart\"]", "condition.0.path_pattern.0.values", []any{"/cart/*"})),
			"edge/paths",
		},
		{
			"four-services",
			"one service scales too far",
			one(set("aws_appautoscaling_target.this[\"orders\"]", "max_capacity", 20)),
			"scaling/maximum-tasks",
		},
		{
			"four-services",
			"one repository is of nobody",
			one(set("aws_cloudwatch_log_group.this[\"catalog\"]", "retention_in_days", 0)),
			"monitoring/log-retention",
		},
		{
			"four-services",
			"one reader is left",
			one(remove("aws_rds_cluster_instance.this[1]")),
			"availability/database-instances availability/database-multi-az",
		},
		{
			"four-services",
			"one alarm is gone",
			one(remove("aws_cloudwatch_metric_alarm.service[\"orders\"]")),
			"monitoring/service-alarm",
		},
		{
			"four-services",
			"a data subnet has a way out",
			one(pt.Add(
				"module.network",
				"aws_route",
				"leak",
				map[string]any{"destination_cidr_block": "0.0.0.0/0"},
				map[string][]string{
					"route_table_id": {
						"aws_route_table.this[\"data-0\"].id",
						"aws_route_table.this[\"data-0\"]",
						"aws_route_table.this",
					},
					"nat_gateway_id": {"aws_nat_gateway.this[0].id", "aws_nat_gateway.this[0]", "aws_nat_gateway.this"},
				},
			)),
			"network/isolated-subnets-no-way-out",
		},

		{
			"autoscaling-group",
			"the office is the world",
			one(set(ingress("203.0.113.0/24 bastion 22"), "cidr_ipv4", "0.0.0.0/0")),
			"network/not-reachable-from-internet security_groups/ingress",
		},
		{
			"autoscaling-group",
			"tokens are optional",
			one(set("aws_launch_template.web", "metadata_options.0.http_tokens", "optional")),
			"identity/imds-v2",
		},
		{
			"autoscaling-group",
			"instances have public addresses",
			one(set("aws_launch_template.web", "network_interfaces.0.associate_public_ip_address", "true")),
			"network/public-address",
		},
		{
			"autoscaling-group",
			"volumes are plain",
			one(set("aws_launch_template.web", "block_device_mappings.0.ebs.0.encrypted", "false")),
			"encryption/volumes-at-rest",
		},
		{"autoscaling-group", "it scales too far", one(set(web, "max_size", 12)), "scaling/instance-count"},
		{
			"autoscaling-group",
			"health is the instance's",
			one(set(web, "health_check_type", "EC2")),
			"availability/instances-health-check",
		},
		{
			"autoscaling-group",
			"the database is in one zone",
			one(set("aws_db_instance.this", "multi_az", false)),
			"availability/database-multi-az",
		},
		{
			"autoscaling-group",
			"the bastion reaches the database",
			reaches("bastion", "database", 3306),
			"security_groups/database-ingress security_groups/egress",
		},

		{
			"events",
			"the queue is plain",
			one(set(jobs, "kms_master_key_id", ""), set(jobs, "sqs_managed_sse_enabled", false)),
			"encryption/queue-at-rest",
		},
		{
			"events",
			"nothing keeps what fails",
			one(set(jobs, "redrive_policy", nil), set(lambda, "dead_letter_config", []any{})),
			"components/undocumented delivery/dead-letter-queue delivery/dead-letters monitoring/alarm",
		},
		{
			"events",
			"the bucket is open",
			one(set(block, "block_public_policy", false), set(block, "restrict_public_buckets", false), pt.Add(
				"",
				"aws_s3_bucket_policy",
				"open",
				map[string]any{
					"policy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}`,
				},
				map[string][]string{"bucket": {uploads + ".id", uploads}},
			)),
			"network/bucket-not-public",
		},
		{
			"events",
			"versions are suspended",
			one(set("aws_s3_bucket_versioning.uploads", "versioning_configuration.0.status", "Suspended")),
			"backup/bucket-versioning cost/bucket-lifecycle",
		},
		{
			"events",
			"no recovery of the table",
			one(set(items, "point_in_time_recovery.0.enabled", false)),
			"backup/table-point-in-time-recovery",
		},
		{"events", "an old runtime", one(set(lambda, "runtime", "nodejs14.x")), "delivery/runtime-supported"},
		{
			"events",
			"as many at once as there are",
			one(set(lambda, "reserved_concurrent_executions", -1)),
			"scaling/reserved-concurrency",
		},
		{
			"events",
			"a key of a password",
			one(set(lambda, "environment.0.variables", map[string]any{"DB_PASSWORD": "hunter2hunter2"})),
			"identity/no-plain-credentials-in-functions",
		},

		{
			"two-databases",
			"the worker reaches the other database",
			reaches("worker", "main", 5432),
			"security_groups/application-egress security_groups/database-ingress",
		},
		{
			"two-databases",
			"orders are kept a week",
			one(set("aws_db_instance.this[\"orders\"]", "backup_retention_period", 7)),
			"backup/retention-days",
		},
		{
			"two-databases",
			"two workers",
			one(set("aws_ecs_service.worker", "desired_count", 2)),
			"scaling/maximum-tasks",
		},
		{
			"two-databases",
			"the worker is gone",
			one(remove("aws_ecs_service.worker"), remove("aws_ecs_task_definition.this[\"worker\"]")),
			"availability/service-present",
		},
		{
			"two-databases",
			"the orders are gone",
			one(remove("aws_db_instance.this[\"orders\"]")),
			"availability/database-present",
		},
		{
			"two-databases",
			"the worker has a public address",
			one(set("aws_ecs_service.worker", "network_configuration.0.assign_public_ip", true)),
			"network/tasks-without-public-ip",
		},
		{
			"two-databases",
			"an old policy of TLS",
			one(set("aws_lb_listener.https", "ssl_policy", "ELBSecurityPolicy-2016-08")),
			"encryption/tls-policy",
		},
		{
			"two-databases",
			"a database is public",
			one(set("aws_db_instance.this[\"main\"]", "publicly_accessible", true)),
			"network/database-not-public",
		},

		{
			"blue-green",
			"green has no path",
			one(remove("aws_lb_listener_rule.preview")),
			"edge/https-forwarded edge/paths",
		},
		{
			"blue-green",
			"green is the default",
			one(
				pt.Add(
					"",
					"aws_lb_listener_rule",
					"all",
					map[string]any{
						"priority": 20,
						"action":   []any{map[string]any{"type": "forward"}},
						"condition": []any{
							map[string]any{"path_pattern": []any{map[string]any{"values": []any{"/*"}}}},
						},
					},
					map[string][]string{"listener_arn": {"aws_lb_listener.https.arn", "aws_lb_listener.https"}},
				),
				pt.Link(
					"aws_lb_listener_rule.all",
					"action.0.target_group_arn",
					"aws_lb_target_group.this[\"green\"].arn",
					"aws_lb_target_group.this[\"green\"]",
					"aws_lb_target_group.this",
				),
			),
			"edge/https-forwarded edge/paths",
		},
		{"blue-green", "blue is one task", one(set(service("blue"), "desired_count", 1)), "scaling/minimum-tasks"},
		{
			"blue-green",
			"green does not reach the database",
			one(remove(egress("green database 5432"))),
			"security_groups/application-egress",
		},
		{
			"blue-green",
			"the balancer is internal",
			one(set(balancer, "internal", true)),
			"edge/load-balancer-internet-facing network/reachable-from-internet",
		},
		{
			"blue-green",
			"backups of three days",
			one(set("aws_rds_cluster.this", "backup_retention_period", 3)),
			"backup/retention-days",
		},
		{
			"blue-green",
			"five instances",
			append(instance("a"), append(instance("b"), instance("c")...)...),
			"availability/database-instances",
		},
		{
			"blue-green",
			"one zone has no gateway",
			one(remove("module.network.aws_nat_gateway.this[1]")),
			"availability/nat-gateway-count availability/nat-gateway-in-each-zone availability/private-subnets-own-zone-nat",
		},
		{
			"blue-green",
			"a bastion nobody wrote down",
			one(
				pt.Add(
					"module.network",
					"aws_instance",
					"stray",
					map[string]any{"ami": "ami-1", "instance_type": "t4g.nano"},
					map[string][]string{
						"subnet_id": {
							"aws_subnet.this[\"public-0\"].id",
							"aws_subnet.this[\"public-0\"]",
							"aws_subnet.this",
						},
						"vpc_security_group_ids": {
							"aws_default_security_group.this.id",
							"aws_default_security_group.this",
						},
					},
				),
			),
			"components/undocumented",
		},
	}
}

// TestStackMutations breaks each stack in eight ways: exactly the rules meant fail, in the plan and in the
// account that is built from it, which agree on every rule.
func TestStackMutations(t *testing.T) {
	for i, m := range stackMutations() {
		t.Run(m.stack+" "+m.name, func(t *testing.T) {
			data := pt.Load(t, "arch-"+m.stack).Apply(m.edits...).JSON()
			asked := []string{"--architecture", stackDocument(m.stack), "--env", "prod"}
			planned := judgeOwn(t, data, stackSource(m.stack), asked...)
			if got := strings.Join(failing(planned), " "); got != m.rules {
				t.Errorf("fails %s, want %s", got, m.rules)
			}
			if m.stack == "autoscaling-group" {
				return // the emulator starts instances without what their launch template says
			}
			holdAccount(t, planned, m.name, data, stackSource(m.stack), fmt.Sprintf("8000000000%02d", i), asked)
		})
	}
}

// holdAccount builds on the emulator what a plan describes, and holds the verdicts on it to those on the plan.
func holdAccount(
	t *testing.T,
	planned *verdict.Report,
	name string,
	data []byte,
	source, account string,
	asked []string,
) {
	t.Helper()
	a, err := plan.Collect(data, plan.Options{Name: name, Source: source, OwnSource: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mototest.Build(context.Background(), moto(t).Config(account, "us-east-1"), account, a); err != nil {
		t.Fatal(err)
	}
	moto(t).Environment(t, account)
	_, scanned, errs := scan(t, append([]string{"scan", "--account", "a" + account}, asked...)...)
	want, got := statusesByRule(planned), statusesByRule(scanned)
	for _, rule := range slices.Sorted(maps.Keys(want)) {
		_, excused := notServed()[rule]
		if _, account := accountOnly()[rule]; !excused && !account && !slices.Equal(want[rule], got[rule]) {
			t.Errorf("%s: the plan says %v, the account %v %s", rule, want[rule], got[rule], errs)
		}
	}
}
