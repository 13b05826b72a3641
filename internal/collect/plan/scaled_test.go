package plan_test

import "testing"

// What scaling is for is a name too: an ARN in its place is of nothing.
func TestWhatAScalingTargetNames(t *testing.T) {
	for _, c := range []struct{ typ, dimension, written, plain, sourced string }{
		{"aws_ecs_service", "ecs:service:DesiredCount", `"service/shop/${aws_ecs_service.it.name}"`, "it", "it"},
		{"aws_ecs_service", "ecs:service:DesiredCount", `"service/shop/${aws_ecs_service.it.id}"`, "?", "another"},
		{"aws_ecs_service", "ecs:service:DesiredCount", `"service/shop/${aws_ecs_service.it.arn}"`, "?", "another"},
		{"aws_ecs_service", "ecs:service:DesiredCount", `aws_ecs_service.it.id`, "?", "another"},
		{"aws_ecs_service", "ecs:service:DesiredCount", `replace(aws_ecs_service.it.id, "/^.*:/", "")`, "?", "?"},
		{"aws_ecs_service", "ecs:service:DesiredCount", `"service/${aws_ecs_service.it.name}"`, "it", "another"},
		{"aws_rds_cluster", "rds:cluster:ReadReplicaCount", `"cluster:${aws_rds_cluster.it.id}"`, "it", "it"},
		{"aws_rds_cluster", "rds:cluster:ReadReplicaCount", `"cluster:${aws_rds_cluster.it.arn}"`, "?", "another"},
		{"aws_dynamodb_table", "dynamodb:table:ReadCapacityUnits", `"table/${aws_dynamodb_table.it.name}"`, "it", "it"},
		{"aws_dynamodb_table", "dynamodb:table:ReadCapacityUnits", `"table/${aws_dynamodb_table.it.arn}"`, "?", "another"},
		{"aws_elasticache_replication_group", "elasticache:replication-group:Replicas",
			`"replication-group/${aws_elasticache_replication_group.it.id}"`, "it", "it"},
	} {
		for _, inSource := range []bool{false, true} {
			want := c.plain
			if inSource {
				want = c.sourced
			}
			a := collectedAlone(
				t,
				c.typ,
				c.written,
				0,
				inSource,
				"aws_appautoscaling_target",
				map[string]any{
					"scalable_dimension": c.dimension,
					"min_capacity":       1,
					"max_capacity":       2,
				},
				"resource_id",
				c.written,
				true,
			)
			got := a.ScalingTargets[0].Service.Or("?")
			if got == c.typ+".it" {
				got = "it"
			} else if got != "?" {
				got = "another"
			}
			if got != want {
				t.Errorf(
					"%s (source %v): %s (%s), want %s",
					c.written,
					inSource,
					got,
					a.ScalingTargets[0].Service.Or("?"),
					want,
				)
			}
		}
	}
}
