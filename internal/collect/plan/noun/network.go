package noun

import (
	"slices"
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func vpc(c *collector, in *read.Instance) {
	v := model.VPC{Resource: c.base(in, "tags_all.Name"), CIDRBlocks: asList(in.Text("cidr_block"))}
	v.IPv6CIDRBlocks = asList(in.Text("ipv6_cidr_block", ""))
	if generated, ok := in.Boolean("assign_generated_ipv6_cidr_block", false).Get(); ok && generated && in.Created {
		v.IPv6CIDRBlocks = model.Part[string](model.Why{Reason: model.KnownAfterApply})
	}
	c.vpcs.add(in.Address, v)
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

func vpcCIDRAssociation(c *collector, in *read.Instance) {
	vpcs, exact := c.vpcs.of(c.Ref(in, []string{"aws_vpc"}, "vpc_id"))
	block, known := in.Text("cidr_block").Get()
	for _, v := range vpcs {
		if exact && known {
			if !slices.Contains(v.CIDRBlocks.Items(), block) {
				v.CIDRBlocks = v.CIDRBlocks.With(block)
			}
			continue
		}
		v.CIDRBlocks = v.CIDRBlocks.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Address})
	}
}

func subnet(c *collector, in *read.Instance) {
	table := model.Known("")
	if in.Data || read.IsAdopted(in.Type) {
		table = model.Unknown[string](
			model.Why{Reason: model.NotManaged, Detail: "another state may give " + in.Address + " a route table"},
		)
	}
	c.subnets.add(in.Address, model.Subnet{
		Resource:            c.base(in, "tags_all.Name"),
		VPC:                 c.Ref(in, []string{"aws_vpc"}, "vpc_id"),
		CIDRBlock:           in.Text("cidr_block"),
		IPv6CIDRBlock:       in.Text("ipv6_cidr_block", ""),
		AvailabilityZone:    c.zoneOf(in),
		MapPublicIPOnLaunch: in.Boolean("map_public_ip_on_launch", false),
		RouteTable:          table,
	})
}

func internetGateway(c *collector, in *read.Instance) {
	g := model.InternetGateway{Resource: c.base(in, "tags_all.Name"), VPC: c.Ref(in, []string{"aws_vpc"}, "vpc_id", "")}
	if in.Data {
		g.VPC = c.Ref(in, []string{"aws_vpc"}, "attachments.0.vpc_id")
	}
	c.internetGateways.add(in.Address, g)
}

func internetGatewayAttachment(c *collector, in *read.Instance) {
	gateways, exact := c.internetGateways.of(c.Ref(in, []string{"aws_internet_gateway"}, "internet_gateway_id"))
	for _, g := range gateways {
		if exact {
			g.VPC = c.Ref(in, []string{"aws_vpc"}, "vpc_id")
		}
	}
}

func natGateway(c *collector, in *read.Instance) {
	c.natGateways.add(in.Address, model.NATGateway{
		Resource: c.base(in, "tags_all.Name"), Subnet: c.Ref(in, []string{"aws_subnet"}, "subnet_id"),
		ConnectivityType: in.Text("connectivity_type", "public"),
		Addresses:        c.natAddresses(in),
	})
}

// natAddresses are the Elastic IP addresses of a gateway: its own, or those of a regional one in each zone.
func (c *collector) natAddresses(in *read.Instance) model.List[string] {
	types := []string{"aws_eip"}
	list := asList(c.Ref(in, types, "allocation_id", ""))
	n, s := in.Count("availability_zone_address")
	if s.IsOpen() && in.Expression("availability_zone_address").Kind != read.Unset {
		return list.Broken(
			model.Why{Reason: model.KnownAfterApply, Detail: in.Expression("availability_zone_address").Mentions()},
		)
	}
	for i := range n {
		list = list.Joined(c.Refs(in, types, "availability_zone_address."+strconv.Itoa(i)+".allocation_ids", nil))
	}
	return list
}

// placeRegional places a NAT gateway that works in the whole of its VPC, once all subnets are read.
func placeRegional(c *collector, in *read.Instance) {
	if n := c.natGateways.byID[in.Address]; n != nil && in.Text("availability_mode", "zonal").Or("") == form.Regional {
		n.Subnet = form.RegionalSubnet(c.subnets.order, c.Ref(in, []string{"aws_vpc"}, "vpc_id"))
	}
}

