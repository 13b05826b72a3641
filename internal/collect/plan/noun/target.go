package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/collect/plan/resolve"
	"github.com/archcheck/archcheck/internal/model"
)

// targetGroupAttachment registers an instance, a function, a load balancer or an address with
// a target group.
func targetGroupAttachment(c *collector, in *read.Instance) {
	c.register(in, "target_group_arn", c.attachedTarget(in, "target_id"), in.Integer("port", 0))
}

// register makes a target a member of the target group that an attribute names, if it names any, on a port of its
// own or, for 0, that of the group.
func (c *collector) register(in *read.Instance, attribute string, target model.Value[string], port model.Value[int]) {
	groups, exact := c.targetGroups.of(c.Ref(in, []string{"aws_lb_target_group"}, attribute, ""))
	for _, g := range groups {
		if exact {
			g.Members, g.MemberPorts = addRef(g.Members, target), withPort(g.MemberPorts, port)
		} else {
			g.Members, g.MemberPorts = g.Members.Broken(mayRegister(in)), g.MemberPorts.Broken(mayRegister(in))
		}
	}
}

// withPort adds a port, which may not be known.
func withPort(list model.List[int], port model.Value[int]) model.List[int] {
	if number, known := port.Get(); known {
		return list.With(number)
	}
	return list.Broken(port.Why())
}

func mayRegister(in *read.Instance) model.Why {
	return model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may register a target with it"}
}

// attachedTarget is the resource that is registered; a target that the plan does not hold, such
// as a literal address, is called by what registers it.
func (c *collector) attachedTarget(in *read.Instance, path string) model.Value[string] {
	text, known := in.Text(path).Get()
	if known {
		for _, n := range c.ByAlias[text] {
			if shows(n, "id", text) || shows(n, "arn", text) {
				return model.Known(n.Address)
			}
		}
		return c.strayTarget(in, text)
	}
	e := in.Expression(path)
	o := c.Resolver.Resolve(e, c.Resolver.ScopeOf(in))
	all := slices.DeleteFunc(slices.Clone(o.Found), func(t resolve.Target) bool { return t.Instance == in })
	if len(all) == 1 {
		return model.Known(all[0].Address)
	}
	return c.strayTarget(in, e.Mentions())
}

// strayTarget makes a noun of a target that is none otherwise, called by what registers it.
func (c *collector) strayTarget(in *read.Instance, text string) model.Value[string] {
	why := model.Why{Reason: model.NotManaged, Detail: "the plan does not hold the target " + text}
	i := model.Interface{
		Resource:  c.base(in, "target_id"),
		Owner:     model.Unknown[string](why),
		OwnerType: model.Unknown[string](why),
		Placement: model.Placement{
			Subnets:        model.Part[string](why),
			SecurityGroups: model.Part[string](why),
			PublicAddress:  model.Unknown[bool](why),
		},
	}
	c.interfaces.add(in.Address, i)
	return model.Known(in.Address)
}

// placeOnInstances gives services in bridge or host mode the placement of their container
// instances: those of the Auto Scaling groups behind their capacity providers.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
func (c *collector) placeOnInstances() {
	groups := map[string]string{}
	for _, in := range c.Instances {
		if in.Type == "aws_ecs_capacity_provider" && in.After != nil {
			group := c.Ref(
				in,
				[]string{"aws_autoscaling_group"},
				"auto_scaling_group_provider.0.auto_scaling_group_arn",
			)
			groups[in.Text("name").Or("")] = group.Or("")
		}
	}
	for _, s := range c.services.order {
		if s.Subnets.IsWhole() || !s.CapacityProviders.IsWhole() || s.Subnets.Why().Detail != sharedInterfaces {
			continue
		}
		var all []*model.InstanceGroup
		for _, provider := range s.CapacityProviders.Items() {
			if i := c.instanceGroups.byID[groups[provider]]; i != nil {
				all = append(all, i)
			}
		}
		if len(all) > 0 && len(all) == len(s.CapacityProviders.Items()) {
			s.Placement = together(all)
			s.Instances = model.Whole[string]()
			for _, i := range all {
				s.Instances = s.Instances.With(i.ID)
			}
		}
	}
}

// together is the placement of several groups as one: public if any of them is.
func together(all []*model.InstanceGroup) model.Placement {
	p := model.Nowhere()
	for _, i := range all {
		p.Subnets, p.SecurityGroups = model.Union(p.Subnets, i.Subnets), model.Union(p.SecurityGroups, i.SecurityGroups)
		if i.PublicAddress.Or(true) && !p.PublicAddress.Or(false) {
			p.PublicAddress = i.PublicAddress
		}
	}
	return p
}
