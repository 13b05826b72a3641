package account

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	scalingtypes "github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// instanceAnswers answers with instances, encrypted volumes and one Auto Scaling group of some of them.
type instanceAnswers struct {
	instances []types.Instance
	encrypted []string
	members   []string
	volumes   error
	// schedule sets sizes of the group at times, unscheduled is why it cannot be read.
	schedule    []scalingtypes.ScheduledUpdateGroupAction
	unscheduled error
	// policies scale the group, unforeseen is why they cannot be read.
	policies   []scalingtypes.ScalingPolicy
	unforeseen error
	launchAnswers
}

func (a instanceAnswers) DescribePolicies(
	context.Context,
	*autoscaling.DescribePoliciesInput,
	...func(*autoscaling.Options),
) (*autoscaling.DescribePoliciesOutput, error) {
	return &autoscaling.DescribePoliciesOutput{ScalingPolicies: a.policies}, a.unforeseen
}

func (a instanceAnswers) DescribeScheduledActions(
	context.Context,
	*autoscaling.DescribeScheduledActionsInput,
	...func(*autoscaling.Options),
) (*autoscaling.DescribeScheduledActionsOutput, error) {
	return &autoscaling.DescribeScheduledActionsOutput{ScheduledUpdateGroupActions: a.schedule}, a.unscheduled
}

func (a instanceAnswers) DescribeInstances(
	context.Context,
	*ec2.DescribeInstancesInput,
	...func(*ec2.Options),
) (*ec2.DescribeInstancesOutput, error) {
	return &ec2.DescribeInstancesOutput{Reservations: []types.Reservation{{Instances: a.instances}}}, nil
}

func (a instanceAnswers) DescribeVolumes(
	context.Context,
	*ec2.DescribeVolumesInput,
	...func(*ec2.Options),
) (*ec2.DescribeVolumesOutput, error) {
	out := &ec2.DescribeVolumesOutput{}
	for _, id := range a.encrypted {
		out.Volumes = append(out.Volumes, types.Volume{VolumeId: aws.String(id), Encrypted: aws.Bool(true)})
	}
	return out, a.volumes
}

func (a instanceAnswers) DescribeAutoScalingGroups(
	context.Context,
	*autoscaling.DescribeAutoScalingGroupsInput,
	...func(*autoscaling.Options),
) (*autoscaling.DescribeAutoScalingGroupsOutput, error) {
	g := scalingtypes.AutoScalingGroup{
		AutoScalingGroupARN:  aws.String("fleet"),
		AutoScalingGroupName: aws.String("web"),
		MinSize:              aws.Int32(0),
		MaxSize:              aws.Int32(6),
		DesiredCapacity:      aws.Int32(2),
		HealthCheckType:      aws.String("ELB"),
		VPCZoneIdentifier:    aws.String("subnet-a,subnet-b"),
	}
	for _, id := range a.members {
		g.Instances = append(g.Instances, scalingtypes.Instance{InstanceId: aws.String(id), LaunchTemplate: a.made})
	}
	if a.refer != nil {
		a.refer(&g)
	}
	return &autoscaling.DescribeAutoScalingGroupsOutput{AutoScalingGroups: []scalingtypes.AutoScalingGroup{g}}, nil
}

// machineOf is a running instance with one volume, named after it, and the interface of a task beside its own.
func machineOf(id string, tokens types.HttpTokensState, state types.InstanceStateName) types.Instance {
	wire := func(group, description string) types.InstanceNetworkInterface {
		return types.InstanceNetworkInterface{
			SubnetId:    aws.String("subnet-a"),
			Description: aws.String(description),
			Groups:      []types.GroupIdentifier{{GroupId: aws.String(group)}},
		}
	}
	return types.Instance{
		InstanceId:         aws.String(id),
		InstanceType:       "t3.small",
		State:              &types.InstanceState{Name: state},
		MetadataOptions:    &types.InstanceMetadataOptionsResponse{HttpTokens: tokens},
		IamInstanceProfile: &types.IamInstanceProfile{Arn: aws.String("profile")},
		NetworkInterfaces: []types.InstanceNetworkInterface{
			wire("sg-1", ""),
			wire("sg-task", "arn:aws:ecs:eu-west-1:123456789012:attachment/1"),
		},
		BlockDeviceMappings: []types.InstanceBlockDeviceMapping{
			{Ebs: &types.EbsInstanceBlockDevice{VolumeId: aws.String("vol-" + id)}},
		},
	}
}

