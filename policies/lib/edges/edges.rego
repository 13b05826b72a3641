# METADATA
# scope: package
# title: Permitted edges against documented ones
package archcheck.lib.edges

import data.archcheck.lib.check

# ingress: the security groups a component wears admit exactly the documented edges.
ingress(component, edges) := compared(
	check.is_true(component, "ingress_exact", edges != null),
	"ingress",
	component.ingress_excess,
	component.ingress_missing,
	component.ingress_paths,
)

# egress: the security groups a component wears let out exactly the documented edges.
egress(component, edges) := compared(
	check.is_true(component, "egress_exact", edges != null),
	"egress",
	component.egress_excess,
	component.egress_missing,
	component.egress_paths,
)

# compared puts what differs in the place of the bare true or false.
compared(verdict, direction, excess, missing, paths) := object.union(verdict, {
	"expected": concat(" ", ["exactly the documented", direction, "edges"]),
	"found": difference(excess, missing),
	"evidence": paths,
}) if {
	verdict.status != "not_applicable"
} else := verdict

difference(excess, missing) := "exactly these" if {
	count(excess) == 0
	count(missing) == 0
} else := concat("; ", array.concat(
	[concat(" ", ["too much:", line]) | some line in excess],
	[concat(" ", ["missing:", line]) | some line in missing],
))
