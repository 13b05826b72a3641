package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// scaledCount is a scaling target of something else than a service.
func scaledCount(dimension string, resource []string, least, most any) pt.Edit {
	return pt.Add(
		"module.data",
		"aws_appautoscaling_target",
		"more",
		map[string]any{"min_capacity": least, "max_capacity": most, "service_namespace": "x",
			"scalable_dimension": dimension, "suspended_state": []any{}},
		written{"resource_id": resource},
	)
}

// countWriters let something change how many there are.
func countWriters() []writerCase {
	const nodes, instances, target = "scaling/cache-nodes", "availability/database-instances", "module.data.aws_appautoscaling_target.more"
	replicas := func(most any, more ...pt.Edit) edits {
		return append(
			edits{
				scaledCount(
					"elasticache:replication-group:Replicas",
					ref("aws_elasticache_replication_group.this", "replication_group_id"),
					0,
					most,
				),
			},
			more...)
	}
	readers := func(most any, more ...pt.Edit) edits {
		return append(
			append(
				aurora(2),
				scaledCount("rds:cluster:ReadReplicaCount", ref("aws_rds_cluster.this", "cluster_identifier"), 1, most),
			),
			more...)
	}
	at := pt.Add(
		"module.data",
		"aws_appautoscaling_scheduled_action",
		"more",
		map[string]any{
			"name":                   "x",
			"schedule":               "cron(0 8 ? * FRI *)",
			"service_namespace":      "elasticache",
			"scalable_dimension":     "elasticache:replication-group:Replicas",
			"scalable_target_action": []any{map[string]any{"min_capacity": 0, "max_capacity": 5}},
		},
		written{"resource_id": ref("aws_appautoscaling_target.more", "resource_id")},
	)
	named := pt.Add(
		"module.data",
		"aws_appautoscaling_target",
		"more",
		map[string]any{
			"min_capacity":       0,
			"max_capacity":       3,
			"service_namespace":  "elasticache",
			"scalable_dimension": "elasticache:replication-group:Replicas",
			"suspended_state":    []any{},
			"resource_id":        "replication-group/shop-prod",
		},
		nil,
	)
	off := pt.Set(
		target,
		"suspended_state",
		[]any{
			map[string]any{
				"dynamic_scaling_in_suspended":  true,
				"dynamic_scaling_out_suspended": true,
				"scheduled_scaling_suspended":   true,
			},
		},
	)
	return []writerCase{
		{name: "a cache to which replicas are added", rule: nodes, edits: replicas(3), want: verdict.Fail},
		{name: "a cache to which replicas are added by its name", rule: nodes, edits: edits{named}, want: verdict.Fail},
		{name: "a cache that scaling leaves as it is", rule: nodes, edits: replicas(0), want: verdict.Pass},
		{name: "a cache whose scaling is suspended", rule: nodes, edits: replicas(3, off), want: verdict.Pass},
		{name: "a cache to which replicas are added at times", rule: nodes, edits: replicas(0, at), want: verdict.Fail},
		{
			name:  "a cache of unknown bounds",
			rule:  nodes,
			edits: replicas(3, pt.Unknown(target, "max_capacity")),
			want:  verdict.Unknown,
		},
		{
			name:  "perhaps another cache that is scaled",
			rule:  nodes,
			edits: edits{scaledCount("elasticache:replication-group:Replicas", []string{"local.cache"}, 0, 3)},
			want:  verdict.Unknown,
		},
		{
			name:  "something else that is scaled",
			rule:  nodes,
			edits: edits{scaledCount("rds:cluster:ReadReplicaCount", []string{"local.cluster"}, 0, 3)},
			want:  verdict.Pass,
		},
		{
			name: "node groups that are added",
			rule: nodes,
			edits: edits{
				scaledCount(
					"elasticache:replication-group:NodeGroups",
					ref("aws_elasticache_replication_group.this", "replication_group_id"),
					1,
					4,
				),
			},
			want: verdict.Fail,
		},
		{
			name:     "a cluster to which readers are added",
			rule:     instances,
			document: "database.instances: 2",
			edits:    readers(3),
			want:     verdict.Fail,
		},
		{
			name:     "a cluster to which no reader is added",
			rule:     instances,
			document: "database.instances: 2",
			edits:    readers(1),
			want:     verdict.Pass,
		},
		{
			name:     "a cluster of at least two",
			rule:     instances,
			document: "database.instances: 2+",
			edits:    readers(3),
			want:     verdict.Pass,
		},
		{
			name:     "a cluster to which nobody knows how many readers are added",
			rule:     instances,
			document: "database.instances: 2",
			edits:    readers(3, pt.Unknown(target, "max_capacity")),
			want:     verdict.Unknown,
		},
	}
}

// TestScaledTables: capacity that scaling raises is that capacity.
func TestScaledTables(t *testing.T) {
	const rule, table = "scaling/table-read-capacity", "aws_dynamodb_table.orders"
	document := documentOf(t, "orders: {kind: table, read_capacity: 5, match: {name: orders}}")
	scaled := func(most any, more ...pt.Edit) edits {
		return append(
			edits{
				pt.Set(table, "billing_mode", "PROVISIONED"),
				pt.Set(table, "read_capacity", 5),
				pt.Set(table, "write_capacity", 5),
				pt.Add(
					"",
					"aws_appautoscaling_target",
					"more",
					map[string]any{
						"min_capacity":       5,
						"max_capacity":       most,
						"service_namespace":  "dynamodb",
						"resource_id":        "table/orders",
						"scalable_dimension": "dynamodb:table:ReadCapacityUnits",
						"suspended_state":    []any{},
					},
					nil,
				),
			},
			more...)
	}
	for name, c := range map[string]struct {
		edits edits
		want  verdict.Status
	}{
		"raised":     {scaled(100), verdict.Fail},
		"held":       {scaled(5), verdict.Pass},
		"an index":   {scaled(100, pt.Set("aws_appautoscaling_target.more", "resource_id", "table/orders/index/x")), verdict.Pass},
		"on demand":  {scaled(100, pt.Set(table, "billing_mode", "PAY_PER_REQUEST")), verdict.Fail},
		"not known":  {scaled(100, pt.Unknown("aws_appautoscaling_target.more", "max_capacity")), verdict.Unknown},
		"of writing": {scaled(100, pt.Set("aws_appautoscaling_target.more", "scalable_dimension", "dynamodb:table:WriteCapacityUnits")), verdict.Pass},
	} {
		r, _ := judgePlan(
			t,
			pt.Load(t, nounPlan("table")).Apply(c.edits...).JSON(),
			"--env",
			"prod",
			"--only",
			rule,
			"--architecture",
			document,
		)
		if got := worst(statuses(r, rule)); got != c.want {
			t.Errorf("%s: %s, want %s\n%s", name, got, c.want, messages(r))
		}
	}
}
