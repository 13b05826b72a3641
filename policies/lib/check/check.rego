# METADATA
# scope: package
# title: Checks that cannot pass over what is unknown
# description: >-
#   Each function judges one attribute of one resource and returns exactly one verdict.
#   A scalar attribute that is known is present; a list is known in whole only when it is
#   not under `unknown`. The requirement comes last: null asks nothing.
package archcheck.lib.check

# is_true: the attribute must be true when that is asked.
is_true(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := pass(resource, stated(attribute, true), stated(attribute, true)) if {
	resource[attribute] == true
} else := fail(resource, stated(attribute, true), stated(attribute, false)) if {
	resource[attribute] == false
} else := undecided(resource, attribute, stated(attribute, true))

# is_false: the attribute must be false when the document says false.
is_false(resource, attribute, asked) := not_applicable(resource) if {
	asked != false
} else := pass(resource, stated(attribute, false), stated(attribute, false)) if {
	resource[attribute] == false
} else := fail(resource, stated(attribute, false), stated(attribute, true)) if {
	resource[attribute] == true
} else := undecided(resource, attribute, stated(attribute, false))

# is_off: the attribute must be false when that is asked.
is_off(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := is_false(resource, attribute, false)

# equals: the attribute must have the asked value.
equals(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, stated(attribute, asked), stated(attribute, resource[attribute])) if {
	resource[attribute] == asked
} else := fail(resource, stated(attribute, asked), stated(attribute, resource[attribute])) if {
	resource[attribute] != asked
} else := undecided(resource, attribute, stated(attribute, asked))

# at_least: the attribute must not be below the asked number.
at_least(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, bound(attribute, ">=", asked), stated(attribute, resource[attribute])) if {
	resource[attribute] >= asked
} else := fail(resource, bound(attribute, ">=", asked), stated(attribute, resource[attribute])) if {
	resource[attribute] < asked
} else := undecided(resource, attribute, bound(attribute, ">=", asked))

# within: the attribute must lie between both ends of the asked range.
within(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, range_text(attribute, asked), stated(attribute, resource[attribute])) if {
	resource[attribute] >= asked.from
	resource[attribute] <= asked.to
} else := fail(resource, range_text(attribute, asked), stated(attribute, resource[attribute])) if {
	_ = resource[attribute]
} else := undecided(resource, attribute, range_text(attribute, asked))

# one_of: the attribute must be one of the asked values.
one_of(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, set_text(attribute, asked), stated(attribute, resource[attribute])) if {
	resource[attribute] in asked
} else := fail(resource, set_text(attribute, asked), stated(attribute, resource[attribute])) if {
	_ = resource[attribute]
} else := undecided(resource, attribute, set_text(attribute, asked))

# is_set: the attribute must not be empty when that is asked.
is_set(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := pass(resource, concat(" ", [attribute, "is set"]), stated(attribute, resource[attribute])) if {
	resource[attribute] != ""
} else := fail(resource, concat(" ", [attribute, "is set"]), concat(" ", [attribute, "is empty"])) if {
	resource[attribute] == ""
} else := undecided(resource, attribute, concat(" ", [attribute, "is set"]))

# is_empty: the list must have no item. One item fails, whatever else is not known.
is_empty(resource, attribute, asked) := not_applicable(resource) if {
	asked != true
} else := fail(resource, concat(" ", ["no", attribute]), items_text(resource[attribute])) if {
	count(resource[attribute]) > 0
} else := pass(resource, concat(" ", ["no", attribute]), "none") if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, concat(" ", ["no", attribute]))

# has_items: the list must have at least the asked number of items.
has_items(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, bound(attribute, ">=", asked), items_text(resource[attribute])) if {
	count(resource[attribute]) >= asked
} else := fail(resource, bound(attribute, ">=", asked), items_text(resource[attribute])) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, bound(attribute, ">=", asked))

# includes: the list must hold every asked value.
includes(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := pass(resource, including(attribute, asked), items_text(resource[attribute])) if {
	every value in asked { value in resource[attribute] }
} else := fail(resource, including(attribute, asked), items_text(resource[attribute])) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, including(attribute, asked))

# all_equal: the list must have items, and each must be the asked value. An item of another
# value fails, whatever else is not known.
all_equal(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := fail(resource, stated(attribute, asked), items_text(resource[attribute])) if {
	some item in resource[attribute]
	item != asked
} else := fail(resource, stated(attribute, asked), "none") if {
	is_whole(resource, attribute)
	count(resource[attribute]) == 0
} else := pass(resource, stated(attribute, asked), items_text(resource[attribute])) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, stated(attribute, asked))

# required turns "must be there" into how many there must be at least.
required(asked) := 1 if {
	asked == true
} else := null

# is_whole: everything of a list was read.
is_whole(resource, attribute) if {
	_ = resource[attribute]
	object.get(resource, ["unknown", attribute], null) == null
}

# proven adds evidence to a verdict.
proven(verdict, lines) := object.union(verdict, {"evidence": lines})

pass(resource, expected, found) := {"resource": resource.id, "status": "pass", "expected": expected, "found": found}

fail(resource, expected, found) := {"resource": resource.id, "status": "fail", "expected": expected, "found": found}

not_applicable(resource) := {"resource": resource.id, "status": "not_applicable"}

# undecided says why the attribute could not be judged. Whether that is "unknown" (a plan
# cannot know) or "not collected" (it could have been read) stands with the reason.
undecided(resource, attribute, expected) := {
	"resource": resource.id,
	"status": why.status,
	"expected": expected,
	"attribute": attribute,
	"reason": why.reason,
	"detail": object.get(why, "detail", ""),
} if {
	why := object.get(resource, ["unknown", attribute], {"status": "not_collected", "reason": "not_returned"})
}

stated(attribute, value) := concat(" = ", [attribute, text(value)])

bound(attribute, operator, value) := concat(" ", [attribute, operator, text(value)])

range_text(attribute, asked) := sprintf("%s between %v and %v", [attribute, asked.from, asked.to])

set_text(attribute, asked) := sprintf("%s is one of %s", [attribute, items_text(asked)])

including(attribute, asked) := sprintf("%s with %s", [attribute, items_text(asked)])

items_text(items) := "none" if {
	count(items) == 0
} else := concat(", ", [text(item) | some item in items])

text(value) := value if {
	is_string(value)
} else := sprintf("%v", [value])
