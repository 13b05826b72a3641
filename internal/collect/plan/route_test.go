package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const isolatedTable, secondTable = "module.network.aws_route_table.isolated", "module.network.aws_route_table.x"

func association(attributes map[string][]string) pt.Edit {
	return pt.Add("module.network", "aws_route_table_association", "a", map[string]any{}, attributes)
}

// Of several associations with a subnet AWS keeps one, and nobody knows which: each table may be it.
func TestSeveralAssociations(t *testing.T) {
	second := pt.Add(
		"module.network",
		"aws_route_table",
		"x",
		map[string]any{"route": []any{}},
		map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
	)
	toSecond := []string{"aws_route_table.x.id", "aws_route_table.x"}
	toOwn := []string{"aws_route_table.isolated.id", "aws_route_table.isolated"}
	hidden := []string{"aws_subnet.isolated", "local.hidden"}
	for name, c := range map[string]struct {
		edits []pt.Edit
		want  []string
	}{
		"one":                   {nil, []string{isolatedTable}},
		"a second":              {[]pt.Edit{second, association(map[string][]string{"subnet_id": in("isolated"), "route_table_id": toSecond})}, []string{isolatedTable, secondTable}},
		"the same again":        {[]pt.Edit{association(map[string][]string{"subnet_id": in("isolated"), "route_table_id": toOwn})}, []string{isolatedTable}},
		"a hidden one":          {[]pt.Edit{association(map[string][]string{"subnet_id": in("isolated"), "route_table_id": {"local.hidden"}})}, nil},
		"one of several":        {[]pt.Edit{second, association(map[string][]string{"subnet_id": hidden, "route_table_id": toSecond})}, []string{isolatedTable, secondTable}},
		"another subnet's":      {[]pt.Edit{second, association(map[string][]string{"subnet_id": in("public"), "route_table_id": toSecond})}, []string{isolatedTable}},
		"of a gateway":          {[]pt.Edit{second, association(map[string][]string{"gateway_id": {"aws_internet_gateway.this.id", "aws_internet_gateway.this"}, "route_table_id": toSecond})}, []string{isolatedTable}},
		"with the default":      {[]pt.Edit{association(map[string][]string{"subnet_id": in("isolated"), "route_table_id": {"aws_vpc.this.main_route_table_id", "aws_vpc.this"}})}, []string{isolatedTable, "module.network.aws_vpc.this (main route table)"}},
		"with one of elsewhere": {[]pt.Edit{pt.Add("module.network", "aws_route_table_association", "a", map[string]any{"route_table_id": "rtb-0123456789abcdef0"}, map[string][]string{"subnet_id": in("isolated")})}, []string{isolatedTable, "rtb-0123456789abcdef0"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range collected(t, c.edits...).Subnets {
				if got := model.Candidates(s.RouteTable); s.ID == isolatedA && !slices.Equal(got, c.want) {
					t.Errorf("its tables are %v, want %v", got, c.want)
				}
			}
		})
	}
}

// The main table is the one that its association names; of several each may be.
func TestMainTables(t *testing.T) {
	table := func(name string) pt.Edit {
		return pt.Add(
			"module.network",
			"aws_route_table",
			name,
			map[string]any{"route": []any{}},
			map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
		)
	}
	main := func(name, vpc string, table ...string) pt.Edit {
		return pt.Add(
			"module.network",
			"aws_main_route_table_association",
			name,
			map[string]any{},
			map[string][]string{"vpc_id": {vpc + ".id", vpc}, "route_table_id": table},
		)
	}
	toX := []string{"aws_route_table.x.id", "aws_route_table.x"}
	toY := []string{"aws_route_table.y.id", "aws_route_table.y"}
	byDefault := "module.network.aws_vpc.this (main route table)"
	y := "module.network.aws_route_table.y"
	for name, c := range map[string]struct {
		edits     []pt.Edit
		main, may []string
	}{
		"AWS's own":       {nil, []string{byDefault}, nil},
		"one":             {[]pt.Edit{table("x"), main("a", "aws_vpc.this", toX...)}, []string{secondTable}, nil},
		"of a hidden VPC": {[]pt.Edit{table("x"), main("a", "local.vpc", toX...)}, []string{secondTable}, nil},
		"two":             {[]pt.Edit{table("x"), table("y"), main("a", "aws_vpc.this", toX...), main("b", "aws_vpc.this", toY...)}, nil, []string{secondTable, y}},
		"a hidden one": {[]pt.Edit{table("x"), main("a", "aws_vpc.this", "local.hidden")}, nil, []string{isolatedTable, `module.network.aws_route_table.private["us-east-1a"]`,
			`module.network.aws_route_table.private["us-east-1b"]`, "module.network.aws_route_table.public", secondTable, byDefault}},
	} {
		t.Run(name, func(t *testing.T) {
			var sure, may []string
			for _, r := range collected(t, c.edits...).RouteTables {
				if is, known := r.Main.Get(); is {
					sure = append(sure, r.ID)
				} else if !known {
					may = append(may, r.ID)
				}
			}
			if !slices.Equal(sure, c.main) || !slices.Equal(may, c.may) {
				t.Errorf("main is %v, maybe %v; want %v, %v", sure, may, c.main, c.may)
			}
		})
	}
}

// A gateway that propagates routes into a table is a way out, whichever resource says so.
func TestPropagatingGateways(t *testing.T) {
	gateway := []string{"aws_vpn_gateway.x.id", "aws_vpn_gateway.x"}
	vpn := pt.Add(
		"module.network",
		"aws_vpn_gateway",
		"x",
		map[string]any{},
		map[string][]string{"vpc_id": {"aws_vpc.this.id", "aws_vpc.this"}},
	)
	propagation := func(table ...string) pt.Edit {
		return pt.Add(
			"module.network",
			"aws_vpn_gateway_route_propagation",
			"x",
			map[string]any{},
			map[string][]string{"route_table_id": table, "vpn_gateway_id": gateway},
		)
	}
	for name, c := range map[string]struct {
		edit  pt.Edit
		ways  int
		whole bool
	}{
		"of the table":  {pt.Link(isolatedTable, "propagating_vgws", gateway...), 1, true},
		"by id":         {pt.Set(isolatedTable, "propagating_vgws", []any{"vgw-0123456789abcdef0"}), 1, true},
		"hidden":        {pt.Unknown(isolatedTable, "propagating_vgws"), 0, false},
		"none":          {pt.Computed(isolatedTable, "propagating_vgws"), 0, true},
		"a propagation": {propagation("aws_route_table.isolated.id", "aws_route_table.isolated"), 1, true},
		"a hidden one":  {propagation("local.hidden"), 0, false},
		"of another's":  {propagation("aws_route_table.public.id", "aws_route_table.public"), 0, true},
	} {
		for _, r := range collected(t, vpn, c.edit).RouteTables {
			ways := 0
			for _, route := range r.Routes.Items() {
				if route.TargetType.Or("") == "vpn_gateway" {
					ways++
				}
			}
			if r.ID == isolatedTable && (ways != c.ways || r.Routes.IsWhole() != c.whole) {
				t.Errorf("%s: %d ways out, whole: %v", name, ways, r.Routes.IsWhole())
			}
		}
	}
}
