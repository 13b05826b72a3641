package account

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
	cachetypes "github.com/aws/aws-sdk-go-v2/service/elasticache/types"
	elbtypes "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
	rdstypes "github.com/aws/aws-sdk-go-v2/service/rds/types"
)

const (
	balancer  = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/"
	serviceID = "arn:aws:ecs:eu-west-1:123456789012:service/main/orders"
	groupID   = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/1"
)

func at(group string, subnets ...string) model.Placement {
	p := model.Placement{SecurityGroups: model.Whole(here + "security-group/" + group), Subnets: model.Whole[string]()}
	for _, s := range subnets {
		p.Subnets = p.Subnets.With(here + "subnet/" + s)
	}
	return p
}

// shop is a region with one of each noun that has network interfaces.
func shop() *region {
	r := testRegion()
	named := func(id, name string) model.Resource { return model.Resource{ID: id, Name: model.Known(name)} }
	r.a.LoadBalancers = []model.LoadBalancer{
		{Resource: named(balancer+"app/shop/1a", "shop")},
		{Resource: named(balancer+"net/inner/2b", "inner")},
		{Resource: named(balancer+"gwy/filter/3c", "filter")},
	}
	r.a.NATGateways = []model.NATGateway{{Resource: named(here+"natgateway/nat-1", "nat-1")}}
	r.a.TransitGatewayAttachments = []model.TransitGatewayAttachment{
		{Resource: named(here+"transit-gateway-attachment/tgw-attach-1", "")},
	}
	r.a.VPCEndpoints = []model.VPCEndpoint{{Resource: named(here+"vpc-endpoint/vpce-1", "s3")}}
	r.a.Services = []model.Service{
		{
			Resource:    named(serviceID, "orders"),
			ClusterName: model.Known("main"),
			Placement:   at("sg-app", "subnet-a", "subnet-b"),
		},
	}
	r.a.Databases = []model.Database{
		{
			Resource:  named("arn:aws:rds:eu-west-1:123456789012:db:orders", "orders"),
			Placement: at("sg-db", "subnet-a", "subnet-b"),
		},
	}
	r.nameCaches("arn:aws:elasticache:eu-west-1:123456789012:replicationgroup:sessions", "sessions-001", "sessions-002")
	return r
}

