package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

const composite = "module.monitoring.aws_cloudwatch_composite_alarm.all"

// composed adds a composite alarm that notifies the topic of alarms.
func composed(rule string, more ...pt.Edit) []pt.Edit {
	add := pt.Add(
		"module.monitoring",
		"aws_cloudwatch_composite_alarm",
		"all",
		map[string]any{
			"alarm_name":      "shop-prod-all",
			"alarm_rule":      rule,
			"actions_enabled": true,
			"alarm_actions":   []any{"arn:aws:sns:us-east-1:123456789012:shop-prod-alarms"},
		},
		nil,
	)
	return append([]pt.Edit{add}, more...)
}

// suppressor lets an alarm hold back the actions of the composite one.
func suppressor(alarm string) pt.Edit {
	return pt.Set(
		composite,
		"actions_suppressor",
		[]any{map[string]any{"alarm": alarm, "extension_period": 10, "wait_period": 20}},
	)
}

// TestWhoHearsOfAnAlarm: an alarm notifies the topics in its region, itself or through composite
// alarms that it can raise.
func TestWhoHearsOfAnAlarm(t *testing.T) {
	const notify, enabled = "monitoring/alarms-notify", "monitoring/alarm-actions-enabled"
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	silent := pt.Set(watch("db-cpu"), "alarm_actions", []any{})
	muted := pt.Set(watch("db-cpu"), "actions_enabled", false)
	far := pt.Set(watch("db-cpu"), "alarm_actions", []any{"arn:aws:sns:eu-west-1:123456789012:alarms"})
	second := func(rule string) pt.Edit {
		return pt.Add(
			"module.monitoring",
			"aws_cloudwatch_composite_alarm",
			"inner",
			map[string]any{"alarm_name": "inner", "alarm_rule": rule, "actions_enabled": false},
			nil,
		)
	}
	const arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-prod-db-cpu"
	judgeOverrides(t, []overrideCase{
		{"it has no action", []pt.Edit{silent}, notify, fail},
		{"a topic in another region", []pt.Edit{far}, notify, fail},
		{"a composite alarm by name", composed(`ALARM("shop-prod-db-cpu") OR ALARM(other)`, silent), notify, pass},
		{
			"a composite alarm by ARN",
			composed(`ALARM("`+arn+`")`, silent, pt.Set(watch("db-cpu"), "arn", arn)),
			notify,
			pass,
		},
		{"a composite alarm of others", composed(`ALARM("shop-prod-cache-memory")`, silent), notify, fail},
		{
			"a composite alarm unless it alarms",
			composed(`ALARM(other) AND NOT ALARM("shop-prod-db-cpu")`, silent),
			notify,
			fail,
		},
		{
			"a composite alarm of a composite alarm",
			composed(`ALARM(inner)`, silent, second(`ALARM("shop-prod-db-cpu")`)),
			notify,
			pass,
		},
		{
			"composite alarms in a circle",
			composed(`ALARM(inner)`, silent, second(`ALARM("shop-prod-all")`)),
			notify,
			fail,
		},
		{
			"a composite alarm that tells nobody",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Set(composite, "alarm_actions", nil)),
			notify,
			fail,
		},
		{
			"a composite alarm that is muted",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Set(composite, "actions_enabled", false)),
			notify,
			fail,
		},
		{
			"a composite alarm that may be muted",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Unknown(composite, "actions_enabled")),
			notify,
			unknown,
		},
		{
			"a composite alarm that another one suppresses",
			composed(`ALARM("shop-prod-db-cpu")`, silent, suppressor("deploying")),
			notify,
			verdict.NotCollected,
		},
		{
			"a composite alarm that an unknown one suppresses",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Unknown(composite, "actions_suppressor")),
			notify,
			verdict.NotCollected,
		},
		{
			"a composite alarm that is muted and suppressed",
			composed(`ALARM("shop-prod-db-cpu")`, silent, suppressor("deploying"),
				pt.Set(composite, "actions_enabled", false)),
			notify,
			fail,
		},
		{
			"a composite alarm that nothing suppresses",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Set(composite, "actions_suppressor", []any{})),
			notify,
			pass,
		},
		{
			"a composite alarm of whom it tells nobody knows",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Unknown(composite, "alarm_actions")),
			notify,
			unknown,
		},
		{
			"a composite alarm in another region",
			composed(`ALARM("shop-prod-db-cpu")`, silent, pt.Set(composite, "region", "eu-west-1")),
			notify,
			fail,
		},
		{"a rule that is not known", composed("", silent, pt.Unknown(composite, "alarm_rule")), notify, unknown},
		{
			"a rule that refers to another alarm",
			composed(
				"",
				silent,
				pt.Link(composite, "alarm_rule", ref(`aws_cloudwatch_metric_alarm.this["cache-memory"]`, "arn")...),
			),
			notify,
			fail,
		},
		{
			"a rule that refers to it",
			composed(
				"",
				silent,
				pt.Link(composite, "alarm_rule", ref(`aws_cloudwatch_metric_alarm.this["db-cpu"]`, "arn")...),
			),
			notify,
			unknown,
		},
		{"it is muted", []pt.Edit{muted}, enabled, fail},
		{
			"it is muted, and a composite alarm speaks for it",
			composed(`ALARM("shop-prod-db-cpu")`, muted),
			enabled,
			pass,
		},
		{
			"it is muted, and a composite alarm may speak for it",
			composed("", muted, pt.Unknown(composite, "alarm_rule")),
			enabled,
			unknown,
		},
		{"it may be muted", []pt.Edit{pt.Unknown(watch("db-cpu"), "actions_enabled")}, enabled, unknown},
	})
}

