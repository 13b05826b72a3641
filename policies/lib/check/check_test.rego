package archcheck.lib.check_test

import data.archcheck.lib.check

# unread is an attribute of which nothing is known.
unread(attribute) := {"id": "x", "unknown": {attribute: {"status": "unknown", "reason": "known_after_apply"}}}

# part is a list that was not read whole.
part(attribute, items) := object.union(unread(attribute), {attribute: items})

thing(attribute, value) := {"id": "x", attribute: value}

status(verdict) := verdict.status

test_meets_a_value if {
	status(check.meets(thing("a", 7), "a", 7)) == "pass"
	status(check.meets(thing("a", 8), "a", 7)) == "fail"
	status(check.meets(thing("a", 6), "a", 7)) == "fail"
	status(check.meets(thing("a", false), "a", false)) == "pass"
	status(check.meets(thing("a", true), "a", false)) == "fail"
	status(check.meets(unread("a"), "a", 7)) == "unknown"
	status(check.meets({"id": "x"}, "a", 7)) == "not_collected"
	status(check.meets(thing("a", 7), "a", null)) == "not_applicable"
}

test_meets_at_least if {
	status(check.meets(thing("a", 7), "a", {"at_least": 7})) == "pass"
	status(check.meets(thing("a", 8), "a", {"at_least": 7})) == "pass"
	status(check.meets(thing("a", 6), "a", {"at_least": 7})) == "fail"
	status(check.meets(thing("a", 0), "a", {"at_least": 0})) == "pass"
	status(check.meets(unread("a"), "a", {"at_least": 7})) == "unknown"
	check.meets(thing("a", 6), "a", {"at_least": 7}).operator == ">="
	check.meets(thing("a", 6), "a", {"at_least": 7}).asked == 7
}

test_meets_within if {
	status(check.meets(thing("a", 2), "a", {"from": 2, "to": 4})) == "pass"
	status(check.meets(thing("a", 4), "a", {"from": 2, "to": 4})) == "pass"
	status(check.meets(thing("a", 1), "a", {"from": 2, "to": 4})) == "fail"
	status(check.meets(thing("a", 5), "a", {"from": 2, "to": 4})) == "fail"
	status(check.meets(unread("a"), "a", {"from": 2, "to": 4})) == "unknown"
	check.meets(unread("a"), "a", {"from": 2, "to": 4}).operator == "between"
}

test_meets_one_of if {
	status(check.meets(thing("a", "b"), "a", {"one_of": ["b", "c"]})) == "pass"
	status(check.meets(thing("a", "d"), "a", {"one_of": ["b", "c"]})) == "fail"
	status(check.meets(unread("a"), "a", {"one_of": ["b", "c"]})) == "unknown"
	check.meets(unread("a"), "a", {"one_of": ["b", "c"]}).asked == ["b", "c"]
}

test_meets_has if {
	status(check.meets(thing("a", ["b", "c"]), "a", {"has": ["b"]})) == "pass"
	status(check.meets(thing("a", ["c"]), "a", {"has": ["b"]})) == "fail"
	status(check.meets(thing("a", []), "a", {"has": ["b"]})) == "fail"
	status(check.meets(part("a", ["c"]), "a", {"has": ["b"]})) == "unknown"
	status(check.meets(part("a", ["b"]), "a", {"has": ["b"]})) == "pass"
}

test_meets_exactly if {
	status(check.meets(thing("a", ["b", "c"]), "a", {"exactly": ["c", "b"]})) == "pass"
	status(check.meets(thing("a", ["b"]), "a", {"exactly": ["c", "b"]})) == "fail"
	status(check.meets(thing("a", ["b", "c", "d"]), "a", {"exactly": ["c", "b"]})) == "fail"
	status(check.meets(thing("a", []), "a", {"exactly": []})) == "pass"
	status(check.meets(thing("a", ["d"]), "a", {"exactly": []})) == "fail"
	status(check.meets(part("a", ["b", "c"]), "a", {"exactly": ["c", "b"]})) == "unknown"
	status(check.meets(part("a", ["d"]), "a", {"exactly": ["c", "b"]})) == "fail"
}

test_is_not if {
	status(check.is_not(thing("a", false), "a", true)) == "pass"
	status(check.is_not(thing("a", true), "a", true)) == "fail"
	status(check.is_not(thing("a", true), "a", false)) == "pass"
	status(check.is_not(thing("a", false), "a", false)) == "fail"
	status(check.is_not(unread("a"), "a", true)) == "unknown"
	status(check.is_not(thing("a", false), "a", null)) == "not_applicable"
}

test_is_set if {
	status(check.is_set(thing("a", "b"), "a", true)) == "pass"
	status(check.is_set(thing("a", ""), "a", true)) == "fail"
	status(check.is_set(thing("a", ""), "a", false)) == "pass"
	status(check.is_set(thing("a", "b"), "a", false)) == "fail"
	status(check.is_set(unread("a"), "a", true)) == "unknown"
	status(check.is_set(unread("a"), "a", null)) == "not_applicable"
}

test_exists if {
	status(check.exists(thing("a", ["b"]), "a", true)) == "pass"
	status(check.exists(part("a", ["b"]), "a", true)) == "pass"
	status(check.exists(thing("a", []), "a", true)) == "fail"
	status(check.exists(part("a", []), "a", true)) == "unknown"
	status(check.exists(thing("a", ["b"]), "a", false)) == "fail"
	status(check.exists(thing("a", []), "a", false)) == "pass"
	status(check.exists(part("a", []), "a", false)) == "unknown"
	status(check.exists(unread("a"), "a", null)) == "not_applicable"
}

