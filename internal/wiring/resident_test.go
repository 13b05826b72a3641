package wiring_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/wiring"
)

func facts(t *testing.T, base string, scope wiring.Scope, edits ...pt.Edit) *wiring.Facts {
	t.Helper()
	a, err := plan.Collect(pt.Load(t, base).Apply(edits...).JSON(), plan.Options{Name: base})
	if err != nil {
		t.Fatal(err)
	}
	return wiring.Build(wiring.NewIndex(a), scope, documented(t))
}

// documented is the built-in document.
func documented(t *testing.T) *document.Document {
	t.Helper()
	doc, err := document.Read("architecture.yaml", document.Default(), "prod")
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// undocumented lists who is no documented component; what is not known counts with a question mark.
func undocumented(f *wiring.Facts) []string {
	ids := []string{}
	for _, c := range f.Residents {
		if documented, known := c.Documented.Get(); !known {
			ids = append(ids, c.ID+"?")
		} else if !documented {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func in(subnet string) []string {
	return []string{
		`aws_subnet.` + subnet + `["us-east-1a"].id`,
		`aws_subnet.` + subnet + `["us-east-1a"]`,
		"aws_subnet." + subnet,
	}
}

func wears(group string) []string {
	return []string{"aws_security_group." + group + ".id", "aws_security_group." + group}
}

// TestUndocumented: whoever dwells in the VPC, wears a component's group or is a target of its
// load balancer is found, whatever he is; what serves a component is not accused.
func TestUndocumented(t *testing.T) {
	endpoint := func(service string) pt.Edit {
		return pt.Add(
			"module.network",
			"aws_vpc_endpoint",
			"x",
			map[string]any{"vpc_endpoint_type": "Interface", "service_name": service, "private_dns_enabled": true},
			map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}, "subnet_ids": in("private")},
		)
	}
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		want  []string
	}{
		{"the reference", nil, nil},
		{"an instance in a subnet", []pt.Edit{pt.Add("module.network", "aws_instance", "x", map[string]any{}, map[string][]string{"subnet_id": in("public")})}, []string{"module.network.aws_instance.x"}},
		{"a function that wears the application's group", []pt.Edit{pt.Add("module.security", "aws_lambda_function", "x", map[string]any{}, nil),
			pt.Link("module.security.aws_lambda_function.x", "vpc_config.0.security_group_ids", wears("app")...)}, []string{"module.security.aws_lambda_function.x"}},
		{"a mount target", []pt.Edit{pt.Add("module.network", "aws_efs_mount_target", "x", map[string]any{}, map[string][]string{"subnet_id": in("private")})}, []string{"module.network.aws_efs_mount_target.x"}},
		{"a proxy", []pt.Edit{pt.Add("module.network", "aws_db_proxy", "x", map[string]any{}, map[string][]string{"vpc_subnet_ids": in("isolated")})}, []string{"module.network.aws_db_proxy.x"}},
		{"a network load balancer", []pt.Edit{pt.Add("module.network", "aws_lb", "x", map[string]any{"load_balancer_type": "network", "internal": false}, map[string][]string{"subnets": in("public")})}, []string{"module.network.aws_lb.x"}},
		{"a target of its load balancer", []pt.Edit{pt.Add("module.app", "aws_lb_target_group_attachment", "x", map[string]any{"target_id": "192.168.0.9"},
			map[string][]string{"target_group_arn": {"aws_lb_target_group.app.arn", "aws_lb_target_group.app"}})}, []string{"module.app.aws_lb_target_group_attachment.x"}},
		{"a fleet elsewhere that joins its load balancer", []pt.Edit{pt.Add("module.app", "aws_autoscaling_attachment", "x", map[string]any{"autoscaling_group_name": "legacy"},
			map[string][]string{"lb_target_group_arn": {"aws_lb_target_group.app.arn", "aws_lb_target_group.app"}})}, []string{"module.app.aws_autoscaling_attachment.x"}},
		{"a fleet that may join its load balancer", []pt.Edit{pt.Add("", "aws_autoscaling_group", "x", map[string]any{}, map[string][]string{
			"target_group_arns": {"local.hidden"}})}, []string{"aws_autoscaling_group.x?", "module.network.aws_vpc.this?"}},
		{"an instance that names no subnet", []pt.Edit{pt.Add("", "aws_instance", "x", map[string]any{"associate_public_ip_address": true}, nil)}, []string{"aws_instance.x?"}},
		{"a fleet that names zones alone", []pt.Edit{pt.Add("", "aws_autoscaling_group", "x", map[string]any{"availability_zones": []any{"us-east-1a"}}, nil)}, []string{"aws_autoscaling_group.x?"}},
		{"an instance in a subnet that nobody read", []pt.Edit{pt.Add("", "aws_instance", "x", map[string]any{"subnet_id": "subnet-0123456789abcdef0", "vpc_security_group_ids": []any{"sg-0123456789abcdef0"}}, nil)}, []string{"aws_instance.x?"}},
		{"a function outside of every VPC", []pt.Edit{pt.Add("", "aws_lambda_function", "x", map[string]any{}, nil)}, nil},
		{"an instance in another VPC", otherVPC(), nil},
		{"an endpoint of AWS", []pt.Edit{endpoint("com.amazonaws.us-east-1.secretsmanager")}, nil},
		{"an endpoint of somebody else", []pt.Edit{endpoint("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")}, []string{"module.network.aws_vpc_endpoint.x"}},
		{"the endpoint that a serverless cache makes", []pt.Edit{endpoint("com.amazonaws.elasticache.serverless.us-east-1.vpce-svc-0123456789abcdef0")}, []string{"module.network.aws_vpc_endpoint.x"}},
		{"a cluster of Memcached", []pt.Edit{pt.Add("module.data", "aws_elasticache_cluster", "x", map[string]any{"engine": "memcached"}, map[string][]string{
			"subnet_group_name": {"aws_elasticache_subnet_group.this.name", "aws_elasticache_subnet_group.this"}})}, []string{"module.data.aws_elasticache_cluster.x"}},
		{"an appliance before the gateway", []pt.Edit{pt.Add("module.network", "aws_route_table", "edge", map[string]any{"route": []any{map[string]any{"cidr_block": "10.0.0.0/24", "network_interface_id": "eni-0123456789abcdef0"}}},
			map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}}), pt.Add("module.network", "aws_route_table_association", "edge", map[string]any{}, map[string][]string{
			"gateway_id": {"aws_internet_gateway.this.id", "aws_internet_gateway.this"}, "route_table_id": {"aws_route_table.edge.id", "aws_route_table.edge"}})}, []string{"eni-0123456789abcdef0"}},
		{"a transit gateway", []pt.Edit{pt.Add("module.network", "aws_ec2_transit_gateway_vpc_attachment", "x", map[string]any{"transit_gateway_id": "tgw-1"}, map[string][]string{
			"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}, "subnet_ids": in("isolated")})}, []string{"module.network.aws_ec2_transit_gateway_vpc_attachment.x"}},
		{"a peering that it asks for", []pt.Edit{pt.Add("module.network", "aws_vpc_peering_connection", "x", map[string]any{"peer_vpc_id": "vpc-0123456789abcdef0"}, map[string][]string{
			"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}})}, []string{"module.network.aws_vpc_peering_connection.x"}},
		{"a peering that it accepts", []pt.Edit{pt.Add("module.network", "aws_vpc_peering_connection", "x", map[string]any{"vpc_id": "vpc-0123456789abcdef0"}, map[string][]string{
			"peer_vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}})}, []string{"module.network.aws_vpc_peering_connection.x"}},
		{"a peering of others", []pt.Edit{pt.Add("", "aws_vpc_peering_connection", "x", map[string]any{"vpc_id": "vpc-0123456789abcdef0", "peer_vpc_id": "vpc-0123456789abcdef1"}, nil)}, nil},
		{"a peering of which an end is not told", []pt.Edit{pt.Add("", "aws_vpc_peering_connection", "x", map[string]any{"peer_vpc_id": "vpc-0123456789abcdef1"}, map[string][]string{"vpc_id": {"local.hidden"}})}, []string{"aws_vpc_peering_connection.x?"}},
		{"a second database", []pt.Edit{pt.Add("module.data", "aws_db_instance", "x", map[string]any{"engine": "postgres", "identifier": "two"}, map[string][]string{
			"db_subnet_group_name": {"aws_db_subnet_group.this.name", "aws_db_subnet_group.this"}})}, []string{"module.data.aws_db_instance.this", "module.data.aws_db_instance.x"}},
		{"a place that is not told", []pt.Edit{pt.Add("module.app", "aws_lambda_function", "x", map[string]any{}, nil),
			pt.Unknown("module.app.aws_lambda_function.x", "vpc_config.0.subnet_ids")}, []string{"module.app.aws_lambda_function.x?"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := undocumented(
				facts(t, "ok-prod", wiring.Scope{}, c.edits...),
			); !slices.Equal(
				got,
				append([]string{}, c.want...),
			) {
				t.Errorf("undocumented are %v, want %v", got, c.want)
			}
		})
	}
}

// otherVPC is a VPC of its own with an instance in it.
func otherVPC() []pt.Edit {
	return []pt.Edit{
		pt.Add("", "aws_vpc", "other", map[string]any{"cidr_block": "10.9.0.0/16"}, nil),
		pt.Add(
			"",
			"aws_subnet",
			"other",
			map[string]any{"cidr_block": "10.9.0.0/24"},
			map[string][]string{"vpc_id": {"aws_vpc.other.id", "aws_vpc.other"}},
		),
		pt.Add(
			"",
			"aws_instance",
			"x",
			map[string]any{},
			map[string][]string{"subnet_id": {"aws_subnet.other.id", "aws_subnet.other"}},
		),
	}
}

// TestElsewhere: who lives in a VPC that no documented component is in is named.
func TestElsewhere(t *testing.T) {
	if f := facts(
		t,
		"ok-prod",
		wiring.Scope{},
		otherVPC()...); !slices.Equal(
		f.Scope.Elsewhere,
		[]string{"aws_instance.x"},
	) {
		t.Errorf("elsewhere are %v", f.Scope.Elsewhere)
	}
}

// TestDefaultGroupOfNobody: what names neither subnet nor group wears no group that the plan makes, so that whom those
// let in stays proved.
func TestDefaultGroupOfNobody(t *testing.T) {
	a, err := plan.Collect(
		pt.Load(t, "existing-prod").Apply(pt.Add("", "aws_instance", "x", map[string]any{}, nil)).JSON(),
		plan.Options{Name: "existing-prod"},
	)
	if err != nil {
		t.Fatal(err)
	}
	if groups := a.InstanceGroups[0].SecurityGroups; !groups.IsWhole() || len(groups.Items()) != 1 {
		t.Errorf("it wears %v, %v", groups.Items(), groups.Why())
	}
}

// TestSurplusService: the service that the load balancer forwards to is the documented one.
func TestSurplusService(t *testing.T) {
	worker := pt.Add(
		"module.app",
		"aws_ecs_service",
		"worker",
		map[string]any{"name": "worker", "load_balancer": []any{}},
		map[string][]string{
			"cluster": {"aws_ecs_cluster.this.id", "aws_ecs_cluster.this"}},
	)
	f := facts(
		t,
		"ok-prod",
		wiring.Scope{},
		worker,
		pt.Set("module.app.aws_ecs_service.worker", "network_configuration.0.assign_public_ip", false),
		pt.Link("module.app.aws_ecs_service.worker", "network_configuration.0.subnets", "var.private_subnet_ids"),
		pt.Link(
			"module.app.aws_ecs_service.worker",
			"network_configuration.0.security_groups",
			"var.app_security_group_id",
		),
	)
	if got := undocumented(f); !slices.Equal(got, []string{"module.app.aws_ecs_service.worker"}) {
		t.Errorf("undocumented are %v", got)
	}
	if len(f.Services) != 1 || f.Services[0].ID != "module.app.aws_ecs_service.app" {
		t.Errorf("%d services are judged", len(f.Services))
	}
}

// TestScopeClosesOverWiring: who is wired to what is in scope is in scope, tagged or not.
func TestScopeClosesOverWiring(t *testing.T) {
	untagged := []pt.Edit{
		pt.Set("module.app.aws_lb.this", "tags_all", map[string]any{}),
		pt.Set("module.app.aws_ecs_service.app", "tags_all", map[string]any{}),
	}
	f := facts(t, "ok-prod", wiring.Scope{Tags: map[string]string{"Project": "shop"}}, untagged...)
	if len(f.LoadBalancers) != 1 || len(f.Services) != 1 || len(f.Scope.LeftOut) > 0 {
		t.Errorf("%d load balancers, %d services, left out %v", len(f.LoadBalancers), len(f.Services), f.Scope.LeftOut)
	}
	f = facts(t, "ok-prod", wiring.Scope{Tags: map[string]string{"Project": "other"}})
	if f.Scope.Matches || len(f.Scope.LeftOut) != 4 {
		t.Errorf("a scope that fits nothing matches, or leaves out %v", f.Scope.LeftOut)
	}
	if err := wiring.CheckScope([]wiring.Scoped{f.Scope}); err == nil {
		t.Error("a scope that matches nothing is accepted")
	}
}

// TestUndecidedScope: what cannot be decided is neither in scope nor out of it.
func TestUndecidedScope(t *testing.T) {
	f := facts(
		t,
		"ok-prod",
		wiring.Scope{Tags: map[string]string{"Team": "shop"}},
		pt.Unknown("module.data.aws_db_instance.this", "tags_all"),
	)
	if len(f.Scope.Open) != 1 || len(f.Databases) != 0 || len(f.Scope.Gaps()) != 1 {
		t.Errorf("open are %v, %d databases are judged", f.Scope.Open, len(f.Databases))
	}
	for _, s := range f.Stacks {
		if s.Of("database").IsWhole() {
			t.Error("the database is said to be missing")
		}
	}
}

// TestVPCOfAnotherState: what a state does not manage it cannot be said to lack.
func TestVPCOfAnotherState(t *testing.T) {
	f := facts(t, "network-of-another-state", wiring.Scope{})
	for _, s := range f.Stacks {
		if s.InternetGateways.IsWhole() || s.NATGateways.IsWhole() ||
			s.InternetGateways.Why().Reason != model.NotManaged {
			t.Errorf("%s is said to have %v and %v", s.ID, s.InternetGateways.Items(), s.NATGateways.Items())
		}
	}
}

// TestInterfaceOfUnreadOwner: an interface of a service or database that nobody showed may be a
// documented component's; a function's is none, whichever function it is.
func TestInterfaceOfUnreadOwner(t *testing.T) {
	a, err := plan.Collect(pt.Load(t, "ok-prod").JSON(), plan.Options{Name: "ok-prod"})
	if err != nil {
		t.Fatal(err)
	}
	why := model.Why{Reason: model.AccessDenied, Detail: "denied"}
	for _, typ := range []string{"aws_ecs_task", "aws_db_instance", "aws_lambda_function"} {
		a.Interfaces = append(
			a.Interfaces,
			model.Interface{Resource: model.Resource{ID: typ + ".x", Type: typ}, Placement: a.Services[0].Placement,
				Owner: model.Unknown[string](why), OwnerType: model.Known(typ)},
		)
	}
	f := wiring.Build(wiring.NewIndex(a), wiring.Scope{}, documented(t))
	if got := undocumented(f); !slices.Equal(
		got,
		[]string{"aws_db_instance.x?", "aws_ecs_task.x?", "aws_lambda_function.x"},
	) {
		t.Errorf("undocumented are %v", got)
	}
}

// TestScopeOfTagsNotKnown: a tag that apply will tell may fit; beside it those that are known decide.
func TestScopeOfTagsNotKnown(t *testing.T) {
	const db = "module.data.aws_db_instance.this"
	edits := []pt.Edit{
		pt.Set(db, "tags", map[string]any{"Owner": nil}),
		pt.Unknown(db, "tags.Owner"),
		pt.Computed(db, "tags_all"),
	}
	for tag, want := range map[string][2]int{"Owner=x": {1, 0}, "Project=shop": {0, 1}, "Project=other": {0, 0}} {
		key, value, _ := strings.Cut(tag, "=")
		f := facts(t, "ok-prod", wiring.Scope{Tags: map[string]string{key: value}}, edits...)
		if got := [2]int{len(f.Scope.Open), len(f.Databases)}; got != want {
			t.Errorf("%s: %d are open, %d databases judged, want %v", tag, got[0], got[1], want)
		}
	}
}

// TestWhatNobodyCanPlaceMayBeOneTooMany: what would join two services into one architecture is not known, and neither
// are their subnets, so each may be the second of a document that has one.
func TestWhatNobodyCanPlaceMayBeOneTooMany(t *testing.T) {
	loose := func(p *pt.Plan) {
		for _, colour := range []string{"blue", "green"} {
			pt.Unknown(`aws_ecs_service.this["`+colour+`"]`, "load_balancer")(p)
		}
	}
	for name, edits := range map[string][]pt.Edit{
		"unknown":    {loose},
		"one listed": {pt.Unknown(`aws_ecs_service.this["green"]`, "load_balancer")},
		"sensitive":  {pt.Sensitive(`aws_ecs_service.this["blue"]`, "load_balancer"), pt.Sensitive(`aws_ecs_service.this["green"]`, "load_balancer")},
	} {
		t.Run(name, func(t *testing.T) {
			got := undocumented(facts(t, "arch-blue-green", wiring.Scope{}, edits...))
			for _, colour := range []string{"blue", "green"} {
				id := `aws_ecs_service.this["` + colour + `"]`
				if !slices.Contains(got, id) && !slices.Contains(got, id+"?") {
					t.Errorf("%s is documented beyond doubt: %v", id, got)
				}
			}
		})
	}
}
