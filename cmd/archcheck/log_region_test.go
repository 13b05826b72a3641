package main

import (
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// logging is the one container of the service, with a log configuration of its own.
func logging(driver, options string) pt.Edit {
	return containers(
		`[{"name":"app","image":"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop-prod:1.0.0","portMappings":[{"containerPort":3000}],
		"secrets":[{"name":"DATABASE_URL","valueFrom":"arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-prod/database-MQLjce"}],
		"logConfiguration":{"logDriver":"` + driver + `","options":` + options + `}}]`,
	)
}

// TestLogGroupOfTheRegion: a container names its log group by name and region; only a group that
// stands there receives its logs.
func TestLogGroupOfTheRegion(t *testing.T) {
	const logs, retention, group = "monitoring/task-logs", "monitoring/log-retention", "module.app.aws_cloudwatch_log_group.app"
	here := logging("awslogs", `{"awslogs-group":"/ecs/shop-prod","awslogs-region":"us-east-1"}`)
	there := logging("awslogs", `{"awslogs-group":"/ecs/shop-prod","awslogs-region":"eu-west-1"}`)
	open := pt.Unknown(group, "region")
	moved := func(p *pt.Plan) { p.Apply(elsewhere(group)...) }
	fail, pass, unknown := verdict.Fail, verdict.Pass, verdict.Unknown
	judgeOverrides(t, []overrideCase{
		{"its region", edits{here}, retention, pass},
		{"its region", edits{here}, logs, pass},
		{"another region", edits{there}, retention, unknown},
		{"another region", edits{there}, logs, unknown},
		{"the region of a group elsewhere", edits{there, moved}, retention, pass},
		{"the region of a group elsewhere", edits{there, moved}, logs, pass},
		{"not that of a group elsewhere", edits{here, moved}, retention, unknown},
		{"a group whose region is not known", edits{here, moved, open}, retention, unknown},
		{"a group whose region is not known", edits{here, moved, open}, logs, unknown},
		{
			"no region, which is the task's own",
			edits{logging("awslogs", `{"awslogs-group":"/ecs/shop-prod"}`)},
			retention,
			pass,
		},
		{
			"no region, and a group elsewhere",
			edits{logging("awslogs", `{"awslogs-group":"/ecs/shop-prod"}`), moved},
			retention,
			unknown,
		},
		{
			"a group that nobody makes here",
			edits{logging("awslogs", `{"awslogs-group":"/ecs/other","awslogs-region":"us-east-1"}`)},
			logs,
			unknown,
		},
		{"a router of logs", edits{logging("awsfirelens", `{}`)}, logs, verdict.NotCollected},
		{"a router to CloudWatch", edits{logging("awsfirelens", `{"Name":"cloudwatch_logs"}`)}, logs, pass},
		{
			"a router to CloudWatch, by its older plugin",
			edits{logging("awsfirelens", `{"Name":"cloudwatch"}`)},
			logs,
			pass,
		},
		{"a router to Splunk", edits{logging("awsfirelens", `{"Name":"splunk"}`)}, logs, fail},
		{"no group at all", edits{logging("awslogs", `{"awslogs-region":"us-east-1"}`)}, logs, fail},
		{"another driver", edits{logging("json-file", `{}`)}, logs, fail},
	})
}
