package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling"
	"github.com/aws/aws-sdk-go-v2/service/autoscaling/types"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// machines are the instances of a region, with what is read of them elsewhere.
type machines struct {
	instances map[string]ec2types.Instance
	// encrypted are volumes, unread says why one is missing.
	encrypted map[string]bool
	unread    model.Why
}

func readInstances(ctx context.Context, r *region) {
	readInstancesOf(ctx, r, ec2.NewFromConfig(r.cfg()), autoscaling.NewFromConfig(r.cfg()))
}

// instanceAPI is what is read of instances and their volumes.
type instanceAPI interface {
	ec2.DescribeInstancesAPIClient
	ec2.DescribeVolumesAPIClient
	launchAPI
}

// groupAPI is what is read of Auto Scaling groups.
type groupAPI interface {
	autoscaling.DescribeAutoScalingGroupsAPIClient
	autoscaling.DescribeLaunchConfigurationsAPIClient
	autoscaling.DescribePoliciesAPIClient
	autoscaling.DescribeScheduledActionsAPIClient
}

// readInstancesOf makes a noun of each Auto Scaling group, and of each instance that is in none.
func readInstancesOf(
	ctx context.Context,
	r *region,
	api instanceAPI,
	groups groupAPI,
) {
	m := machines{
		instances: map[string]ec2types.Instance{},
		encrypted: map[string]bool{},
		unread:    notSaid("EC2 does not list the volume"),
	}
	var fleets []types.AutoScalingGroup
	together(ctx, r, func(ctx context.Context, _ *region) {
		_ = pages(
			ctx,
			ec2.NewDescribeInstancesPaginator(api, &ec2.DescribeInstancesInput{MaxResults: aws.Int32(1000)}),
			func(out *ec2.DescribeInstancesOutput) {
				for _, reservation := range out.Reservations {
					for _, i := range reservation.Instances {
						m.instances[aws.ToString(i.InstanceId)] = i
					}
				}
			},
		)
	}, func(ctx context.Context, _ *region) {
		err := pages(
			ctx,
			ec2.NewDescribeVolumesPaginator(api, &ec2.DescribeVolumesInput{MaxResults: aws.Int32(500)}),
			func(out *ec2.DescribeVolumesOutput) {
				for _, v := range out.Volumes {
					m.encrypted[aws.ToString(v.VolumeId)] = aws.ToBool(v.Encrypted)
				}
			},
		)
		if err != nil {
			m.unread = whyNot("EC2", "DescribeVolumes", err)
		}
	}, func(ctx context.Context, _ *region) {
		_ = pages(
			ctx,
			autoscaling.NewDescribeAutoScalingGroupsPaginator(
				groups,
				&autoscaling.DescribeAutoScalingGroupsInput{MaxRecords: aws.Int32(100)},
			),
			func(out *autoscaling.DescribeAutoScalingGroupsOutput) {
				fleets = append(fleets, out.AutoScalingGroups...)
			},
		)
	})
	r.fleets(after(ctx), api, groups, fleets, m)
	for id, i := range m.instances {
		if arn := r.ec2("instance", &id); isThere(i) && r.wires.groupOf[arn] == "" {
			n := r.machine(m, []ec2types.Instance{i})
			n.Resource, n.Block = r.ec2Resource("aws_instance", arn, i.Tags), model.Known(arn)
			n.Lifecycle = machineState(i)
			n.MinSize = model.Known(1)
			n.MaxSize = model.Known(1)
			n.Desired = model.Known(1)
			n.HealthCheckType = model.Known("")
			r.addInstances(n, arn)
		}
	}
}

// isThere leaves out instances that are gone, and that EC2 lists for about an hour.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html
func isThere(i ec2types.Instance) bool {
	return i.State == nil ||
		i.State.Name != ec2types.InstanceStateNameTerminated && i.State.Name != ec2types.InstanceStateNameShuttingDown
}

func machineState(i ec2types.Instance) model.Lifecycle {
	if i.State == nil {
		return form.InstanceStates().Lifecycle(model.Value[string]{})
	}
	return form.InstanceStates().Lifecycle(text(i.State.Name))
}

