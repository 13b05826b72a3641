package noun

import "github.com/archcheck/archcheck/internal/model"

// assume adds what AWS makes together with a VPC and a plan does not list: the main route
// table (empty), the default network ACL (allows all) and the default security group
// (allows itself in and everything out). For a VPC that exists already their content was
// changed by nobody knows whom: then they are there, and unknown.
// https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
func (c *collector) assume() {
	created := map[string]bool{}
	for _, in := range c.Instances {
		created[in.Address] = in.Created && in.Type == "aws_vpc"
	}
	have := map[string]bool{}
	stray := map[string]*model.Why{}
	note := func(kind string, vpc model.Value[string], id string) {
		if !vpc.IsKnown() {
			stray[kind] = &model.Why{Reason: model.UnresolvedReference, Detail: id + " may be it, its VPC is not known"}
		}
	}
	for _, t := range c.routeTables.order {
		if t.Main.Or(false) {
			note("table", t.VPC, t.ID)
		}
		have["table "+t.VPC.Or("")] = have["table "+t.VPC.Or("")] || t.Main.Or(true)
	}
	for _, a := range c.networkACLs.order {
		if a.Default.Or(false) {
			note("acl", a.VPC, a.ID)
		}
		have["acl "+a.VPC.Or("")] = have["acl "+a.VPC.Or("")] || a.Default.Or(false)
	}
	for _, g := range c.securityGroups.order {
		if g.Default.Or(false) {
			note("group", g.VPC, g.ID)
		}
		have["group "+g.VPC.Or("")] = have["group "+g.VPC.Or("")] || g.Default.Or(false)
	}
	for _, v := range c.vpcs.order {
		if !have["table "+v.ID] {
			c.assumeRouteTable(v, unread(created[v.ID], stray["table"]))
		}
		if !have["acl "+v.ID] {
			c.assumeNetworkACL(v, unread(created[v.ID], stray["acl"]))
		}
		if !have["group "+v.ID] {
			c.assumeSecurityGroup(v, unread(created[v.ID], stray["group"]))
		}
	}
}

func assumed(v *model.VPC, typ, what string) model.Resource {
	r := v.Resource
	r.ID, r.Type, r.Name = v.ID+" ("+what+")", typ, model.Known(what)
	r.Source.Assumed = true
	return r
}

// unread says why the content of what AWS made is not known: the VPC existed before, or a
// resource of the plan may manage it. It is nil for AWS's own content.
func unread(created bool, stray *model.Why) *model.Why {
	if stray != nil || created {
		return stray
	}
	return &model.Why{Reason: model.NotManaged, Detail: "AWS made it with the VPC, and the plan does not manage it"}
}

func orNothing(why *model.Why) model.Why {
	if why == nil {
		return model.Why{}
	}
	return *why
}

func (c *collector) assumeRouteTable(v *model.VPC, why *model.Why) {
	t := model.RouteTable{Resource: assumed(v, "aws_default_route_table", mainTable),
		VPC: model.Known(v.ID), Main: model.Known(true), Routes: model.Whole[model.Route]()}
	if why != nil {
		t.Routes = model.Part[model.Route](*why)
	}
	c.routeTables.add(t.ID, t)
}

func (c *collector) assumeNetworkACL(v *model.VPC, why *model.Why) {
	a := model.NetworkACL{Resource: assumed(v, "aws_default_network_acl", defaultACL),
		VPC: model.Known(v.ID), Default: model.Known(true), Subnets: model.Whole[string](),
		Ingress: allowAllEntries(), Egress: allowAllEntries()}
	if why != nil {
		a.Ingress, a.Egress = model.Part[model.ACLEntry](*why), model.Part[model.ACLEntry](*why)
	}
	c.networkACLs.add(a.ID, a)
}

func allowAllEntries() model.List[model.ACLEntry] {
	return model.Whole(model.ACLEntry{
		RuleNumber: model.Known(100), Protocol: model.Known("all"), Action: model.Known("allow"),
		CIDRBlock: model.Known("0.0.0.0/0"), FromPort: model.Known(0), ToPort: model.Known(0), Origin: "AWS default",
	})
}

func (c *collector) assumeSecurityGroup(v *model.VPC, why *model.Why) {
	g := model.SecurityGroup{
		Resource: assumed(v, "aws_default_security_group", defaultGroup),
		VPC:      model.Known(v.ID),
		Default:  model.Known(true),
		Ingress:  model.Part[model.SecurityGroupRule](orNothing(why)),
		Egress:   model.Part[model.SecurityGroupRule](orNothing(why)),
	}
	if why == nil {
		all := func(peerType, peer string) model.SecurityGroupRule {
			return model.SecurityGroupRule{
				Protocol: model.Known("all"),
				FromPort: model.Known(-1),
				ToPort:   model.Known(-1),
				PeerType: model.Known(peerType),
				Peer:     model.Known(peer),
				Origin:   "AWS default",
			}
		}
		g.Ingress = model.Whole(all("security_group", g.ID))
		g.Egress = model.Whole(all("cidr", "0.0.0.0/0"))
	}
	c.securityGroups.add(g.ID, g)
}
