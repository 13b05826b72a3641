package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func instanceTypes() []string {
	return []string{"aws_instance", "aws_spot_instance_request", read.FleetType}
}

// instanceGroup reads an instance, or an Auto Scaling group. Where it is follows later, as it hangs on subnets.
func instanceGroup(c *collector, in *read.Instance) {
	all := c.launches(in)
	g := model.InstanceGroup{
		Lifecycle:        model.Unseen(),
		Resource:         c.base(in, "tags_all.Name"),
		Block:            model.Known(in.BlockAddress()),
		Autoscaling:      model.Known(in.Type == read.FleetType),
		MinSize:          model.Known(1),
		MaxSize:          model.Known(1),
		Desired:          model.Known(1),
		HealthCheckType:  model.Known(""),
		InstanceType:     ofEach(all, func(l launch) model.Value[string] { return l.text("instance_type") }),
		IMDSv2:           every(all, c.tokensRequired),
		VolumesEncrypted: every(all, c.volumesEncrypted),
		Suspended:        model.Whole[string](),
		Role:             ofEach(all, c.profileRole),
		TargetGroups:     model.Whole[string](),
	}
	if in.Type != read.FleetType {
		g.Lifecycle = lifecycle(in, "instance_state", form.InstanceStates())
	} else {
		g.Name, g.Tags = in.Text("name", in.Name), fleetTags(in)
		g.MinSize = in.Integer("min_size")
		g.MaxSize = in.Integer("max_size")
		g.HealthCheckType = in.Text("health_check_type", "EC2")
		g.Suspended = in.Texts("suspended_processes", nil)
		// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
		if g.Desired = in.Integer("desired_capacity"); in.Created && !in.IsWritten("desired_capacity") {
			g.Desired = g.MinSize
		}
		if n, s := in.Count("mixed_instances_policy.0.launch_template.0.override"); n > 0 || s.IsHidden() ||
			s == read.Unknown && in.IsWritten("mixed_instances_policy") {
			g.InstanceType = model.Unknown[string](
				model.Why{Reason: model.Unsupported, Detail: "the group launches several types"},
			)
		}
	}
	c.instanceGroups.add(in.Address, g)
}

// fleetTags are the tags of an Auto Scaling group, which are blocks.
func fleetTags(in *read.Instance) model.Value[map[string]string] {
	n, s := in.Count("tag")
	all := map[string]string{}
	for i := range n {
		key, value := in.Text("tag."+strconv.Itoa(i)+".key"), in.Text("tag."+strconv.Itoa(i)+".value")
		if !key.IsKnown() {
			return model.Unknown[map[string]string](key.Why())
		}
		all[key.Or("")] = value.Or(read.StandIn)
	}
	if s.IsOpen() {
		return model.Unknown[map[string]string](model.Why{Reason: model.KnownAfterApply})
	}
	return model.Known(all)
}

// place puts an instance or group where its values say. AWS takes a default subnet where they say nothing.
func (c *collector) place(in *read.Instance, r *referral) {
	g := c.instanceGroups.byID[in.Address]
	g.Placement = model.Placement{Subnets: r.subnets, SecurityGroups: r.groups, PublicAddress: c.publicAddress(in, r)}
	if r.subnets.IsWhole() && len(r.subnets.Items()) == 0 {
		why := model.Why{Reason: model.NotManaged, Detail: "it names no subnet: AWS takes a default one"}
		g.Subnets = g.Subnets.Broken(why)
		if len(r.public) == 0 && !g.PublicAddress.Or(false) {
			g.PublicAddress = model.Unknown[bool](why)
		}
		if r.groups.IsWhole() && len(r.groups.Items()) == 0 {
			g.SecurityGroups = c.defaultGroupOfDefaultVPC()
		}
	}
}

// defaultGroupOfDefaultVPC is what wears that names neither subnet nor group. No group that a plan makes is it, and no
// default group of a VPC that a plan makes.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
func (c *collector) defaultGroupOfDefaultVPC() model.List[string] {
	if c.wornByDefault == nil {
		found := c.findDefaultGroup()
		c.wornByDefault = &found
	}
	return *c.wornByDefault
}

func (c *collector) findDefaultGroup() model.List[string] {
	var may []string
	for _, g := range c.securityGroups.order {
		if v := c.vpcs.byID[g.VPC.Or("")]; g.Default.Or(true) && (v == nil || v.Source.Data || read.IsAdopted(v.Type)) {
			may = append(may, g.ID)
		}
	}
	const group = "the default group of the default VPC"
	if len(may) == 0 {
		return model.Whole(group)
	}
	return model.Part[string](model.Why{Reason: model.NotManaged, Detail: "it wears " + group, Candidates: may})
}

// listTargetGroups tells instances which target groups they are members of.
func (c *collector) listTargetGroups() {
	for _, t := range c.targetGroups.order {
		for _, g := range c.instanceGroups.order {
			g.TargetGroups = t.AddedTo(g.TargetGroups, g.ID)
		}
	}
}

// scheduledSize widens a group's bounds, unless schedules are switched off or this one is over.
func scheduledSize(c *collector, in *read.Instance) {
	over := form.ScheduleEnded(in.Text("recurrence", "").Or(""), "", in.Text("end_time", "").Or("?"), c.madeAt())
	fleet := c.Ref(in, []string{read.FleetType}, "autoscaling_group_name")
	attachTo(&c.instanceGroups, fleet, in, func(g *model.InstanceGroup, doubt *model.Why) {
		off := slices.Contains(g.Suspended.Items(), "ScheduledActions")
		if off || over.Or(false) {
			return
		}
		sizes := form.Sizes{
			Least:   in.Integer("min_size", -1),
			Most:    in.Integer("max_size", -1),
			Desired: in.Integer("desired_capacity", -1),
		}
		if doubt != nil || !g.Suspended.IsWhole() || !over.IsKnown() {
			sizes = unsureSizes(sizes)
		}
		form.Reschedule(g, in.Address, sizes)
	})
}

// unsureSizes are sizes that may be set.
func unsureSizes(s form.Sizes) form.Sizes {
	return form.Sizes{Least: unsure(s.Least), Most: unsure(s.Most), Desired: unsure(s.Desired)}
}

// unsure is a size that may be set; one that is left alone stays so.
func unsure(size model.Value[int]) model.Value[int] {
	if n, known := size.Get(); known && n == -1 {
		return size
	}
	return model.Unknown[int](model.Why{Reason: model.UnresolvedReference})
}
