package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// autoscalingAttachment registers the instances of an Auto Scaling group.
func autoscalingAttachment(c *collector, in *read.Instance) {
	attribute := "lb_target_group_arn"
	if _, s := in.At(attribute); s == read.Null {
		attribute = "alb_target_group_arn"
	}
	if _, s := in.At(attribute); s != read.Null { // it names a classic load balancer else
		c.register(in, attribute, c.attachedFleet(in), model.Known(0))
	}
}

// trafficSourceAttachment is the newer form of the same.
func trafficSourceAttachment(c *collector, in *read.Instance) {
	c.registerSources(in, func() model.Value[string] { return c.attachedFleet(in) })
}

// registerSources registers with the target groups among the traffic sources of a resource.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TrafficSourceIdentifier.html
func (c *collector) registerSources(in *read.Instance, target func() model.Value[string]) {
	n, s := in.Count("traffic_source")
	if s.IsHidden() || s == read.Unknown && in.Expression("traffic_source").Kind != read.Unset {
		c.leaveMembersOpen(in, nil)
	}
	for i := range n {
		prefix := "traffic_source." + strconv.Itoa(i) + "."
		if in.Text(prefix+"type", "elbv2").Or("elbv2") == "elbv2" {
			c.register(in, prefix+"identifier", target(), model.Known(0))
		}
	}
}

// attachedFleet is the Auto Scaling group that an attachment names; one that the plan does not
// hold is called by the attachment.
func (c *collector) attachedFleet(in *read.Instance) model.Value[string] {
	fleet := c.Ref(in, []string{"aws_autoscaling_group"}, "autoscaling_group_name")
	if id, ok := fleet.Get(); ok && c.ByAddress[id] != nil {
		return fleet
	}
	return c.strayTarget(in, fleet.Or("that "+in.Address+" names"))
}

// registerGroups adds those who name their target groups themselves, and makes nouns of targets
// without network interfaces in a VPC, such as a Lambda function.
func (c *collector) registerGroups() {
	for _, in := range c.Instances {
		if in.After == nil || in.Data {
			continue
		}
		self := model.Known(in.Address)
		switch in.Type {
		case "aws_autoscaling_group":
			c.registerAll(in, "target_group_arns")
			c.registerSources(in, func() model.Value[string] { return self })
		case "aws_spot_fleet_request":
			c.registerAll(in, "target_group_arns")
		case "aws_ecs_task_set":
			c.registerTaskSet(in, self)
		}
	}
	for _, g := range c.targetGroups.order {
		for _, id := range g.Members.Items() {
			in := c.ByAddress[id]
			if in != nil && c.Nouns[read.CanonicalType(in.Type)] == nil && c.interfaces.byID[id] == nil {
				c.interfaces.add(id, c.interfaceOf(in, c.referralOf(in, map[*read.Instance]bool{})))
			}
		}
	}
}

func (c *collector) registerTaskSet(in *read.Instance, self model.Value[string]) {
	n, s := in.Count("load_balancer")
	if s.IsHidden() || s == read.Unknown && in.Expression("load_balancer").Kind != read.Unset {
		c.leaveMembersOpen(in, nil)
	}
	for i := range n {
		c.register(
			in,
			"load_balancer."+strconv.Itoa(i)+".target_group_arn",
			self,
			in.Integer("load_balancer."+strconv.Itoa(i)+".container_port", 0),
		)
	}
}

// registerAll makes an instance a member of the target groups that a list names.
func (c *collector) registerAll(in *read.Instance, attribute string) {
	groups := c.Refs(in, []string{"aws_lb_target_group"}, attribute, nil)
	for _, id := range groups.Items() {
		if g := c.targetGroups.byID[id]; g != nil {
			g.Members, g.MemberPorts = addRef(g.Members, model.Known(in.Address)), g.MemberPorts.With(0)
		}
	}
	if !groups.IsWhole() {
		c.leaveMembersOpen(in, groups.Why().Candidates)
	}
}

// leaveMembersOpen marks the members of target groups as not all known: of some, or of all where nobody knows which.
func (c *collector) leaveMembersOpen(in *read.Instance, candidates []string) {
	all, _ := c.targetGroups.of(model.Unknown[string](model.Why{Candidates: candidates}))
	for _, g := range all {
		g.Members, g.MemberPorts = g.Members.Broken(mayRegister(in)), g.MemberPorts.Broken(mayRegister(in))
	}
}
