package account

import (
	"context"
	"errors"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

const (
	here     = "arn:aws:ec2:eu-west-1:123456789012:"
	taskARN  = "arn:aws:ecs:eu-west-1:123456789012:attachment/f6d9fc22-dbaf-4bff-b501-a41b41f27826"
	brokerID = "b-03a68f4f-b3f4-43d9-8b61-bcfde3d37c3c"
)

// wired is a network interface as AWS shows it, in use by what its description says.
func wired(id, description string, changes ...func(*types.NetworkInterface)) types.NetworkInterface {
	n := types.NetworkInterface{
		NetworkInterfaceId: aws.String(id),
		Description:        aws.String(description),
		InterfaceType:      types.NetworkInterfaceTypeInterface,
		Status:             types.NetworkInterfaceStatusInUse,
		OwnerId:            aws.String("123456789012"),
		VpcId:              aws.String("vpc-1"),
		SubnetId:           aws.String("subnet-a"),
		PrivateIpAddress:   aws.String("10.0.1.7"),
		Groups:             []types.GroupIdentifier{{GroupId: aws.String("sg-1"), GroupName: aws.String("app")}},
		RequesterManaged:   aws.Bool(true),
		Attachment: &types.NetworkInterfaceAttachment{
			InstanceOwnerId: aws.String("amazon-aws"),
			DeviceIndex:     aws.Int32(1),
		},
	}
	for _, change := range changes {
		change(&n)
	}
	return n
}

func kind(k types.NetworkInterfaceType) func(*types.NetworkInterface) {
	return func(n *types.NetworkInterface) { n.InterfaceType = k }
}

func tag(key, value string) func(*types.NetworkInterface) {
	return func(n *types.NetworkInterface) {
		n.TagSet = append(n.TagSet, types.Tag{Key: aws.String(key), Value: aws.String(value)})
	}
}

func onInstance(id string, device int32) func(*types.NetworkInterface) {
	return func(n *types.NetworkInterface) {
		n.RequesterManaged = aws.Bool(false)
		n.Attachment = &types.NetworkInterfaceAttachment{
			InstanceId:      aws.String(id),
			InstanceOwnerId: aws.String("123456789012"),
			DeviceIndex:     aws.Int32(device),
		}
	}
}

func alone(n *types.NetworkInterface) {
	n.Status, n.Attachment, n.RequesterManaged = types.NetworkInterfaceStatusAvailable, nil, aws.Bool(false)
}

func in(subnet, group, address string) func(*types.NetworkInterface) {
	return func(n *types.NetworkInterface) {
		n.SubnetId, n.PrivateIpAddress = aws.String(subnet), aws.String(address)
		n.Groups = []types.GroupIdentifier{{GroupId: aws.String(group)}}
	}
}

// TestOwnersOfInterfaces: each kind of owner is told by what AWS says of its interface.
func TestOwnersOfInterfaces(t *testing.T) {
	own := here + "network-interface/eni-1"
	for _, c := range []struct {
		n             types.NetworkInterface
		typ, id, name string
		owner         string
	}{
		{wired("eni-1", "", onInstance("i-0a", 0)), "aws_instance", here + "instance/i-0a", "i-0a", here + "instance/i-0a"},
		{wired("eni-1", "", onInstance("i-0a", 0), tag("Name", "bastion")), "aws_instance", here + "instance/i-0a", "bastion", here + "instance/i-0a"},
		{wired("eni-1", "RDSNetworkInterface", onInstance("i-0a", 1)), "aws_instance", here + "instance/i-0a", "i-0a", here + "instance/i-0a"},
		{wired("eni-1", "aws-K8S-i-0a", onInstance("i-0a", 1), tag("cluster.k8s.amazonaws.com/name", "apps")), "aws_instance", here + "instance/i-0a", "i-0a", here + "instance/i-0a"},
		{wired("eni-1", "", onInstance("i-0a", 0), func(n *types.NetworkInterface) { n.Attachment.InstanceOwnerId = aws.String("999999999999") }), "aws_instance", "arn:aws:ec2:eu-west-1:999999999999:instance/i-0a", "i-0a", "arn:aws:ec2:eu-west-1:999999999999:instance/i-0a"},
		{wired("eni-1", "RDSNetworkInterface", func(n *types.NetworkInterface) { n.Status, n.Attachment = types.NetworkInterfaceStatusAvailable, nil }), "aws_db_instance", own, "RDSNetworkInterface", ""},
		{wired("eni-1", "AWS Lambda VPC ENI-mailer", alone, kind("lambda")), "aws_lambda_function", "arn:aws:lambda:eu-west-1:123456789012:function:mailer", "mailer", ""},
		{wired("eni-1", "trunk", onInstance("i-0a", 1), kind("trunk")), "aws_instance", here + "instance/i-0a", "i-0a", here + "instance/i-0a"},
		{wired("eni-1", "aws-k8s-branch-eni", kind("branch"), tag("cluster.k8s.amazonaws.com/name", "apps")), "aws_eks_cluster", "arn:aws:eks:eu-west-1:123456789012:cluster/apps", "apps", "arn:aws:eks:eu-west-1:123456789012:cluster/apps"},
		{wired("eni-1", "Amazon EKS apps"), "aws_eks_cluster", "arn:aws:eks:eu-west-1:123456789012:cluster/apps", "apps", "arn:aws:eks:eu-west-1:123456789012:cluster/apps"},
		{wired("eni-1", taskARN), "aws_ecs_task", taskARN, "f6d9fc22-dbaf-4bff-b501-a41b41f27826", taskARN},
		{wired("eni-1", taskARN, onInstance("i-0a", 2)), "aws_ecs_task", taskARN, "f6d9fc22-dbaf-4bff-b501-a41b41f27826", taskARN},
		{wired("eni-1", taskARN, onInstance("i-0a", 0)), "aws_instance", here + "instance/i-0a", "i-0a", here + "instance/i-0a"},
		{wired("eni-1", "AWS Lambda VPC ENI-order-mailer-0eabb672-9699-4752-8738-38b7379f118b", kind("lambda")), "aws_lambda_function", "arn:aws:lambda:eu-west-1:123456789012:function:order-mailer", "order-mailer", ""},
		{wired("eni-1", "AWS Lambda VPC ENI: mailer", kind("lambda")), "aws_lambda_function", "arn:aws:lambda:eu-west-1:123456789012:function:mailer", "mailer", ""},
		{wired("eni-1", "", kind("lambda")), "aws_lambda_function", own, "eni-1", ""},
		{wired("eni-1", "EFS mount target for fs-0b (fsmt-0c)"), "aws_efs_mount_target", "fsmt-0c", "fs-0b", "fsmt-0c"},
		{wired("eni-1", "ELB legacy"), "aws_elb", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/legacy", "legacy", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/legacy"},
		{wired("eni-1", "ELB app/shop/50dc6c495c0c9188"), "aws_lb", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188", "shop", "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/50dc6c495c0c9188"},
		{wired("eni-1", "Interface for NAT Gateway nat-0d", kind("nat_gateway")), "aws_nat_gateway", here + "natgateway/nat-0d", "nat-0d", here + "natgateway/nat-0d"},
		{wired("eni-1", "VPC Endpoint Interface vpce-0e", kind("vpc_endpoint")), "aws_vpc_endpoint", here + "vpc-endpoint/vpce-0e", "vpce-0e", here + "vpc-endpoint/vpce-0e"},
		{wired("eni-1", "Network Interface for Transit Gateway Attachment tgw-attach-0f", kind("transit_gateway")), "aws_ec2_transit_gateway_vpc_attachment", here + "transit-gateway-attachment/tgw-attach-0f", "tgw-attach-0f", here + "transit-gateway-attachment/tgw-attach-0f"},
		{wired("eni-1", "RDSNetworkInterface"), "aws_db_instance", own, "RDSNetworkInterface", ""},
		{wired("eni-1", "Network interface for DBProxy pool"), "aws_db_proxy", own, "pool", "pool"},
		{wired("eni-1", "ElastiCache sessions-0001-001"), "aws_elasticache_cluster", "arn:aws:elasticache:eu-west-1:123456789012:cluster:sessions-0001-001", "sessions-0001-001", "arn:aws:elasticache:eu-west-1:123456789012:cluster:sessions-0001-001"},
		{wired("eni-1", "ElastiCache+sessions"), "aws_elasticache_cluster", "arn:aws:elasticache:eu-west-1:123456789012:cluster:sessions", "sessions", "arn:aws:elasticache:eu-west-1:123456789012:cluster:sessions"},
		{wired("eni-1", "ES search"), "aws_opensearch_domain", "arn:aws:es:eu-west-1:123456789012:domain/search", "search", "arn:aws:es:eu-west-1:123456789012:domain/search"},
		{wired("eni-1", "DO NOT DELETE - Amazon MSK network interface for cluster arn:aws:kafka:eu-west-1:123456789012:cluster/log/6411a16c-2."), "aws_msk_cluster", "arn:aws:kafka:eu-west-1:123456789012:cluster/log/6411a16c-2", "6411a16c-2", "arn:aws:kafka:eu-west-1:123456789012:cluster/log/6411a16c-2"},
		{wired("eni-1", "Amazon MQ network interface for broker "+brokerID), "aws_mq_broker", brokerID, brokerID, brokerID},
		{wired("eni-1", "RedshiftNetworkInterface"), "aws_redshift_cluster", own, "RedshiftNetworkInterface", ""},
		{wired("eni-1", "DMSNetworkInterface"), "aws_dms_replication_instance", own, "DMSNetworkInterface", ""},
		{wired("eni-1", "DAX carts"), "aws_dax_cluster", own, "carts", "carts"},
		{wired("eni-1", "Route 53 Resolver: rslvr-in-55829d25693e4b729:rni-9494385465134fa5a"), "aws_route53_resolver_endpoint", "arn:aws:route53resolver:eu-west-1:123456789012:resolver-endpoint/rslvr-in-55829d25693e4b729", "rslvr-in-55829d25693e4b729", "arn:aws:route53resolver:eu-west-1:123456789012:resolver-endpoint/rslvr-in-55829d25693e4b729"},
		{wired("eni-1", "AWS created network interface for directory d-93670ba1d7"), "aws_directory_service_directory", "arn:aws:ds:eu-west-1:123456789012:directory/d-93670ba1d7", "d-93670ba1d7", "arn:aws:ds:eu-west-1:123456789012:directory/d-93670ba1d7"},
		{wired("eni-1", "Created By Amazon Workspaces for AWS Account ID 123456789012"), "aws_workspaces_workspace", own, "Created By Amazon Workspaces for AWS Account ID 123456789012", ""},
		{wired("eni-1", "Amazon FSx fs-0a"), "aws_fsx_file_system", "arn:aws:fsx:eu-west-1:123456789012:file-system/fs-0a", "fs-0a", "arn:aws:fsx:eu-west-1:123456789012:file-system/fs-0a"},
		{wired("eni-1", "ClientVPN Endpoint resource"), "aws_ec2_client_vpn_endpoint", own, "ClientVPN Endpoint resource", ""},
		{wired("eni-1", "AWS ElasticMapReduce"), "aws_emr_cluster", own, "AWS ElasticMapReduce", ""},
		{wired("eni-1", "CloudHSM Managed Interface"), "aws_cloudhsm_v2_cluster", own, "CloudHSM Managed Interface", ""},
		{wired("eni-1", "Amazon Kinesis Firehose - 123456789012:orders:1641374697543."), "aws_kinesis_firehose_delivery_stream", own, "Amazon Kinesis Firehose - 123456789012:orders:1641374697543.", ""},
		{wired("eni-1", "[DO NOT DELETE] ENI managed by SageMaker for Studio Domain (d-0a1b) - 1"), "aws_sagemaker_domain", "arn:aws:sagemaker:eu-west-1:123456789012:domain/d-0a1b", "d-0a1b", "arn:aws:sagemaker:eu-west-1:123456789012:domain/d-0a1b"},
		{wired("eni-1", "ENI managed by APIGateway"), "aws_apigatewayv2_vpc_link", own, "ENI managed by APIGateway", ""},
		{wired("eni-1", "Attached to Glue using role: arn:aws:iam::123456789012:role/glue"), "aws_glue_connection", own, "Attached to Glue using role: arn:aws:iam::123456789012:role/glue", ""},
		{wired("eni-1", "", func(n *types.NetworkInterface) { n.RequesterId = aws.String("AROAX:AWSCodeBuild-1") }), "aws_codebuild_project", own, "eni-1", ""},
		{wired("eni-1", "VPC Endpoint Interface vpce-9", kind("gateway_load_balancer_endpoint"), tag("AWSNetworkFirewallManaged", "true"), tag("Firewall", "arn:aws:network-firewall:eu-west-1:123456789012:firewall/edge")), "aws_networkfirewall_firewall", "arn:aws:network-firewall:eu-west-1:123456789012:firewall/edge", "edge", "arn:aws:network-firewall:eu-west-1:123456789012:firewall/edge"},
		{wired("eni-1", "", kind("api_gateway_managed")), "aws_apigatewayv2_vpc_link", own, "eni-1", ""},
		{wired("eni-1", "", kind("quicksight")), "aws_quicksight_vpc_connection", own, "eni-1", ""},
		{wired("eni-1", "", kind("global_accelerator_managed")), "aws_globalaccelerator_accelerator", own, "eni-1", ""},
		{wired("eni-1", "", kind("aws_codestar_connections_managed")), "aws_codestarconnections_host", own, "eni-1", ""},
		{wired("eni-1", "", kind("iot_rules_managed")), "aws_iot_topic_rule_destination", own, "eni-1", ""},
		{wired("eni-1", "", kind("ec2_instance_connect_endpoint")), "aws_ec2_instance_connect_endpoint", own, "eni-1", ""},
		{wired("eni-1", "", kind("network_load_balancer")), "aws_lb", own, "eni-1", ""},
		{wired("eni-1", "arn:aws:vpc-lattice:eu-west-1:123456789012:resourcegateway/rgw-1"), "aws_vpclattice_resource_gateway", "arn:aws:vpc-lattice:eu-west-1:123456789012:resourcegateway/rgw-1", "rgw-1", "arn:aws:vpc-lattice:eu-west-1:123456789012:resourcegateway/rgw-1"},
		{wired("eni-1", "a spare one", alone), "aws_network_interface", own, "a spare one", own},
		{wired("eni-1", "RDSNetworkInterface", alone), "aws_network_interface", own, "RDSNetworkInterface", own},
		{wired("eni-1", "ELB legacy", alone), "aws_network_interface", own, "ELB legacy", own},
		{wired("eni-1", "Interface for NAT Gateway nat-0d", alone), "aws_nat_gateway", here + "natgateway/nat-0d", "nat-0d", here + "natgateway/nat-0d"},
		{wired("eni-1", "what nobody knows"), "aws_network_interface", own, "what nobody knows", ""},
	} {
		t.Run(c.typ+" "+aws.ToString(c.n.Description)+string(c.n.InterfaceType), func(t *testing.T) {
			r := testRegion()
			r.wires.interfaces = []types.NetworkInterface{c.n}
			r.linkInterfaces()
			n := r.a.Interfaces[0]
			if n.Type != c.typ || n.ID != c.id || n.Name.Or("") != c.name || n.Owner.Or("") != c.owner ||
				n.Source.ARN != n.ID {
				t.Errorf("%s %s called %s, of %v", n.Type, n.ID, n.Name.Or("?"), n.Owner)
			}
			if !n.Owner.IsKnown() && n.Owner.Why().Detail == "" {
				t.Error("it does not say why the owner is not known")
			}
		})
	}
}

// pagedInterfaces answers with one page for each slice.
type pagedInterfaces struct {
	ec2API
	pages [][]types.NetworkInterface
	err   error
	asked *int
}

func (p pagedInterfaces) DescribeNetworkInterfaces(
	_ context.Context,
	in *ec2.DescribeNetworkInterfacesInput,
	_ ...func(*ec2.Options),
) (*ec2.DescribeNetworkInterfacesOutput, error) {
	*p.asked++
	page := 0
	if in.NextToken != nil {
		page = 1
	}
	out := &ec2.DescribeNetworkInterfacesOutput{NetworkInterfaces: p.pages[page]}
	if page+1 < len(p.pages) {
		out.NextToken = aws.String("1")
	}
	return out, p.err
}

// TestInterfacesOfOneOwner: all pages are read, and an owner has one Interface, wherever its
// network interfaces are.
func TestInterfacesOfOneOwner(t *testing.T) {
	r, asked := testRegion(), 0
	public := func(n *types.NetworkInterface) {
		n.PrivateIpAddresses = []types.NetworkInterfacePrivateIpAddress{{PrivateIpAddress: aws.String("10.0.1.8"),
			Association: &types.NetworkInterfaceAssociation{PublicIp: aws.String("203.0.113.5")}}}
	}
	api := pagedInterfaces{asked: &asked, pages: [][]types.NetworkInterface{
		{
			wired("eni-2", "", onInstance("i-1", 1), in("subnet-b", "sg-2", "10.0.2.7"), public),
			wired("eni-3", "RedshiftNetworkInterface"),
		},
		{
			wired("eni-1", "", onInstance("i-1", 0)),
			wired("eni-4", "RedshiftNetworkInterface", in("subnet-b", "sg-1", "10.0.2.9")),
			wired("eni-5", "RedshiftNetworkInterface", in("subnet-b", "sg-9", "10.0.2.10")),
		},
	}}
	interfacesOf(api)(context.Background(), r)
	r.linkInterfaces()
	if asked != 2 || len(r.a.Interfaces) != 3 {
		t.Fatalf("%d calls, %d interfaces: %v", asked, len(r.a.Interfaces), r.a.Interfaces)
	}
	n := interfaceOf(t, r, here+"instance/i-1")
	if len(n.Subnets.Items()) != 2 || len(n.SecurityGroups.Items()) != 2 || !n.Subnets.IsWhole() ||
		!n.PublicAddress.Or(false) {
		t.Errorf("the instance is at %+v", n.Placement)
	}
	if n := interfaceOf(t, r, here+"network-interface/eni-3"); len(n.Subnets.Items()) != 2 || n.PublicAddress.Or(true) {
		t.Errorf("the nodes of a warehouse are at %+v", n.Placement)
	}
	r = testRegion()
	interfacesOf(
		pagedInterfaces{asked: &asked, pages: [][]types.NetworkInterface{nil}, err: errors.New("no")},
	)(context.Background(), r)
	r.linkInterfaces()
	if len(r.a.Interfaces) != 0 {
		t.Error("what could not be read is there")
	}
}

func interfaceOf(t *testing.T, r *region, id string) model.Interface {
	t.Helper()
	for _, n := range r.a.Interfaces {
		if n.ID == id {
			return n
		}
	}
	t.Fatalf("there is no %s among %v", id, r.a.Interfaces)
	return model.Interface{}
}

// TestPublicInterfaces: a public IPv4 association counts, and so does any IPv6 address.
func TestPublicInterfaces(t *testing.T) {
	association := &types.NetworkInterfaceAssociation{PublicIp: aws.String("203.0.113.5")}
	for name, c := range map[string]struct {
		n    types.NetworkInterface
		want bool
	}{
		"private": {wired("eni-1", ""), false},
		"public":  {wired("eni-1", "", func(n *types.NetworkInterface) { n.Association = association }), true},
		"IPv6": {wired("eni-1", "", func(n *types.NetworkInterface) {
			n.Ipv6Addresses = []types.NetworkInterfaceIpv6Address{{Ipv6Address: aws.String("2001:db8::1")}}
		}), true},
		"IPv6 prefix": {wired("eni-1", "", func(n *types.NetworkInterface) {
			n.Ipv6Prefixes = []types.Ipv6PrefixSpecification{{Ipv6Prefix: aws.String("2001:db8::/80")}}
		}), true},
		"carrier only": {wired("eni-1", "", func(n *types.NetworkInterface) { n.Association = &types.NetworkInterfaceAssociation{} }), false},
	} {
		if got, known := testRegion().placementOf(c.n).PublicAddress.Get(); !known || got != c.want {
			t.Errorf("%s: public is %v", name, got)
		}
	}
}
