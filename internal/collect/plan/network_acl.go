package plan

import (
	"strconv"

	"github.com/archcheck/archcheck/internal/model"
)

func networkACLTypes() []string { return []string{"aws_network_acl", "aws_default_network_acl"} }

func networkACL(c *collector, in *instance) {
	isDefault := in.typ == "aws_default_network_acl"
	a := model.NetworkACL{Resource: c.base(in, "tags_all.Name"), Default: model.Known(isDefault)}
	a.VPC = c.ref(in, []string{"aws_vpc"}, "vpc_id")
	if isDefault && !a.VPC.IsKnown() {
		a.VPC = c.ref(in, []string{"aws_vpc"}, "default_network_acl_id")
	}
	a.Subnets = c.refs(in, []string{"aws_subnet"}, "subnet_ids", nil)
	if isDefault && in.expression("subnet_ids").kind == unset {
		// AWS attaches every subnet without an ACL of its own; the list is usually left to it.
		a.Subnets = model.Whole[string]()
	}
	a.Ingress, a.Egress = c.aclEntries(in, "ingress"), c.aclEntries(in, "egress")
	c.networkACLs.add(in.address, a)
}

// aclEntries reads the entries that an ACL shows. Where the author leaves them to resources of their own,
// those whose resource goes do not count.
func (c *collector) aclEntries(in *instance, direction string) model.List[model.ACLEntry] {
	n, s := in.count(direction)
	if s.isOpen() {
		if s == isUnknown && in.created && in.expression(direction).kind == unset {
			return model.Whole[model.ACLEntry]()
		}
		return model.Part[model.ACLEntry](model.Why{Reason: model.KnownAfterApply})
	}
	entries := model.Whole[model.ACLEntry]()
	var gone map[string]bool
	if in.config != nil && in.expression(direction).kind == unset {
		gone = c.entries[in.address+"|"+direction]
	}
	for i := range n {
		entry := aclEntry(in, direction+"."+strconv.Itoa(i)+".", "rule_no", "action")
		if !gone[strconv.Itoa(entry.RuleNumber.Or(-1))] {
			entries = entries.With(entry)
		}
	}
	return entries
}

func aclEntry(in *instance, prefix, number, action string) model.ACLEntry {
	e := model.ACLEntry{
		RuleNumber: in.integer(prefix + number), Action: in.str(prefix + action),
		CIDRBlock: in.str(prefix+"cidr_block", ""), FromPort: in.integer(prefix+"from_port", 0),
		ToPort: in.integer(prefix+"to_port", 0), Protocol: protocol(in.str(prefix + "protocol")), Origin: in.address,
	}
	if block, ok := e.CIDRBlock.Get(); ok && block == "" {
		e.CIDRBlock = in.str(prefix+"ipv6_cidr_block", "")
	}
	return e
}

func networkACLRule(c *collector, in *instance) {
	acls, exact := c.networkACLs.of(c.ref(in, networkACLTypes(), "network_acl_id"))
	egress := in.boolean("egress", false)
	for _, a := range acls {
		if !exact || !egress.IsKnown() {
			why := model.Why{Reason: model.UnresolvedReference, Detail: in.address}
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
