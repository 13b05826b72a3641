package plan

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

func vpc(c *collector, in *instance) {
	v := model.VPC{Resource: c.base(in, "tags_all.Name"), CIDRBlocks: asList(in.str("cidr_block"))}
	v.IPv6CIDRBlocks = asList(in.str("ipv6_cidr_block", ""))
	if generated, ok := in.boolean("assign_generated_ipv6_cidr_block", false).Get(); ok && generated && in.created {
		v.IPv6CIDRBlocks = model.Part[string](model.Why{Reason: model.KnownAfterApply})
	}
	c.vpcs.add(in.address, v)
}

// asList is a list of one, or of none for the empty string.
func asList(v model.Value[string]) model.List[string] {
	text, ok := v.Get()
	switch {
	case !ok:
		return model.Part[string](v.Why())
	case text == "":
		return model.Whole[string]()
	}
	return model.Whole(text)
}

func vpcCIDRAssociation(c *collector, in *instance) {
	vpcs, exact := c.vpcs.of(c.ref(in, []string{"aws_vpc"}, "vpc_id"))
	block, known := in.str("cidr_block").Get()
	for _, v := range vpcs {
		if exact && known {
			if !slices.Contains(v.CIDRBlocks.Items(), block) {
				v.CIDRBlocks = v.CIDRBlocks.With(block)
			}
			continue
		}
		v.CIDRBlocks = v.CIDRBlocks.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.address})
	}
}

func subnet(c *collector, in *instance) {
	table := model.Known("")
	if in.data || isAdopted(in.typ) {
		table = model.Unknown[string](model.Why{Reason: model.NotManaged, Detail: "another state may give " + in.address + " a route table"})
	}
	c.subnets.add(in.address, model.Subnet{
		Resource: c.base(in, "tags_all.Name"), VPC: c.ref(in, []string{"aws_vpc"}, "vpc_id"),
		CIDRBlock: in.str("cidr_block"), IPv6CIDRBlock: in.str("ipv6_cidr_block", ""),
		AvailabilityZone: in.str("availability_zone"), MapPublicIPOnLaunch: in.boolean("map_public_ip_on_launch", false),
		RouteTable: table,
	})
}

func internetGateway(c *collector, in *instance) {
	g := model.InternetGateway{Resource: c.base(in, "tags_all.Name"), VPC: c.ref(in, []string{"aws_vpc"}, "vpc_id", "")}
	if in.data {
		g.VPC = c.ref(in, []string{"aws_vpc"}, "attachments.0.vpc_id")
	}
	c.internetGateways.add(in.address, g)
}

func internetGatewayAttachment(c *collector, in *instance) {
	gateways, exact := c.internetGateways.of(c.ref(in, []string{"aws_internet_gateway"}, "internet_gateway_id"))
	for _, g := range gateways {
		if exact {
			g.VPC = c.ref(in, []string{"aws_vpc"}, "vpc_id")
		}
	}
}

func natGateway(c *collector, in *instance) {
	c.natGateways.add(in.address, model.NATGateway{
		Resource: c.base(in, "tags_all.Name"), Subnet: c.ref(in, []string{"aws_subnet"}, "subnet_id"),
		ConnectivityType: in.str("connectivity_type", "public"),
		Addresses:        asList(c.ref(in, []string{"aws_eip"}, "allocation_id", "")),
	})
}

func vpcEndpoint(c *collector, in *instance) {
	c.vpcEndpoints.add(in.address, model.VPCEndpoint{
		Resource: c.base(in, "service_name"), VPC: c.ref(in, []string{"aws_vpc"}, "vpc_id"),
		EndpointType: in.str("vpc_endpoint_type", "Gateway"), ServiceName: in.str("service_name"),
		RouteTables: c.refs(in, routeTableTypes(), "route_table_ids", nil),
		Placement:   c.placed(in, c.refs(in, subnetTypes(), "subnet_ids", nil), "security_group_ids", model.Known(false)),
	})
}

func endpointRouteTable(c *collector, in *instance) {
	endpoints, exact := c.vpcEndpoints.of(c.ref(in, []string{"aws_vpc_endpoint"}, "vpc_endpoint_id"))
	table, known := c.ref(in, routeTableTypes(), "route_table_id").Get()
	for _, e := range endpoints {
		if exact && known {
			e.RouteTables = e.RouteTables.With(table)
		}
	}
}

