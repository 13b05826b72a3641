package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const (
	privateA = `module.network.aws_subnet.private["us-east-1a"]`
	appGroup = "module.security.aws_security_group.app"
)

func collected(t *testing.T, edits ...pt.Edit) *model.Architecture {
	t.Helper()
	a, err := plan.Collect(pt.Load(t, "ok-prod").Apply(edits...).JSON(), plan.Options{Name: "ok-prod"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// interfaceOf is whatever has network interfaces, by its id, but for databases, caches and others of the first kinds.
func interfaceOf(a *model.Architecture, id string) (found *model.Interface) {
	a.EachPlaced(func(collection string, noun model.Placed) {
		if noun.Base().ID == id &&
			slices.Contains(
				[]string{"interfaces", "instance_groups", "functions", "file_systems", "proxies"},
				collection,
			) {
			found = &model.Interface{Resource: *noun.Base(), Placement: *noun.Place()}
		}
	})
	return found
}

// Whatever refers to a subnet or a group has an interface, whatever its type and the attribute.
func TestInterfacesAreFoundByWhatTheyReferTo(t *testing.T) {
	subnet := []string{`aws_subnet.private["us-east-1a"].id`, `aws_subnet.private["us-east-1a"]`, "aws_subnet.private"}
	for _, c := range []struct {
		typ    string
		values map[string]any
		path   string
	}{
		{"aws_instance", map[string]any{"instance_type": "t3.micro"}, "subnet_id"},
		{"aws_efs_mount_target", map[string]any{}, "subnet_id"},
		{"aws_opensearch_domain", map[string]any{"domain_name": "search"}, "vpc_options.0.subnet_ids"},
		{"aws_msk_cluster", map[string]any{"cluster_name": "events"}, "broker_node_group_info.0.client_subnets"},
		{"aws_eks_node_group", map[string]any{"node_group_name": "nodes"}, "subnet_ids"},
		{"aws_lambda_event_source_mapping", map[string]any{}, "source_access_configuration.0.uri"},
		{"aws_a_type_of_tomorrow", map[string]any{}, "somewhere.0.deep.0.places"},
	} {
		t.Run(c.typ, func(t *testing.T) {
			a := collected(
				t,
				pt.Add("module.network", c.typ, "x", c.values, nil),
				pt.Link("module.network."+c.typ+".x", c.path, subnet...),
			)
			i := interfaceOf(a, "module.network."+c.typ+".x")
			if i == nil {
				t.Fatal("it has no interface")
			}
			if !slices.Contains(i.Subnets.Items(), privateA) {
				t.Errorf("its subnets are %v, %v", i.Subnets.Items(), i.Subnets.Why())
			}
		})
	}
}

// Once it is applied, a value is a text that has the ids in it: in a list with commas, behind a word, in an ARN, in JSON.
func TestInterfacesAreFoundByIDsWithinTexts(t *testing.T) {
	for text, subnets := range map[string][]string{
		"subnet-0123456789abcdef0,subnet-0123456789abcdef1":                  {"subnet-0123456789abcdef0", "subnet-0123456789abcdef1"},
		"subnet:subnet-0123456789abcdef0":                                    {"subnet-0123456789abcdef0"},
		"arn:aws:ec2:us-east-1:123456789012:subnet/subnet-0123456789abcdef0": {"subnet-0123456789abcdef0"},
		`{"Subnets":["subnet-01234567"]}`:                                    {"subnet-01234567"},
		"subnet-group-of-0123456789, my-subnet-01234567":                     nil,
	} {
		a := collected(t, pt.Add("module.network", "aws_elastic_beanstalk_environment", "x",
			map[string]any{"setting": []any{map[string]any{"name": "Subnets", "value": text}}}, nil))
		i := interfaceOf(a, "module.network.aws_elastic_beanstalk_environment.x")
		if (i != nil) != (subnets != nil) || i != nil && !slices.Equal(i.Subnets.Items(), subnets) {
			t.Errorf("%s: %+v", text, i)
		}
	}
}

// What only describes subnets and groups, or names them in a text, has none.
func TestWhatDescribesSubnetsHasNoInterface(t *testing.T) {
	subnet := []string{`aws_subnet.private["us-east-1a"].id`, `aws_subnet.private["us-east-1a"]`, "aws_subnet.private"}
	for typ, path := range map[string]string{
		"aws_ssm_parameter": "value", "aws_ram_resource_association": "resource_arn", "aws_docdb_subnet_group": "subnet_ids",
		"aws_launch_template": "network_interfaces.0.subnet_id", "aws_lambda_function": "environment.0.variables.SUBNET",
		"aws_vpc_block_public_access_exclusion": "subnet_id", "aws_ec2_client_vpn_route": "target_vpc_subnet_id",
	} {
		t.Run(typ, func(t *testing.T) {
			a := collected(
				t,
				pt.Add("module.network", typ, "x", map[string]any{}, nil),
				pt.Link("module.network."+typ+".x", path, subnet...),
			)
			if len(a.Interfaces) > 0 {
				t.Errorf("found %s", a.Interfaces[0].ID)
			}
		})
	}
}

// A launch template gives its groups, and its wish for a public address, to whom it launches.
func TestLaunchTemplateIsLookedThrough(t *testing.T) {
	group := []string{"aws_security_group.app.id", "aws_security_group.app"}
	a := collected(
		t,
		pt.Add("module.security", "aws_launch_template", "x", map[string]any{}, nil),
		pt.Set("module.security.aws_launch_template.x", "network_interfaces.0.associate_public_ip_address", "true"),
		pt.Link("module.security.aws_launch_template.x", "network_interfaces.0.security_groups", group...),
		pt.Add(
			"module.security",
			"aws_autoscaling_group",
			"x",
			map[string]any{},
			map[string][]string{"launch_template": {"aws_launch_template.x.id", "aws_launch_template.x"}},
		),
	)
	i := interfaceOf(a, "module.security.aws_autoscaling_group.x")
	if i == nil || !slices.Contains(i.SecurityGroups.Items(), appGroup) || !i.PublicAddress.Or(false) {
		t.Fatalf("the Auto Scaling group is %+v", i)
	}
	if len(a.Interfaces) > 0 {
		t.Errorf("there are %d interfaces", len(a.Interfaces))
	}
}

// An address that is not told apart is no reason to see nobody.
func TestUnresolvedSubnetIsAPlace(t *testing.T) {
	a := collected(
		t,
		pt.Add(
			"module.app",
			"aws_lambda_function",
			"x",
			map[string]any{"function_name": "x", "vpc_config": []any{map[string]any{}}},
			nil,
		),
		pt.Unknown("module.app.aws_lambda_function.x", "vpc_config.0.subnet_ids"),
	)
	if len(a.Functions) != 1 || a.Functions[0].Subnets.IsWhole() {
		t.Fatalf("the functions are %+v", a.Functions)
	}
}

// No group written means the VPC's default group, and an Elastic IP address is a public one.
func TestInstanceWithoutGroupWearsTheDefaultOne(t *testing.T) {
	subnet := []string{`aws_subnet.private["us-east-1a"].id`, `aws_subnet.private["us-east-1a"]`, "aws_subnet.private"}
	a := collected(
		t,
		pt.Add("module.network", "aws_instance", "x", map[string]any{}, map[string][]string{"subnet_id": subnet}),
		pt.Add(
			"module.network",
			"aws_eip",
			"x",
			map[string]any{},
			map[string][]string{"instance": {"aws_instance.x.id", "aws_instance.x"}},
		),
	)
	i := interfaceOf(a, "module.network.aws_instance.x")
	if i == nil || len(i.SecurityGroups.Items()) != 1 || !i.PublicAddress.Or(false) {
		t.Fatalf("the instance is %+v", i)
	}
}

// Targets of a target group are found whatever they are.
func TestTargetsAreMembers(t *testing.T) {
	group := map[string][]string{"target_group_arn": {"aws_lb_target_group.app.arn", "aws_lb_target_group.app"}}
	a := collected(
		t,
		pt.Add("module.app", "aws_lambda_function", "x", map[string]any{"function_name": "x"}, nil),
		pt.Add("module.app", "aws_lb_target_group_attachment", "function", map[string]any{}, map[string][]string{
			"target_group_arn": group["target_group_arn"],
			"target_id":        {"aws_lambda_function.x.arn", "aws_lambda_function.x"},
		}),
		pt.Add(
			"module.app",
			"aws_lb_target_group_attachment",
			"address",
			map[string]any{"target_id": "10.0.9.9"},
			group,
		),
	)
	var members []string
	for _, g := range a.TargetGroups {
		members = append(members, g.Members.Items()...)
	}
	const function, address = "module.app.aws_lambda_function.x", "module.app.aws_lb_target_group_attachment.address"
	if !slices.Contains(members, function) || len(a.Functions) != 1 {
		t.Errorf("%s is no member, or no noun: %v", function, members)
	}
	if !slices.Contains(members, address) || interfaceOf(a, address) == nil {
		t.Errorf("%s is no member, or no noun: %v", address, members)
	}
}

// What joins the VPC to other networks, and is no noun, is named.
func TestMentionsOfVPCs(t *testing.T) {
	a := collected(
		t,
		pt.Add(
			"module.network",
			"aws_vpn_gateway",
			"x",
			map[string]any{},
			map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
		),
		pt.Add(
			"module.network",
			"aws_cloudwatch_event_bus",
			"x",
			map[string]any{},
			map[string][]string{"name": {"aws_vpc.this.id", "aws_vpc.this"}},
		),
	)
	want := []model.Mention{
		{
			Address:   "module.network.aws_vpn_gateway.x",
			Type:      "aws_vpn_gateway",
			Component: "module.network.aws_vpc.this",
		},
	}
	if !slices.Equal(a.Unread.Mentions, want) {
		t.Errorf("mentions are %v", a.Unread.Mentions)
	}
}

// So is what lets others use a subnet or a group.
func TestMentionsOfWhatIsShared(t *testing.T) {
	for typ, path := range map[string]string{
		"aws_ram_resource_association":           "resource_arn",
		"aws_vpc_security_group_vpc_association": "security_group_id",
	} {
		a := collected(
			t,
			pt.Add("module.security", typ, "x", map[string]any{}, nil),
			pt.Link("module.security."+typ+".x", path, "aws_security_group.app.id", "aws_security_group.app"),
		)
		want := model.Mention{Address: "module.security." + typ + ".x", Type: typ, Component: appGroup}
		if !slices.Contains(a.Unread.Mentions, want) {
			t.Errorf("%s: mentions are %v", typ, a.Unread.Mentions)
		}
	}
}

// So is what leads to a component of any kind.
func TestMentionsOfEveryKind(t *testing.T) {
	for _, typ := range []string{"aws_lambda_function", "aws_instance", "aws_sqs_queue", "aws_dynamodb_table", "aws_db_proxy"} {
		a := collected(
			t,
			pt.Add("module.app", typ, "it", map[string]any{}, nil),
			pt.Add("module.app", "aws_apigatewayv2_integration", "x", map[string]any{}, nil),
			pt.Link("module.app.aws_apigatewayv2_integration.x", "integration_uri", typ+".it.arn", typ+".it"),
		)
		want := model.Mention{
			Address:   "module.app.aws_apigatewayv2_integration.x",
			Type:      "aws_apigatewayv2_integration",
			Component: "module.app." + typ + ".it",
		}
		if !slices.Contains(a.Unread.Mentions, want) {
			t.Errorf("%s: mentions are %v", typ, a.Unread.Mentions)
		}
	}
}

// What is not modelled and refers to a component is named.
func TestMentions(t *testing.T) {
	a := collected(
		t,
		pt.Add("module.app", "aws_globalaccelerator_endpoint_group", "x", map[string]any{}, nil),
		pt.Link(
			"module.app.aws_globalaccelerator_endpoint_group.x",
			"endpoint_configuration.0.endpoint_id",
			"aws_lb.this.arn",
			"aws_lb.this",
		),
	)
	want := model.Mention{
		Address:   "module.app.aws_globalaccelerator_endpoint_group.x",
		Type:      "aws_globalaccelerator_endpoint_group",
		Component: "module.app.aws_lb.this",
	}
	if !slices.Contains(a.Unread.Mentions, want) {
		t.Errorf("mentions are %v", a.Unread.Mentions)
	}
}