// TestInterfacesOfNouns: what the model has a noun for needs no Interface, and only that.
func TestInterfacesOfNouns(t *testing.T) {
	task := func(changes ...func(*types.NetworkInterface)) types.NetworkInterface {
		return wired("eni-1", taskARN, changes...)
	}
	for name, c := range map[string]struct {
		n    types.NetworkInterface
		want string // the type of the Interface, empty for none
	}{
		"application load balancer":  {wired("eni-1", "ELB app/shop/1a"), ""},
		"network load balancer":      {wired("eni-1", "ELB net/inner/2b", kind("network_load_balancer")), ""},
		"gateway load balancer":      {wired("eni-1", "ELB gwy/filter/3c", kind("gateway_load_balancer")), ""},
		"another load balancer":      {wired("eni-1", "ELB app/shop/9f"), "aws_lb"},
		"NAT gateway":                {wired("eni-1", "Interface for NAT Gateway nat-1", kind("nat_gateway")), ""},
		"endpoint":                   {wired("eni-1", "VPC Endpoint Interface vpce-1", kind("vpc_endpoint")), ""},
		"transit gateway attachment": {wired("eni-1", "Network Interface for Transit Gateway Attachment tgw-attach-1", kind("transit_gateway")), ""},
		"another attachment":         {wired("eni-1", "Network Interface for Transit Gateway Attachment tgw-attach-2", kind("transit_gateway")), "aws_ec2_transit_gateway_vpc_attachment"},
		"cache":                      {wired("eni-1", "ElastiCache sessions-002"), ""},
		"another cache":              {wired("eni-1", "ElastiCache other-001"), "aws_elasticache_cluster"},
		"database":                   {wired("eni-1", "RDSNetworkInterface", in("subnet-b", "sg-db", "10.0.2.1")), ""},
		"database of other groups":   {wired("eni-1", "RDSNetworkInterface", in("subnet-b", "sg-x", "10.0.2.1")), "aws_db_instance"},
		"database in other subnets":  {wired("eni-1", "RDSNetworkInterface", in("subnet-c", "sg-db", "10.0.2.1")), "aws_db_instance"},
		"database with one group too": {wired("eni-1", "RDSNetworkInterface", in("subnet-b", "sg-db", "10.0.2.1"), func(n *types.NetworkInterface) {
			n.Groups = append(n.Groups, types.GroupIdentifier{GroupId: aws.String("sg-x")})
		}), "aws_db_instance"},
		"task":                       {task(in("subnet-a", "sg-app", "10.0.1.1")), ""},
		"task of other groups":       {task(in("subnet-a", "sg-x", "10.0.1.1")), "aws_ecs_task"},
		"tagged task":                {task(in("subnet-a", "sg-old", "10.0.1.1"), tag("aws:ecs:clusterName", "main"), tag("aws:ecs:serviceName", "orders")), ""},
		"task of another service":    {task(in("subnet-a", "sg-app", "10.0.1.1"), tag("aws:ecs:clusterName", "main"), tag("aws:ecs:serviceName", "gone")), "aws_ecs_service"},
		"service of another cluster": {task(in("subnet-a", "sg-app", "10.0.1.1"), tag("aws:ecs:clusterName", "test"), tag("aws:ecs:serviceName", "orders")), "aws_ecs_service"},
		"scheduled task":             {task(in("subnet-a", "sg-app", "10.0.1.1"), tag("aws:ecs:clusterName", "main")), "aws_ecs_task"},
		"instance in those groups":   {wired("eni-1", "RDSNetworkInterface", in("subnet-b", "sg-db", "10.0.2.1"), onInstance("i-1", 0)), "aws_instance"},
		"of another account":         {wired("eni-1", "RDSNetworkInterface", in("subnet-b", "sg-db", "10.0.2.1"), func(n *types.NetworkInterface) { n.OwnerId = aws.String("999999999999") }), "aws_db_instance"},
	} {
		t.Run(name, func(t *testing.T) {
			r := shop()
			r.wires.interfaces = []types.NetworkInterface{c.n}
			r.linkInterfaces()
			got := ""
			for _, n := range r.a.Interfaces {
				got += n.Type
			}
			if got != c.want {
				t.Errorf("it is %q, want %q", got, c.want)
			}
		})
	}
}

// TestInterfacesNamedByNouns: NAT gateways and endpoints name their interfaces themselves.
func TestInterfacesNamedByNouns(t *testing.T) {
	r := shop()
	r.wire(here+"vpc-endpoint/vpce-1", "eni-1", "")
	r.wires.interfaces = []types.NetworkInterface{wired("eni-1", "", alone), wired("eni-2", "", alone)}
	r.linkInterfaces()
	if len(r.a.Interfaces) != 1 || r.a.Interfaces[0].ID != here+"network-interface/eni-2" {
		t.Errorf("%v", r.a.Interfaces)
	}
}

// TestInterfacesOfDeletedNouns: what AWS still lists while it goes away is nobody's new component.
func TestInterfacesOfDeletedNouns(t *testing.T) {
	r := shop()
	r.noteGone(here + "natgateway/nat-2")
	r.wires.interfaces = []types.NetworkInterface{
		wired("eni-1", "Interface for NAT Gateway nat-2", kind("nat_gateway")),
		wired("eni-2", "Interface for NAT Gateway nat-3", kind("nat_gateway")),
	}
	r.linkInterfaces()
	if len(r.a.Interfaces) != 1 || r.a.Interfaces[0].ID != here+"natgateway/nat-3" {
		t.Errorf("%v", r.a.Interfaces)
	}
}

