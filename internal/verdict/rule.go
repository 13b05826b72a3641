package verdict

import (
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
	// Package is the Rego package, such as archcheck.backup.retention_days.
	Package string `json:"-"`
}

// Group is the part of the id before the slash.
func (r Rule) Group() string {
	group, _, _ := strings.Cut(r.ID, "/")
	return group
}