// TestWhichAlarmsATopicHears: its policy may be for alarms of one account, one region, or some names alone.
func TestWhichAlarmsATopicHears(t *testing.T) {
	const notify = "monitoring/alarms-notify"
	policy := func(condition string) []pt.Edit {
		text := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"cloudwatch.amazonaws.com"},"Action":"sns:Publish","Resource":"*","Condition":` + condition + `}]}`
		return []pt.Edit{pt.Set("module.monitoring.aws_sns_topic.alarms", "policy", text)}
	}
	alarms := func(pattern string) []pt.Edit { return policy(`{"ArnLike":{"aws:SourceArn":"` + pattern + `"}}`) }
	judgeOverrides(t, []overrideCase{
		{"all of the account", policy(`{"StringEquals":{"aws:SourceAccount":"123456789012"}}`), notify, verdict.Pass},
		{
			"those of another account",
			policy(`{"StringEquals":{"aws:SourceAccount":"999999999999"}}`),
			notify,
			verdict.Fail,
		},
		{"all of the region", alarms("arn:aws:cloudwatch:us-east-1:123456789012:alarm:*"), notify, verdict.Pass},
		{"those of another region", alarms("arn:aws:cloudwatch:eu-west-1:123456789012:alarm:*"), notify, verdict.Fail},
		{"by their names", alarms("arn:aws:cloudwatch:*:*:alarm:shop-prod-*"), notify, verdict.Pass},
		{"by other names", alarms("arn:aws:cloudwatch:*:*:alarm:shop-dev-*"), notify, verdict.Fail},
	})
}

// TestWhoReceives: a queue or function is subscribed only where its policy lets SNS reach it, and a topic that keeps the
// order has queues alone.
func TestWhoReceives(t *testing.T) {
	const rule, by, topic = "monitoring/topic-subscribers", "module.monitoring.aws_sns_topic_subscription.email",
		"module.monitoring.aws_sns_topic.alarms"
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	queue := pt.Add("module.monitoring", "aws_sqs_queue", "heard", map[string]any{"name": "heard"}, nil)
	function := pt.Add(
		"module.monitoring",
		"aws_lambda_function",
		"heard",
		map[string]any{"function_name": "heard"},
		nil,
	)
	to := func(protocol, thing string) []pt.Edit {
		return []pt.Edit{pt.Set(by, "protocol", protocol), pt.Link(by, "endpoint", thing+".arn", thing)}
	}
	policy := func(principal string) pt.Edit {
		return pt.Add("module.monitoring", "aws_sqs_queue_policy", "heard", map[string]any{
			"policy": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":` + principal +
				`,"Action":"sqs:SendMessage","Resource":"*"}]}`,
		}, map[string][]string{"queue_url": {"aws_sqs_queue.heard.id", "aws_sqs_queue.heard"}})
	}
	permission := func(principal string) pt.Edit {
		return pt.Add("module.monitoring", "aws_lambda_permission", "heard", map[string]any{
			"action": "lambda:InvokeFunction", "principal": principal,
		}, map[string][]string{"function_name": {"aws_lambda_function.heard.function_name", "aws_lambda_function.heard"}})
	}
	add := func(edits []pt.Edit, more ...pt.Edit) []pt.Edit { return append(more, edits...) }
	const q, f = "aws_sqs_queue.heard", "aws_lambda_function.heard"
	elsewhere := []pt.Edit{pt.Set(by, "protocol", "sqs"), pt.Set(by, "endpoint", "arn:aws:sqs:us-east-1:1:far")}
	judgeOverrides(t, []overrideCase{
		{"a queue without a policy", add(to("sqs", q), queue), rule, fail},
		{"a queue that lets SNS", add(to("sqs", q), queue, policy(`{"Service":"sns.amazonaws.com"}`)), rule, pass},
		{"a queue that lets everybody", add(to("sqs", q), queue, policy(`"*"`)), rule, pass},
		{"a queue that lets S3", add(to("sqs", q), queue, policy(`{"Service":"s3.amazonaws.com"}`)), rule, fail},
		{"a queue whose policy is not known", add(to("sqs", q), queue, policy(`"*"`),
			pt.Unknown("module.monitoring.aws_sqs_queue_policy.heard", "policy")), rule, unknown},
		{"a queue elsewhere", elsewhere, rule, pass},
		{"a function that nobody may invoke", add(to("lambda", f), function), rule, fail},
		{"a function that lets SNS", add(to("lambda", f), function, permission("sns.amazonaws.com")), rule, pass},
		{"a function that lets S3", add(to("lambda", f), function, permission("s3.amazonaws.com")), rule, fail},
		{"e-mail of a topic that keeps the order", []pt.Edit{pt.Set(topic, "name", "alarms.fifo")}, rule, fail},
	})
}
