# METADATA
# scope: package
# title: Permitted edges against documented ones
package archcheck.lib.edges

import data.archcheck.lib.check

# ingress: the security groups a component wears admit exactly the documented edges.
ingress(component, edges) := compared(
	check.meets(component, "ingress_exact", edges),
	"ingress",
	component.ingress_excess,
	component.ingress_missing,
	component.ingress_paths,
	object.get(component, "ingress_more", []),
)

# egress: the security groups a component wears let out exactly the documented edges.
egress(component, edges) := compared(
	check.meets(component, "egress_exact", edges),
	"egress",
	component.egress_excess,
	component.egress_missing,
	component.egress_paths,
	object.get(component, "egress_more", []),
)

# compared puts what differs in the place of the bare true or false. More is what is no finding, as the document does
# not say that its edges are all.
compared(verdict, direction, excess, missing, paths, more) := object.union(verdict, {
	"expected": concat(" ", [extent(more), "the documented", direction, "edges"]),
	"found": difference(verdict, excess, missing, more),
	"evidence": paths,
	"more": more,
}) if {
	verdict.status != "not_applicable"
} else := object.union(verdict, {"more": more})

extent(more) := "exactly" if {
	count(more) == 0
} else := "at least"

# difference says "exactly these" of a pass alone: what was not decided may differ yet.
difference(verdict, excess, missing, more) := "exactly these" if {
	verdict.status == "pass"
	count(more) == 0
} else := concat("", ["these, and beyond them ", concat("; ", more)]) if {
	verdict.status == "pass"
} else := concat("; ", array.concat(differing(excess, missing), open(verdict)))

differing(excess, missing) := array.concat(
	[concat(" ", ["too much:", line]) | some line in excess],
	[concat(" ", ["missing:", line]) | some line in missing],
)

open(verdict) := [concat(" ", ["not known:", why])] if {
	verdict.reason
	why := [text | some text in [verdict.detail, replace(verdict.reason, "_", " ")]; text != ""][0]
} else := []
