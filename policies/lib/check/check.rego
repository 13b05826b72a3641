# METADATA
# scope: package
# title: Checks that cannot pass over what is unknown
# description: >-
#   Each function judges one attribute of one resource and returns exactly one verdict.
#   A scalar attribute that is known is present; a list is known in whole only when it is
#   not under `unknown`. The requirement comes last: null asks nothing. A verdict says what
#   was asked as attribute, operator and value; archcheck puts that into words.
package archcheck.lib.check

# is_true: the attribute must be true when that is asked.
is_true(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := judged(resource, "pass", attribute, "=", true) if {
	resource[attribute] == true
} else := judged(resource, "fail", attribute, "=", true) if {
	resource[attribute] == false
} else := undecided(resource, attribute, "=", true)

# is_false: the attribute must be false when the document says false.
is_false(resource, attribute, asked) := not_applicable(resource) if {
	asked != false
} else := judged(resource, "pass", attribute, "=", false) if {
	resource[attribute] == false
} else := judged(resource, "fail", attribute, "=", false) if {
	resource[attribute] == true
} else := undecided(resource, attribute, "=", false)

# is_off: the attribute must be false when that is asked.
is_off(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := is_false(resource, attribute, false)

# equals: the attribute must have the asked value.
equals(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "=", asked) if {
	resource[attribute] == asked
} else := judged(resource, "fail", attribute, "=", asked) if {
	resource[attribute] != asked
} else := undecided(resource, attribute, "=", asked)

# at_least: the attribute must not be below the asked value.
at_least(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, ">=", asked) if {
	resource[attribute] >= asked
} else := judged(resource, "fail", attribute, ">=", asked) if {
	resource[attribute] < asked
} else := undecided(resource, attribute, ">=", asked)

# at_most: the attribute must not be above the asked value.
at_most(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "<=", asked) if {
	resource[attribute] <= asked
} else := judged(resource, "fail", attribute, "<=", asked) if {
	resource[attribute] > asked
} else := undecided(resource, attribute, "<=", asked)

# within: the attribute must lie between both ends of the asked range.
within(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "between", asked) if {
	resource[attribute] >= asked.from
	resource[attribute] <= asked.to
} else := judged(resource, "fail", attribute, "between", asked) if {
	_ = resource[attribute]
} else := undecided(resource, attribute, "between", asked)

# one_of: the attribute must be one of the asked values.
one_of(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "one of", asked) if {
	resource[attribute] in asked
} else := judged(resource, "fail", attribute, "one of", asked) if {
	_ = resource[attribute]
} else := undecided(resource, attribute, "one of", asked)

# is_set: the attribute must not be empty when that is asked.
is_set(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := judged(resource, "pass", attribute, "set", "") if {
	resource[attribute] != ""
} else := judged(resource, "fail", attribute, "set", "") if {
	resource[attribute] == ""
} else := undecided(resource, attribute, "set", "")

# is_empty: the list must have no item. One item fails, whatever else is not known.
is_empty(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := judged(resource, "fail", attribute, "empty", "") if {
	count(resource[attribute]) > 0
} else := judged(resource, "pass", attribute, "empty", "") if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, "empty", "")

# has_items: the list must have at least the asked number of items.
has_items(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "at least", asked) if {
	count(resource[attribute]) >= asked
} else := judged(resource, "fail", attribute, "at least", asked) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, "at least", asked)

# includes: the list must hold every asked value.
includes(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "with", asked) if {
	every value in asked { value in resource[attribute] }
} else := judged(resource, "fail", attribute, "with", asked) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, "with", asked)

# all_equal: the list must have items, and each must be the asked value. An item of another
# value fails, whatever else is not known.
all_equal(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "fail", attribute, "=", asked) if {
	some item in resource[attribute]
	item != asked
} else := judged(resource, "fail", attribute, "=", asked) if {
	is_whole(resource, attribute)
	count(resource[attribute]) == 0
} else := judged(resource, "pass", attribute, "=", asked) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, "=", asked)

# required turns "must be there" into how many there must be at least.
required(asked) := 1 if {
	asked == true
} else := null

# is_whole: everything of a list was read.
is_whole(resource, attribute) if {
	_ = resource[attribute]
	not resource.unknown[attribute]
}

# proven adds evidence to a verdict.
proven(verdict, lines) := object.union(verdict, {"evidence": lines})

# noting says of a list that fails because it is empty what is there instead, as notes tell.
noting(verdict, list, notes) := object.union(verdict, {"found": concat("; ", array.concat(["none"], notes))}) if {
	verdict.status == "fail"
	count(list) == 0
	count(notes) > 0
} else := verdict

# judged: the attribute was read, and compares with what is asked as the status says. What
# was found, archcheck looks up by the attribute.
judged(resource, status, attribute, operator, asked) := {
	"resource": resource.id,
	"status": status,
	"attribute": attribute,
	"operator": operator,
	"asked": asked,
}

not_applicable(resource) := {"resource": resource.id, "status": "not_applicable"}

# undecided says why the attribute could not be judged. Whether that is "unknown" (such an
# input cannot tell) or "not collected" (it could have told) stands with the reason. Every
# attribute is known or has a reason, so that one with neither is a mistake of the rule.
undecided(resource, attribute, operator, asked) := {
	"resource": resource.id,
	"status": why.status,
	"attribute": attribute,
	"operator": operator,
	"asked": asked,
	"reason": why.reason,
	"detail": object.get(why, "detail", ""),
} if {
	why := object.get(resource, ["unknown", attribute], {
		"status": "not_collected",
		"reason": "unsupported",
		"detail": "the input has no such attribute, which is a mistake in the rule",
	})
}