func prefixList(c *collector, in *instance) {
	p := model.PrefixList{Resource: c.base(in, "name"), Entries: model.Whole[string]()}
	n, s := in.count("entry")
	for i := range n {
		if cidr, ok := in.str("entry." + strconv.Itoa(i) + ".cidr").Get(); ok {
			p.Entries = p.Entries.With(cidr)
		} else {
			s = isUnknown
		}
	}
	if s == isUnknown && in.expression("entry").kind != unset {
		p.Entries = p.Entries.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	c.prefixLists.add(in.address, p)
}

func prefixListEntry(c *collector, in *instance) {
	lists, exact := c.prefixLists.of(c.ref(in, []string{"aws_ec2_managed_prefix_list"}, "prefix_list_id"))
	cidr, known := in.str("cidr").Get()
	for _, p := range lists {
		if exact && known {
			p.Entries = p.Entries.With(cidr)
			continue
		}
		p.Entries = p.Entries.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.address})
	}
}

func networkACL(c *collector, in *instance) {
	isDefault := in.typ == "aws_default_network_acl"
	a := model.NetworkACL{Resource: c.base(in, "tags_all.Name"), Default: model.Known(isDefault)}
	a.VPC = c.ref(in, []string{"aws_vpc"}, "vpc_id")
	if isDefault && !a.VPC.IsKnown() {
		a.VPC = c.ref(in, []string{"aws_vpc"}, "default_network_acl_id")
	}
	a.Subnets = c.refs(in, []string{"aws_subnet"}, "subnet_ids", nil)
	if isDefault {
		// AWS attaches every subnet without an ACL of its own; the list is usually left to it.
		a.Subnets = model.Whole[string]()
	}
	a.Ingress, a.Egress = aclEntries(in, "ingress"), aclEntries(in, "egress")
	c.networkACLs.add(in.address, a)
}

func aclEntries(in *instance, direction string) model.List[model.ACLEntry] {
	n, s := in.count(direction)
	if s == isUnknown {
		if in.created && in.expression(direction).kind == unset {
			return model.Whole[model.ACLEntry]()
		}
		return model.Part[model.ACLEntry](model.Why{Reason: model.KnownAfterApply})
	}
	entries := model.Whole[model.ACLEntry]()
	for i := range n {
		entries = entries.With(aclEntry(in, direction+"."+strconv.Itoa(i)+".", "rule_no", "action"))
	}
	return entries
}

func aclEntry(in *instance, prefix, number, action string) model.ACLEntry {
	e := model.ACLEntry{
		RuleNumber: in.integer(prefix + number), Action: in.str(prefix + action),
		CIDRBlock: in.str(prefix+"cidr_block", ""), FromPort: in.integer(prefix+"from_port", 0),
		ToPort: in.integer(prefix+"to_port", 0), Protocol: protocol(in.str(prefix + "protocol")), Origin: in.address,
	}
	if block, ok := e.CIDRBlock.Get(); ok && block == "" {
		e.CIDRBlock = in.str(prefix+"ipv6_cidr_block", "")
	}
	return e
}

func networkACLRule(c *collector, in *instance) {
	acls, exact := c.networkACLs.of(c.ref(in, []string{"aws_network_acl", "aws_default_network_acl"}, "network_acl_id"))
	egress := in.boolean("egress", false)
	for _, a := range acls {
		if !exact || !egress.IsKnown() {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.address}
			a.Ingress, a.Egress = a.Ingress.Broken(why), a.Egress.Broken(why)
			continue
		}
		entry := aclEntry(in, "", "rule_number", "rule_action")
		if egress.Or(false) {
			a.Egress = withEntry(a.Egress, entry)
		} else {
			a.Ingress = withEntry(a.Ingress, entry)
		}
	}
}

// withEntry adds an entry unless an existing ACL's computed attribute already shows it.
func withEntry(list model.List[model.ACLEntry], entry model.ACLEntry) model.List[model.ACLEntry] {
	for i, have := range list.Items() {
		if have.RuleNumber.IsKnown() && have.RuleNumber.Or(0) == entry.RuleNumber.Or(-1) {
			list.Items()[i] = entry
			return list
		}
	}
	return list.With(entry)
}

func networkACLAssociation(c *collector, in *instance) {
	acls, exact := c.networkACLs.of(c.ref(in, []string{"aws_network_acl", "aws_default_network_acl"}, "network_acl_id"))
	id, known := c.ref(in, []string{"aws_subnet"}, "subnet_id").Get()
	for _, a := range acls {
		if exact && known {
			if !slices.Contains(a.Subnets.Items(), id) {
				a.Subnets = a.Subnets.With(id)
			}
			continue
		}
		a.Subnets = a.Subnets.Broken(model.Why{Reason: model.UnresolvedReference, Detail: in.address})
	}
}
