package plan_test

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/collect/plan"
	"github.com/archcheck/archcheck/internal/model"
	pt "github.com/archcheck/archcheck/internal/plantest"
)

const isolatedACL = "module.network.aws_network_acl.isolated"

// claims are the ACLs that claim a subnet, and those that may.
func claims(a *model.Architecture, subnet string) (sure, may []string) {
	for _, acl := range a.NetworkACLs {
		candidates := acl.Subnets.Why().Candidates
		switch {
		case slices.Contains(acl.Subnets.Items(), subnet):
			sure = append(sure, acl.ID)
		case !acl.Subnets.IsWhole() && (len(candidates) == 0 || slices.Contains(candidates, subnet)):
			may = append(may, acl.ID)
		}
	}
	return sure, may
}

// Every claim of a network ACL to a subnet is read, whoever makes it.
func TestClaimsOfNetworkACLs(t *testing.T) {
	vpc, subnet := []string{"aws_vpc.this.id", "aws_vpc.this"}, in(`isolated`)
	second := pt.Add("module.network", "aws_network_acl", "x", map[string]any{}, map[string][]string{"vpc_id": vpc})
	byDefault := pt.Add(
		"module.network",
		"aws_default_network_acl",
		"x",
		map[string]any{},
		map[string][]string{"default_network_acl_id": {"aws_vpc.this.default_network_acl_id", "aws_vpc.this"}},
	)
	association := func(acl string) pt.Edit {
		return pt.Add(
			"module.network",
			"aws_network_acl_association",
			"x",
			map[string]any{},
			map[string][]string{"network_acl_id": {acl + ".id", acl}, "subnet_id": subnet},
		)
	}
	x, standard := "module.network.aws_network_acl.x", "module.network.aws_default_network_acl.x"
	for name, c := range map[string]struct {
		edits     []pt.Edit
		sure, may []string
	}{
		"association of another":     {[]pt.Edit{second, association("aws_network_acl.x")}, []string{isolatedACL, x}, nil},
		"association of the default": {[]pt.Edit{byDefault, association("aws_default_network_acl.x")}, []string{standard, isolatedACL}, nil},
		"subnet_ids of another":      {[]pt.Edit{second, pt.Link(x, "subnet_ids", subnet...)}, []string{isolatedACL, x}, nil},
		"subnet_ids of the default":  {[]pt.Edit{byDefault, pt.Link(standard, "subnet_ids", subnet...)}, []string{standard, isolatedACL}, nil},
		"hidden subnet_ids":          {[]pt.Edit{second, pt.Unknown(x, "subnet_ids")}, []string{isolatedACL}, []string{x}},
		"subnet_ids left out":        {[]pt.Edit{second, byDefault, pt.Computed(x, "subnet_ids"), pt.Computed(standard, "subnet_ids")}, []string{isolatedACL}, nil},
		"association of a hidden one": {[]pt.Edit{second, pt.Add("module.network", "aws_network_acl_association", "x", map[string]any{},
			map[string][]string{"network_acl_id": {"local.hidden"}, "subnet_id": subnet})}, []string{isolatedACL}, []string{x, "module.network.aws_vpc.this (default network ACL)"}},
		"association of another subnet with a hidden one": {[]pt.Edit{second, pt.Add("module.network", "aws_network_acl_association", "x", map[string]any{},
			map[string][]string{"network_acl_id": {"local.hidden"}, "subnet_id": in("public")})}, []string{isolatedACL}, nil},
		"two hidden associations": {[]pt.Edit{second,
			pt.Add("module.network", "aws_network_acl_association", "a", map[string]any{}, map[string][]string{"network_acl_id": {"aws_network_acl.x.id", "aws_network_acl.x"}, "subnet_id": {"aws_subnet.public", "each.key"}}),
			pt.Add("module.network", "aws_network_acl_association", "b", map[string]any{}, map[string][]string{"network_acl_id": {"aws_network_acl.x.id", "aws_network_acl.x"}, "subnet_id": {"aws_subnet.isolated", "each.key"}})},
			[]string{isolatedACL}, []string{x}},
	} {
		t.Run(name, func(t *testing.T) {
			sure, may := claims(collected(t, c.edits...), isolatedA)
			if !slices.Equal(sure, c.sure) || !slices.Equal(may, c.may) {
				t.Errorf("claimed by %v, maybe %v; want %v, %v", sure, may, c.sure, c.may)
			}
		})
	}
}

