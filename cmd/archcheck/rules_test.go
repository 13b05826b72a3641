package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// judgePlan runs the whole program on a plan and returns its report.
func judgePlan(t testing.TB, plan []byte, args ...string) (*verdict.Report, int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "plan.json")
	if err := os.WriteFile(file, plan, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := execute(append([]string{"plan", file, "--format", "json"}, args...)...)
	var r verdict.Report
	if err := json.Unmarshal(out, &r); err != nil {
		t.Fatalf("exit %d, %s%s", code, errs, err)
	}
	return &r, code
}

// noVariables is an environment without any, but that the garbage collector is not the run's to set: its setting would
// stay with the process of the tests, whose heap it let grow to 3 GB.
func noVariables(name string) (string, bool) { return "", name == "GOGC" }

func execute(args ...string) (code int, out, errs []byte) {
	var o, e bytes.Buffer
	code = run(args, streams{in: bytes.NewReader(nil), out: &o, err: &e, width: 100, env: noVariables, now: time.Now})
	return code, o.Bytes(), e.Bytes()
}

// statuses returns the statuses of one rule, over all its resources.
func statuses(r *verdict.Report, rule string) []verdict.Status {
	var all []verdict.Status
	for _, v := range r.Verdicts {
		if v.Rule == rule && !slices.Contains(all, v.Status) {
			all = append(all, v.Status)
		}
	}
	return all
}

const (
	database     = "module.data.aws_db_instance.this"
	cache        = "module.data.aws_elasticache_replication_group.this"
	kmsKey       = "module.data.aws_kms_key.data"
	dbGroup      = "module.data.aws_db_subnet_group.this"
	balancer     = "module.app.aws_lb.this"
	https        = "module.app.aws_lb_listener.https"
	plainHTTP    = "module.app.aws_lb_listener.http"
	targetGroup  = "module.app.aws_lb_target_group.app"
	service      = "module.app.aws_ecs_service.app"
	task         = "module.app.aws_ecs_task_definition.app"
	ecsCluster   = "module.app.aws_ecs_cluster.this"
	scaleTarget  = "module.app.aws_appautoscaling_target.app"
	repository   = "module.app.aws_ecr_repository.app"
	certificate  = "module.app.aws_acm_certificate.this"
	record       = "module.app.aws_route53_record.alb"
	execution    = "module.app.aws_iam_role.execution"
	rolePolicy   = "module.app.aws_iam_role_policy.secret"
	logGroup     = "module.app.aws_cloudwatch_log_group.app"
	topic        = "module.monitoring.aws_sns_topic.alarms"
	subscription = "module.monitoring.aws_sns_topic_subscription.email"
	vpc          = "module.network.aws_vpc.this"
	gateway      = "module.network.aws_internet_gateway.this"
	acl          = "module.network.aws_network_acl.isolated"
	publicRoute  = "module.network.aws_route.public_internet"
	defaultGroup = "module.network.aws_default_security_group.this"
	natRouteA    = `module.network.aws_route.private_nat["us-east-1a"]`
	publicB      = `module.network.aws_subnet.public["us-east-1b"]`
	privateB     = `module.network.aws_subnet.private["us-east-1b"]`
	isolatedB    = `module.network.aws_subnet.isolated["us-east-1b"]`
	awsBudget    = "module.monitoring.aws_budgets_budget.monthly"
	nat0         = "module.network.aws_nat_gateway.this[0]"
	nat1         = "module.network.aws_nat_gateway.this[1]"
)

func alarm(name string) string {
	return `module.app.aws_cloudwatch_metric_alarm.scaling["` + name + `"]`
}
func watch(name string) string {
	return `module.monitoring.aws_cloudwatch_metric_alarm.this["` + name + `"]`
}

