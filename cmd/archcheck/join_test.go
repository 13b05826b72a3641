package main

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
	"github.com/archcheck/archcheck/internal/verdict"
)

// judgeFiles judges plans as one, by the names of their files.
func judgeFiles(t testing.TB, plans map[string][]byte, args ...string) (*verdict.Report, string) {
	t.Helper()
	dir := t.TempDir()
	command := []string{"plan"}
	for _, name := range slices.Sorted(maps.Keys(plans)) {
		file := filepath.Join(dir, name)
		write(t, file, plans[name])
		command = append(command, file)
	}
	_, out, errs := execute(append(append(command, "--format", "json"), args...)...)
	var r verdict.Report
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, string(errs)
	}
	return &r, string(errs)
}

// networkOf is the part of the reference that a network's state has, applicationOf what is left.
func networkOf() pt.Edit {
	return ofAnotherState(ofModules("module.app", "module.data", "module.monitoring"))
}

func applicationOf() pt.Edit { return ofAnotherState(ofModules("module.network", "module.security")) }

// TestJoinedAsOne: a plan that is cut in two is judged as the whole is, whatever the second part
// knows of the first.
func TestJoinedAsOne(t *testing.T) {
	whole, _ := judgePlan(t, pt.Load(t, existing).JSON(), "--env", "prod")
	want := verdictsOf(whole)
	for name, edits := range map[string][]pt.Edit{
		"by ids":          {applicationOf()},
		"by data sources": {asRead("aws_vpc", "aws_subnet", "aws_security_group", "aws_route_table", "aws_internet_gateway", "aws_nat_gateway"), applicationOf()},
	} {
		t.Run(name, func(t *testing.T) {
			r, errs := judgeFiles(t, map[string][]byte{
				"network.json": pt.Load(t, existing).Apply(networkOf()).JSON(),
				"app.json":     pt.Load(t, existing).Apply(edits...).JSON()}, "--env", "prod")
			if r == nil {
				t.Fatal(errs)
			}
			same(t, want, verdictsOf(r))
		})
	}
}

// same names the lines that one list has and the other has not.
func same(t *testing.T, want, got []string) {
	t.Helper()
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("- %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("+ %s", line)
		}
	}
}

// TestJoinedAcrossGroups: rules that one file writes into the groups of another are those groups' rules,
// once, although a state repeats them in the groups.
func TestJoinedAcrossGroups(t *testing.T) {
	whole, _ := judgePlan(t, pt.Load(t, existing).JSON(), "--env", "prod")
	isRule := ofTypes(
		"aws_vpc_security_group_ingress_rule",
		"aws_vpc_security_group_egress_rule",
		"aws_route_table_association",
		"aws_route",
	)
	isNetwork := func(r map[string]any) bool { return ofModules("module.network", "module.security")(r) && !isRule(r) }
	r, errs := judgeFiles(t, map[string][]byte{
		"network.json": pt.Load(t, existing).Apply(
			ofAnotherState(func(r map[string]any) bool { return !isNetwork(r) }),
		).JSON(),
		"app.json": pt.Load(t, existing).Apply(ofAnotherState(isNetwork)).JSON(),
	}, "--env", "prod")
	if r == nil {
		t.Fatal(errs)
	}
	same(t, verdictsOf(whole), verdictsOf(r))
}

