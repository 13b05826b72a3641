package plan_test

import "testing"

// TestKeys: KMS renews no material of somebody's own, and a key without its material is none yet.
func TestKeys(t *testing.T) {
	holdNouns(t, nounsOf(t, "key", true), map[string]attributes{
		"aws_kms_key.own":              {"rotation_enabled": "true", "state": `"Enabled"`},
		"aws_kms_key.off":              {"rotation_enabled": "false", "state": `"Disabled"`},
		"aws_kms_replica_key.own":      {"rotation_enabled": "true", "state": `"Enabled"`},
		"aws_kms_external_key.given":   {"rotation_enabled": "false", "state": `"Enabled"`},
		"aws_kms_external_key.awaited": {"rotation_enabled": "false", "state": `"PendingImport"`},
		"aws_sqs_queue.jobs":           {"kms_key": `"aws_kms_external_key.given"`},
		"aws_sqs_queue.copies":         {"kms_key": `"aws_kms_replica_key.own"`},
	})
}
