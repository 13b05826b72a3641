package account

import (
	"context"
	"slices"
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
}

// groupAPI is what is read of Auto Scaling groups.
type groupAPI interface {
	autoscaling.DescribeAutoScalingGroupsAPIClient
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
	var resizes resizes
	if len(fleets) > 0 {
		resizes = readResizes(after(ctx), r, groups)
	}
	for _, g := range fleets {
		r.fleet(g, m, resizes)
	}
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

func (r *region) fleet(g types.AutoScalingGroup, m machines, resizes resizes) {
	var members []ec2types.Instance
	var ids []string
	for _, member := range g.Instances {
		ids = append(ids, r.ec2("instance", member.InstanceId))
		if i, ok := m.instances[aws.ToString(member.InstanceId)]; ok && isThere(i) {
			members = append(members, i)
		}
	}
	known, _ := tagged(g.Tags, func(t types.TagDescription) (*string, *string) { return t.Key, t.Value })
	n := r.machine(m, members)
	n.Resource = r.resource("aws_autoscaling_group", aws.ToString(g.AutoScalingGroupARN), g.AutoScalingGroupName, known)
	n.Lifecycle = fleetState(g)
	for _, p := range g.SuspendedProcesses {
		n.Suspended = n.Suspended.With(aws.ToString(p.ProcessName))
	}
	n.Block, n.Autoscaling = model.Known(n.ID), model.Known(true)
	n.MinSize = number(g.MinSize)
	n.MaxSize = number(g.MaxSize)
	n.Desired = number(g.DesiredCapacity)
	resizes.scheduled.resize(&n)
	resizes.foreseen.resize(&n)
	n.HealthCheckType = value(g.HealthCheckType)
	if subnets := aws.ToString(g.VPCZoneIdentifier); subnets != "" {
		n.Subnets = model.Whole(r.ec2All("subnet", strings.Split(subnets, ","))...)
	}
	if len(members) < len(g.Instances) {
		n.SecurityGroups = n.SecurityGroups.Broken(notSaid("some of its instances were not read"))
	}
	r.addInstances(n, ids...)
}

// machine is what instances have in common. Without one nobody tells what the next will be like.
func (r *region) machine(m machines, all []ec2types.Instance) model.InstanceGroup {
	n := model.InstanceGroup{
		Autoscaling:  model.Known(false),
		Suspended:    model.Whole[string](),
		TargetGroups: model.Whole[string](),
	}
	if len(all) == 0 {
		why := model.Why{Reason: model.NotRecorded, Detail: "it has no instance now"}
		n.Placement = model.Placement{
			Subnets:        model.Part[string](why),
			SecurityGroups: model.Part[string](why),
			PublicAddress:  model.Unknown[bool](why),
		}
		n.InstanceType = model.Unknown[string](why)
		n.Role = model.Unknown[string](why)
		n.IMDSv2 = model.Unknown[bool](why)
		n.VolumesEncrypted = model.Unknown[bool](why)
		return n
	}
	n.Placement = model.Nowhere()
	n.IMDSv2, n.VolumesEncrypted = model.Known(true), model.Known(true)
	slices.SortFunc(all, func(a, b ec2types.Instance) int {
		return strings.Compare(aws.ToString(a.InstanceId), aws.ToString(b.InstanceId))
	})
	for _, i := range all {
		r.join(&n, i)
		n.IMDSv2 = model.Every(n.IMDSv2, tokensRequired(i))
		if len(i.BlockDeviceMappings) == 0 {
			n.VolumesEncrypted = model.Unknown[bool](notSaid("EC2 lists no volume of " + aws.ToString(i.InstanceId)))
		}
		for _, device := range i.BlockDeviceMappings {
			if device.Ebs == nil {
				continue
			}
			encrypted := model.Unknown[bool](m.unread)
			if is, ok := m.encrypted[aws.ToString(device.Ebs.VolumeId)]; ok {
				encrypted = model.Known(is)
			}
			n.VolumesEncrypted = model.Every(n.VolumesEncrypted, encrypted)
		}
		n.InstanceType, n.Role = model.Known(string(i.InstanceType)), model.Known("")
		if i.IamInstanceProfile != nil {
			n.Role = value(i.IamInstanceProfile.Arn) // of which linkProfiles knows the role
		}
	}
	return n
}

// join adds where one instance is, and whom its own interfaces wear: not those of tasks that run on it.
func (r *region) join(n *model.InstanceGroup, i ec2types.Instance) {
	for _, wire := range i.NetworkInterfaces {
		if strings.Contains(aws.ToString(wire.Description), ":attachment/") {
			continue
		}
		var groups []string
		for _, g := range wire.Groups {
			groups = append(groups, aws.ToString(g.GroupId))
		}
		n.SecurityGroups = model.Union(n.SecurityGroups, model.Whole(r.ec2All("security-group", groups)...))
		if subnet := r.ec2("subnet", wire.SubnetId); subnet != "" {
			n.Subnets = model.Union(n.Subnets, model.Whole(subnet))
		}
		public := wire.Association != nil && aws.ToString(wire.Association.PublicIp) != "" ||
			len(wire.Ipv6Addresses) > 0
		n.PublicAddress = model.Some(n.PublicAddress, model.Known(public))
	}
	n.PublicAddress = model.Some(n.PublicAddress, model.Known(aws.ToString(i.PublicIpAddress) != ""))
}

func tokensRequired(i ec2types.Instance) model.Value[bool] {
	o := i.MetadataOptions
	if o == nil || o.HttpTokens == "" && o.HttpEndpoint == "" {
		return model.Unknown[bool](notSaid("EC2 does not tell the metadata options of " + aws.ToString(i.InstanceId)))
	}
	return model.Known(
		o.HttpTokens == ec2types.HttpTokensStateRequired ||
			o.HttpEndpoint == ec2types.InstanceMetadataEndpointStateDisabled,
	)
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
