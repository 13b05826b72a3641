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
	byDefault := pt.Add("module.network", "aws_default_network_acl", "x", map[string]any{}, map[string][]string{"default_network_acl_id": {"aws_vpc.this.default_network_acl_id", "aws_vpc.this"}})
	association := func(acl string) pt.Edit {
		return pt.Add("module.network", "aws_network_acl_association", "x", map[string]any{}, map[string][]string{"network_acl_id": {acl + ".id", acl}, "subnet_id": subnet})
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
			p.Apply(pt.Add("module.network", "aws_network_acl", "x", map[string]any{"id": "acl-x", "vpc_id": "vpc-2cff2aa973920bcbe", "subnet_ids": subnets}, nil))
			p.Resource(x)["change"].(map[string]any)["actions"] = []any{"no-op"}
			for _, item := range p.Module("module.network")["resources"].([]any) {
				if r := item.(map[string]any); r["address"] == "aws_network_acl.x" {
					delete(r["expressions"].(map[string]any), "subnet_ids")
				}
			}
		}
	}
	gone := func(p *pt.Plan) {
		p.Root["resource_changes"] = append(p.Changes(), map[string]any{"address": "module.network.aws_network_acl_association.x", "module_address": "module.network",
			"mode": "managed", "type": "aws_network_acl_association", "name": "x", "change": map[string]any{"actions": []any{"delete"}, "after": nil,
				"before": map[string]any{"network_acl_id": "acl-x", "subnet_id": "subnet-00ad3252ab2cdcdab"}}})
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
			a, err := plan.Collect(pt.Load(t, "existing-prod").Apply(c.edits...).JSON(), plan.Options{Name: "existing-prod"})
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
	return []string{`aws_subnet.` + subnet + `["us-east-1a"].id`, `aws_subnet.` + subnet + `["us-east-1a"]`, "aws_subnet." + subnet}
}
