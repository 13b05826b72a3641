package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

func networkOf(group string, public types.AssignPublicIp) *types.NetworkConfiguration {
	return &types.NetworkConfiguration{AwsvpcConfiguration: &types.AwsVpcConfiguration{
		Subnets: []string{"subnet-1"}, SecurityGroups: []string{group}, AssignPublicIp: public,
	}}
}

// TestRevisions: whatever tasks run as counts: an earlier deployment that is not replaced yet, and the task sets of
// CodeDeploy, beside which the service itself says only what it was made with.
func TestRevisions(t *testing.T) {
	deployment := func(status, definition string, running int32) types.Deployment {
		return types.Deployment{
			Status:               aws.String(status),
			TaskDefinition:       aws.String(definition),
			RunningCount:         running,
			NetworkConfiguration: networkOf("sg-earlier", types.AssignPublicIpEnabled),
		}
	}
	set := func(status, definition, group string, running int32) types.TaskSet {
		return types.TaskSet{
			Status:               aws.String(status),
			TaskDefinition:       aws.String(definition),
			RunningCount:         running,
			NetworkConfiguration: networkOf(group, types.AssignPublicIpDisabled),
			LaunchType:           types.LaunchTypeFargate,
			LoadBalancers:        []types.LoadBalancer{{TargetGroupArn: aws.String("of " + definition)}},
		}
	}
	for name, one := range map[string]struct {
		deployments []types.Deployment
		sets        []types.TaskSet
		now, target string
		also        []string
		groups      []string
		public      bool
	}{
		"at rest": {
			[]types.Deployment{deployment("PRIMARY", "made", 2), deployment("INACTIVE", "old", 0)}, nil,
			"made", "of made", nil, []string{"sg-made"}, false,
		},
		"under way": {
			[]types.Deployment{deployment("PRIMARY", "made", 0), deployment("ACTIVE", "old", 2)}, nil,
			"made", "of made", []string{"old"}, []string{"sg-earlier", "sg-made"}, true,
		},
		"forced anew": {
			[]types.Deployment{deployment("PRIMARY", "made", 0), deployment("ACTIVE", "made", 2)}, nil,
			"made", "of made", nil, []string{"sg-earlier", "sg-made"}, true,
		},
		"replaced": {
			[]types.Deployment{deployment("PRIMARY", "made", 2), deployment("ACTIVE", "old", 0)}, nil,
			"made", "of made", nil, []string{"sg-made"}, false,
		},
		"blue and green": {
			nil, []types.TaskSet{set("ACTIVE", "blue", "sg-blue", 2), set("PRIMARY", "green", "sg-green", 2)},
			"green", "of green", []string{"blue"}, []string{"sg-blue", "sg-green"}, false,
		},
		"green alone": {
			nil, []types.TaskSet{set("PRIMARY", "green", "sg-green", 0), set("DRAINING", "blue", "sg-blue", 0)},
			"green", "of green", nil, []string{"sg-green"}, false,
		},
	} {
		r := testRegion()
		s := r.service(types.Service{
			ServiceArn:           aws.String("arn:aws:ecs:eu-west-1:123456789012:service/c/s"),
			TaskDefinition:       aws.String("made"),
			NetworkConfiguration: networkOf("sg-made", types.AssignPublicIpDisabled),
			LoadBalancers:        []types.LoadBalancer{{TargetGroupArn: aws.String("of made")}},
			Deployments:          one.deployments,
			TaskSets:             one.sets,
		})
		var groups []string
		for _, id := range s.SecurityGroups.Items() {
			groups = append(groups, lastPart(id))
		}
		slices.Sort(groups)
		target := s.Targets.Items()[0].TargetGroup.Or("")
		if s.TaskDefinition.Or("") != one.now || target != one.target || !slices.Equal(s.AlsoRuns.Items(), one.also) ||
			!slices.Equal(groups, one.groups) || s.PublicAddress.Or(!one.public) != one.public {
			t.Errorf("%s: %v beside %v, in %v, public %v, %s",
				name, s.TaskDefinition, s.AlsoRuns.Items(), groups, s.PublicAddress, target)
		}
		// A task's interface wears the groups of its own revision, not those of all.
		for _, group := range one.groups {
			at := r.placements[s.ID]
			if !slices.ContainsFunc(
				at,
				func(p model.Placement) bool { return groupsKey(p) == r.ec2("security-group", &group) },
			) {
				t.Errorf("%s: no revision wears %s", name, group)
			}
		}
	}
}