// addRule adds one more rule from or to the whole internet.
func addRule(direction, group string, port int) pt.Edit {
	return pt.Add(
		"module.security",
		"aws_vpc_security_group_"+direction+"_rule",
		"more",
		map[string]any{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": port, "to_port": port},
		map[string][]string{
			"security_group_id": {"aws_security_group." + group + ".id", "aws_security_group." + group},
		},
	)
}

// denyingACL makes the default ACL, which the public and private subnets use, deny everything.
func denyingACL() pt.Edit {
	return pt.Add(
		"module.network",
		"aws_default_network_acl",
		"this",
		map[string]any{"ingress": []any{}, "egress": []any{}},
		map[string][]string{"default_network_acl_id": {"aws_vpc.this.default_network_acl_id", "aws_vpc.this"}},
	)
}

// stranger adds an instance that wears the application's group.
func stranger() pt.Edit {
	return pt.Add("module.security", "aws_instance", "stranger", map[string]any{"instance_type": "t4g.nano"},
		map[string][]string{"vpc_security_group_ids": {"aws_security_group.app.id", "aws_security_group.app"}})
}

// ruleOfUnknownGroup adds a rule that may belong to any group.
func ruleOfUnknownGroup(direction string) pt.Edit {
	return pt.Add("module.security", "aws_vpc_security_group_"+direction+"_rule", "open",
		map[string]any{"cidr_ipv4": "0.0.0.0/0", "ip_protocol": "tcp", "from_port": 22, "to_port": 22},
		map[string][]string{"security_group_id": {"local.group"}})
}

// publicDatabase opens the whole path from the internet to the database.
func publicDatabase() edits {
	return edits{
		pt.Set(database, "publicly_accessible", true),
		addRule("ingress", "db", 5432),
		pt.Add(
			"module.network",
			"aws_route",
			"more",
			map[string]any{"destination_cidr_block": "0.0.0.0/0"},
			map[string][]string{
				"route_table_id": {
					"aws_route_table.isolated.id",
					"aws_route_table.isolated",
				},
				"gateway_id": {"aws_internet_gateway.this.id", "aws_internet_gateway.this"},
			},
		),
		pt.Set(acl, "ingress.0.cidr_block", "0.0.0.0/0"),
		pt.Set(acl, "egress.0.cidr_block", "0.0.0.0/0"),
	}
}

// publicTasks runs the tasks in the public subnets with public addresses, and lets everybody in.
func publicTasks() edits {
	return edits{
		pt.Set(service, "network_configuration.0.assign_public_ip", true),
		pt.Set(service, "network_configuration.0.subnets", []any{"subnet-db07ac3a2a15f708a"}),
		addRule("ingress", "app", 3000),
		pt.Add(
			"module.network",
			"aws_default_network_acl",
			"this",
			map[string]any{"ingress": []any{anyTraffic()}, "egress": []any{anyTraffic()}},
			map[string][]string{"default_network_acl_id": {"aws_vpc.this.default_network_acl_id", "aws_vpc.this"}},
		),
	}
}

func anyTraffic() map[string]any {
	return map[string]any{
		"rule_no":    100,
		"action":     "allow",
		"protocol":   "-1",
		"cidr_block": "0.0.0.0/0",
		"from_port":  0,
		"to_port":    0,
	}
}

// containers replaces the container definitions with a known list.
func containers(definition string) pt.Edit { return pt.Set(task, "container_definitions", definition) }

type edits = []pt.Edit

// ruleCase breaks one rule, and hides what it reads, in a plan in which it passes.
type ruleCase struct {
	rule string
	// base is the plan, ok-prod if empty; document an edit of the built-in document.
	base, document string
	also           edits
	fail, unknown  edits
}

// plan is the one that the rule passes, with more edits.
func (c ruleCase) plan(t *testing.T, more edits) []byte {
	t.Helper()
	return pt.Load(t, cmp.Or(c.base, "ok-prod")).Apply(c.also...).Apply(more...).JSON()
}

func ruleCases() []ruleCase {
	set, unknown, remove, link := pt.Set, pt.Unknown, pt.Remove, pt.Link
	gone := func(address string) edits { return edits{remove(address), pt.Partial()} }
	simple := func(rule, address, path string, wrong any) ruleCase {
		return ruleCase{rule: rule, fail: edits{set(address, path, wrong)}, unknown: edits{unknown(address, path)}}
	}
	asking := func(document string, c ruleCase) ruleCase { c.document = document; return c }
	contained := func(rule, wrong string) ruleCase {
		return ruleCase{
			rule:    rule,
			base:    "existing-prod",
			fail:    edits{containers(wrong)},
			unknown: edits{unknown(task, "container_definitions")},
		}
	}
	edge := func(rule, direction, group string, port int) ruleCase {
		return ruleCase{
			rule:    "security_groups/" + rule,
			fail:    edits{addRule(direction, group, port)},
			unknown: edits{ruleOfUnknownGroup(direction)},
		}
	}
	return []ruleCase{
		{rule: "network/vpc-present", fail: edits{remove(vpc)}, unknown: gone(vpc)},
		simple("network/vpc-cidr", vpc, "cidr_block", "10.1.0.0/16"),
		simple("network/public-subnet-prefixes", publicB, "cidr_block", "10.0.99.0/24"),
		simple("network/private-subnet-prefixes", privateB, "cidr_block", "10.0.99.0/24"),
		simple("network/isolated-subnet-prefixes", isolatedB, "cidr_block", "10.0.99.0/24"),
		{
			rule:    "network/public-subnets-route-to-internet",
			fail:    edits{remove(publicRoute)},
			unknown: edits{unknown(publicRoute, "destination_cidr_block")},
		},
		{
			rule:    "network/private-subnets-through-nat",
			fail:    edits{remove(natRouteA)},
			unknown: edits{unknown(natRouteA, "destination_cidr_block")},
		},
		{
			rule: "network/isolated-subnets-no-way-out",
			fail: edits{
				pt.Add(
					"module.network",
					"aws_route",
					"more",
					map[string]any{"destination_cidr_block": "192.168.0.0/16"},
					map[string][]string{
						"route_table_id":            {"aws_route_table.isolated.id", "aws_route_table.isolated"},
						"vpc_peering_connection_id": {"var.peering"},
					},
				),
			},
			unknown: edits{
				pt.Add(
					"module.network",
					"aws_route",
					"more",
					map[string]any{"destination_cidr_block": "192.168.0.0/16"},
					map[string][]string{"route_table_id": {"local.table"}},
				),
			},
		},
		simple("network/isolated-acl-from-vpc-only", acl, "ingress.0.cidr_block", "0.0.0.0/0"),
		{
			rule:    "network/nat-gateways-in-public-subnets",
			fail:    edits{link(nat0, "subnet_id", "aws_subnet.private")},
			unknown: edits{unknown(nat0, "subnet_id")},
		},
		{
			rule:    "network/internet-gateway-present",
			fail:    edits{remove(gateway)},
			unknown: edits{unknown(gateway, "vpc_id")},
		},
		{
			rule:    "components/undocumented",
			fail:    edits{stranger()},
			unknown: edits{stranger(), pt.Unknown("module.security.aws_instance.stranger", "vpc_security_group_ids")},
		},
		{
			rule:    "components/in-service",
			base:    "existing-prod",
			fail:    edits{set(database, "status", "stopped")},
			unknown: edits{unknown(database, "status")},
		},
		simple("network/listening-port", database, "port", 5433),
		simple("network/reachable-from-internet", balancer, "internal", true),
		{
			rule:    "network/component-in-its-tier",
			fail:    edits{pt.Link(balancer, "subnets", "var.private_subnet_ids")},
			unknown: edits{pt.Unknown(balancer, "subnets")},
		},
		simple("network/tasks-without-public-ip", service, "network_configuration.0.assign_public_ip", true),
		simple("network/database-not-public", database, "publicly_accessible", true),
		{
			rule:    "network/database-not-reachable-from-internet",
			fail:    publicDatabase(),
			unknown: append(publicDatabase(), unknown(database, "publicly_accessible")),
		},
		{
			rule:    "network/application-not-reachable-from-internet",
			base:    "existing-prod",
			fail:    publicTasks(),
			unknown: append(publicTasks(), unknown(service, "network_configuration.0.assign_public_ip")),
		},
		simple("network/private-subnets-map-no-public-ip", privateB, "map_public_ip_on_launch", true),
		{
			rule: "network/load-balancer-acl",
			fail: edits{denyingACL()},
			unknown: edits{
				denyingACL(),
				unknown("module.network.aws_default_network_acl.this", "ingress"),
				unknown("module.network.aws_default_network_acl.this", "egress"),
			},
		},
		{
			rule: "network/application-acl",
			fail: edits{denyingACL()},
			unknown: edits{
				denyingACL(),
				unknown("module.network.aws_default_network_acl.this", "ingress"),
				unknown("module.network.aws_default_network_acl.this", "egress"),
			},
		},
		simple("network/database-acl", acl, "ingress.0.from_port", 6000),
		simple("network/cache-acl", acl, "ingress.0.to_port", 6000),
		edge("load-balancer-ingress", "ingress", "alb", 22),
		edge("load-balancer-egress", "egress", "alb", 22),
		edge("application-ingress", "ingress", "app", 22),
		edge("application-egress", "egress", "app", 22),
		edge("database-ingress", "ingress", "db", 5432),
		edge("database-egress", "egress", "db", 443),
		edge("cache-ingress", "ingress", "cache", 6379),
		edge("cache-egress", "egress", "cache", 443),
		{
			rule:    "security_groups/default-group-empty",
			fail:    edits{remove(defaultGroup)},
			unknown: edits{unknown(defaultGroup, "ingress")},
		},
		{rule: "availability/load-balancer-present", fail: edits{remove(balancer)}, unknown: gone(balancer)},
		{rule: "availability/service-present", fail: edits{remove(service)}, unknown: gone(service)},
		{rule: "availability/database-present", fail: edits{remove(database)}, unknown: gone(database)},
		{rule: "availability/cache-present", fail: edits{remove(cache)}, unknown: gone(cache)},
		simple("availability/load-balancer-zones", publicB, "availability_zone", "us-east-1a"),
		simple("availability/service-zones", privateB, "availability_zone", "us-east-1a"),
		simple("availability/database-zones", isolatedB, "availability_zone", "us-east-1a"),
		simple("availability/database-multi-az", database, "multi_az", false),
		{rule: "availability/nat-gateway-count", fail: edits{remove(nat1)}, unknown: gone(nat1)},
		{
			rule:    "availability/nat-gateway-in-each-zone",
			base:    "existing-prod",
			fail:    edits{set(nat1, "subnet_id", "subnet-db07ac3a2a15f708a")},
			unknown: edits{unknown(nat1, "subnet_id")},
		},
		{
			rule:    "availability/private-subnets-own-zone-nat",
			base:    "existing-prod",
			fail:    edits{set(nat1, "subnet_id", "subnet-db07ac3a2a15f708a")},
			unknown: edits{unknown(nat1, "subnet_id")},
		},
		simple("availability/target-health-check", targetGroup, "health_check.0.enabled", false),
		simple("availability/database-engine", database, "engine", "mysql"),
		simple("availability/cache-engine", cache, "engine", "memcached"),
		asking(
			"database.engine_version: \"16\"",
			simple("availability/database-engine-version", database, "engine_version", "15.4"),
		),
		asking(
			"database.allocated_storage_gib: 100+",
			simple("scaling/database-allocated-storage", database, "allocated_storage", 50),
		),
		asking(
			"cache.engine_version: \"7\"",
			simple("availability/cache-engine-version", cache, "engine_version", "6.2"),
		),
		asking(
			"application.health_check_path: /api/health",
			simple("availability/health-check-path", targetGroup, "health_check.0.path", "/"),
		),
		asking(
			"database.instance_class: db.t4g.small",
			simple("scaling/database-instance-class", database, "instance_class", "db.t4g.medium"),
		),
		asking(
			"cache.node_type: cache.t4g.small",
			simple("scaling/cache-node-type", cache, "node_type", "cache.t4g.medium"),
		),
		asking("application.cpu_units: 1024", simple("scaling/task-cpu", task, "cpu", "2048")),
		asking("application.memory_mib: 2048+", simple("scaling/task-memory", task, "memory", "1024")),
		asking(
			"application.log_retention_days: 30",
			simple("monitoring/log-retention-days", logGroup, "retention_in_days", 7),
		),
		simple("backup/retention-days", database, "backup_retention_period", 3),
		simple("backup/point-in-time-recovery", database, "backup_retention_period", 0),
		simple("backup/final-snapshot", database, "skip_final_snapshot", true),
		simple("backup/deletion-protection", database, "deletion_protection", false),
		simple("backup/copies-outlive-instance", database, "skip_final_snapshot", true),
		{rule: "encryption/https-listener", fail: edits{remove(https)}, unknown: edits{unknown(https, "port")}},
		{
			rule:    "encryption/listener-certificate",
			fail:    edits{set(https, "certificate_arn", nil)},
			unknown: edits{unknown(https, "certificate_arn")},
		},
		{
			rule:    "encryption/certificate-issued",
			base:    "existing-prod",
			fail:    edits{set(certificate, "status", "EXPIRED")},
			unknown: gone(certificate),
		},
		{
			rule:    "encryption/certificate-expiry",
			base:    "existing-prod",
			fail:    edits{set(certificate, "not_after", "2026-11-25T00:00:00Z")},
			unknown: gone(certificate),
		},
		{
			rule:     "encryption/database-in-transit",
			document: "force_tls: true",
			fail:     edits{set("module.data.aws_db_parameter_group.this", "parameter.1.value", "0")},
			unknown:  edits{unknown("module.data.aws_db_parameter_group.this", "parameter")},
		},
		simple("encryption/tls-policy", https, "ssl_policy", "ELBSecurityPolicy-2016-08"),
		simple("encryption/http-redirects", plainHTTP, "default_action.0.type", "forward"),
		simple("encryption/database-at-rest", database, "storage_encrypted", false),
		simple("encryption/cache-at-rest", cache, "at_rest_encryption_enabled", false),
		simple("encryption/cache-in-transit", cache, "transit_encryption_enabled", false),
		simple("encryption/key-rotation", kmsKey, "enable_key_rotation", false),
		simple("edge/load-balancer-internet-facing", balancer, "internal", true),
		{rule: "edge/dns-alias", fail: edits{remove(record)}, unknown: edits{unknown(record, "alias.0.name")}},
		{
			rule: "edge/certificate-covers-name",
			fail: edits{
				set(certificate, "domain_name", "other.example.com"),
				set(certificate, "subject_alternative_names", []any{}),
			},
			unknown: edits{set(certificate, "subject_alternative_names", []any{}), unknown(certificate, "domain_name")},
		},
		{
			rule:    "edge/http-listener-present",
			fail:    edits{remove(plainHTTP)},
			unknown: edits{unknown(plainHTTP, "port")},
		},
		simple("edge/http2", balancer, "enable_http2", false),
		simple("edge/idle-timeout", balancer, "idle_timeout", 5),
		{
			rule:     "edge/web-acl",
			document: "web_acl: true",
			also: edits{
				pt.Add(
					"module.app",
					"aws_wafv2_web_acl",
					"this",
					map[string]any{
						"name":           "shop",
						"scope":          "REGIONAL",
						"default_action": []any{map[string]any{"block": []any{map[string]any{}}}},
					},
					nil,
				),
				pt.Add(
					"module.app",
					"aws_wafv2_web_acl_association",
					"this",
					map[string]any{},
					map[string][]string{
						"resource_arn": {"aws_lb.this.arn", "aws_lb.this"},
						"web_acl_arn":  {"aws_wafv2_web_acl.this.arn", "aws_wafv2_web_acl.this"},
					},
				),
			},
			fail: edits{
				remove("module.app.aws_wafv2_web_acl_association.this"),
			},
			unknown: edits{unknown("module.app.aws_wafv2_web_acl_association.this", "resource_arn")},
		},
		simple("edge/target-port", service, "load_balancer.0.container_port", 8080),
		{
			rule:    "edge/https-forwarded",
			fail:    edits{set(https, "default_action.0.type", "fixed-response")},
			unknown: edits{unknown(https, "default_action.0.target_group_arn")},
		},
		simple("edge/container-port", service, "load_balancer.0.container_port", 8080),
		simple("edge/target-protocol", targetGroup, "protocol", "HTTPS"),
		{
			rule:    "identity/execution-role",
			fail:    edits{set(task, "execution_role_arn", nil)},
			unknown: edits{unknown(task, "execution_role_arn")},
		},
		{
			rule:    "identity/task-role",
			fail:    edits{set(task, "task_role_arn", nil)},
			unknown: edits{unknown(task, "task_role_arn")},
		},
		simple(
			"identity/role-trust",
			execution,
			"assume_role_policy",
			`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}`,
		),
		{
			rule: "identity/no-wildcards",
			base: "existing-prod",
			fail: edits{
				set(rolePolicy, "policy", `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`),
			},
			unknown: edits{unknown(rolePolicy, "policy")},
		},
		contained("identity/credentials-from-secrets-manager", `[{"name":"app","image":"x"}]`),
		{
			rule:    "identity/master-password-managed",
			fail:    edits{set(database, "manage_master_user_password", false), set(database, "password", "hunter2")},
			unknown: edits{unknown(database, "manage_master_user_password")},
		},
		contained(
			"identity/no-plain-credentials",
			`[{"name":"app","image":"x","environment":[{"name":"DB_PASSWORD","value":"hunter2"}]}]`,
		),
		simple("delivery/fargate", service, "launch_type", "EC2"),
		simple(
			"delivery/rolling-update",
			service,
			"deployment_controller",
			[]any{map[string]any{"type": "CODE_DEPLOY"}},
		),
		simple("delivery/minimum-healthy-percent", service, "deployment_minimum_healthy_percent", 50),
		simple("delivery/circuit-breaker", service, "deployment_circuit_breaker.0.enable", false),
		simple("delivery/circuit-breaker-rollback", service, "deployment_circuit_breaker.0.rollback", false),
		simple("delivery/connection-draining", targetGroup, "deregistration_delay", "0"),
		{
			rule:    "delivery/repository-present",
			base:    "existing-prod",
			fail:    edits{containers(`[{"name":"app","image":"nginx:latest"}]`)},
			unknown: edits{unknown(service, "task_definition")},
		},
		contained("delivery/images-from-repository", `[{"name":"app","image":"nginx:latest"}]`),
		simple("delivery/immutable-tags", repository, "image_tag_mutability", "MUTABLE"),
		simple("delivery/scan-on-push", repository, "image_scanning_configuration.0.scan_on_push", false),
		{
			rule:    "scaling/target-present",
			fail:    edits{remove(scaleTarget)},
			unknown: edits{unknown(scaleTarget, "resource_id")},
		},
		simple("scaling/minimum-tasks", scaleTarget, "min_capacity", 1),
		simple("scaling/maximum-tasks", scaleTarget, "max_capacity", 20),
		simple("scaling/out-cpu", alarm("cpu_out"), "threshold", 90),
		simple("scaling/out-memory", alarm("memory_out"), "threshold", 95),
		simple("scaling/in-cpu", alarm("cpu_in"), "threshold", 20),
		simple("scaling/in-memory", alarm("memory_in"), "threshold", 20),
		simple("scaling/no-wrong-way", alarm("cpu_out"), "comparison_operator", "LessThanThreshold"),
		simple("scaling/database-storage", database, "allocated_storage", 50),
		simple("scaling/database-storage-autoscaling", database, "max_allocated_storage", 0),
		simple("scaling/cache-nodes", cache, "num_cache_clusters", 3),
		{
			rule:    "cost/expected-within-band",
			fail:    edits{set(database, "instance_class", "db.r6g.4xlarge")},
			unknown: edits{set(database, "instance_class", "db.db.t4g.small")},
		},
		{
			rule:     "cost/maximum-within-band",
			document: "maximum_within_band: true",
			also:     edits{set(scaleTarget, "max_capacity", 2), set(database, "max_allocated_storage", 100)},
			fail:     edits{set(scaleTarget, "max_capacity", 10)},
			unknown:  edits{unknown(scaleTarget, "max_capacity")},
		},
		{
			rule:     "cost/rows-within-band",
			document: "rows_within_band: true\nlcu_hours_per_load_balancer: 73",
			also:     edits{set(database, "allocated_storage", 50)},
			fail: edits{
				set(database, "instance_class", "db.t4g.medium"),
			},
			unknown: edits{set(database, "instance_class", "db.db.t4g.small")},
		},
		{
			rule:    "cost/budget-present",
			fail:    edits{set(awsBudget, "limit_amount", "4000")},
			unknown: edits{unknown(awsBudget, "limit_amount")},
		},
		contained("monitoring/task-logs", `[{"name":"app","image":"x"}]`),
		simple("monitoring/log-retention", logGroup, "retention_in_days", 0),
		simple("monitoring/container-insights", ecsCluster, "setting.0.value", "disabled"),
		simple("monitoring/database-log-exports", database, "enabled_cloudwatch_logs_exports", []any{"upgrade"}),
		simple("monitoring/access-logs", balancer, "access_logs.0.enabled", false),
		{
			rule:     "monitoring/flow-logs",
			document: "flow_logs: true",
			also: edits{
				pt.Add(
					"module.network",
					"aws_flow_log",
					"this",
					map[string]any{"traffic_type": "ALL"},
					map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
				),
			},
			fail: edits{
				set("module.network.aws_flow_log.this", "traffic_type", "REJECT"),
			},
			unknown: edits{unknown("module.network.aws_flow_log.this", "vpc_id")},
		},
		{rule: "monitoring/service-alarm", fail: edits{remove(watch("ecs-cpu"))}, unknown: gone(watch("ecs-cpu"))},
		{
			rule: "monitoring/load-balancer-alarm",
			also: edits{
				link(watch("alb-5xx"), "dimensions.LoadBalancer", "var.alb_arn_suffix"),
				pt.Express(watch("alb-5xx"), "dimensions", "var.alb_arn_suffix"),
			},
			fail:    edits{remove(watch("alb-5xx"))},
			unknown: edits{unknown(watch("alb-5xx"), "dimensions")},
		},
		{rule: "monitoring/database-alarm", fail: edits{remove(watch("db-cpu"))}, unknown: gone(watch("db-cpu"))},
		{
			rule: "monitoring/cache-alarm",
			also: edits{set(watch("cache-memory"), "dimensions.CacheClusterId", "shop-prod-001")},
			fail: edits{
				set(watch("cache-memory"), "dimensions.CacheClusterId", "another"),
			},
			unknown: edits{unknown(watch("cache-memory"), "dimensions")},
		},
		{
			rule:    "monitoring/alarms-notify",
			fail:    edits{set(watch("db-cpu"), "alarm_actions", nil)},
			unknown: edits{unknown(watch("db-cpu"), "alarm_actions")},
		},
		{
			rule:     "availability/database-instances",
			document: "database.instances: 2+",
			also:     aurora(2),
			fail:     edits{remove("module.data.aws_rds_cluster_instance.ib")},
			unknown:  edits{unknown("module.data.aws_rds_cluster_instance.ib", "cluster_identifier")},
		},
		simple("monitoring/alarm-actions-enabled", watch("db-cpu"), "actions_enabled", false),
		{
			rule:    "monitoring/topic-subscribers",
			fail:    edits{remove(subscription)},
			unknown: edits{unknown(subscription, "topic_arn")},
		},
	}
}

// TestRulesThroughThePlan shows for every rule, from plan JSON to verdict, that it passes,
// fails after one change, and is undecided when the plan does not tell.
func TestRulesThroughThePlan(t *testing.T) {
	tested := map[string]bool{}
	for _, c := range ruleCases() {
		tested[c.rule] = true
		t.Run(c.rule, func(t *testing.T) {
			t.Parallel()
			args := []string{"--env", "prod", "--only", c.rule, "--architecture", documentWith(t, c.document)}
			load := func(more edits) []byte { return c.plan(t, more) }
			r, _ := judgePlan(t, load(nil), args...)
			got := slices.DeleteFunc(
				statuses(r, c.rule),
				func(s verdict.Status) bool { return s == verdict.NotApplicable },
			)
			if !slices.Equal(got, []verdict.Status{verdict.Pass}) {
				t.Errorf("unedited: %v, want only pass where it applies\n%s", got, messages(r))
			}
			r, code := judgePlan(t, load(c.fail), args...)
			if !slices.Contains(statuses(r, c.rule), verdict.Fail) || code != verdict.ExitViolations {
				t.Errorf("broken: %v, exit %d\n%s", statuses(r, c.rule), code, messages(r))
			}
			r, code = judgePlan(t, load(c.unknown), append(args, "--undecided-on", "low")...)
			got = statuses(r, c.rule)
			if !slices.Contains(got, verdict.Unknown) && !slices.Contains(got, verdict.NotCollected) ||
				code != verdict.ExitUndecided {
				t.Errorf("hidden: %v, exit %d\n%s", got, code, messages(r))
			}
		})
	}
	for _, c := range kindCases() {
		tested[c.rule] = true
	}
	for id := range shownElsewhere() {
		tested[id] = true
	}
	for _, r := range allRules(t) {
		ids := slices.Collect(maps.Values(r.Aliases))
		if len(ids) == 0 {
			ids = []string{r.ID}
		}
		for _, id := range ids {
			if _, excused := accountOnly()[id]; !tested[id] && !excused {
				t.Errorf("rule %s has no case here", id)
			}
		}
	}
}

// accountOnly are the rules that no plan can break: TestScanFindsEachChange shows them instead.
func accountOnly() map[string]string {
	return map[string]string{"availability/healthy-targets": "before apply no target is registered"}
}

func messages(r *verdict.Report) string {
	var b bytes.Buffer
	for _, v := range r.Verdicts {
		b.WriteString(string(v.Status) + " " + v.Rule + " " + v.Resource.ID + ": " + v.Message + "\n")
	}
	return b.String()
}
