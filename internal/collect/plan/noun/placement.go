package noun

import (
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

const sharedInterfaces = "its tasks share the interfaces of container instances, and which instances those are is not known"

func subnetTypes() []string { return []string{"aws_subnet"} }

// placed is a placement in the subnets that one attribute names, under the groups that another names.
func (c *collector) placed(
	in *read.Instance,
	subnets model.List[string],
	groups string,
	public model.Value[bool],
) model.Placement {
	return model.Placement{
		Subnets: subnets, SecurityGroups: c.Refs(in, securityGroupTypes(), groups, nil), PublicAddress: public,
	}
}

// wearDefaults puts the VPC's default group on what names no group, as AWS does. Network and
// gateway load balancers are the exception: without a group nothing filters.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (c *collector) wearDefaults() {
	for _, lb := range c.loadBalancers.order {
		c.wearDefaultIf(model.Is(lb.LoadBalancerType, "application"), &lb.Placement)
	}
	for _, s := range c.services.order {
		c.wearDefault(&s.Placement)
	}
	for _, d := range c.databases.order {
		c.wearDefault(&d.Placement)
	}
	for _, k := range c.caches.order {
		c.wearDefault(&k.Placement)
	}
	for _, p := range c.proxies.order {
		c.wearDefault(&p.Placement)
	}
	for _, g := range c.instanceGroups.order {
		c.wearDefault(&g.Placement)
	}
	for _, e := range c.vpcEndpoints.order {
		c.wearDefaultIf(model.Is(e.EndpointType, "Interface"), &e.Placement)
	}
}

// wearDefaultIf does so where that is what such a thing does without a group.
func (c *collector) wearDefaultIf(does model.Value[bool], p *model.Placement) {
	yes, known := does.Get()
	switch {
	case yes:
		c.wearDefault(p)
	case !known && p.SecurityGroups.IsWhole() && len(p.SecurityGroups.Items()) == 0:
		p.SecurityGroups = p.SecurityGroups.Broken(does.Why())
	}
}

// wearDefault finds the VPC by the subnets; one that is not known leaves the groups open.
func (c *collector) wearDefault(p *model.Placement) {
	if !p.SecurityGroups.IsWhole() || len(p.SecurityGroups.Items()) > 0 || len(p.Subnets.Items()) == 0 {
		return
	}
	subnet := c.subnets.byID[p.Subnets.Items()[0]]
	if subnet == nil {
		p.SecurityGroups = p.SecurityGroups.Broken(model.Why{Reason: model.NotInSource,
			Detail: "it wears the default group of its VPC, and the subnet " + p.Subnets.Items()[0] + " was not read"})
		return
	}
	if id := c.defaultGroupOf(subnet.VPC); id != "" {
		p.SecurityGroups = model.Whole(id)
		return
	}
	p.SecurityGroups = p.SecurityGroups.Broken(
		model.Why{Reason: model.NotInSource, Detail: "it wears the default group of its VPC, which was not read"},
	)
}

// tasksPlacement is where the tasks of a service run. Only in network mode awsvpc have they
// interfaces of their own; in the other modes they share those of their container instances,
// which placeOnInstances looks for.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
func (c *collector) tasksPlacement(in *read.Instance) model.Placement {
	if n, s := in.Count("network_configuration"); s != read.Null && (s != read.Known || n > 0) {
		return c.placed(in, c.Refs(in, subnetTypes(), "network_configuration.0.subnets", nil),
			"network_configuration.0.security_groups", in.Boolean("network_configuration.0.assign_public_ip", false))
	}
	why := model.Why{Reason: model.UnresolvedReference, Detail: sharedInterfaces}
	return model.Placement{
		Subnets:        model.Part[string](why),
		SecurityGroups: model.Part[string](why),
		PublicAddress:  model.Unknown[bool](why),
	}
}

// defaultGroupOf is the default group of a VPC, empty where none is read. Those of known VPCs are
// indexed once: a plan may have thousands of groups, and as many who name none.
func (c *collector) defaultGroupOf(vpc model.Value[string]) string {
	if c.defaultGroups == nil {
		c.defaultGroups = map[string]string{}
		for _, g := range c.securityGroups.order {
			if !g.Default.Or(false) {
				continue
			}
			if key := vpcKey(g.VPC); key != "" && c.defaultGroups[key] == "" {
				c.defaultGroups[key] = g.ID
			}
		}
	}
	return c.defaultGroups[vpcKey(vpc)]
}

// vpcKey tells VPCs apart as model.Equal does: by what is known, else by the expression.
func vpcKey(vpc model.Value[string]) string {
	id, known := vpc.Get()
	switch {
	case known:
		return "known " + id
	case vpc.Why().Same != "":
		return "same " + vpc.Why().Same
	}
	return ""
}
