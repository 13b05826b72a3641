package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestTopicWithAKeyOfAWS: CloudWatch may not write to a topic that AWS's own key for SNS encrypts.
func TestTopicWithAKeyOfAWS(t *testing.T) {
	const rule = "monitoring/alarms-notify"
	key := func(id string) edits { return edits{pt.Set(topic, "kms_master_key_id", id)} }
	judgeOverrides(t, []overrideCase{
		{"no key", nil, rule, verdict.Pass},
		{"AWS's own", key("alias/aws/sns"), rule, verdict.Fail},
		{"AWS's own by its ARN", key("arn:aws:kms:us-east-1:123456789012:alias/aws/sns"), rule, verdict.Fail},
		{"one of one's own", key("alias/alarms"), rule, verdict.Pass},
		{"one of the plan", edits{pt.Add("module.monitoring", "aws_kms_key", "alarms", map[string]any{"description": "alarms"}, nil),
			pt.Link(topic, "kms_master_key_id", "aws_kms_key.alarms.id", "aws_kms_key.alarms")}, rule, verdict.Pass},
		{"one that is not known", edits{pt.Unknown(topic, "kms_master_key_id")}, rule, verdict.Unknown},
	})
}