// TestJoinedGone: what one file is about to delete or to replace is not there because another one has read it.
func TestJoinedGone(t *testing.T) {
	const nat, igw = "availability/nat-gateway-count", "network/internet-gateway-present"
	read := asRead(
		"aws_vpc",
		"aws_subnet",
		"aws_security_group",
		"aws_route_table",
		"aws_internet_gateway",
		"aws_nat_gateway",
	)
	for name, actions := range map[string][]any{"deleted": {"delete"}, "replaced": {"delete", "create"}} {
		gone := func(p *pt.Plan) {
			for _, c := range p.Changes() {
				if r := c.(map[string]any); ofTypes("aws_internet_gateway", "aws_nat_gateway")(r) {
					change := r["change"].(map[string]any)
					change["actions"] = actions
					if name == "deleted" {
						change["after"], change["after_unknown"] = nil, map[string]any{}
						continue
					}
					after := maps.Clone(change["after"].(map[string]any))
					delete(after, "id")
					delete(after, "arn")
					change["after"], change["after_unknown"] = after, map[string]any{"id": true, "arn": true}
				}
			}
		}
		r, errs := judgeFiles(t, map[string][]byte{"network.json": pt.Load(t, existing).Apply(networkOf(), gone).JSON(),
			"app.json": pt.Load(t, existing).Apply(read, applicationOf()).JSON()}, "--env", "prod")
		if r == nil {
			t.Fatal(errs)
		}
		want := map[string]verdict.Status{"deleted": verdict.Fail, "replaced": verdict.Pass}[name]
		for _, rule := range []string{nat, igw} {
			if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{want}) {
				t.Errorf("%s, %s is %v, want %s", name, rule, got, want)
			}
		}
		for _, v := range r.Verdicts {
			if strings.Contains(v.Resource.ID, "data.aws_nat_gateway") ||
				strings.Contains(v.Resource.ID, "data.aws_internet_gateway") {
				t.Errorf("%s: %s is %s on %s, which is not there", name, v.Rule, v.Status, v.Resource.ID)
			}
		}
	}
}

// TestJoinedReport: a finding says in which file it is, and its cause where that is another file.
func TestJoinedReport(t *testing.T) {
	app := pt.Load(t, existing).Apply(
		pt.Set("module.data.aws_db_instance.this", "multi_az", false),
		pt.Add(
			"module.app",
			"aws_vpc_security_group_ingress_rule",
			"oops",
			map[string]any{"security_group_id": idOf(t, "module.security.aws_security_group.db"),
				"ip_protocol": "tcp", "from_port": 5432, "to_port": 5432, "cidr_ipv4": "0.0.0.0/0"},
			nil,
		),
		applicationOf(),
	)
	network := pt.Load(t, existing).Apply(networkOf())
	r, errs := judgeFiles(t, map[string][]byte{"network.json": network.JSON(), "app.json": app.JSON()}, "--env", "prod")
	if r == nil {
		t.Fatal(errs)
	}
	if len(r.Source.Inputs) != 2 || r.Source.Kind != "plan" || !strings.Contains(r.Source.Name, "network.json") {
		t.Errorf("the source is %+v", r.Source)
	}
	if got := statuses(r, "availability/database-multi-az"); !slices.Equal(got, []verdict.Status{verdict.Fail}) {
		t.Errorf("multi_az is %v", got)
	}
	for _, v := range r.Verdicts {
		want := "app.json"
		if strings.HasPrefix(v.Resource.ID, "module.network") || strings.HasPrefix(v.Resource.ID, "module.security") {
			want = "network.json"
		}
		if v.Resource.Input != want && v.Resource.Address != "" {
			t.Errorf("%s on %s was read in %q", v.Rule, v.Resource.ID, v.Resource.Input)
		}
		if v.Rule == "security_groups/database-ingress" &&
			(v.Status != verdict.Fail || len(v.Causes) != 1 || v.Causes[0].Input != "app.json") {
			t.Errorf("the rule that one file writes into another one's group: %+v", v)
		}
	}
}

// idOf is the id of a resource that is there.
func idOf(t testing.TB, address string) any {
	t.Helper()
	return pt.Load(t, existing).After(address).(map[string]any)["id"]
}

// TestJoinedAddressesStayApart: two stacks of the same addresses are two.
func TestJoinedAddressesStayApart(t *testing.T) {
	r, errs := judgeFiles(
		t,
		map[string][]byte{"dev.json": pt.Load(t, "ok-dev").JSON(), "prod.json": pt.Load(t, "ok-prod").JSON()},
		"--env",
		"prod",
	)
	if r == nil {
		t.Fatal(errs)
	}
	for file, name := range map[string]string{"dev.json": "ok-dev", "prod.json": "ok-prod"} {
		alone, _ := judgePlan(t, pt.Load(t, name).JSON(), "--env", "prod")
		var want, got []string
		for _, line := range verdictsOf(alone) {
			rule, rest, _ := strings.Cut(line, " ")
			want = append(want, rule+" "+file+":"+rest)
		}
		for _, v := range r.Verdicts {
			if v.Resource.Input == file {
				got = append(got, v.Rule+" "+v.Resource.ID+" "+string(v.Status))
			}
			if v.Resource.Address != "" && file+":"+v.Resource.Address != v.Resource.ID && v.Resource.Input == file {
				t.Errorf("%s has the address %s", v.Resource.ID, v.Resource.Address)
			}
		}
		same(t, want, got)
	}
}