// TestOwnersBehindGaps: an owner that a list could hold is not known where the list has a gap.
func TestOwnersBehindGaps(t *testing.T) {
	for collection, n := range map[string]types.NetworkInterface{
		"databases": wired("eni-1", "RDSNetworkInterface"), "services": wired("eni-1", taskARN), "load_balancers": wired("eni-1", "ELB app/new/4d"),
		"caches": wired("eni-1", "ElastiCache new-001"), "nat_gateways": wired("eni-1", "Interface for NAT Gateway nat-9"),
		"vpc_endpoints": wired("eni-1", "VPC Endpoint Interface vpce-9"), model.Everything: wired("eni-1", "ELB net/new/4d"),
	} {
		r := shop()
		r.a.Gaps = []model.Gap{{Collection: collection, Reason: model.AccessDenied, Detail: "denied"}}
		r.wires.interfaces = []types.NetworkInterface{n}
		r.linkInterfaces()
		if o := r.a.Interfaces[0].Owner; o.IsKnown() || o.Why().Reason != model.AccessDenied {
			t.Errorf("without all %s it belongs to %v", collection, o)
		}
	}
	for name, c := range map[string]struct {
		n      types.NetworkInterface
		change func(*region)
		known  bool
	}{
		"service somewhere": {wired("eni-1", taskARN), func(r *region) { r.a.Services[0].Subnets = model.Part[string](model.Why{Reason: model.Unsupported}) }, false},
		"service on instances": {wired("eni-1", taskARN), func(r *region) {
			r.a.Services[0].Subnets, r.a.Services[0].TaskDefinition = model.Part[string](model.Why{Reason: model.Unsupported}), model.Known("td")
			r.a.TaskDefinitions = []model.TaskDefinition{{Resource: model.Resource{ID: "td"}, NetworkMode: model.Known("bridge")}}
		}, true},
		"task of no service": {wired("eni-1", taskARN, tag("aws:ecs:clusterName", "main")), func(r *region) {
			r.a.Gaps = []model.Gap{{Collection: "services", Reason: model.AccessDenied}}
		}, true},
	} {
		r := shop()
		c.change(r)
		r.wires.interfaces = []types.NetworkInterface{c.n}
		r.linkInterfaces()
		if got := r.a.Interfaces[0].Owner.IsKnown(); got != c.known {
			t.Errorf("%s: the owner of a task is %v", name, r.a.Interfaces[0].Owner)
		}
	}
}

// TestOtherStores: DocumentDB, Neptune and Memcached have interfaces like the nouns', and stand
// in the same lists.
func TestOtherStores(t *testing.T) {
	r := shop()
	instance := func(engine, id string, public bool) rdstypes.DBInstance {
		return rdstypes.DBInstance{
			Engine:               aws.String(engine),
			DBInstanceIdentifier: aws.String(id),
			DBClusterIdentifier:  aws.String("papers"),
			PubliclyAccessible:   aws.Bool(public),
			DBSubnetGroup: &rdstypes.DBSubnetGroup{
				Subnets: []rdstypes.Subnet{{SubnetIdentifier: aws.String("subnet-a")}},
			},
			VpcSecurityGroups: []rdstypes.VpcSecurityGroupMembership{{VpcSecurityGroupId: aws.String("sg-papers")}},
		}
	}
	r.addOther(r.otherDatabase(instance("docdb", "papers-1", false)))
	r.addOther(r.otherDatabase(instance("docdb", "papers-2", true)))
	memcached := cachetypes.CacheCluster{
		ARN:                  aws.String("arn:aws:elasticache:eu-west-1:123456789012:cluster:pages"),
		CacheClusterId:       aws.String("pages"),
		CacheSubnetGroupName: aws.String("g"),
		SecurityGroups:       []cachetypes.SecurityGroupMembership{{SecurityGroupId: aws.String("sg-pages")}},
	}
	r.addOther(
		r.otherCache(
			memcached,
			cacheAnswers{subnets: map[string]model.List[string]{"g": model.Whole(here + "subnet/subnet-a")}},
		),
	)
	r.nameCaches(*memcached.ARN, "pages")
	r.wires.interfaces = []types.NetworkInterface{
		wired("eni-1", "RDSNetworkInterface", in("subnet-a", "sg-papers", "10.0.1.1")),
		wired("eni-2", "ElastiCache pages"),
	}
	r.linkInterfaces()
	if len(r.a.Interfaces) != 2 {
		t.Fatalf("%v", r.a.Interfaces)
	}
	papers := interfaceOf(t, r, "arn:aws:rds:eu-west-1:123456789012:cluster:papers")
	if papers.Type != "aws_docdb_cluster" || !papers.PublicAddress.Or(false) ||
		papers.SecurityGroups.Items()[0] != here+"security-group/sg-papers" ||
		len(papers.Subnets.Items()) != 1 {
		t.Errorf("%+v", papers)
	}
	if pages := interfaceOf(
		t,
		r,
		*memcached.ARN,
	); pages.Type != "aws_elasticache_cluster" || !pages.SecurityGroups.IsWhole() ||
		pages.PublicAddress.Or(true) {
		t.Errorf("%+v", pages)
	}
}

