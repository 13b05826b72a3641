package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const network = "module.network."

// output adds an output to the network module that is an attribute of its VPC.
func output(attribute string) pt.Edit {
	return func(p *pt.Plan) {
		p.Module("module.network")["outputs"].(map[string]any)["of_vpc"] = map[string]any{"expression": map[string]any{
			"references": []any{"aws_vpc.this." + attribute, "aws_vpc.this"}}}
	}
}

// What AWS makes with a VPC is called by the VPC's attributes, inside its module and outside.
func TestDefaultsByTheirVPC(t *testing.T) {
	unmanaged := pt.Remove(network + "aws_default_security_group.this")
	rule := func(module string, refs ...string) pt.Edit {
		return pt.Add(
			module,
			"aws_security_group_rule",
			"x",
			map[string]any{
				"type":        "ingress",
				"cidr_blocks": []any{"0.0.0.0/0"},
				"protocol":    "-1",
				"from_port":   0,
				"to_port":     0,
				"self":        false,
			},
			map[string][]string{"security_group_id": refs},
		)
	}
	group := func(attribute string) []string { return []string{"aws_vpc.this." + attribute, "aws_vpc.this"} }
	for name, c := range map[string]struct {
		edits []pt.Edit
		holds func(a *model.Architecture) []string
		want  []string
	}{
		"a rule in the module":  {[]pt.Edit{rule("module.network", group("default_security_group_id")...)}, rulesOf, []string{network + "aws_default_security_group.this"}},
		"a rule of the root":    {[]pt.Edit{output("default_security_group_id"), rule("", "module.network.of_vpc", "module.network")}, rulesOf, []string{network + "aws_default_security_group.this"}},
		"of an unmanaged group": {[]pt.Edit{unmanaged, output("default_security_group_id"), rule("", "module.network.of_vpc", "module.network")}, rulesOf, []string{network + "aws_vpc.this (default security group)"}},
		"an entry of the ACL": {[]pt.Edit{pt.Add("module.network", "aws_network_acl_rule", "x", map[string]any{"rule_number": 1, "egress": false, "protocol": "-1", "rule_action": "allow", "cidr_block": "0.0.0.0/0"},
			map[string][]string{"network_acl_id": group("default_network_acl_id")})}, entriesOf, []string{network + "aws_vpc.this (default network ACL)"}},
		"a route of the main table": {[]pt.Edit{pt.Add("module.network", "aws_route", "x", map[string]any{"destination_cidr_block": "0.0.0.0/0"},
			map[string][]string{"route_table_id": group("main_route_table_id"), "gateway_id": {"aws_internet_gateway.this.id", "aws_internet_gateway.this"}})}, routesOf, []string{network + "aws_vpc.this (main route table)"}},
		"a route of the default table": {[]pt.Edit{pt.Add("module.network", "aws_default_route_table", "d", map[string]any{}, map[string][]string{"default_route_table_id": group("default_route_table_id")}),
			pt.Computed(network+"aws_default_route_table.d", "route"), pt.Add("module.network", "aws_route", "x", map[string]any{"destination_cidr_block": "0.0.0.0/0"},
				map[string][]string{"route_table_id": group("default_route_table_id"), "gateway_id": {"aws_internet_gateway.this.id", "aws_internet_gateway.this"}})}, routesOf, []string{network + "aws_default_route_table.d"}},
		"worn by an instance": {[]pt.Edit{pt.Add("module.network", "aws_instance", "x", map[string]any{}, map[string][]string{"vpc_security_group_ids": group("default_security_group_id")})},
			func(a *model.Architecture) []string {
				return interfaceOf(a, network+"aws_instance.x").SecurityGroups.Items()
			}, []string{network + "aws_default_security_group.this"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := collected(t, c.edits...)
			if got := c.holds(a); !slices.Equal(got, c.want) {
				t.Errorf("it is of %v, want %v", got, c.want)
			}
			for _, table := range a.RouteTables {
				if !table.Routes.IsWhole() {
					t.Errorf("%s is not whole", table.ID)
				}
			}
		})
	}
}

// rulesOf are the groups that hold a rule of x, or may.
func rulesOf(a *model.Architecture) (ids []string) {
	for _, g := range a.SecurityGroups {
		if !g.Ingress.IsWhole() || slices.ContainsFunc(g.Ingress.Items(), func(r model.SecurityGroupRule) bool {
			return r.Peer.Or("") == "0.0.0.0/0" && r.Protocol.Or("") == "all"
		}) {
			ids = append(ids, g.ID)
		}
	}
	return ids
}

func entriesOf(a *model.Architecture) (ids []string) {
	for _, l := range a.NetworkACLs {
		if !l.Ingress.IsWhole() ||
			slices.ContainsFunc(l.Ingress.Items(), func(e model.ACLEntry) bool { return e.RuleNumber.Or(0) == 1 }) {
			ids = append(ids, l.ID)
		}
	}
	return ids
}

func routesOf(a *model.Architecture) (ids []string) {
	for _, r := range a.RouteTables {
		if slices.ContainsFunc(
			r.Routes.Items(),
			func(r model.Route) bool { return r.Origin == network+"aws_route.x" },
		) {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// An existing VPC shows the ids of what AWS made with it.
func TestDefaultsOfAnExistingVPC(t *testing.T) {
	p := pt.Load(t, "existing-prod")
	vpc := p.Resource(network + "aws_vpc.this")["change"].(map[string]any)["after"].(map[string]any)
	id, _ := vpc["main_route_table_id"].(string)
	if id == "" {
		t.Fatal("the fixture does not show the main table")
	}
	p.Apply(
		pt.Add(
			"",
			"aws_route",
			"x",
			map[string]any{
				"route_table_id":         id,
				"destination_cidr_block": "0.0.0.0/0",
				"gateway_id":             "igw-0123456789abcdef0",
			},
			nil,
		),
	)
	a, err := plan.Collect(p.JSON(), plan.Options{Name: "existing-prod"})
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range a.RouteTables {
		if table.ID == network+"aws_vpc.this (main route table)" {
			if len(table.Routes.Items()) != 1 || table.Routes.IsWhole() {
				t.Errorf("its routes are %v", table.Routes)
			}
			return
		}
	}
	t.Error("there is no main table")
}
