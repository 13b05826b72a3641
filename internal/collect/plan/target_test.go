package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

func appTargets(t *testing.T, edits ...pt.Edit) (model.List[string], *model.Architecture) {
	t.Helper()
	a := collected(t, edits...)
	for _, g := range a.TargetGroups {
		if g.ID == "module.app.aws_lb_target_group.app" {
			return g.Members, a
		}
	}
	t.Fatal("there is no target group")
	return model.List[string]{}, nil
}

// Whoever registers instances with a target group makes them members, whichever resource says it.
func TestEveryWayIntoATargetGroup(t *testing.T) {
	to := []string{"aws_lb_target_group.app.arn", "aws_lb_target_group.app"}
	fleet := pt.Add("module.app", "aws_autoscaling_group", "x", map[string]any{"name": "fleet"}, nil)
	named := map[string]any{"autoscaling_group_name": "fleet"}
	elsewhere := map[string]any{"autoscaling_group_name": "elsewhere"}
	source := func(typ string) pt.Edit {
		return func(p *pt.Plan) {
			p.Apply(
				pt.Set("module.app."+typ+".x", "traffic_source.0.type", "elbv2"),
				pt.Link("module.app."+typ+".x", "traffic_source.0.identifier", to...),
			)
		}
	}
	arn := map[string][]string{"lb_target_group_arn": to}
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  string
	}{
		"attachment":                        {[]pt.Edit{fleet, pt.Add("module.app", "aws_autoscaling_attachment", "x", named, arn)}, "aws_autoscaling_group.x"},
		"attachment of a group elsewhere":   {[]pt.Edit{pt.Add("module.app", "aws_autoscaling_attachment", "x", elsewhere, arn)}, "aws_autoscaling_attachment.x"},
		"traffic source":                    {[]pt.Edit{fleet, pt.Add("module.app", "aws_autoscaling_traffic_source_attachment", "x", named, nil), source("aws_autoscaling_traffic_source_attachment")}, "aws_autoscaling_group.x"},
		"traffic source of one elsewhere":   {[]pt.Edit{pt.Add("module.app", "aws_autoscaling_traffic_source_attachment", "x", elsewhere, nil), source("aws_autoscaling_traffic_source_attachment")}, "aws_autoscaling_traffic_source_attachment.x"},
		"traffic_source of the group":       {[]pt.Edit{fleet, source("aws_autoscaling_group")}, "aws_autoscaling_group.x"},
		"target_group_arns of the group":    {[]pt.Edit{fleet, pt.Link("module.app.aws_autoscaling_group.x", "target_group_arns", to...)}, "aws_autoscaling_group.x"},
		"target_group_arns of a spot fleet": {[]pt.Edit{pt.Add("module.app", "aws_spot_fleet_request", "x", nil, map[string][]string{"target_group_arns": to})}, "aws_spot_fleet_request.x"},
		"task set": {[]pt.Edit{pt.Add("module.app", "aws_ecs_task_set", "x", map[string]any{"service": "x"}, nil),
			pt.Set("module.app.aws_ecs_task_set.x", "load_balancer.0.container_name", "x"), pt.Link("module.app.aws_ecs_task_set.x", "load_balancer.0.target_group_arn", to...)}, "aws_ecs_task_set.x"},
	} {
		t.Run(name, func(t *testing.T) {
			members, a := appTargets(t, c.edits...)
			if id := "module.app." + c.want; !slices.Contains(members.Items(), id) || interfaceOf(a, id) == nil {
				t.Errorf("members are %v, of %v", members, a.Interfaces)
			}
		})
	}
}

// What may register with a target group leaves its members open; what surely does not, does not.
func TestWhatMayRegister(t *testing.T) {
	open := []pt.Edit{
		pt.Add(
			"module.app",
			"aws_autoscaling_group",
			"x",
			map[string]any{"name": "x"},
			map[string][]string{"target_group_arns": {"local.hidden"}},
		),
	}
	if members, _ := appTargets(t, open...); members.IsWhole() {
		t.Error("a group with hidden target groups is none of its members")
	}
	classic := pt.Add(
		"module.app",
		"aws_autoscaling_attachment",
		"x",
		map[string]any{"autoscaling_group_name": "x", "elb": "classic"},
		nil,
	)
	lattice := pt.Add(
		"module.app",
		"aws_autoscaling_traffic_source_attachment",
		"x",
		map[string]any{"autoscaling_group_name": "x", "traffic_source": []any{
			map[string]any{
				"type":       "vpc-lattice",
				"identifier": "arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-1",
			},
		}},
		nil,
	)
	for name, edit := range map[string]pt.Edit{"classic": classic, "lattice": lattice} {
		if members, _ := appTargets(t, edit); !members.IsWhole() || len(members.Items()) > 0 {
			t.Errorf("%s: members are %v", name, members)
		}
	}
}
