package plan_test

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

func TestTables(t *testing.T) {
	holdNouns(t, nounsOf(t, "table", false), map[string]attributes{
		"aws_dynamodb_table.orders": {
			"encrypted":              "true",
			"kms_key":                `"aws_kms_key.orders"`,
			"point_in_time_recovery": "true",
			"on_demand":              "true",
			"read_capacity":          "0",
			"write_capacity":         "0",
			"deletion_protection":    "true",
		},
		"aws_dynamodb_table.plain": {
			"encrypted":              "true",
			"kms_key":                `""`,
			"point_in_time_recovery": "false",
			"on_demand":              "false",
			"read_capacity":          "5",
			"write_capacity":         "3",
			"deletion_protection":    "false",
		},
		"aws_dynamodb_table.aws_key": {"kms_key": `""`},
	})
	const orders = "aws_dynamodb_table.orders"
	for days, full := range map[int]string{35: "true", 34: "false", 1: "false"} {
		holdNouns(
			t,
			editedNouns(t, "table", pt.Set(orders, "point_in_time_recovery.0.recovery_period_in_days", days)),
			map[string]attributes{orders: {"point_in_time_recovery": full}},
		)
	}
	for _, source := range []string{"restore_source_name", "restore_source_table_arn"} {
		restored := []pt.Edit{pt.Set(orders, source, "old"), pt.Express(orders, source, "var.old")}
		holdNouns(
			t,
			editedNouns(t, "table", restored...),
			map[string]attributes{orders: {"kms_key": `"aws_kms_key.orders"`}},
		)
		restored = []pt.Edit{
			pt.Set("aws_dynamodb_table.plain", source, "old"),
			pt.Express("aws_dynamodb_table.plain", source, "var.old"),
		}
		holdNouns(
			t,
			editedNouns(t, "table", restored...),
			map[string]attributes{"aws_dynamodb_table.plain": {"kms_key": "unknown: not_managed"}},
		)
	}
	const unknown = "unknown: known_after_apply"
	for path, want := range map[string]attributes{
		"billing_mode":                                     {"on_demand": unknown, "read_capacity": unknown},
		"point_in_time_recovery.0.enabled":                 {"point_in_time_recovery": unknown},
		"point_in_time_recovery.0.recovery_period_in_days": {"point_in_time_recovery": unknown},
		"server_side_encryption.0.enabled":                 {"kms_key": unknown},
		"deletion_protection_enabled":                      {"deletion_protection": unknown},
	} {
		holdNouns(
			t,
			editedNouns(t, "table", pt.Unknown("aws_dynamodb_table.orders", path)),
			map[string]attributes{"aws_dynamodb_table.orders": want},
		)
	}
}
