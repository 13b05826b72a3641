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
	byData := func(name string) edits {
		return edits{
			pt.AddRead(
				"module.monitoring",
				"aws_kms_alias",
				"of",
				map[string]any{"name": name, "arn": "arn:aws:kms:us-east-1:123456789012:" + name,
					"target_key_id": "1234", "target_key_arn": "arn:aws:kms:us-east-1:123456789012:key/1234"},
			),
			pt.Set(topic, "kms_master_key_id", "arn:aws:kms:us-east-1:123456789012:key/1234"),
		}
	}
	judgeOverrides(t, []overrideCase{
		{"no key", edits{pt.Set(topic, "kms_master_key_id", nil)}, rule, verdict.Pass},
		{"AWS's own", key("alias/aws/sns"), rule, verdict.Fail},
		{"AWS's own by its ARN", key("arn:aws:kms:us-east-1:123456789012:alias/aws/sns"), rule, verdict.Fail},
		{"AWS's own by a data source", byData("alias/aws/sns"), rule, verdict.Fail},
		{"another one by a data source", byData("alias/alarms"), rule, verdict.Unknown},
		{"one of another state", key("alias/alarms"), rule, verdict.Unknown},
		{"one that is not known", edits{pt.Unknown(topic, "kms_master_key_id")}, rule, verdict.Unknown},
	})
}

// topicKey encrypts the topic of alarms with a key of one's own.
func topicKey(attributes map[string]any, more ...pt.Edit) edits {
	return append(edits{pt.Add("module.monitoring", "aws_kms_key", "alarms", attributes, nil),
		pt.Link(topic, "kms_master_key_id", "aws_kms_key.alarms.id", "aws_kms_key.alarms")}, more...)
}

// TestTopicWithAKeyOfOnesOwn: CloudWatch needs the key of the topic to tell anybody of an alarm.
func TestTopicWithAKeyOfOnesOwn(t *testing.T) {
	const rule, key, account = "monitoring/alarms-notify", "module.monitoring.aws_kms_key.alarms",
		`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}`
	with := func(statements string, more ...pt.Edit) edits {
		return topicKey(map[string]any{"policy": `{"Statement":[` + account + statements + `]}`}, more...)
	}
	allow := func(element string) string {
		return `,{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"` + element + `}`
	}
	const deny = `,{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*"}`
	writer := func(policy string) pt.Edit {
		return pt.Add(
			"module.monitoring",
			"aws_kms_key_policy",
			"alarms",
			map[string]any{"policy": `{"Statement":[` + policy + `]}`},
			written{"key_id": ref("aws_kms_key.alarms", "key_id")},
		)
	}
	byAlias := func(alias pt.Edit, statements string) edits {
		return append(
			with(statements),
			alias,
			pt.Link(topic, "kms_master_key_id", "aws_kms_alias.alarms.arn", "aws_kms_alias.alarms"),
		)
	}
	alias := pt.Add(
		"module.monitoring",
		"aws_kms_alias",
		"alarms",
		map[string]any{"name": "alias/alarms"},
		written{"target_key_id": ref("aws_kms_key.alarms", "key_id")},
	)
	judgeOverrides(t, []overrideCase{
		{"without a policy of its own", topicKey(map[string]any{"description": "alarms"}), rule, verdict.Pass},
		{"for the account alone", with(""), rule, verdict.Pass},
		{
			"for the account and a role",
			with(
				`,{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/backup"},"Action":"kms:Decrypt","Resource":"*"}`,
			),
			rule,
			verdict.Fail,
		},
		{"for CloudWatch", with(allow("")), rule, verdict.Pass},
		{
			"for CloudWatch, by its own resource",
			topicKey(map[string]any{}, writer(account+allow(""))),
			rule,
			verdict.Pass,
		},
		{
			"for another service, by its own resource",
			with(
				allow(""),
				writer(
					`{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"kms:*","Resource":"*"}`,
				),
			),
			rule,
			verdict.Fail,
		},
		{"for CloudWatch, by an alias", byAlias(alias, allow("")), rule, verdict.Pass},
		{
			"for another service, by an alias",
			byAlias(
				alias,
				`,{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"kms:*","Resource":"*"}`,
			),
			rule,
			verdict.Fail,
		},
		{
			"to decrypt alone",
			with(
				`,{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"kms:Decrypt","Resource":"*"}`,
			),
			rule,
			verdict.Fail,
		},
		{
			"for everybody of the account",
			with(
				`,{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"123456789012"}}}`,
			),
			rule,
			verdict.Fail,
		},
		{
			"for another service",
			with(`,{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"kms:*","Resource":"*"}`),
			rule,
			verdict.Fail,
		},
		{
			"for alarms of the account",
			with(
				allow(`,"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"}}`),
			),
			rule,
			verdict.Pass,
		},
		{
			"on a condition",
			with(allow(`,"Condition":{"StringLike":{"kms:ViaService":"sns.*"}}`)),
			rule,
			verdict.NotCollected,
		},
		{"denied again", with(allow("") + deny), rule, verdict.Fail},
		{"of a policy that is not known", append(with(""), pt.Unknown(key, "policy")), rule, verdict.Unknown},
		{"that is disabled", append(with(allow("")), pt.Set(key, "is_enabled", false)), rule, verdict.Fail},
	})
}
