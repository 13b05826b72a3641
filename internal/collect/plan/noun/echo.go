package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
)

// echoes are the traces that separate resources leave in the computed attributes of an
// existing parent: what such a resource held before this plan changes or removes it is
// still shown there, and must not count.
type echoes struct {
	// rules holds the contents that go, under group + "|" + direction.
	rules map[string]map[string]bool
	// routes holds the destinations that go, by route table.
	routes map[string]map[string]bool
	// rolePolicies are the aws_iam_role_policy instances of each role, removed ones too.
	rolePolicies map[string][]*read.Instance
	// removedAttachments are the policies detached from each role.
	removedAttachments map[string]map[string]bool
	// attachedPolicies are the customer managed policies whose statements a role has already.
	attachedPolicies map[string]map[string]bool
	// entries holds the numbers of entries that go, under network ACL + "|" + direction.
	entries map[string]map[string]bool
	// claims are the subnets whose association with a network ACL goes.
	claims map[string]map[string]bool
}

func (c *collector) findEchoes() echoes {
	sets := func() map[string]map[string]bool { return map[string]map[string]bool{} }
	e := echoes{
		rules:              sets(),
		routes:             sets(),
		rolePolicies:       map[string][]*read.Instance{},
		removedAttachments: sets(),
		attachedPolicies:   sets(),
		entries:            sets(),
		claims:             sets(),
	}
	for _, in := range c.Instances {
		if in.Type == "aws_iam_role_policy" {
			id := c.Ref(in, []string{"aws_iam_role"}, "role").Or("")
			e.rolePolicies[id] = append(e.rolePolicies[id], in)
		}
	}
	for _, d := range c.Deleted {
		if d.Before == nil {
			continue
		}
		old := &read.Instance{Address: d.Address, Module: d.Module, Type: d.Type, After: d.Before}
		switch {
		case strings.Contains(d.Type, "security_group"):
			group := c.Ref(old, securityGroupTypes(), "security_group_id").Or("")
			for _, r := range c.rulesOf(old, group) {
				mark(e.rules, group+"|"+directionOf(old), content(r))
			}
		case d.Type == "aws_route":
			if destination, ok := c.readRoute(old, "").Destination.Get(); ok {
				mark(e.routes, c.Ref(old, routeTableTypes(), "route_table_id").Or(""), destination)
			}
		case d.Type == "aws_network_acl_rule":
			acl, direction := c.Ref(old, networkACLTypes(), "network_acl_id").Or(""), "ingress"
			if old.Boolean("egress", false).Or(false) {
				direction = "egress"
			}
			mark(e.entries, acl+"|"+direction, strconv.Itoa(old.Integer("rule_number").Or(0)))
		case d.Type == "aws_network_acl_association":
			mark(
				e.claims,
				c.Ref(old, networkACLTypes(), "network_acl_id").Or(""),
				c.Ref(old, subnetTypes(), "subnet_id").Or(""),
			)
		case d.Type == "aws_iam_role_policy":
			id := c.Ref(old, []string{"aws_iam_role"}, "role").Or("")
			e.rolePolicies[id] = append(e.rolePolicies[id], old)
		case d.Type == "aws_iam_role_policy_attachment":
			mark(
				e.removedAttachments,
				c.Ref(old, []string{"aws_iam_role"}, "role").Or(""),
				c.Ref(old, []string{"aws_iam_policy"}, "policy_arn").Or(""),
			)
		}
	}
	return e
}

func mark(sets map[string]map[string]bool, key, member string) {
	if sets[key] == nil {
		sets[key] = map[string]bool{}
	}
	sets[key][member] = true
}
