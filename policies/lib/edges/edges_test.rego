package archcheck.lib.edges_test

import data.archcheck.lib.edges

documented := true

found(component) := edges.ingress(object.union({"id": "x", "ingress_excess": [], "ingress_missing": [], "ingress_paths": []}, component), documented).found

test_pass_is_exact if {
	found({"ingress_exact": true}) == "exactly these"
}

test_failure_names_what_differs if {
	found({"ingress_exact": false, "ingress_excess": ["a"], "ingress_missing": ["b"]}) == "too much: a; missing: b"
}

test_undecided_is_not_exact if {
	why := {"status": "unknown", "reason": "unresolved_reference", "detail": "it refers to local.groups"}
	found({"unknown": {"ingress_exact": why}}) == "not known: it refers to local.groups"
}

test_undecided_without_detail_says_the_reason if {
	found({"unknown": {"ingress_exact": {"status": "not_collected", "reason": "access_denied"}}}) == "not known: access denied"
}

test_nothing_asked_is_not_compared if {
	verdict := edges.egress({"id": "x", "egress_excess": [], "egress_missing": [], "egress_paths": []}, null)
	verdict.status == "not_applicable"
	not verdict.expected
}

test_more_is_said if {
	verdict := edges.ingress({"id": "x", "ingress_exact": true, "ingress_excess": [], "ingress_missing": [], "ingress_paths": [], "ingress_more": ["a", "b"]}, documented)
	verdict.status == "pass"
	verdict.found == "these, and beyond them a; b"
	verdict.expected == "at least the documented ingress edges"
}

test_more_is_said_where_nothing_is_asked if {
	verdict := edges.egress({"id": "x", "egress_excess": [], "egress_missing": [], "egress_paths": [], "egress_more": ["a"]}, null)
	verdict.more == ["a"]
}