// TestSharedVPC: a participant of a shared VPC is not shown the interfaces of the others.
func TestSharedVPC(t *testing.T) {
	r := testRegion()
	for id, account := range map[string]string{"vpc-1": "999999999999", "vpc-2": "888888888888", "vpc-3": "123456789012"} {
		r.noteOwner(types.Vpc{VpcId: aws.String(id), OwnerId: aws.String(account)})
	}
	r.a.Subnets = []model.Subnet{
		{Resource: model.Resource{ID: here + "subnet/subnet-a"}, VPC: model.Known(here + "vpc/vpc-1")},
		{Resource: model.Resource{ID: here + "subnet/subnet-b"}, VPC: model.Known(here + "vpc/vpc-3")},
	}
	r.wires.interfaces = []types.NetworkInterface{
		wired("eni-1", "", onInstance("i-1", 0)),
		wired("eni-2", "", onInstance("i-2", 0), in("subnet-b", "sg-1", "10.0.2.1")),
	}
	r.linkInterfaces()
	for _, collection := range []string{"interfaces", "nat_gateways", "peering_connections"} {
		if gap := r.a.GapFor(collection); gap == nil || gap.Reason != model.NotManaged {
			t.Errorf("%s: %v", collection, r.a.Gaps)
		}
	}
	for _, gap := range r.a.Gaps {
		if !strings.Contains(gap.Detail, "vpc-1 belongs to account 999999999999") {
			t.Errorf("a VPC that nothing here uses, or of this account, is a gap: %s", gap.Detail)
		}
	}
	if r.a.GapFor("subnets") != nil {
		t.Error("subnets of a shared VPC are shown")
	}
}

