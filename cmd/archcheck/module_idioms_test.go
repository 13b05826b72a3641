package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// moduleIdiom is what a public module writes where the fixtures' source writes something plain.
type moduleIdiom struct {
	name, module, old, new string
	hidden                 []attribute
	// fails is the rule that finds what is broken, empty where nothing is.
	fails string
}

const definitionIdiom = `container_definitions = jsonencode([for d in [{
    name         = "app"
    image        = "${aws_ecr_repository.app.repository_url}:1.0.0"
    environment  = %s
    user         = null
    essential    = true
    secrets      = try([{ name = "DATABASE_URL", valueFrom = var.secret_arn }], [])
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = try(aws_cloudwatch_log_group.app.name, ""), awslogs-region = var.region, awslogs-stream-prefix = "app" }
    }
  }] : { for k, v in d : k => v if v != null }])
}

resource "aws_ecs_service" "app" {`

// TestModuleIdioms writes what modules write into the fixtures' source, and hides what apply would
// tell then: all that the whole plan decides is still decided, and what is broken is found.
func TestModuleIdioms(t *testing.T) {
	const policy = `module.app.aws_appautoscaling_policy.app`
	scaled := []attribute{{"module.app.aws_appautoscaling_target.app", "resource_id"}}
	for _, key := range []string{"cpu_out", "cpu_in", "memory_out", "memory_in"} {
		scaled = append(scaled, attribute{policy + `["` + key + `"]`, "resource_id"})
	}
	whole := decisions(judgeOwn(t, pt.Load(t, "ok-prod").JSON(), sourceOf("prod"), "--env", "prod"))
	for _, c := range []moduleIdiom{
		{name: "the cluster's name from its ARN", module: "app", hidden: scaled, old: `"service/${aws_ecs_cluster.this.name}/${aws_ecs_service.app.name}"`,
			new: `"service/${split("/", aws_ecs_cluster.this.arn)[1]}/${aws_ecs_service.app.name}"`},
		{name: "the cluster's name from its ARN, tried", module: "app", hidden: scaled, old: `"service/${aws_ecs_cluster.this.name}/${aws_ecs_service.app.name}"`,
			new: `"service/${try(element(split("/", aws_ecs_cluster.this.id), 1), "")}/${try(aws_ecs_service.app.name, null)}"`},
		{name: "the last of the cluster's ARN", module: "app", hidden: scaled, old: `"service/${aws_ecs_cluster.this.name}/${aws_ecs_service.app.name}"`,
			new: `join("/", ["service", basename(aws_ecs_cluster.this.arn), aws_ecs_service.app.name])`},
		{name: "a group that may be oneself", module: "security", old: `referenced_security_group_id = aws_security_group.alb.id`,
			new: `referenced_security_group_id = lookup({ from = aws_security_group.alb.id }, "from", null) == "self" ? aws_security_group.app.id : aws_security_group.alb.id`},
		{name: "a definition without nulls", module: "app", old: definitionOf(t), new: fmt.Sprintf(definitionIdiom, "[]")},
		{name: "a password in a definition without nulls", module: "app", old: definitionOf(t), fails: "identity/no-plain-credentials",
			new: fmt.Sprintf(definitionIdiom, `[{ name = "DB_PASSWORD", value = "hunter2hunter2" }, { name = "PLACE", value = aws_lb.this.dns_name }]`)},
	} {
		t.Run(c.name, func(t *testing.T) {
			edits := []pt.Edit{pt.Unknown("module.app.aws_ecs_task_definition.app", "container_definitions")}
			for _, a := range c.hidden {
				edits = append(edits, pt.Unknown(a.address, a.path))
			}
			got := judgeOwn(
				t,
				pt.Load(t, "ok-prod").Apply(edits...).JSON(),
				editedSource(t, c.module, c.old, c.new),
				"--env",
				"prod",
			)
			decided := decisions(got)
			for finding, status := range whole {
				if decided[finding] != status && (c.fails == "" || decided[finding] != verdict.Fail) {
					t.Errorf("%s is %q, want %s", finding, decided[finding], status)
				}
			}
			if c.fails != "" && !slices.Contains(failing(got), c.fails) {
				t.Errorf("fails %v, want %s", failing(got), c.fails)
			}
		})
	}
}

// definitionOf is the text of the fixtures' source from the container definitions to the service.
func definitionOf(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sourceOf("prod"), "modules", "app", "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	begin := strings.Index(text, "container_definitions")
	end := strings.Index(
		text,
		`resource "aws_ecs_service" "app" {`,
	)
	if begin < 0 || end < begin {
		t.Fatal("the fixtures' source has another form")
	}
	return text[begin:end] + `resource "aws_ecs_service" "app" {`
}