// What AWS shows of an ACL's subnets ends where this plan takes them away or gives them to another.
func TestOldClaimsOfNetworkACLs(t *testing.T) {
	const x, own = "module.network.aws_network_acl.x", "subnet-c35d84acb5612121e"
	existing := func(subnets ...any) pt.Edit {
		return func(p *pt.Plan) {
			p.Apply(
				pt.Add(
					"module.network",
					"aws_network_acl",
					"x",
					map[string]any{"id": "acl-x", "vpc_id": "vpc-2cff2aa973920bcbe", "subnet_ids": subnets},
					nil,
				),
			)
			p.Resource(x)["change"].(map[string]any)["actions"] = []any{"no-op"}
			for _, item := range p.Module("module.network")["resources"].([]any) {
				if r := item.(map[string]any); r["address"] == "aws_network_acl.x" {
					delete(r["expressions"].(map[string]any), "subnet_ids")
				}
			}
		}
	}
	gone := func(p *pt.Plan) {
		p.Root["resource_changes"] = append(
			p.Changes(),
			map[string]any{
				"address":        "module.network.aws_network_acl_association.x",
				"module_address": "module.network",
				"mode":           "managed",
				"type":           "aws_network_acl_association",
				"name":           "x",
				"change": map[string]any{"actions": []any{"delete"}, "after": nil,
					"before": map[string]any{"network_acl_id": "acl-x", "subnet_id": "subnet-00ad3252ab2cdcdab"}},
			},
		)
	}
	for name, c := range map[string]struct {
		edits  []pt.Edit
		subnet string
		want   []string
	}{
		"another claims it now":  {[]pt.Edit{existing(own)}, isolatedA, []string{isolatedACL}},
		"nobody else claims it":  {[]pt.Edit{existing("subnet-00ad3252ab2cdcdab")}, privateA, []string{x}},
		"its association goes":   {[]pt.Edit{existing("subnet-00ad3252ab2cdcdab"), gone}, privateA, nil},
		"its association begins": {[]pt.Edit{existing(own), pt.Add("module.network", "aws_network_acl_association", "x", map[string]any{"network_acl_id": "acl-x", "subnet_id": own}, nil)}, isolatedA, []string{isolatedACL, x}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := plan.Collect(
				pt.Load(t, "existing-prod").Apply(c.edits...).JSON(),
				plan.Options{Name: "existing-prod"},
			)
			if err != nil {
				t.Fatal(err)
			}
			if sure, _ := claims(a, c.subnet); !slices.Equal(sure, c.want) {
				t.Errorf("claimed by %v, want %v", sure, c.want)
			}
		})
	}
}

func in(subnet string) []string {
	return []string{
		`aws_subnet.` + subnet + `["us-east-1a"].id`,
		`aws_subnet.` + subnet + `["us-east-1a"]`,
		"aws_subnet." + subnet,
	}
}

// TestEntriesThatGo: what an existing ACL shows of a rule that this plan removes or renumbers does not
// count, unless the author writes the entries in the ACL itself.
func TestEntriesThatGo(t *testing.T) {
	const rule = "module.network.aws_network_acl_rule.open"
	entry := func(number int) map[string]any {
		return map[string]any{
			"action":     "allow",
			"cidr_block": "0.0.0.0/0",
			"from_port":  0,
			"to_port":    0,
			"protocol":   "-1",
			"rule_no":    number,
		}
	}
	shows := func(p *pt.Plan) {
		after := p.Resource(isolatedACL)["change"].(map[string]any)["after"].(map[string]any)
		after["ingress"] = append(after["ingress"].([]any), entry(90))
	}
	left := func(p *pt.Plan) {
		for _, r := range p.Module("module.network")["resources"].([]any) {
			if r := r.(map[string]any); r["address"] == "aws_network_acl.isolated" {
				delete(r["expressions"].(map[string]any), "ingress")
			}
		}
	}
	was := func(actions []any, egress bool, number any) pt.Edit {
		return func(p *pt.Plan) {
			id := p.Resource(isolatedACL)["change"].(map[string]any)["after"].(map[string]any)["id"]
			now := map[string]any{
				"network_acl_id": id,
				"rule_number":    number,
				"egress":         egress,
				"protocol":       "-1",
				"rule_action":    "allow",
				"cidr_block":     "10.0.0.0/16",
			}
			pt.Add("module.network", "aws_network_acl_rule", "open", now, nil)(p)
			change := p.Resource(rule)["change"].(map[string]any)
			change["actions"] = actions
			change["before"] = map[string]any{
				"network_acl_id": id,
				"rule_number":    90,
				"egress":         egress,
				"protocol":       "-1",
				"rule_action":    "allow",
				"cidr_block":     "0.0.0.0/0",
			}
			if number == nil {
				change["after"] = nil
			}
		}
	}
	for _, c := range []struct {
		name  string
		edits []pt.Edit
		open  bool
	}{
		{"a rule that stays", []pt.Edit{shows, left}, true},
		{"a rule that goes", []pt.Edit{shows, left, was([]any{"delete"}, false, nil)}, false},
		{"a rule of the other direction that goes", []pt.Edit{shows, left, was([]any{"delete"}, true, nil)}, true},
		{"a rule with another number", []pt.Edit{shows, left, was([]any{"delete", "create"}, false, 95)}, false},
		{"a rule that goes while the author writes the entry", []pt.Edit{shows, pt.Constant(isolatedACL, "ingress", []any{entry(90)}), was([]any{"delete"}, false, nil)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := plan.Collect(pt.Load(t, "existing-prod").Apply(c.edits...).JSON(), plan.Options{Name: "plan"})
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(a.NetworkACLs, func(n model.NetworkACL) bool { return n.ID == isolatedACL })
			open := slices.ContainsFunc(
				a.NetworkACLs[i].Ingress.Items(),
				func(e model.ACLEntry) bool { return e.CIDRBlock.Or("") == "0.0.0.0/0" },
			)
			if open != c.open || !a.NetworkACLs[i].Ingress.IsWhole() {
				t.Errorf("open is %v: %v", open, a.NetworkACLs[i].Ingress)
			}
		})
	}
}