// TestJoinedProvesNoMore: what the inputs do not have together stays unknown, and what one of them
// lacks makes nothing pass.
func TestJoinedProvesNoMore(t *testing.T) {
	const igw, nat = "network/internet-gateway-present", "availability/nat-gateway-count"
	services := ofAnotherState(ofModules("module.network", "module.security", "module.data", "module.monitoring"))
	stores := ofAnotherState(ofModules("module.network", "module.security", "module.app", "module.monitoring"))
	for _, c := range []struct {
		name string
		a, b []pt.Edit
		want map[string]verdict.Status
	}{
		{"the network is in neither", []pt.Edit{services}, []pt.Edit{stores}, map[string]verdict.Status{igw: "unknown", nat: "unknown", "availability/service-present": "pass"}},
		{"both read the VPC, neither has it", []pt.Edit{asRead("aws_vpc", "aws_subnet"), services}, []pt.Edit{asRead("aws_vpc", "aws_subnet"), stores},
			map[string]verdict.Status{igw: "unknown", nat: "unknown", "network/vpc-cidr": "pass", "availability/database-present": "pass"}},
		{"the VPC is managed, its gateway is not there", []pt.Edit{networkOf(), ofAnotherState(ofTypes("aws_internet_gateway"))}, []pt.Edit{asRead("aws_vpc"), applicationOf()},
			map[string]verdict.Status{igw: "fail"}},
		{"the network is a part of a plan", []pt.Edit{networkOf(), pt.Partial()}, []pt.Edit{applicationOf()}, map[string]verdict.Status{"security_groups/database-ingress": "not_collected"}},
		{"the database is in neither", []pt.Edit{networkOf()}, []pt.Edit{services}, map[string]verdict.Status{"availability/database-present": "fail"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, b := pt.Load(t, existing).Apply(c.a...), pt.Load(t, existing).Apply(c.b...)
			r, errs := judgeFiles(t, map[string][]byte{"a.json": a.JSON(), "b.json": b.JSON()}, "--env", "prod")
			if r == nil {
				t.Fatal(errs)
			}
			for rule, want := range c.want {
				if got := statuses(r, rule); !slices.Equal(got, []verdict.Status{want}) {
					t.Errorf("%s is %v, want %s", rule, got, want)
				}
			}
		})
	}
}

// TestJoinedOnce: an object has one owner among the inputs.
func TestJoinedOnce(t *testing.T) {
	whole := pt.Load(t, existing).JSON()
	if r, errs := judgeFiles(
		t,
		map[string][]byte{"a.json": whole, "b.json": whole},
		"--env",
		"prod",
	); r != nil ||
		!strings.Contains(errs, "hold the same") {
		t.Errorf("the same twice: %s", errs)
	}
	network := pt.Load(t, existing).Apply(networkOf()).JSON()
	if r, errs := judgeFiles(t, map[string][]byte{"a.json": whole, "b.json": network}, "--env", "prod"); r != nil ||
		!strings.Contains(
			errs,
			"two of the files manage the same",
		) || !strings.Contains(errs, "module.network.aws_internet_gateway.this of b.json is module.network.aws_internet_gateway.this of a.json") {
		t.Errorf("two owners: %s", errs)
	}
	state, err := os.ReadFile(pt.Path("state-prod"))
	if err != nil {
		t.Fatal(err)
	}
	if r, errs := judgeFiles(
		t,
		map[string][]byte{"a.json": whole, "state.json": state},
		"--env",
		"prod",
	); r != nil ||
		!strings.Contains(errs, "give each state once") {
		t.Errorf("a plan and its own state: %s", errs)
	}
}
