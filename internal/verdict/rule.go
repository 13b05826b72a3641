package verdict

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Severity orders rules by how much a violation matters.
type Severity string

// Severities returns all severities, the gravest first.
func Severities() []Severity { return []Severity{"critical", "high", "medium", "low"} }

// Rank is 0 for critical and grows as severity falls; it is -1 for no severity.
func (s Severity) Rank() int { return slices.Index(Severities(), s) }

// Rule is what the METADATA of a policy says.
type Rule struct {
	// ID is <group>/<rule-in-kebab-case>.
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Severity    Severity `json:"severity"`
	// AppliesTo is the collection of the input whose members the rule judges, each once.
	AppliesTo string `json:"applies_to"`
	// Requirement is the path of the documented requirement.
	Requirement string `json:"requirement"`
	// Section is the section of the document.
	Section     string `json:"section"`
	Remediation string `json:"remediation"`
	// Kinds are the kinds of components, or the ways out of tiers, that it judges; none is all.
	Kinds []string `json:"kinds,omitempty"`
	// Severities are those of kinds for which it matters more, or less.
	Severities map[string]Severity `json:"severities,omitempty"`
	// Aliases are the ids under which it was published before, by kind. A verdict on a thing of
	// such a kind carries the alias, so that waivers and histories go on.
	Aliases map[string]string `json:"aliases,omitempty"`
	// Package is the Rego package, such as archcheck.backup.retention_days.
	Package string `json:"-"`
	// question is its own id, where ID is an alias.
	question string
}

// Group is the part of the id before the slash.
func (r Rule) Group() string {
	group, _, _ := strings.Cut(r.ID, "/")
	return group
}

// As is the rule as it judges things of a kind: under the alias for it, if it has one. It is false
// for a kind that it does not judge.
func (r Rule) As(kind string) (Rule, bool) {
	if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, kind) {
		return r, false
	}
	if alias := r.Aliases[kind]; alias != "" {
		r.question, r.ID = r.ID, alias
	}
	if severity := r.Severities[kind]; severity != "" {
		r.Severity = severity
	}
	return r, true
}

// Question is the rule's own id, also where ID is an alias.
func (r Rule) Question() string { return cmp.Or(r.question, r.ID) }

// IDs are all ids that verdicts of the rule can carry: its own, and its aliases, sorted.
func (r Rule) IDs() []string {
	ids := append([]string{r.ID}, slices.Collect(maps.Values(r.Aliases))...)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Publishes reports whether a rule says of a kind that nothing is asked of it. One that asks every
// component says so only of the kinds that it was published for: reports would be long lists of it otherwise.
func (r Rule) Publishes(kind string) bool {
	return r.Aliases[kind] != "" || len(r.Aliases) == 0 && r.AppliesTo != "components"
}