// fleetState is one only while the group is about to go.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AutoScalingGroup.html
func fleetState(g types.AutoScalingGroup) model.Lifecycle {
	if aws.ToString(g.Status) == "" {
		return model.Lifecycle{InService: model.Known(true), State: model.Known("active")}
	}
	return form.InstanceStates().Lifecycle(value(g.Status))
}

// addInstances adds a group, and notes which instances are its own.
func (r *region) addInstances(n model.InstanceGroup, instances ...string) {
	r.add(func(a *model.Architecture) {
		a.InstanceGroups = append(a.InstanceGroups, n)
		for _, id := range instances {
			r.wires.groupOf[id] = n.ID
		}
	})
}

// fleets makes nouns of Auto Scaling groups.
func (r *region) fleets(ctx context.Context, api launchAPI, groups groupAPI, all []types.AutoScalingGroup, m machines) {
	if len(all) == 0 {
		return
	}
	var sizes resizes
	var launches recipes
	together(
		ctx,
		r,
		func(ctx context.Context, r *region) { sizes = readResizes(ctx, r, groups) },
		func(ctx context.Context, r *region) { launches = readRecipes(ctx, r, api, groups, all) },
	)
	for _, g := range all {
		r.fleet(g, m, sizes, launches)
	}
}

func (r *region) fleet(g types.AutoScalingGroup, m machines, sizes resizes, launches recipes) {
	var ids []string
	for _, member := range g.Instances {
		ids = append(ids, r.ec2("instance", member.InstanceId))
	}
	known, _ := tagged(g.Tags, func(t types.TagDescription) (*string, *string) { return t.Key, t.Value })
	n := r.membersOf(g, m, launches)
	n.Resource = r.resource("aws_autoscaling_group", aws.ToString(g.AutoScalingGroupARN), g.AutoScalingGroupName, known)
	n.Lifecycle = fleetState(g)
	for _, p := range g.SuspendedProcesses {
		n.Suspended = n.Suspended.With(aws.ToString(p.ProcessName))
	}
	n.Block, n.Autoscaling = model.Known(n.ID), model.Known(true)
	n.MinSize = number(g.MinSize)
	n.MaxSize = number(g.MaxSize)
	n.Desired = number(g.DesiredCapacity)
	sizes.scheduled.resize(&n)
	sizes.foreseen.resize(&n)
	n.HealthCheckType = value(g.HealthCheckType)
	if subnets := aws.ToString(g.VPCZoneIdentifier); subnets != "" {
		n.Subnets = model.Whole(r.ec2All("subnet", strings.Split(subnets, ","))...)
	}
	r.addInstances(n, ids...)
}

// membersOf is what the instances of a group have in common, those of now and those that it launches next.
func (r *region) membersOf(g types.AutoScalingGroup, m machines, launches recipes) model.InstanceGroup {
	var members []ec2types.Instance
	unread := false
	for _, member := range g.Instances {
		i, ok := m.instances[aws.ToString(member.InstanceId)]
		if unread = unread || !ok; ok && isThere(i) {
			members = append(members, i)
		}
	}
	next := r.next(aws.ToString(g.AutoScalingGroupARN), g, m, launches)
	n := r.machine(m, members)
	switch {
	case next != nil && len(members) == 0:
		n = *next
	case next != nil:
		n = meet(n, *next)
	}
	if unread {
		n = meet(n, unseenMachine(notSaid("some of its instances were not read")))
	}
	n.Suspended, n.TargetGroups = model.Whole[string](), model.Whole[string]()
	return n
}

// linkInstanceGroups tells groups of instances the roles of their profiles, and the target groups they are members of.
func (r *region) linkInstanceGroups(profiles map[string]string) {
	for n := range r.a.InstanceGroups {
		g := &r.a.InstanceGroups[n]
		if profile := g.Role.Or(""); profile != "" {
			if g.Role = model.Unknown[string](
				notSaid("no role that was read has the profile " + profile),
			); profiles[profile] != "" {
				g.Role = model.Known(profiles[profile])
			}
		}
		for i := range r.a.TargetGroups {
			g.TargetGroups = r.a.TargetGroups[i].AddedTo(g.TargetGroups, g.ID)
		}
	}
}
