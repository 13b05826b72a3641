package account

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// hostAnswers answers with the instances of a cluster, by the capacity provider that they came from.
type hostAnswers struct {
	instances map[string]string
	unlisted  error
	unnamed   error
}

func (h hostAnswers) ListContainerInstances(
	context.Context,
	*ecs.ListContainerInstancesInput,
	...func(*ecs.Options),
) (*ecs.ListContainerInstancesOutput, error) {
	return &ecs.ListContainerInstancesOutput{ContainerInstanceArns: []string{"all"}}, h.unlisted
}

func (h hostAnswers) DescribeContainerInstances(
	context.Context,
	*ecs.DescribeContainerInstancesInput,
	...func(*ecs.Options),
) (*ecs.DescribeContainerInstancesOutput, error) {
	out := &ecs.DescribeContainerInstancesOutput{}
	for id, provider := range h.instances {
		i := types.ContainerInstance{Ec2InstanceId: aws.String(id)}
		if provider != "" {
			i.CapacityProviderName = aws.String(provider)
		}
		out.ContainerInstances = append(out.ContainerInstances, i)
	}
	return out, nil
}

func (h hostAnswers) DescribeCapacityProviders(
	context.Context,
	*ecs.DescribeCapacityProvidersInput,
	...func(*ecs.Options),
) (*ecs.DescribeCapacityProvidersOutput, error) {
	return &ecs.DescribeCapacityProvidersOutput{CapacityProviders: []types.CapacityProvider{{
		Name:                     aws.String("fleet"),
		AutoScalingGroupProvider: &types.AutoScalingGroupProvider{AutoScalingGroupArn: aws.String("group")},
	}}}, h.unnamed
}

// TestHosts: tasks without interfaces of their own are where the instances are that they may run on.
func TestHosts(t *testing.T) {
	denied := errors.New("denied")
	by := func(provider string) types.Service {
		return types.Service{
			CapacityProviderStrategy: []types.CapacityProviderStrategyItem{{CapacityProvider: &provider}},
		}
	}
	onAny := types.Service{LaunchType: types.LaunchTypeEc2}
	for name, c := range map[string]struct {
		service types.Service
		answers hostAnswers
		wears   []string
		whole   bool
	}{
		"on any instance":       {onAny, hostAnswers{instances: map[string]string{"i-1": "fleet", "i-2": ""}}, []string{"sg-alone", "sg-group"}, true},
		"on one alone":          {onAny, hostAnswers{instances: map[string]string{"i-2": ""}}, []string{"sg-alone"}, true},
		"on none":               {onAny, hostAnswers{}, nil, false},
		"on one not read":       {onAny, hostAnswers{instances: map[string]string{"i-3": ""}}, nil, false},
		"of a provider":         {by("fleet"), hostAnswers{instances: map[string]string{"i-2": ""}}, []string{"sg-group"}, true},
		"of a provider, at 0":   {by("fleet"), hostAnswers{}, []string{"sg-group"}, true},
		"of one without groups": {by("managed"), hostAnswers{}, nil, false},
		"denied":                {onAny, hostAnswers{unlisted: denied, instances: map[string]string{"i-2": ""}}, nil, false},
		"providers denied":      {by("fleet"), hostAnswers{unnamed: denied}, nil, false},
	} {
		r := testRegion()
		c.service.ServiceArn = aws.String("arn:aws:ecs:eu-west-1:123456789012:service/c/s")
		c.service.ClusterArn = aws.String("arn:aws:ecs:eu-west-1:123456789012:cluster/c")
		r.a.Services = append(r.a.Services, r.service(c.service))
		for id, group := range map[string]string{"group": "sg-group", r.arn("ec2", "instance/i-2"): "sg-alone"} {
			g := model.InstanceGroup{Placement: model.Placement{
				Subnets: model.Whole("subnet"), SecurityGroups: model.Whole(group), PublicAddress: model.Known(false),
			}}
			g.ID = id
			r.a.InstanceGroups = append(r.a.InstanceGroups, g)
		}
		r.wires.groupOf[r.arn("ec2", "instance/i-1")] = "group"
		readHosts(context.Background(), r, c.answers)
		r.linkHosts()
		s := r.a.Services[0]
		if wears := slices.Sorted(slices.Values(s.SecurityGroups.Items())); !slices.Equal(wears, c.wears) ||
			s.SecurityGroups.IsWhole() != c.whole || s.Instances.IsWhole() != c.whole ||
			s.PublicAddress.IsKnown() != c.whole {
			t.Errorf("%s: %v, instances %v, public %v", name, s.SecurityGroups, s.Instances, s.PublicAddress)
		}
	}
	own := types.Service{
		LaunchType:           types.LaunchTypeEc2,
		NetworkConfiguration: networkOf("sg", types.AssignPublicIpDisabled),
	}
	if h := hostingOf("c", revisions(own)); h != nil {
		t.Errorf("tasks with interfaces of their own are hosted: %v", h)
	}
}