test_none if {
	status(check.none(thing("a", []), "a", true)) == "pass"
	status(check.none(thing("a", ["b"]), "a", true)) == "fail"
	status(check.none(part("a", ["b"]), "a", true)) == "fail"
	status(check.none(part("a", []), "a", true)) == "unknown"
	status(check.none(thing("a", ["b"]), "a", false)) == "pass"
	status(check.none(thing("a", []), "a", false)) == "fail"
	status(check.none(unread("a"), "a", null)) == "not_applicable"
	check.none(thing("a", ["b"]), "a", true).operator == "empty"
}

test_counts if {
	status(check.counts(thing("a", ["b", "c"]), "a", 2)) == "pass"
	status(check.counts(thing("a", ["b"]), "a", 2)) == "fail"
	status(check.counts(thing("a", ["b", "c", "d"]), "a", 2)) == "fail"
	status(check.counts(part("a", ["b", "c"]), "a", 2)) == "unknown"
	status(check.counts(part("a", ["b", "c", "d"]), "a", 2)) == "fail"
	status(check.counts(thing("a", ["b", "c"]), "a", {"at_least": 2})) == "pass"
	status(check.counts(part("a", ["b", "c"]), "a", {"at_least": 2})) == "pass"
	status(check.counts(part("a", ["b"]), "a", {"at_least": 2})) == "unknown"
	status(check.counts(thing("a", ["b", "c"]), "a", {"from": 1, "to": 2})) == "pass"
	status(check.counts(part("a", ["b", "c", "d"]), "a", {"from": 1, "to": 2})) == "fail"
	status(check.counts(thing("a", ["b"]), "a", {"one_of": [1, 3]})) == "pass"
	status(check.counts(part("a", ["b", "c", "d", "e"]), "a", {"one_of": [1, 3]})) == "fail"
	status(check.counts(unread("a"), "a", 2)) == "unknown"
	status(check.counts(unread("a"), "a", null)) == "not_applicable"
}

test_all_meet if {
	status(check.all_meet(thing("a", [7, 7]), "a", 7)) == "pass"
	status(check.all_meet(thing("a", [7, 8]), "a", 7)) == "fail"
	status(check.all_meet(thing("a", []), "a", 7)) == "fail"
	status(check.all_meet(part("a", [7]), "a", 7)) == "unknown"
	status(check.all_meet(part("a", [8]), "a", 7)) == "fail"
	status(check.all_meet(thing("a", [7, 8]), "a", {"from": 7, "to": 8})) == "pass"
	status(check.all_meet(unread("a"), "a", null)) == "not_applicable"
}

test_at_most if {
	status(check.at_most(thing("a", 7), "a", 7)) == "pass"
	status(check.at_most(thing("a", 8), "a", 7)) == "fail"
	status(check.at_most(unread("a"), "a", 7)) == "unknown"
	status(check.at_most(unread("a"), "a", null)) == "not_applicable"
}

test_ends_of_what_is_asked if {
	check.least({"at_least": 2}) == 2
	check.least({"from": 0, "to": 4}) == 0
	check.least({"one_of": [3, 1]}) == 1
	check.least(5) == 5
	check.least(null) == null
	check.most({"at_least": 2}) == null
	check.most({"from": 2, "to": 4}) == 4
	check.most({"one_of": [3, 1]}) == 3
	check.most(5) == 5
	check.most(null) == null
}

test_what_is_asked_of_a_number if {
	check.positive(true) == {"at_least": 1}
	check.positive(false) == 0
	check.positive(null) == null
	check.at_least_asked(3) == {"at_least": 3}
	check.at_least_asked(null) == null
}

test_of_primary if {
	verdict := {"status": "pass"}
	status(check.of_primary({"id": "x", "replica": false}, verdict)) == "pass"
	status(check.of_primary({"id": "x", "replica": true}, verdict)) == "not_applicable"
	status(check.of_primary(unread("replica"), verdict)) == "unknown"
	status(check.of_primary(unread("replica"), {"status": "not_applicable"})) == "not_applicable"
	status(check.of_primary({"id": "x", "replica": true}, {"status": "not_applicable"})) == "not_applicable"
}

test_proven if check.proven({"status": "pass"}, ["line"]).evidence == ["line"]

test_noting if {
	check.noting({"status": "fail", "found": "none"}, [], ["why"]).found == "none; why"
	check.noting({"status": "fail", "found": "none"}, ["b"], ["why"]).found == "none"
	check.noting({"status": "pass", "found": "b"}, [], ["why"]).found == "b"
}

test_within if {
	status(check.within({"id": "x", "a": 2, "b": 4}, "a", "b", {"at_least": 2})) == "pass"
	status(check.within({"id": "x", "a": 2, "b": 4}, "a", "b", 2)) == "fail"
	status(check.within({"id": "x", "a": 1, "b": 2}, "a", "b", 2)) == "fail"
	status(check.within({"id": "x", "a": 2, "unknown": {"b": {"status": "unknown", "reason": "known_after_apply"}}}, "a", "b", 2)) == "unknown"
	status(check.within(object.union(unread("a"), {"b": 2}), "a", "b", 2)) == "unknown"
	status(check.within(object.union(unread("a"), {"b": 3}), "a", "b", 2)) == "fail"
	status(check.within(unread("a"), "a", "b", null)) == "not_applicable"
}
