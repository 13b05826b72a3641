package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

// autoscalingAttachment registers the instances of an Auto Scaling group.
func autoscalingAttachment(c *collector, in *instance) {
	attribute := "lb_target_group_arn"
	if _, s := in.at(attribute); s == isNull {
		attribute = "alb_target_group_arn"
	}
	if _, s := in.at(attribute); s != isNull { // it names a classic load balancer else
		c.register(in, attribute, c.attachedFleet(in), model.Known(0))
	}
}

// trafficSourceAttachment is the newer form of the same.
func trafficSourceAttachment(c *collector, in *instance) {
	c.registerSources(in, func() model.Value[string] { return c.attachedFleet(in) })
}

// registerSources registers with the target groups among the traffic sources of a resource.
// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TrafficSourceIdentifier.html
func (c *collector) registerSources(in *instance, target func() model.Value[string]) {
	n, s := in.count("traffic_source")
	if s.isHidden() || s == isUnknown && in.expression("traffic_source").kind != unset {
		c.leaveMembersOpen(in, nil)
	}
	for i := range n {
		prefix := "traffic_source." + strconv.Itoa(i) + "."
		if in.str(prefix+"type", "elbv2").Or("elbv2") == "elbv2" {
			c.register(in, prefix+"identifier", target(), model.Known(0))
		}
	}
}

// attachedFleet is the Auto Scaling group that an attachment names; one that the plan does not
// hold is called by the attachment.
func (c *collector) attachedFleet(in *instance) model.Value[string] {
	fleet := c.ref(in, []string{"aws_autoscaling_group"}, "autoscaling_group_name")
	if id, ok := fleet.Get(); ok && c.byAddress[id] != nil {
		return fleet
	}
	return c.strayTarget(in, fleet.Or("that "+in.address+" names"))
}

// registerGroups adds those who name their target groups themselves, and makes nouns of targets
// without network interfaces in a VPC, such as a Lambda function.
func (c *collector) registerGroups() {
	for _, in := range c.instances {
		if in.after == nil || in.data {
			continue
		}
		self := model.Known(in.address)
		switch in.typ {
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
			in := c.byAddress[id]
			if in != nil && c.nouns[canonicalType(in.typ)] == nil && c.interfaces.byID[id] == nil {
				c.interfaces.add(id, c.interfaceOf(in, c.referralOf(in, map[*instance]bool{})))
			}
		}
	}
}

func (c *collector) registerTaskSet(in *instance, self model.Value[string]) {
	n, s := in.count("load_balancer")
	if s.isHidden() || s == isUnknown && in.expression("load_balancer").kind != unset {
		c.leaveMembersOpen(in, nil)
	}
	for i := range n {
		c.register(
			in,
			"load_balancer."+strconv.Itoa(i)+".target_group_arn",
			self,
			in.integer("load_balancer."+strconv.Itoa(i)+".container_port", 0),
		)
	}
}

// registerAll makes an instance a member of the target groups that a list names.
func (c *collector) registerAll(in *instance, attribute string) {
	groups := c.refs(in, []string{"aws_lb_target_group"}, attribute, nil)
	for _, id := range groups.Items() {
		if g := c.targetGroups.byID[id]; g != nil {
			g.Members, g.MemberPorts = addRef(g.Members, model.Known(in.address)), g.MemberPorts.With(0)
		}
	}
	if !groups.IsWhole() {
		c.leaveMembersOpen(in, groups.Why().Candidates)
	}
}

// leaveMembersOpen marks the members of target groups as not all known: of some, or of all where nobody knows which.
func (c *collector) leaveMembersOpen(in *instance, candidates []string) {
	all, _ := c.targetGroups.of(model.Unknown[string](model.Why{Candidates: candidates}))
	for _, g := range all {
		g.Members, g.MemberPorts = g.Members.Broken(mayRegister(in)), g.MemberPorts.Broken(mayRegister(in))
	}
}
