package noun

import "github.com/archcheck/archcheck/internal/model"

// breakLists marks every list that several resources make up as not whole: in a partial
// plan one of those resources may be missing.
func (c *collector) breakLists(why model.Why) {
	for _, v := range c.vpcs.order {
		v.CIDRBlocks = v.CIDRBlocks.Broken(why)
	}
	for _, t := range c.routeTables.order {
		t.Routes = t.Routes.Broken(why)
	}
	for _, s := range c.subnets.order {
		if s.RouteTable.Or("?") == "" {
			s.RouteTable = model.Unknown[string](why)
		}
	}
	for _, a := range c.networkACLs.order {
		a.Ingress, a.Egress, a.Subnets = a.Ingress.Broken(why), a.Egress.Broken(why), a.Subnets.Broken(why)
	}
	for _, g := range c.securityGroups.order {
		g.Ingress, g.Egress = g.Ingress.Broken(why), g.Egress.Broken(why)
	}
	for _, p := range c.prefixLists.order {
		p.Entries = p.Entries.Broken(why)
	}
	for _, l := range c.listeners.order {
		l.Actions, l.Certificates = l.Actions.Broken(why), l.Certificates.Broken(why)
	}
	for _, r := range c.roles.order {
		r.Statements, r.ManagedPolicies = r.Statements.Broken(why), r.ManagedPolicies.Broken(why)
	}
	for _, t := range c.topics.order {
		t.Subscriptions = t.Subscriptions.Broken(why)
	}
	for _, lb := range c.loadBalancers.order {
		if lb.WebACL.Or("?") == "" {
			lb.WebACL = model.Unknown[string](why)
		}
	}
	for _, d := range c.databases.order {
		d.InstanceClasses = d.InstanceClasses.Broken(why)
		if d.Kind.Or("") == "cluster" && !d.MultiAZ.Or(false) {
			d.MultiAZ, d.Instances = model.Unknown[bool](why), model.Unknown[int](why)
		}
	}
}
