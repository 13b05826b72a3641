package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// TestAlternateTargetGroup: after a blue/green deployment of ECS the tasks are registered with the other target group,
// while the service names the first; in between they are with both.
func TestAlternateTargetGroup(t *testing.T) {
	unread := model.Unknown[int](model.Why{Reason: model.AccessDenied})
	for name, one := range map[string]struct {
		blue, green model.Value[int]
		want        []string
		whole       bool
	}{
		"at first":   {model.Known(2), model.Known(0), []string{"blue"}, true},
		"turned":     {model.Known(0), model.Known(2), []string{"green"}, true},
		"in between": {model.Known(2), model.Known(2), []string{"blue", "green"}, true},
		"at rest":    {model.Known(0), model.Known(0), []string{"blue"}, true},
		"not read":   {model.Known(0), unread, []string{"blue"}, false},
	} {
		r := testRegion()
		r.a.Services = []model.Service{r.service(types.Service{
			ServiceArn: aws.String("arn:aws:ecs:eu-west-1:123456789012:service/c/s"),
			LoadBalancers: []types.LoadBalancer{{
				TargetGroupArn:        aws.String("blue"),
				AdvancedConfiguration: &types.AdvancedConfiguration{AlternateTargetGroupArn: aws.String("green")},
			}},
		})}
		r.a.TargetGroups = []model.TargetGroup{
			{Resource: model.Resource{ID: "blue"}, Targets: one.blue},
			{Resource: model.Resource{ID: "green"}, Targets: one.green},
		}
		r.linkAlternates()
		var got []string
		for _, target := range r.a.Services[0].Targets.Items() {
			got = append(got, target.TargetGroup.Or(""))
		}
		if !slices.Equal(got, one.want) || r.a.Services[0].Targets.IsWhole() != one.whole {
			t.Errorf("%s: %v, want %v", name, got, one.want)
		}
	}
}
