package wiring

// CausesOf is the fact that names what makes another one fail: the rules, routes and entries that
// wrote it, or who wears a group undocumented. It is empty for facts that are their own cause.
func CausesOf(fact string) string {
	switch fact {
	case "ingress_exact":
		return "ingress_causes"
	case "egress_exact":
		return "egress_causes"
	case "acl_blocks", "acl_from_vpc_only":
		return "acl_causes"
	case "internet_reachable":
		return "internet_causes"
	case "public", "private", "isolated":
		return "tier_causes"
	case "default_group_empty":
		return "default_group_causes"
	}
	return ""
}