func vpcEndpoint(c *collector, in *read.Instance) {
	c.vpcEndpoints.add(in.Address, model.VPCEndpoint{
		Resource:     c.base(in, "service_name"),
		VPC:          c.Ref(in, []string{"aws_vpc"}, "vpc_id"),
		Lifecycle:    lifecycle(in, "state", form.EndpointStates()),
		EndpointType: in.Text("vpc_endpoint_type", "Gateway"),
		ServiceName:  in.Text("service_name"),
		RouteTables:  c.Refs(in, routeTableTypes(), "route_table_ids", nil),
		Placement: c.placed(
			in,
			c.Refs(in, subnetTypes(), "subnet_ids", nil),
			"security_group_ids",
			model.Known(false),
		),
		FullAccess: c.endpointAccess(in),
		PrivateDNS: in.Boolean("private_dns_enabled", false),
	})
}

// endpointAccess is full where the author writes no policy.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-default-policy
func (c *collector) endpointAccess(in *read.Instance) model.Value[bool] {
	if in.Created && !in.IsWritten("policy") {
		return model.Known(true)
	}
	return form.FullAccess(c.statementsOf(in, "policy", in.Address))
}

// endpointPolicy takes the place of what the endpoint itself has for a policy.
func endpointPolicy(c *collector, in *read.Instance) {
	full := c.endpointAccess(in)
	attachTo(
		&c.vpcEndpoints,
		c.Ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.FullAccess = unless(full, doubt)
		},
	)
}

func endpointPrivateDNS(c *collector, in *read.Instance) {
	enabled := in.Boolean("private_dns_enabled")
	attachTo(
		&c.vpcEndpoints,
		c.Ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.PrivateDNS = unless(enabled, doubt)
		},
	)
}

// endpointSubnet adds a subnet that a resource of its own gives an endpoint.
func endpointSubnet(c *collector, in *read.Instance) {
	subnet := c.Ref(in, subnetTypes(), "subnet_id")
	attachTo(
		&c.vpcEndpoints,
		c.Ref(in, endpointTypes(), "vpc_endpoint_id"),
		in,
		func(e *model.VPCEndpoint, doubt *model.Why) {
			e.Subnets = addRef(e.Subnets, perhaps(subnet, doubt))
		},
	)
}

// endpointGroup adds a group. One that wears the default group of its VPC keeps it, unless the resource replaces it.
func endpointGroup(c *collector, in *read.Instance) {
	group := c.Ref(in, securityGroupTypes(), "security_group_id")
	replaces := in.Boolean("replace_default_association", false)
	attachTo(
		&c.vpcEndpoints,
		c.Ref(in, endpointTypes(), "vpc_endpoint_id"),
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

func endpointRouteTable(c *collector, in *read.Instance) {
	endpoints, exact := c.vpcEndpoints.of(c.Ref(in, []string{"aws_vpc_endpoint"}, "vpc_endpoint_id"))
	table, known := c.Ref(in, routeTableTypes(), "route_table_id").Get()
	for _, e := range endpoints {
		if exact && known {
			e.RouteTables = e.RouteTables.With(table)
		}
	}
}

func prefixList(c *collector, in *read.Instance) {
	p := model.PrefixList{Resource: c.base(in, "name"), Entries: model.Whole[string]()}
	n, s := in.Count("entry")
	for i := range n {
		if cidr, ok := in.Text("entry." + strconv.Itoa(i) + ".cidr").Get(); ok {
			p.Entries = p.Entries.With(cidr)
		} else {
			s = read.Unknown
		}
	}
	if s.IsHidden() || s == read.Unknown && in.Expression("entry").Kind != read.Unset {
		p.Entries = p.Entries.Broken(model.Why{Reason: model.KnownAfterApply})
	}
	c.prefixLists.add(in.Address, p)
}

func prefixListEntry(c *collector, in *read.Instance) {
	lists, exact := c.prefixLists.of(c.Ref(in, []string{"aws_ec2_managed_prefix_list"}, "prefix_list_id"))
	cidr, known := in.Text("cidr").Get()
	for _, p := range lists {
		if exact && known {
			p.Entries = p.Entries.With(cidr)
			continue
		}
		p.Entries = p.Entries.Broken(model.Why{Reason: model.KnownAfterApply, Detail: in.Address})
	}
}
