package archcheck.lib.versions_test

import data.archcheck.lib.versions

status(version, asked) := versions.runs({"id": "x", "version": version}, "version", asked).status

test_nothing_asked if status("16.4", null) == "not_applicable"

test_the_same if status("16.4", "16.4") == "pass"

test_more_exactly if status("16.4", "16") == "pass"

test_one_of_them if status("7.1", {"one_of": ["6", "7"]}) == "pass"

test_another_one if status("16.4", "15") == "fail"

test_a_beginning_is_no_version if status("16.4", "1") == "fail"

test_less_exactly if {
	verdict := versions.runs({"id": "x", "version": "16"}, "version", "16.4")
	verdict.status == "unknown"
	verdict.reason == "known_after_apply"
}

test_not_known if {
	why := {"status": "unknown", "reason": "known_after_apply"}
	versions.runs({"id": "x", "unknown": {"version": why}}, "version", "16").status == "unknown"
}
