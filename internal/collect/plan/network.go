package plan

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
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
		table = model.Unknown[string](
			model.Why{Reason: model.NotManaged, Detail: "another state may give " + in.address + " a route table"},
		)
	}
	c.subnets.add(in.address, model.Subnet{
		Resource:            c.base(in, "tags_all.Name"),
		VPC:                 c.ref(in, []string{"aws_vpc"}, "vpc_id"),
		CIDRBlock:           in.str("cidr_block"),
		IPv6CIDRBlock:       in.str("ipv6_cidr_block", ""),
		AvailabilityZone:    c.zoneOf(in),
		MapPublicIPOnLaunch: in.boolean("map_public_ip_on_launch", false),
		RouteTable:          table,
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
		Addresses:        c.natAddresses(in),
	})
}

// natAddresses are the Elastic IP addresses of a gateway: its own, or those of a regional one in each zone.
func (c *collector) natAddresses(in *instance) model.List[string] {
	types := []string{"aws_eip"}
	list := asList(c.ref(in, types, "allocation_id", ""))
	n, s := in.count("availability_zone_address")
	if s.isOpen() && in.expression("availability_zone_address").kind != unset {
		return list.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.expression("availability_zone_address").mentions()},
		)
	}
	for i := range n {
		list = list.Joined(c.refs(in, types, "availability_zone_address."+strconv.Itoa(i)+".allocation_ids", nil))
	}
	return list
}

// placeRegional places a NAT gateway that works in the whole of its VPC, once all subnets are read.
func placeRegional(c *collector, in *instance) {
	if n := c.natGateways.byID[in.address]; n != nil && in.str("availability_mode", "zonal").Or("") == form.Regional {
		n.Subnet = form.RegionalSubnet(c.subnets.order, c.ref(in, []string{"aws_vpc"}, "vpc_id"))
	}
}

func vpcEndpoint(c *collector, in *instance) {
	c.vpcEndpoints.add(in.address, model.VPCEndpoint{
		Resource:     c.base(in, "service_name"),
		VPC:          c.ref(in, []string{"aws_vpc"}, "vpc_id"),
		Lifecycle:    lifecycle(in, "state", form.EndpointStates()),
		EndpointType: in.str("vpc_endpoint_type", "Gateway"),
		ServiceName:  in.str("service_name"),
		RouteTables:  c.refs(in, routeTableTypes(), "route_table_ids", nil),
		Placement: c.placed(
			in,
			c.refs(in, subnetTypes(), "subnet_ids", nil),
			"security_group_ids",
			model.Known(false),
		),
		FullAccess: c.endpointAccess(in),
		PrivateDNS: in.boolean("private_dns_enabled", false),
	})
}

// endpointAccess is full where the author writes no policy.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-default-policy
func (c *collector) endpointAccess(in *instance) model.Value[bool] {
	if in.created && !in.isWritten("policy") {
		return model.Known(true)
	}
	return form.FullAccess(c.statementsOf(in, "policy", in.address))
}

// endpointPolicy takes the place of what the endpoint itself has for a policy.
func endpointPolicy(c *collector, in *instance) {
	full := c.endpointAccess(in)
	attachTo(
		&c.vpcEndpoints,
		c.ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.FullAccess = unless(full, doubt)
		},
	)
}

func endpointPrivateDNS(c *collector, in *instance) {
	enabled := in.boolean("private_dns_enabled")
	attachTo(
		&c.vpcEndpoints,
		c.ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.PrivateDNS = unless(enabled, doubt)
		},
	)
}

// endpointSubnet adds a subnet that a resource of its own gives an endpoint.
func endpointSubnet(c *collector, in *instance) {
	subnet := c.ref(in, subnetTypes(), "subnet_id")
	attachTo(
		&c.vpcEndpoints,
		c.ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.Subnets = addRef(e.Subnets, perhaps(subnet, doubt))
		},
	)
}

// endpointGroup adds a group. One that wears the default group of its VPC keeps it, unless the resource replaces it.
func endpointGroup(c *collector, in *instance) {
	group := c.ref(in, securityGroupTypes(), "security_group_id")
	replaces := in.boolean("replace_default_association", false)
	attachTo(
		&c.vpcEndpoints,
		c.ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			if none := e.SecurityGroups.IsWhole() &&
				len(e.SecurityGroups.Items()) == 0; doubt == nil && none &&
				!replaces.Or(false) {
				if id := c.defaultGroupOf(e.VPC); id != "" && replaces.IsKnown() {
					e.SecurityGroups = e.SecurityGroups.With(id)
				} else {
					e.SecurityGroups = e.SecurityGroups.Broken(
						model.Why{Reason: model.NotInSource, Detail: "it may wear the default group of its VPC too"},
					)
				}
			}
			e.SecurityGroups = addRef(e.SecurityGroups, perhaps(group, doubt))
		},
	)
}

func endpointTypes() []string { return []string{"aws_vpc_endpoint"} }

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
	if s.isHidden() || s == isUnknown && in.expression("entry").kind != unset {
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
