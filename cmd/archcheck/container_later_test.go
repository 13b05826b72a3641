package main

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// TestContainerOfUnknownParts: a list or block of a container that only apply tells is not an empty one.
func TestContainerOfUnknownParts(t *testing.T) {
	const credentials, secrets, logs = "identity/no-plain-credentials", "identity/credentials-from-secrets-manager", "monitoring/task-logs"
	plan, later := pt.Load(t, "ok-prod").JSON(), "[for k in terraform_data.later.output : { name = k, value = k }]"
	for _, c := range []struct{ name, old, new, rule string }{
		{"the environment", "portMappings ", "environment = " + later + "\n portMappings ", credentials},
		{"one variable", "portMappings ", "environment = [terraform_data.later.output]\n portMappings ", credentials},
		{"files of variables", "portMappings ", "environmentFiles = " + later + "\n portMappings ", credentials},
		{"the command", "portMappings ", "command = terraform_data.later.output\n portMappings ", credentials},
		{"the health check", "portMappings ", "healthCheck = terraform_data.later.output\n portMappings ", credentials},
		{"the labels", "portMappings ", "dockerLabels = terraform_data.later.output\n portMappings ", credentials},
		{"the secrets", `[{ name = "DATABASE_URL", valueFrom = var.secret_arn }]`, later, secrets},
		{"the log configuration", "logConfiguration = {", "logConfiguration = terraform_data.later.output\n labels = {", logs},
		{"the log options", "options = {", "options = terraform_data.later.output\n labels = {", logs},
		{"the log region", "awslogs-region        = var.region", "awslogs-region = terraform_data.later.output", logs},
		{"another log region", "awslogs-region        = var.region", `awslogs-region = "eu-west-1"`, logs},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := judgeOwn(t, plan, editedSource(t, "app", c.old, c.new), "--env", "prod", "--only", c.rule)
			if got := statuses(r, c.rule); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
				t.Errorf("%s: %v\n%s", c.rule, got, messages(r))
			}
		})
	}
}

// TestRepositoryNamedInPlain: container definitions that only apply will tell may name the repository and the secret in
// plain, beside what they refer to.
func TestRepositoryNamedInPlain(t *testing.T) {
	plan := pt.Load(t, "ok-prod").Apply(
		pt.Link(
			"module.app.aws_ecs_task_definition.app",
			"container_definitions",
			"aws_cloudwatch_log_group.app.name",
			"aws_cloudwatch_log_group.app",
		),
	)
	r, _ := judgePlan(t, plan.JSON(), "--env", "prod")
	for _, rule := range []string{"delivery/repository-present", "identity/credentials-from-secrets-manager"} {
		if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{verdict.Unknown}) {
			t.Errorf("%s: %v", rule, got)
		}
	}
}
