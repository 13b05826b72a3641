package plan_test

import (
	"slices"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// The target groups of a forward are a set: its members stand in another order than its blocks.
func TestIdleTargetGroups(t *testing.T) {
	const https, app, two = "module.app.aws_lb_listener.https", "module.app.aws_lb_target_group.app", "module.app.aws_lb_target_group.two"
	at := "default_action.0.forward.0.target_group."
	weigh := func(planned [2]any, written [2]any) []pt.Edit {
		edits := []pt.Edit{
			pt.Add("module.app", "aws_lb_target_group", "two", map[string]any{"name": "two"}, nil),
			pt.Set(https, "default_action.0.target_group_arn", nil),
			pt.Set(
				https,
				"default_action.0.forward",
				[]any{
					map[string]any{
						"target_group": []any{
							map[string]any{"weight": planned[0]},
							map[string]any{"weight": planned[1]},
						},
					},
				},
			),
			pt.Link(https, at+"0.arn", "aws_lb_target_group.app.arn", "aws_lb_target_group.app"),
			pt.Link(https, at+"1.arn", "aws_lb_target_group.two.arn", "aws_lb_target_group.two"),
		}
		return append(
			edits,
			pt.Constant(https, at+"0.weight", written[0]),
			pt.Constant(https, at+"1.weight", written[1]),
		)
	}
	for name, c := range map[string]struct {
		planned, written [2]any
		idle             []string
		whole            bool
	}{
		"in the order of the blocks": {[2]any{0, 1}, [2]any{0, 1}, []string{app}, true},
		"in another order":           {[2]any{1, 0}, [2]any{0, 1}, []string{app}, true},
		"both":                       {[2]any{0, 0}, [2]any{0, 0}, []string{app, two}, true},
		"neither":                    {[2]any{2, 1}, [2]any{1, 2}, nil, true},
		"one that is not written":    {[2]any{0, 1}, [2]any{nil, 1}, nil, false},
	} {
		for _, l := range collected(t, weigh(c.planned, c.written)...).Listeners {
			if l.ID != https {
				continue
			}
			a := l.Actions.Items()[0]
			if !slices.Equal(a.Idle.Items(), c.idle) || a.Idle.IsWhole() != c.whole ||
				!slices.Equal(a.TargetGroups.Items(), []string{app, two}) {
				t.Errorf("%s: it forwards to %v, idle are %v", name, a.TargetGroups, a.Idle)
			}
		}
	}
}