// readMachines are the groups that the answers tell of, by their ids.
func readMachines(answers instanceAnswers, profiles map[string]string) (map[string]model.InstanceGroup, *region) {
	r := testRegion()
	readInstancesOf(context.Background(), r, answers, answers)
	r.a.TargetGroups = []model.TargetGroup{
		{Resource: model.Resource{ID: "targets"}, VPC: model.Known("vpc"), Members: model.Whole("i-1")},
	}
	r.linkTargets()
	r.linkInstanceGroups(profiles)
	all := map[string]model.InstanceGroup{}
	for _, g := range r.a.InstanceGroups {
		all[lastPart(g.ID)] = g
	}
	return all, r
}

// TestInstanceGroups: the members of a group are one noun, the worst of them counts, and who is gone is not there.
func TestInstanceGroups(t *testing.T) {
	running := types.InstanceStateNameRunning
	answers := instanceAnswers{
		members:   []string{"i-1", "i-2"},
		encrypted: []string{"vol-i-1", "vol-i-2", "vol-i-3"},
		instances: []types.Instance{
			machineOf("i-1", types.HttpTokensStateRequired, running),
			machineOf("i-2", types.HttpTokensStateOptional, running),
			machineOf("i-3", types.HttpTokensStateRequired, running),
			machineOf("i-4", "", types.InstanceStateNameTerminated),
		},
	}
	all, r := readMachines(answers, map[string]string{"profile": "role"})
	web, alone := all["fleet"], all["i-3"]
	if len(all) != 2 || len(web.Subnets.Items()) != 2 || len(web.SecurityGroups.Items()) != 1 ||
		web.IMDSv2.Or(true) || !web.VolumesEncrypted.Or(false) || web.Role.Or("") != "role" ||
		web.MinSize.Or(-1) != 0 ||
		web.MaxSize.Or(0) != 6 ||
		!web.Autoscaling.Or(false) ||
		len(web.TargetGroups.Items()) != 1 {
		t.Errorf("%d groups: %+v", len(all), web)
	}
	if !alone.IMDSv2.Or(false) || alone.Desired.Or(0) != 1 || alone.Autoscaling.Or(true) ||
		len(alone.TargetGroups.Items()) > 0 ||
		!alone.TargetGroups.IsWhole() {
		t.Errorf("%+v", alone)
	}
	r.wires.interfaces = []types.NetworkInterface{
		wired("eni-1", "", onInstance("i-1", 0)),
		wired("eni-2", "", onInstance("i-3", 0)),
	}
	if r.linkInterfaces(); len(r.a.Interfaces) > 0 {
		t.Errorf("an instance is an interface too: %v", r.a.Interfaces)
	}
}

// TestInstancesThatNobodyShows: volumes that were not read, profiles without a role, and a group without instances.
func TestInstancesThatNobodyShows(t *testing.T) {
	answers := instanceAnswers{
		volumes:   errors.New("no"),
		instances: []types.Instance{machineOf("i-3", "", types.InstanceStateNameRunning)},
	}
	all, _ := readMachines(answers, nil)
	if g := all["i-3"]; g.VolumesEncrypted.IsKnown() || g.Role.IsKnown() || g.IMDSv2.IsKnown() {
		t.Errorf("%+v", g)
	}
	if g := all["fleet"]; g.IMDSv2.IsKnown() || g.SecurityGroups.IsWhole() || !g.Subnets.IsWhole() ||
		g.VolumesEncrypted.IsKnown() ||
		g.PublicAddress.IsKnown() {
		t.Errorf("%+v", g)
	}
}

