# METADATA
# scope: package
# title: Versions of engines
package archcheck.lib.versions

import data.archcheck.lib.check

# runs: the version must be a documented one: 16 is met by 16.4. What names no more than the beginning of what is asked may
# become it: AWS chooses the rest.
runs(resource, attribute, asked) := check.meets(resource, attribute, asked) if {
	asked == null
} else := check.meets(resource, attribute, resource[attribute]) if {
	some one in wanted(asked)
	is_of(resource[attribute], one)
} else := object.union(check.judged(resource, "unknown", attribute, check.operator(asked), check.operand(asked)), {
	"reason": "known_after_apply",
	"detail": concat(" ", ["AWS chooses which", resource[attribute], "it is"]),
}) if {
	some one in wanted(asked)
	is_of(one, resource[attribute])
} else := check.meets(resource, attribute, asked)

wanted(asked) := asked.one_of if {
	asked.one_of
} else := [asked]

# is_of: a version is another one, or more exactly so.
is_of(version, whole) if version == whole

is_of(version, whole) if startswith(version, concat("", [whole, "."]))
