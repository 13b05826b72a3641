package model

// VPC is an aws_vpc or aws_default_vpc.
type VPC struct {
	Resource
	CIDRBlocks     List[string] `json:"cidr_blocks"`
	IPv6CIDRBlocks List[string] `json:"ipv6_cidr_blocks"`
}

// Subnet is an aws_subnet or aws_default_subnet.
type Subnet struct {
	Resource
	VPC                 Value[string] `json:"vpc"`
	CIDRBlock           Value[string] `json:"cidr_block"`
	IPv6CIDRBlock       Value[string] `json:"ipv6_cidr_block"`
	AvailabilityZone    Value[string] `json:"availability_zone"`
	MapPublicIPOnLaunch Value[bool]   `json:"map_public_ip_on_launch"`
	// RouteTable is the explicitly associated table; empty means the VPC's main one. The
	// candidates of an unknown one are tables, and "" for the main one.
	RouteTable Value[string] `json:"route_table"`
	// InternetAccess is what VPC Block Public Access leaves it of the internet: one of the constants beside it.
	InternetAccess Value[string] `json:"internet_access"`
}

// What VPC Block Public Access leaves a subnet of the internet.
const (
	// InternetOpen: everything.
	InternetOpen = "open"
	// InternetOut: the way out alone.
	InternetOut = "out"
	// InternetByNAT: the way out of NAT and egress-only gateways alone.
	InternetByNAT = "nat"
	// InternetClosed: nothing.
	InternetClosed = "closed"
)

// RouteTable is a route table with its routes, wherever they were written. The local
// route of the VPC is never listed.
type RouteTable struct {
	Resource
	VPC Value[string] `json:"vpc"`
	// Main says that subnets of the VPC without an explicit association use this table.
	Main   Value[bool] `json:"main"`
	Routes List[Route] `json:"routes"`
}

// Route is one route of a table.
type Route struct {
	// Destination is an IPv4 or IPv6 prefix, or the id of a prefix list.
	Destination Value[string] `json:"destination"`
	// TargetType is internet_gateway, egress_only_internet_gateway, nat_gateway, transit_gateway,
	// vpc_peering_connection, vpn_gateway, vpc_endpoint, network_interface, local, carrier_gateway, core_network or
	// blackhole.
	TargetType Value[string] `json:"target_type"`
	Target     Value[string] `json:"target"`
	// Origin is the address of what wrote the route, for evidence.
	Origin string `json:"origin"`
}

// InternetGateway is an internet gateway; VPC is empty when it is detached.
type InternetGateway struct {
	Resource
	VPC Value[string] `json:"vpc"`
}

// NATGateway is a NAT gateway.
type NATGateway struct {
	Resource
	Subnet Value[string] `json:"subnet"`
	// ConnectivityType is public or private.
	ConnectivityType Value[string] `json:"connectivity_type"`
	// Addresses are the Elastic IP addresses it has.
	Addresses List[string] `json:"addresses"`
}

// NetworkACL is a network ACL with its numbered entries; the implicit final deny is not listed.
type NetworkACL struct {
	Resource
	VPC     Value[string] `json:"vpc"`
	Default Value[bool]   `json:"default"`
	// Subnets are the explicitly associated ones; a subnet without one uses the default ACL.
	Subnets List[string]   `json:"subnets"`
	Ingress List[ACLEntry] `json:"ingress"`
	Egress  List[ACLEntry] `json:"egress"`
}

// ACLEntry is one numbered entry of a network ACL.
type ACLEntry struct {
	RuleNumber Value[int] `json:"rule_number"`
	// Protocol is tcp, udp, icmp, icmpv6, all, or a protocol number.
	Protocol Value[string] `json:"protocol"`
	// Action is allow or deny.
	Action    Value[string] `json:"action"`
	CIDRBlock Value[string] `json:"cidr_block"`
	FromPort  Value[int]    `json:"from_port"`
	ToPort    Value[int]    `json:"to_port"`
	Origin    string        `json:"origin"`
}

// SecurityGroup is a security group with its rules, wherever they were written.
type SecurityGroup struct {
	Resource
	VPC Value[string] `json:"vpc"`
	// Default marks the VPC's own default group.
	Default Value[bool]             `json:"default"`
	Ingress List[SecurityGroupRule] `json:"ingress"`
	Egress  List[SecurityGroupRule] `json:"egress"`
}

// SecurityGroupRule permits one peer on one range of ports.
type SecurityGroupRule struct {
	// Protocol is tcp, udp, icmp, icmpv6, all, or a protocol number.
	Protocol Value[string] `json:"protocol"`
	// FromPort and ToPort bound the ports; -1 with -1 is every port. For ICMP they are type and code.
	FromPort Value[int] `json:"from_port"`
	ToPort   Value[int] `json:"to_port"`
	// PeerType is cidr, prefix_list or security_group.
	PeerType Value[string] `json:"peer_type"`
	// Peer is the prefix, or the id of the prefix list or group.
	Peer Value[string] `json:"peer"`
	// Origin is the address of what wrote the rule, for evidence.
	Origin string `json:"origin"`
}

// VPCEndpoint is an interface or gateway endpoint.
type VPCEndpoint struct {
	Resource
	Placement
	Lifecycle
	VPC          Value[string] `json:"vpc"`
	EndpointType Value[string] `json:"endpoint_type"`
	ServiceName  Value[string] `json:"service_name"`
	RouteTables  List[string]  `json:"route_tables"`
	// FullAccess: its policy lets everybody do everything with everything.
	FullAccess Value[bool] `json:"full_access"`
	// PrivateDNS: the service's own name leads to it.
	PrivateDNS Value[bool] `json:"private_dns"`
}

// PrefixList is a managed prefix list.
type PrefixList struct {
	Resource
	Entries List[string] `json:"entries"`
}

// Address is an Elastic IP address, an aws_eip. AWS charges for it, used or not.
type Address struct {
	Resource
}

// PeeringConnection joins two VPCs, an aws_vpc_peering_connection.
type PeeringConnection struct {
	Resource
	Requester Value[string] `json:"requester"`
	Accepter  Value[string] `json:"accepter"`
}

// TransitGatewayAttachment joins a VPC to a transit gateway, an aws_ec2_transit_gateway_vpc_attachment,
// with a network interface in each of its subnets that no security group filters.
type TransitGatewayAttachment struct {
	Resource
	Placement
	TransitGateway Value[string] `json:"transit_gateway"`
	VPC            Value[string] `json:"vpc"`
}

// FlowLog records the traffic of a VPC, subnet or network interface, an aws_flow_log.
type FlowLog struct {
	Resource
	// Target is the VPC, subnet or interface that is watched.
	Target Value[string] `json:"target"`
	// TrafficType is ACCEPT, REJECT or ALL.
	TrafficType Value[string] `json:"traffic_type"`
	// Delivers is false where AWS says that it cannot deliver.
	Delivers Value[bool] `json:"delivers"`
}
