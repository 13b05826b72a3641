package noun

import (
	"slices"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

// rulesExclusive is the type that lists all rules a security group has: apply removes the others.
const rulesExclusive = "aws_vpc_security_group_rules_exclusive"

// onlyRules are the lists of all rules of each group, under group + "|" + direction.
type onlyRules map[string]model.List[string]

func (c *collector) findOnlyRules() onlyRules {
	only := onlyRules{}
	for _, in := range c.ByType[rulesExclusive] {
		group := c.Ref(in, securityGroupTypes(), "security_group_id").Or("")
		for _, direction := range []string{"ingress", "egress"} {
			only[group+"|"+direction] = c.Refs(in, ruleTypes(), direction+"_rule_ids", nil)
		}
	}
	return only
}

func ruleTypes() []string {
	return []string{
		"aws_vpc_security_group_ingress_rule",
		"aws_vpc_security_group_egress_rule",
		"aws_security_group_rule",
	}
}

// keepsRule reports whether a group keeps a rule of a resource's own. One that this plan makes
// and the list of all rules lacks is removed at once, or after the next apply.
func (c *collector) keepsRule(in *read.Instance, group, direction string) (keeps, sure bool) {
	listed, isListed := c.onlyRules[group+"|"+direction]
	if !isListed || slices.Contains(listed.Items(), in.Address) {
		return true, true
	}
	return !listed.IsWhole(), listed.IsWhole() && !in.Created
}

// exclusiveRules leaves open what the lists of all rules name and the plan does not hold.
func exclusiveRules(c *collector, in *read.Instance) {
	groups, exact := c.securityGroups.of(c.Ref(in, securityGroupTypes(), "security_group_id"))
	for _, g := range groups {
		for direction, rules := range map[string]*model.List[model.SecurityGroupRule]{"ingress": &g.Ingress, "egress": &g.Egress} {
			if !exact {
				*rules = rules.Broken(
					model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may decide which rules it has"},
				)
				continue
			}
			c.leaveOpen(rules, c.onlyRules[g.ID+"|"+direction])
		}
	}
}

func (c *collector) leaveOpen(rules *model.List[model.SecurityGroupRule], listed model.List[string]) {
	for _, id := range listed.Items() {
		if c.ByAddress[id] == nil {
			*rules = rules.Broken(
				model.Why{Reason: model.NotInSource, Detail: "the rule " + id + " is not part of the plan"},
			)
		}
	}
	if !listed.IsWhole() {
		*rules = rules.Broken(listed.Why())
	}
}
