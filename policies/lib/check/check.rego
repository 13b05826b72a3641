# METADATA
# scope: package
# title: Checks that cannot pass over what is unknown
# description: >-
#   Each function judges one attribute of one resource and returns exactly one verdict.
#   A scalar attribute that is known is present; a list is known in whole only when it is
#   not under `unknown`. What is asked comes last: null asks nothing, a value asks for itself,
#   an object says how it compares: at_least, from and to, one_of, has, exactly. A verdict says
#   what was asked as attribute, operator and value; archcheck puts that into words.
package archcheck.lib.check

# meets: the attribute must be as asked, both ways.
meets(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, operator(asked), operand(asked)) if {
	compares(resource[attribute], asked)
	certain(resource, attribute, asked)
} else := judged(resource, "fail", attribute, operator(asked), operand(asked)) if {
	differs(resource, attribute, asked)
} else := undecided(resource, attribute, operator(asked), operand(asked))

# compares: a value that is known is as asked.
compares(value, asked) if {
	not is_object(asked)
	value == asked
}

compares(value, asked) if value >= asked.at_least

compares(value, asked) if {
	value >= asked.from
	value <= asked.to
}

compares(value, asked) if value in asked.one_of

compares(value, asked) if {
	every item in asked.has { item in value }
}

compares(value, asked) if {
	every item in asked.exactly { item in value }
	every item in value { item in asked.exactly }
}

# certain: what was not read of a list cannot make another answer of a pass.
certain(resource, attribute, _) if not is_array(resource[attribute])

certain(resource, attribute, _) if is_whole(resource, attribute)

certain(_, _, asked) if asked.has

# differs: what is known is not as asked, whatever else is not known.
differs(resource, attribute, asked) if {
	not is_array(resource[attribute])
	value := resource[attribute]
	not compares(value, asked)
}

differs(resource, attribute, asked) if {
	is_whole(resource, attribute)
	is_array(resource[attribute])
	not compares(resource[attribute], asked)
}

differs(resource, attribute, asked) if {
	some item in resource[attribute]
	not item in asked.exactly
}

operator(asked) := ">=" if {
	asked.at_least
} else := "between" if {
	asked.to
} else := "one of" if {
	asked.one_of
} else := "with" if {
	asked.has
} else := "exactly" if {
	asked.exactly
} else := "="

operand(asked) := asked.at_least if {
	asked.at_least
} else := asked if {
	asked.to
} else := asked.one_of if {
	asked.one_of
} else := asked.has if {
	asked.has
} else := asked.exactly if {
	asked.exactly
} else := asked

# within: a number that scaling changes must be as asked at both of its ends.
within(resource, least, most, asked) := low if {
	low := meets(resource, least, asked)
	low.status in {"fail", "not_applicable"}
} else := high if {
	high := meets(resource, most, asked)
	high.status == "fail"
} else := low if {
	low := meets(resource, least, asked)
	low.status != "pass"
} else := high if {
	high := meets(resource, most, asked)
	high.status != "pass"
} else := meets(resource, least, asked)

# is_not: the attribute must be the contrary of what is asked.
is_not(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := meets(resource, attribute, false) if {
	asked == true
} else := meets(resource, attribute, true)

# is_set: the attribute must not be empty when that is asked, and empty when the contrary is.
is_set(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "set", asked) if {
	resource[attribute] != "" == asked
} else := judged(resource, "fail", attribute, "set", asked) if {
	_ = resource[attribute]
} else := undecided(resource, attribute, "set", asked)

# exists: the list must have items when that is asked, and none when the contrary is.
exists(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := counts(resource, attribute, {"at_least": 1}) if {
	asked == true
} else := counts(resource, attribute, 0)

# none: the list must have no item when that is asked, and some when the contrary is. One item
# fails, whatever else is not known.
none(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := counts(resource, attribute, 0) if {
	asked == true
} else := counts(resource, attribute, {"at_least": 1})

# counts: the list must have as many items as asked. What is not read of it can only be more.
counts(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, counted(asked), operand(asked)) if {
	compares(count(resource[attribute]), asked)
	enough(resource, attribute, asked)
} else := judged(resource, "fail", attribute, counted(asked), operand(asked)) if {
	is_whole(resource, attribute)
	not compares(count(resource[attribute]), asked)
} else := judged(resource, "fail", attribute, counted(asked), operand(asked)) if {
	count(resource[attribute]) > highest(asked)
} else := undecided(resource, attribute, counted(asked), operand(asked))

# enough: more items would leave the answer as it is, or there are none.
enough(resource, attribute, _) if is_whole(resource, attribute)

enough(_, _, asked) if asked.at_least

highest(asked) := asked.to if {
	asked.to
} else := max(asked.one_of) if {
	asked.one_of
} else := asked if {
	is_number(asked)
}

counted(asked) := "empty" if {
	asked == 0
} else := "at least" if {
	asked.at_least
} else := operator(asked)

# all_meet: the list must have items, and each must be as asked. An item that is not fails,
# whatever else is not known.
all_meet(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "fail", attribute, operator(asked), operand(asked)) if {
	some item in resource[attribute]
	not compares(item, asked)
} else := judged(resource, "fail", attribute, operator(asked), operand(asked)) if {
	is_whole(resource, attribute)
	count(resource[attribute]) == 0
} else := judged(resource, "pass", attribute, operator(asked), operand(asked)) if {
	is_whole(resource, attribute)
} else := undecided(resource, attribute, operator(asked), operand(asked))

# at_most: the attribute must not be above a number.
at_most(resource, attribute, asked) := not_applicable(resource) if {
	asked == null
} else := judged(resource, "pass", attribute, "<=", asked) if {
	resource[attribute] <= asked
} else := judged(resource, "fail", attribute, "<=", asked) if {
	resource[attribute] > asked
} else := undecided(resource, attribute, "<=", asked)

# least and most are the ends of what is asked of a number; null where it has none.
least(asked) := asked.at_least if {
	asked.at_least
} else := asked.from if {
	is_number(asked.from)
} else := min(asked.one_of) if {
	asked.one_of
} else := asked if {
	is_number(asked)
} else := null

most(asked) := asked.to if {
	asked.to
} else := max(asked.one_of) if {
	asked.one_of
} else := asked if {
	is_number(asked)
} else := null

# at_least_asked asks for no less than a number; null asks nothing.
at_least_asked(number) := {"at_least": number} if {
	number != null
} else := null

# of_primary: a replica is not asked what its source is; of what may be one the verdict stands only if
# nothing is asked.
of_primary(component, verdict) := beside_it(component, "replica", "it is a replica: its source is asked") if {
	component.replica == true
	verdict.status != "not_applicable"
} else := verdict if {
	component.replica == true
} else := verdict if {
	component.replica == false
} else := verdict if {
	verdict.status == "not_applicable"
} else := undecided(component, "replica", "=", false)

# positive turns a demand for something that a number switches on into what is asked of the number.
positive(asked) := {"at_least": 1} if {
	asked == true
} else := 0 if {
	asked == false
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

# not_applicable: the document does not ask it.
not_applicable(resource) := {"resource": resource.id, "status": "not_applicable"}

# beside_it: whatever the document asks, it is no question of such a resource.
beside_it(resource, reason, message) := object.union(not_applicable(resource), {"reason": reason, "message": message})

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