// TestMembersOfTargetGroups: targets are ids of the model where it has them.
func TestMembersOfTargetGroups(t *testing.T) {
	function := "arn:aws:lambda:eu-west-1:123456789012:function:mailer"
	link := func(gap bool, targets ...string) model.List[string] {
		r := shop()
		r.a.Services[0].Targets = model.Whole(model.ServiceTarget{TargetGroup: model.Known(groupID)})
		r.wires.interfaces = []types.NetworkInterface{
			wired("eni-1", "", onInstance("i-1", 0), in("subnet-a", "sg-1", "10.0.1.1")),
			wired("eni-2", taskARN, in("subnet-a", "sg-app", "10.0.1.2")),
			wired("eni-3", "RDSNetworkInterface", in("subnet-a", "sg-db", "10.0.1.3")),
			wired("eni-4", "AWS Lambda VPC ENI-mailer-0eabb672-9699-4752-8738-38b7379f118b", kind("lambda")),
			wired("eni-5", "ELB app/shop/1a", in("subnet-a", "sg-lb", "10.0.1.5"), func(n *types.NetworkInterface) {
				n.Ipv6Addresses = []types.NetworkInterfaceIpv6Address{{Ipv6Address: aws.String("2001:db8:0:0::5")}}
			}),
		}
		r.a.TargetGroups = []model.TargetGroup{
			{
				Resource: model.Resource{ID: groupID},
				VPC:      model.Known(here + "vpc/vpc-1"),
				Members:  model.Whole(targets...),
			},
			{
				Resource: model.Resource{ID: groupID + "2"},
				VPC:      model.Known(here + "vpc/vpc-1"),
				Members:  model.Whole("10.0.1.2"),
			},
		}
		if gap {
			r.wires.interfaces, r.a.Gaps = nil, []model.Gap{{Collection: "interfaces", Reason: model.AccessDenied}}
		}
		r.linkInterfaces()
		r.linkTargets()
		if other := r.a.TargetGroups[1].Members.Items(); !gap && !slices.Equal(other, []string{serviceID}) {
			t.Errorf("a group in which somebody else registers the tasks has %v", other)
		}
		return r.a.TargetGroups[0].Members
	}
	for target, want := range map[string]string{
		"i-1": here + "instance/i-1", "i-9": here + "instance/i-9", "10.0.1.1": here + "instance/i-1", "10.9.9.9": "10.9.9.9", "10.0.1.3": "arn:aws:rds:eu-west-1:123456789012:db:orders",
		function: function, function + ":live": function, function + "-idle:2": function + "-idle", function + "-other": function + "-other", balancer + "app/shop/1a": balancer + "app/shop/1a",
		"10.0.1.5": balancer + "app/shop/1a", "2001:db8::5": balancer + "app/shop/1a", "10.0.1.2": "",
	} {
		got := link(false, target)
		if items := slices.DeleteFunc(
			[]string{want},
			func(s string) bool { return s == "" },
		); !slices.Equal(got.Items(), items) ||
			!got.IsWhole() {
			t.Errorf("%s is %v", target, got)
		}
	}
	if got := link(false, "10.0.1.1", "i-1"); len(got.Items()) != 1 {
		t.Errorf("one instance is registered twice: %v", got)
	}
	if got := link(true, "10.0.1.1"); got.IsWhole() || got.Why().Reason != model.AccessDenied {
		t.Errorf("without the interfaces the members are %v", got)
	}
	if got := link(true, balancer+"app/shop/1a"); !got.IsWhole() {
		t.Errorf("a load balancer is a member without them too: %v", got)
	}
}

// TestServicesOfOneGroup: of two services in the same groups, the one that registers its tasks
// with a target group has its targets; somewhere else nobody can tell.
func TestServicesOfOneGroup(t *testing.T) {
	r := shop()
	r.a.Services[0].Targets = model.Whole(model.ServiceTarget{TargetGroup: model.Known(groupID)})
	twin := r.a.Services[0]
	twin.ID, twin.Name, twin.Targets = serviceID+"-twin", model.Known("orders-twin"), model.Whole[model.ServiceTarget]()
	r.a.Services = append(r.a.Services, twin)
	r.wires.interfaces = []types.NetworkInterface{wired("eni-2", taskARN, in("subnet-a", "sg-app", "10.0.1.2"))}
	for _, id := range []string{groupID, groupID + "2"} {
		r.a.TargetGroups = append(
			r.a.TargetGroups,
			model.TargetGroup{
				Resource: model.Resource{ID: id},
				VPC:      model.Known(here + "vpc/vpc-1"),
				Members:  model.Whole("10.0.1.2"),
			},
		)
	}
	r.linkInterfaces()
	r.linkTargets()
	first, second := r.a.TargetGroups[0].Members, r.a.TargetGroups[1].Members
	if len(r.a.Interfaces) != 0 || len(first.Items()) != 0 || !first.IsWhole() || second.IsWhole() ||
		len(second.Why().Candidates) != 2 {
		t.Errorf("%v, members %v and %v", r.a.Interfaces, first, second)
	}
}

