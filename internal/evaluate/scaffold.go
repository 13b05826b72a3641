package evaluate

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/near"
)

// Scaffold is a new rule and its test, as they stand in a folder of policies.
type Scaffold struct {
	// Rule and Test are paths in the folder.
	Rule, Test         string
	RuleText, TestText string
}

// NewRule writes a rule of one's own for one fact of a collection, and a test that passes. Without a fact it takes
// the first that is true or false.
func NewRule(id, collection, fact string) (Scaffold, error) {
	group, name, ok := strings.Cut(id, "/")
	if !ok || !isPart(group) || !isPart(name) {
		return Scaffold{}, fmt.Errorf(
			"%q is no id of a rule; it is group/name in lower case, such as house/databases-encrypted",
			id,
		)
	}
	shapes := collectionShapes()
	attributes, ok := shapes[collection]
	if !ok {
		return Scaffold{}, fmt.Errorf(
			"there is no collection of facts %q%s",
			collection,
			near.Question(collection, slices.Sorted(maps.Keys(shapes))),
		)
	}
	chosen, err := chosenFact(collection, fact, attributes)
	if err != nil {
		return Scaffold{}, err
	}
	words := strings.NewReplacer(
		"GROUP",
		snake(group),
		"RULE",
		snake(name),
		"COLLECTION",
		collection,
		"FACT",
		chosen.name,
		"GOOD",
		chosen.sample(true),
		"BAD",
		chosen.sample(false),
		"ASKED",
		chosen.asked(),
	)
	folder := snake(group) + "/" + snake(name) + "/" + snake(name)
	return Scaffold{
		Rule:     folder + ".rego",
		Test:     folder + "_test.rego",
		RuleText: words.Replace(newRule),
		TestText: words.Replace(newTest),
	}, nil
}

func isPart(text string) bool { return regexp.MustCompile(`^[a-z][a-z0-9_-]*$`).MatchString(text) }

func snake(text string) string { return strings.ReplaceAll(text, "-", "_") }

// chosenFact is the fact that was named, else one that is better true, else the first that is true or false.
func chosenFact(collection, fact string, attributes []attributeShape) (attributeShape, error) {
	wanted := func(a attributeShape) bool { return a.name == fact }
	for _, fits := range []func(attributeShape) bool{
		wanted,
		func(a attributeShape) bool { return fact == "" && a.isFlag() && isCareful(collection, a.name) },
		func(a attributeShape) bool { return fact == "" && a.isFlag() },
	} {
		if i := slices.IndexFunc(attributes, fits); i >= 0 {
			return attributes[i], nil
		}
	}
	var names []string
	for _, a := range attributes {
		names = append(names, a.name)
	}
	slices.Sort(names)
	if fact == "" {
		return attributeShape{}, fmt.Errorf(
			"%s have no fact that is true or false; name one with --fact: %s",
			collection,
			strings.Join(names, ", "),
		)
	}
	return attributeShape{}, fmt.Errorf(
		"%s have no fact %q%s; they have %s",
		collection,
		fact,
		near.Question(fact, names),
		strings.Join(names, ", "),
	)
}

// isFlag reports whether a fact is true or false.
func (a attributeShape) isFlag() bool { return !a.isList && a.kind.Kind() == reflect.Bool }

// isCareful reports whether a document asks a fact of such things, and a careful one asks that it is true.
func isCareful(collection, fact string) bool {
	k := kind.Find(kind.OfCollection(collection))
	if k == nil {
		return false
	}
	requirement, ok := k.Requirement(fact)
	return ok && requirement.Careful == true
}

// sample is a value of the fact as Rego writes it, one that a rule asks for or another one.
func (a attributeShape) sample(good bool) string {
	pick := func(yes, no string) string {
		if good {
			return yes
		}
		return no
	}
	switch {
	case a.isList && a.kind.Kind() == reflect.Int:
		return pick("[443]", "[80]")
	case a.isList:
		return pick(`["wanted"]`, `["other"]`)
	case a.isFlag():
		return pick("true", "false")
	case a.kind.Kind() == reflect.String:
		return pick(`"wanted"`, `"other"`)
	}
	return pick("7", "1")
}

// asked is what the new rule asks of the fact: of a list that it has exactly these.
func (a attributeShape) asked() string {
	if a.isList {
		return `{"exactly": ` + a.sample(true) + `}`
	}
	return a.sample(true)
}

const newRule = `# METADATA
# scope: package
# title: "FACT of COLLECTION is as the house wants it"
# description: "Say here why it matters."
# custom:
#   severity: medium
#   applies_to: COLLECTION
#   requirement: house
#   section: House rules
#   remediation: "Say here how to mend it."
package archcheck.GROUP.RULE

import data.archcheck.lib.check

# Exactly one verdict on each member: pass, fail, or why it cannot be told. What is not known never passes.
verdicts contains check.meets(member, "FACT", ASKED) if some member in input.COLLECTION
`

const newTest = `package archcheck.GROUP.RULE_test

import data.archcheck.GROUP.RULE

# statuses are those of the verdicts on one member that has what is given.
statuses(facts) := {verdict.status |
	member := object.union({"id": "one", "component": "", "asked": {}}, facts)
	some verdict in RULE.verdicts with input as {"COLLECTION": {"one": member}}
}

test_as_wanted_passes if statuses({"FACT": GOOD}) == {"pass"}

test_otherwise_fails if statuses({"FACT": BAD}) == {"fail"}

test_unknown_never_passes if {
	why := {"status": "unknown", "reason": "known_after_apply"}
	statuses({"unknown": {"FACT": why}}) == {"unknown"}
}
`
