package noun

import (
	"strconv"
	"strings"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func securityGroupTypes() []string {
	return []string{"aws_security_group", "aws_default_security_group"}
}

func securityGroup(c *collector, in *read.Instance) {
	isDefault := in.Type == "aws_default_security_group"
	g := model.SecurityGroup{
		Resource: c.base(in, "name"),
		Default:  model.Known(isDefault),
		VPC:      c.Ref(in, []string{"aws_vpc"}, "vpc_id"),
	}
	g.Ingress, g.Egress = c.inlineRules(in, "ingress"), c.inlineRules(in, "egress")
	if in.Data {
		why := model.Why{Reason: model.NotInSource, Detail: "a data source does not show a group's rules"}
		g.Ingress, g.Egress = model.Part[model.SecurityGroupRule](why), model.Part[model.SecurityGroupRule](why)
	}
	c.securityGroups.add(in.Address, g)
}

// inlineRules reads `ingress` or `egress`. A new group without blocks has no rules:
// Terraform removes AWS's default egress. On an existing group the attribute also shows
// the rules of separate resources; those that this plan changes or removes are left out.
func (c *collector) inlineRules(in *read.Instance, direction string) model.List[model.SecurityGroupRule] {
	n, s := in.Count(direction)
	if s != read.Known {
		if s == read.Null || in.Created && in.Expression(direction).Kind == read.Unset {
			return model.Whole[model.SecurityGroupRule]()
		}
		return model.Part[model.SecurityGroupRule](model.Why{Reason: model.KnownAfterApply})
	}
	computed := in.Expression(direction).Kind == read.Unset
	if listed, isListed := c.onlyRules[in.Address+"|"+direction]; isListed && computed && listed.IsWhole() {
		return model.Whole[model.SecurityGroupRule]() // those of resources follow, apply removes the others
	}
	gone := c.rules[in.Address+"|"+direction]
	rules := model.Whole[model.SecurityGroupRule]()
	for i := range n {
		for _, r := range c.readRules(in, in.Address, direction+"."+strconv.Itoa(i)+".") {
			if !computed || !gone[content(r)] {
				rules = rules.With(r)
			}
		}
	}
	return rules
}

// direction is ingress or egress, empty where it is not known.
func directionOf(in *read.Instance) string {
	switch in.Type {
	case "aws_vpc_security_group_ingress_rule":
		return "ingress"
	case "aws_vpc_security_group_egress_rule":
		return "egress"
	}
	return in.Text("type").Or("")
}

func (c *collector) rulesOf(in *read.Instance, group string) []model.SecurityGroupRule {
	if in.Type == "aws_security_group_rule" {
		return c.readRules(in, group, "")
	}
	return []model.SecurityGroupRule{c.readVPCRule(in)}
}

// content is what makes two rules the same for AWS.
func content(r model.SecurityGroupRule) string {
	return strings.Join(
		[]string{
			r.Protocol.Or("?"),
			strconv.Itoa(r.FromPort.Or(-2)),
			strconv.Itoa(r.ToPort.Or(-2)),
			r.PeerType.Or("?"),
			r.Peer.Or("?" + r.Origin),
		},
		"|",
	)
}

// protocol gives one name to each protocol, however it was written.
func protocol(v model.Value[string]) model.Value[string] {
	text, ok := v.Get()
	if !ok {
		return v
	}
	return model.Known(form.Protocol(text))
}

// template reads protocol and ports; a rule for all protocols has all ports.
func ruleTemplate(in *read.Instance, prefix, protocolName string) model.SecurityGroupRule {
	r := model.SecurityGroupRule{Protocol: protocol(in.Text(prefix + protocolName)), Origin: in.Address,
		FromPort: in.Integer(prefix+"from_port", -1), ToPort: in.Integer(prefix+"to_port", -1)}
	if r.Protocol.Or("") == "all" {
		r.FromPort, r.ToPort = model.Known(-1), model.Known(-1)
	}
	return r
}

// readRules reads an inline block or an aws_security_group_rule: one rule a peer.
func (c *collector) readRules(in *read.Instance, group, prefix string) []model.SecurityGroupRule {
	template := ruleTemplate(in, prefix, "protocol")
	var rules []model.SecurityGroupRule
	add := func(peerType string, peer model.Value[string]) {
		r := template
		r.PeerType, r.Peer = model.Known(peerType), peer
		rules = append(rules, r)
	}
	addAll := func(peerType string, peers model.List[string]) {
		for _, p := range peers.Items() {
			add(peerType, model.Known(p))
		}
		if !peers.IsWhole() {
			// What the list may hold besides; its candidates are all that it can be.
			add(peerType, model.Unknown[string](peers.Why()))
		}
	}
	addAll("cidr", in.Texts(prefix+"cidr_blocks", nil))
	addAll("cidr", in.Texts(prefix+"ipv6_cidr_blocks", nil))
	addAll("prefix_list", c.Refs(in, prefixListTypes(), prefix+"prefix_list_ids", nil))
	if prefix != "" {
		addAll("security_group", c.Refs(in, securityGroupTypes(), prefix+"security_groups", nil))
	} else if source := c.Ref(in, securityGroupTypes(), "source_security_group_id", ""); source.Or("?") != "" {
		// Computed on creation, so unknown even in a rule for addresses: only an expression makes it a peer.
		if e := in.Expression("source_security_group_id"); source.IsKnown() || e.Kind != read.Unset {
			add("security_group", c.ownerless(source))
		}
	}
	if self := in.Boolean(prefix+"self", false); self.Or(true) {
		add("security_group", model.Known(group))
	}
	return rules
}

// ownerless strips the account from "123456789012/sg-1", the form of a group in a peered account.
func (c *collector) ownerless(v model.Value[string]) model.Value[string] {
	if text, ok := v.Get(); ok {
		if _, id, found := strings.Cut(text, "/"); found && strings.HasPrefix(id, "sg-") {
			return model.Known(id)
		}
	}
	return v
}

// prefixListTypes are what a rule of a security group names a prefix list by: a list, or the gateway endpoint that has one.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-security
func prefixListTypes() []string { return []string{"aws_ec2_managed_prefix_list", "aws_vpc_endpoint"} }

func (c *collector) readVPCRule(in *read.Instance) model.SecurityGroupRule {
	r := ruleTemplate(in, "", "ip_protocol")
	alternatives := []struct {
		attribute, peerType string
		types               []string
	}{
		{"cidr_ipv4", "cidr", nil},
		{"cidr_ipv6", "cidr", nil},
		{"prefix_list_id", "prefix_list", prefixListTypes()},
		{"referenced_security_group_id", "security_group", securityGroupTypes()},
	}
	for _, a := range alternatives {
		if peer := c.Ref(in, a.types, a.attribute, ""); peer.Or("?") != "" {
			r.PeerType, r.Peer = model.Known(a.peerType), c.ownerless(peer)
			return r
		}
	}
	return r
}

func securityGroupRule(c *collector, in *read.Instance) {
	c.attachRules(in, func(group string) []model.SecurityGroupRule { return c.readRules(in, group, "") })
}

func vpcSecurityGroupRule(c *collector, in *read.Instance) {
	c.attachRules(in, func(string) []model.SecurityGroupRule { return []model.SecurityGroupRule{c.readVPCRule(in)} })
}

func (c *collector) attachRules(in *read.Instance, rules func(group string) []model.SecurityGroupRule) {
	ref := c.Ref(in, securityGroupTypes(), "security_group_id")
	groups, exact := c.securityGroups.of(ref)
	if len(groups) == 0 && exact {
		groups = c.externalGroup(ref.Or(""))
	}
	direction := directionOf(in)
	for _, g := range groups {
		if direction == "" {
			why := model.Why{Reason: model.KnownAfterApply, Detail: "whether " + in.Address + " lets in or out"}
			g.Ingress, g.Egress = g.Ingress.Broken(why), g.Egress.Broken(why)
			continue
		}
		list := &g.Ingress
		if direction == "egress" {
			list = &g.Egress
		}
		if !exact {
			*list = list.Broken(model.Why{Reason: model.UnresolvedReference, Detail: in.Address + " may belong to it"})
			continue
		}
		keeps, sure := c.keepsRule(in, g.ID, direction)
		if !sure {
			*list = list.Broken(
				model.Why{
					Reason: model.KnownAfterApply,
					Detail: in.Address + " is not in the list of all rules that the group has",
				},
			)
		}
		if !keeps {
			continue
		}
		for _, r := range rules(g.ID) {
			c.placedRules.put(list, r)
		}
	}
}

// externalGroup stands for a group that the plan adds rules to without holding it.
func (c *collector) externalGroup(id string) []*model.SecurityGroup {
	why := model.Why{Reason: model.NotInSource, Detail: id + " is not part of the plan"}
	g := c.securityGroups.add(id, model.SecurityGroup{
		Resource: model.Resource{ID: id, Type: "aws_security_group", Source: model.Origin{ARN: id}},
		Ingress:  model.Part[model.SecurityGroupRule](why), Egress: model.Part[model.SecurityGroupRule](why),
	})
	return []*model.SecurityGroup{g}
}
