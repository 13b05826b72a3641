package noun

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/collect/plan/read"
	"github.com/archcheck/archcheck/internal/model"
)

func networkACLTypes() []string { return []string{"aws_network_acl", "aws_default_network_acl"} }

func networkACL(c *collector, in *read.Instance) {
	isDefault := in.Type == "aws_default_network_acl"
	a := model.NetworkACL{Resource: c.base(in, "tags_all.Name"), Default: model.Known(isDefault)}
	a.VPC = c.Ref(in, []string{"aws_vpc"}, "vpc_id")
	if isDefault && !a.VPC.IsKnown() {
		a.VPC = c.Ref(in, []string{"aws_vpc"}, "default_network_acl_id")
	}
	a.Subnets = c.Refs(in, []string{"aws_subnet"}, "subnet_ids", nil)
	if isDefault && in.Expression("subnet_ids").Kind == read.Unset {
		// AWS attaches every subnet without an ACL of its own; the list is usually left to it.
		a.Subnets = model.Whole[string]()
	}
	a.Ingress, a.Egress = c.aclEntries(in, "ingress"), c.aclEntries(in, "egress")
	c.networkACLs.add(in.Address, a)
}

// aclEntries reads the entries that an ACL shows. Where the author leaves them to resources of their own,
// those whose resource goes do not count.
func (c *collector) aclEntries(in *read.Instance, direction string) model.List[model.ACLEntry] {
	n, s := in.Count(direction)
	if s.IsOpen() {
		if s == read.Unknown && in.Created && in.Expression(direction).Kind == read.Unset {
			return model.Whole[model.ACLEntry]()
		}
		return model.Part[model.ACLEntry](model.Why{Reason: model.KnownAfterApply})
	}
	entries := model.Whole[model.ACLEntry]()
	var gone map[string]bool
	if in.Config != nil && in.Expression(direction).Kind == read.Unset {
		gone = c.entries[in.Address+"|"+direction]
	}
	for i := range n {
		entry := aclEntry(in, direction+"."+strconv.Itoa(i)+".", "rule_no", "action")
		if !gone[strconv.Itoa(entry.RuleNumber.Or(-1))] {
			entries = entries.With(entry)
		}
	}
	return entries
}

func aclEntry(in *read.Instance, prefix, number, action string) model.ACLEntry {
	e := model.ACLEntry{
		RuleNumber: in.Integer(prefix + number), Action: in.Text(prefix + action),
		CIDRBlock: in.Text(prefix+"cidr_block", ""), FromPort: in.Integer(prefix+"from_port", 0),
		ToPort: in.Integer(prefix+"to_port", 0), Protocol: protocol(in.Text(prefix + "protocol")), Origin: in.Address,
	}
	if block, ok := e.CIDRBlock.Get(); ok && block == "" {
		e.CIDRBlock = in.Text(prefix+"ipv6_cidr_block", "")
	}
	return e
}

func networkACLRule(c *collector, in *read.Instance) {
	acls, exact := c.networkACLs.of(c.Ref(in, networkACLTypes(), "network_acl_id"))
	egress := in.Boolean("egress", false)
	for _, a := range acls {
		if !exact || !egress.IsKnown() {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.Address}
			a.Ingress, a.Egress = a.Ingress.Broken(why), a.Egress.Broken(why)
			continue
		}
		entry := aclEntry(in, "", "rule_number", "rule_action")
		list := &a.Ingress
		if egress.Or(false) {
			list = &a.Egress
		}
		c.placedEntries.put(list, entry)
	}
}

// numberOf is what two entries of one direction have in common that are one.
func numberOf(e model.ACLEntry) string {
	if number, known := e.RuleNumber.Get(); known {
		return strconv.Itoa(number)
	}
	return ""
}
