package plan

import (
	"strconv"
	"strings"
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
	rolePolicies map[string][]*instance
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
		rolePolicies:       map[string][]*instance{},
		removedAttachments: sets(),
		attachedPolicies:   sets(),
		entries:            sets(),
		claims:             sets(),
	}
	for _, in := range c.instances {
		if in.typ == "aws_iam_role_policy" {
			id := c.ref(in, []string{"aws_iam_role"}, "role").Or("")
			e.rolePolicies[id] = append(e.rolePolicies[id], in)
		}
	}
	for _, d := range c.deleted {
		if d.before == nil {
			continue
		}
		old := &instance{address: d.address, module: d.module, typ: d.typ, after: d.before}
		switch {
		case strings.Contains(d.typ, "security_group"):
			group := c.ref(old, securityGroupTypes(), "security_group_id").Or("")
			for _, r := range c.rulesOf(old, group) {
				mark(e.rules, group+"|"+directionOf(old), content(r))
			}
		case d.typ == "aws_route":
			if destination, ok := c.readRoute(old, "").Destination.Get(); ok {
				mark(e.routes, c.ref(old, routeTableTypes(), "route_table_id").Or(""), destination)
			}
		case d.typ == "aws_network_acl_rule":
			acl, direction := c.ref(old, networkACLTypes(), "network_acl_id").Or(""), "ingress"
			if old.boolean("egress", false).Or(false) {
				direction = "egress"
			}
			mark(e.entries, acl+"|"+direction, strconv.Itoa(old.integer("rule_number").Or(0)))
		case d.typ == "aws_network_acl_association":
			mark(
				e.claims,
				c.ref(old, networkACLTypes(), "network_acl_id").Or(""),
				c.ref(old, subnetTypes(), "subnet_id").Or(""),
			)
		case d.typ == "aws_iam_role_policy":
			id := c.ref(old, []string{"aws_iam_role"}, "role").Or("")
			e.rolePolicies[id] = append(e.rolePolicies[id], old)
		case d.typ == "aws_iam_role_policy_attachment":
			mark(
				e.removedAttachments,
				c.ref(old, []string{"aws_iam_role"}, "role").Or(""),
				c.ref(old, []string{"aws_iam_policy"}, "policy_arn").Or(""),
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
