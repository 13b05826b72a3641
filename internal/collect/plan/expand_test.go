package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

// TestBlocksOfTheSource: Terraform does not know while it plans whether an ARN of something new is null, and leaves a
// dynamic block that asks for it to apply. The source tells that it is not.
func TestBlocksOfTheSource(t *testing.T) {
	const block = "  load_balancer {\n    target_group_arn = aws_lb_target_group.app.arn\n" +
		"    container_name   = \"app\"\n    container_port   = var.app_port\n  }\n"
	dynamic := func(forEach, arn string) string {
		return "dynamic \"load_balancer\" {\nfor_each = " + forEach + "\ncontent {\ntarget_group_arn = " + arn +
			"\ncontainer_name = \"app\"\ncontainer_port = var.app_port\n}\n}\n"
	}
	const arn, service = "aws_lb_target_group.app.arn", "module.app.aws_ecs_service.app"
	for name, c := range map[string]struct {
		text string
		want string
	}{
		"a splat":           {dynamic(arn+"[*]", "load_balancer.value"), "whole: module.app.aws_lb_target_group.app app 3000"},
		"a condition":       {dynamic(arn+" == null ? [] : [1]", arn), "whole: module.app.aws_lb_target_group.app app 3000"},
		"of two":            {dynamic("[for a in ["+arn+", aws_lb_target_group.app.id] : a if a != null]", "load_balancer.value"), "whole: module.app.aws_lb_target_group.app app 3000, module.app.aws_lb_target_group.app app 3000"},
		"another":           {dynamic(arn+" == null ? [1] : []", arn), "whole: "},
		"what nobody knows": {dynamic("aws_lb.this.ip_address_type == \"x\" ? [1] : []", arn), "part: "},
	} {
		t.Run(name, func(t *testing.T) {
			hidden := func(p *pt.Plan) {
				change := p.Resource(service)["change"].(map[string]any)
				delete(change["after"].(map[string]any), "load_balancer")
				change["after_unknown"].(map[string]any)["load_balancer"] = true
				for _, item := range p.Module("module.app")["resources"].([]any) {
					if resource := item.(map[string]any); resource["address"] == "aws_ecs_service.app" {
						delete(resource["expressions"].(map[string]any), "load_balancer")
					}
				}
			}
			a, err := plan.Collect(pt.Load(t, "ok-prod").Apply(hidden).JSON(),
				plan.Options{Name: "ok-prod", Source: edited(t, "modules/app/main.tf", block, c.text), OwnSource: true})
			if err != nil {
				t.Fatal(err)
			}
			if got := targetsOf(a); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// targetsOf are the targets of the only service, in words.
func targetsOf(a *model.Architecture) string {
	text, all := "part: ", []string{}
	if a.Services[0].Targets.IsWhole() {
		text = "whole: "
	}
	for _, target := range a.Services[0].Targets.Items() {
		all = append(
			all,
			fmt.Sprint(target.TargetGroup.Or("?"), " ", target.ContainerName.Or("?"), " ", target.ContainerPort.Or(0)),
		)
	}
	return text + strings.Join(all, ", ")
}