// TestStrayTargets: what load balancers reach is there, even where no network interface shows it.
func TestStrayTargets(t *testing.T) {
	function := "arn:aws:lambda:eu-west-1:123456789012:function:idle"
	for target, want := range map[string]string{"192.168.0.9": "aws_lb_target_group_attachment", function + ":live": "aws_lambda_function", "i-9": "aws_instance",
		balancer + "app/shop/1a": "", balancer + "app/gone/9f": "aws_lb"} {
		r := shop()
		for _, id := range []string{groupID, groupID + "2"} {
			r.a.TargetGroups = append(
				r.a.TargetGroups,
				model.TargetGroup{Resource: model.Resource{ID: id}, Members: model.Whole(target)},
			)
		}
		r.linkTargets()
		got := ""
		for _, n := range r.a.Interfaces {
			got += n.Type
			if n.ID != r.a.TargetGroups[1].Members.Items()[0] || n.Subnets.IsWhole() || n.PublicAddress.IsKnown() {
				t.Errorf("%s is %+v", target, n)
			}
		}
		if got != want {
			t.Errorf("%s is %q, want %q", target, got, want)
		}
	}
	r := shop()
	r.a.Gaps = []model.Gap{{Collection: "load_balancers", Reason: model.AccessDenied}}
	r.a.TargetGroups = []model.TargetGroup{{Members: model.Whole(balancer + "app/gone/9f")}}
	r.linkTargets()
	if len(r.a.Interfaces) != 0 || r.a.TargetGroups[0].Members.IsWhole() {
		t.Errorf("without the load balancers: %v, members %v", r.a.Interfaces, r.a.TargetGroups[0].Members)
	}
}

// TestRegisteredTargets: what drains is no member, and what was not read is not whole.
func TestRegisteredTargets(t *testing.T) {
	n := model.TargetGroup{Resource: model.Resource{ID: groupID}}
	target := func(id string, state elbtypes.TargetHealthStateEnum) elbtypes.TargetHealthDescription {
		return elbtypes.TargetHealthDescription{
			Target:       &elbtypes.TargetDescription{Id: aws.String(id)},
			TargetHealth: &elbtypes.TargetHealth{State: state},
		}
	}
	targetHealth(
		context.Background(),
		recorded{
			targets: []elbtypes.TargetHealthDescription{
				target("i-1", elbtypes.TargetHealthStateEnumUnhealthy),
				target("i-2", elbtypes.TargetHealthStateEnumDraining),
			},
		},
		&n,
	)
	if !slices.Equal(n.Members.Items(), []string{"i-1"}) || !n.Members.IsWhole() {
		t.Errorf("%v", n.Members)
	}
	targetHealth(context.Background(), recorded{err: context.DeadlineExceeded}, &n)
	if n.Members.IsWhole() || n.Members.Why().Reason != model.Unreachable {
		t.Errorf("targets that were not read: %v", n.Members)
	}
}

// TestLoadBalancersOfAllTypes: network and gateway load balancers are read like the others.
func TestLoadBalancersOfAllTypes(t *testing.T) {
	r := testRegion()
	zone := []elbtypes.AvailabilityZone{{SubnetId: aws.String("subnet-a")}}
	network := r.loadBalancer(
		elbtypes.LoadBalancer{
			LoadBalancerArn:   aws.String(balancer + "net/inner/2b"),
			Type:              elbtypes.LoadBalancerTypeEnumNetwork,
			Scheme:            elbtypes.LoadBalancerSchemeEnumInternetFacing,
			AvailabilityZones: zone,
		},
		model.Value[map[string]string]{},
	)
	if network.LoadBalancerType.Or("") != "network" || !network.PublicAddress.Or(false) ||
		!network.SecurityGroups.IsWhole() ||
		len(network.SecurityGroups.Items()) != 0 ||
		len(network.Subnets.Items()) != 1 {
		t.Errorf("%+v", network)
	}
	gateway := r.loadBalancer(
		elbtypes.LoadBalancer{
			LoadBalancerArn:   aws.String(balancer + "gwy/filter/3c"),
			Type:              elbtypes.LoadBalancerTypeEnumGateway,
			AvailabilityZones: zone,
		},
		model.Value[map[string]string]{},
	)
	if public, known := gateway.PublicAddress.Get(); gateway.LoadBalancerType.Or("") != "gateway" || public || !known ||
		gateway.ARNSuffix.Or("") != "gwy/filter/3c" {
		t.Errorf("%+v", gateway)
	}
	listener := model.Listener{
		Resource: model.Resource{ID: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/inner/2b/5e"},
		Actions:  model.Whole(model.Action{}),
	}
	readRules(context.Background(), nil, &listener) // nil: nothing may be asked
	if !listener.Actions.IsWhole() {
		t.Error("the default action of a network load balancer is all there is")
	}
}