// TestScheduledSizes: what sets a group's size at times counts at all times.
func TestScheduledSizes(t *testing.T) {
	action := func(group string, least, most *int32) scalingtypes.ScheduledUpdateGroupAction {
		return scalingtypes.ScheduledUpdateGroupAction{
			AutoScalingGroupName: aws.String(group),
			MinSize:              least,
			MaxSize:              most,
		}
	}
	for name, c := range map[string]struct {
		answers     instanceAnswers
		least, most string
	}{
		"none":    {instanceAnswers{}, "0", "6"},
		"another": {instanceAnswers{schedule: []scalingtypes.ScheduledUpdateGroupAction{action("api", nil, aws.Int32(9))}}, "0", "6"},
		"more":    {instanceAnswers{schedule: []scalingtypes.ScheduledUpdateGroupAction{action("web", nil, aws.Int32(9))}}, "0", "9"},
		"within":  {instanceAnswers{schedule: []scalingtypes.ScheduledUpdateGroupAction{action("web", aws.Int32(2), aws.Int32(4))}}, "0", "6"},
		"denied":  {instanceAnswers{unscheduled: errors.New("denied")}, "unknown", "unknown"},
	} {
		all, _ := readMachines(c.answers, nil)
		got := func(v model.Value[int]) string {
			if n, known := v.Get(); known {
				return strconv.Itoa(n)
			}
			return "unknown"
		}
		if g := all["fleet"]; got(g.MinSize) != c.least || got(g.MaxSize) != c.most {
			t.Errorf("%s: from %s to %s, want %s to %s", name, got(g.MinSize), got(g.MaxSize), c.least, c.most)
		}
	}
}

// forecast is predictive scaling of the group web, which may raise its highest size.
func forecast(change func(*scalingtypes.ScalingPolicy)) instanceAnswers {
	p := scalingtypes.ScalingPolicy{
		AutoScalingGroupName: aws.String("web"),
		PolicyName:           aws.String("ahead"),
		PolicyType:           aws.String("PredictiveScaling"),
		PredictiveScalingConfiguration: &scalingtypes.PredictiveScalingConfiguration{
			Mode:                      scalingtypes.PredictiveScalingModeForecastAndScale,
			MaxCapacityBreachBehavior: scalingtypes.PredictiveScalingMaxCapacityBreachBehaviorIncreaseMaxCapacity,
		},
	}
	change(&p)
	return instanceAnswers{policies: []scalingtypes.ScalingPolicy{p}}
}

// TestForecastSizes: a forecast that may raise the highest size leaves it open, and another one leaves it alone.
func TestForecastSizes(t *testing.T) {
	for name, c := range map[string]struct {
		answers instanceAnswers
		known   bool
	}{
		"none":       {instanceAnswers{}, true},
		"raises":     {forecast(func(*scalingtypes.ScalingPolicy) {}), false},
		"another":    {forecast(func(p *scalingtypes.ScalingPolicy) { p.AutoScalingGroupName = aws.String("api") }), true},
		"turned off": {forecast(func(p *scalingtypes.ScalingPolicy) { p.Enabled = aws.Bool(false) }), true},
		"foretells alone": {forecast(func(p *scalingtypes.ScalingPolicy) {
			p.PredictiveScalingConfiguration.Mode = scalingtypes.PredictiveScalingModeForecastOnly
		}), true},
		"honours": {forecast(func(p *scalingtypes.ScalingPolicy) {
			p.PredictiveScalingConfiguration.MaxCapacityBreachBehavior = ""
		}), true},
		"of another type": {forecast(func(p *scalingtypes.ScalingPolicy) {
			p.PolicyType = aws.String("TargetTrackingScaling")
			p.PredictiveScalingConfiguration = nil
		}), true},
		"denied": {instanceAnswers{unforeseen: errors.New("denied")}, false},
	} {
		all, _ := readMachines(c.answers, nil)
		if g := all["fleet"]; g.MaxSize.IsKnown() != c.known || !g.MinSize.IsKnown() {
			t.Errorf("%s: from %v to %v", name, g.MinSize, g.MaxSize)
		}
	}
}
