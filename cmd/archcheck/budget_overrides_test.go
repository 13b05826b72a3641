package main

import (
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// costFilter lets the budget count only some costs.
func costFilter(name string, values ...any) []pt.Edit {
	return []pt.Edit{pt.Set(awsBudget, "cost_filter", []any{map[string]any{"name": name, "values": values}})}
}

func filterExpression(expression map[string]any) []pt.Edit {
	return []pt.Edit{pt.Set(awsBudget, "filter_expression", []any{expression})}
}

func dimension(key string, values ...any) map[string]any {
	return map[string]any{"dimensions": []any{map[string]any{"key": key, "values": values}}}
}

func told(edit map[string]any) []pt.Edit {
	n := map[string]any{
		"comparison_operator":        "GREATER_THAN",
		"threshold":                  80,
		"threshold_type":             "PERCENTAGE",
		"notification_type":          "ACTUAL",
		"subscriber_email_addresses": []any{"ops@example.com"},
		"subscriber_sns_topic_arns":  []any{},
	}
	for k, v := range edit {
		n[k] = v
	}
	return []pt.Edit{pt.Set(awsBudget, "notification", []any{n})}
}

// TestWhatABudgetWatches: a budget counts that watches all costs, now, at a limit that stays, and
// tells somebody in time.
func TestWhatABudgetWatches(t *testing.T) {
	const rule = "cost/budget-present"
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	set := func(path string, value any) []pt.Edit { return []pt.Edit{pt.Set(awsBudget, path, value)} }
	hide := func(path string, also ...pt.Edit) []pt.Edit { return append(also, pt.Unknown(awsBudget, path)) }
	var all []overrideCase
	add := func(name string, edits []pt.Edit, want verdict.Status) {
		all = append(all, overrideCase{name, edits, rule, want})
	}
	add("one service", costFilter("Service", "Amazon Simple Storage Service"), fail)
	add("one kind of usage", costFilter("UsageType", "BoxUsage:t4g.nano"), fail)
	add("another account", costFilter("LinkedAccount", "999999999999"), fail)
	add("its own account", costFilter("LinkedAccount", "123456789012"), pass)
	add("a tag", costFilter("TagKeyValue", "user:Project$shop"), unknown)
	add("another region", costFilter("Region", "eu-west-1"), fail)
	add("a service that is not known", hide("cost_filter"), unknown)
	add("values that are not known", hide("cost_filter.0.values", costFilter("LinkedAccount", "x")...), unknown)
	add("the older form", set("cost_filters", map[string]any{"Service": "Amazon Simple Storage Service"}), fail)
	add("an expression on a service", filterExpression(dimension("SERVICE", "Amazon Simple Storage Service")), fail)
	add(
		"an expression that leaves credits out",
		filterExpression(map[string]any{"not": []any{dimension("RECORD_TYPE", "Credit", "Refund")}}),
		pass,
	)
	add(
		"an expression that leaves usage out",
		filterExpression(map[string]any{"not": []any{dimension("RECORD_TYPE", "Usage")}}),
		fail,
	)
	add(
		"an expression of both",
		filterExpression(
			map[string]any{"and": []any{dimension("LINKED_ACCOUNT", "123456789012"), dimension("SERVICE", "AmazonS3")}},
		),
		fail,
	)
	add(
		"an expression of either account",
		filterExpression(
			map[string]any{"or": []any{dimension("LINKED_ACCOUNT", "1"), dimension("LINKED_ACCOUNT", "123456789012")}},
		),
		pass,
	)
	add(
		"an expression of either thing",
		filterExpression(
			map[string]any{"or": []any{dimension("LINKED_ACCOUNT", "123456789012"), dimension("SERVICE", "AmazonS3")}},
		),
		unknown,
	)
	add("an expression that is not known", hide("filter_expression"), unknown)
	add("of another account", set("account_id", "999999999999"), fail)
	add("of its own account, named", set("account_id", "123456789012"), pass)
	add(
		"of an account that is not known",
		[]pt.Edit{pt.Unknown(awsBudget, "account_id"), pt.Link(awsBudget, "account_id", "var.account")},
		unknown,
	)
	add(
		"of the account that pays for this one",
		append(costFilter("LinkedAccount", "123456789012"), set("account_id", "999999999999")...),
		pass,
	)
	add(
		"of another account, of a third",
		append(costFilter("LinkedAccount", "111111111111"), set("account_id", "999999999999")...),
		fail,
	)
	add(
		"a limit each month in another unit",
		set("planned_limit", []any{map[string]any{"amount": "100", "unit": "EUR"}}),
		fail,
	)
	add("quarterly", set("time_unit", "QUARTERLY"), fail)
	add("usage", set("budget_type", "USAGE"), fail)
	add("a type that is not known", hide("budget_type"), unknown)
	add("euros", set("limit_unit", "EUR"), fail)
	add("ended", set("time_period_end", "2020-01-01_00:00"), fail)
	add("ends one day", set("time_period_end", "2087-06-15_00:00"), pass)
	add("an end that is not known", hide("time_period_end"), unknown)
	add("begins in years", set("time_period_start", "2080-01-01_00:00"), fail)
	add("adjusts itself", set("auto_adjust_data", []any{map[string]any{"auto_adjust_type": "FORECAST"}}), fail)
	add("may adjust itself", hide("auto_adjust_data"), unknown)
	add(
		"a limit each month",
		set(
			"planned_limit",
			[]any{map[string]any{"amount": "100", "unit": "USD"}, map[string]any{"amount": "4000", "unit": "USD"}},
		),
		fail,
	)
	add("limits that are not known", hide("planned_limit"), unknown)
	add("without fees", set("cost_types", []any{map[string]any{"include_recurring": false}}), fail)
	add("without tax", set("cost_types", []any{map[string]any{"include_tax": false, "include_credit": false}}), pass)
	add(
		"cost types that are not known",
		hide("cost_types.0.include_recurring", set("cost_types", []any{map[string]any{}})...),
		unknown,
	)
	add("tells nobody", told(map[string]any{"subscriber_email_addresses": []any{}}), fail)
	add("tells whom nobody knows yet", hide("notification.0.subscriber_email_addresses", told(nil)...), unknown)
	add("tells a topic", append(told(map[string]any{"subscriber_email_addresses": []any{}}),
		pt.Link(awsBudget, "notification.0.subscriber_sns_topic_arns", ref("aws_sns_topic.alarms", "arn")...)), pass)
	for services, want := range map[string]verdict.Status{
		`["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]`: pass, `"cloudwatch.amazonaws.com"`: fail} {
		add("tells a topic that hears "+services, append(told(map[string]any{"subscriber_email_addresses": []any{}}),
			pt.Link(awsBudget, "notification.0.subscriber_sns_topic_arns", ref("aws_sns_topic.alarms", "arn")...),
			pt.Add("module.monitoring", "aws_sns_topic_policy", "x", map[string]any{
				"policy": `{"Statement":[{"Effect":"Allow","Principal":{"Service":` + services +
					`},"Action":"SNS:Publish","Resource":"*"}]}`,
			}, map[string][]string{"arn": ref("aws_sns_topic.alarms", "arn")})), want)
	}
	add("tells far too late", told(map[string]any{"threshold": 300}), fail)
	add("tells at an amount", told(map[string]any{"threshold": 300, "threshold_type": "ABSOLUTE_VALUE"}), pass)
	add("tells when little is spent", told(map[string]any{"comparison_operator": "LESS_THAN"}), fail)
	add("tells nobody knows when", hide("notification.0.threshold", told(nil)...), unknown)
	judgeOverrides(t, all)
}

// TestABudgetThatDoesNotCountIsNamed: whoever has a budget reads why it is none of those asked for.
func TestABudgetThatDoesNotCountIsNamed(t *testing.T) {
	edits := append(costFilter("Service", "Amazon Simple Storage Service"), pt.Set(awsBudget, "time_unit", "QUARTERLY"))
	r, _ := judgePlan(
		t,
		pt.Load(t, "existing-prod").Apply(edits...).JSON(),
		"--env",
		"prod",
		"--only",
		"cost/budget-present",
	)
	for _, part := range []string{awsBudget, "counts QUARTERLY", "counts only SERVICE Amazon Simple Storage Service"} {
		if !strings.Contains(messages(r), part) {
			t.Errorf("%q is not in %s", part, messages(r))
		}
	}
}
