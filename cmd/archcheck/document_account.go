package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document/markdown"
	"github.com/archcheck/archcheck/internal/verdict"
)

// documentAccount accounts for everything that a document says.
type documentAccount struct {
	File         string             `json:"file"`
	Environments []string           `json:"environments"`
	Statements   []accountStatement `json:"statements"`
	Coverage     []coverage         `json:"coverage"`
	// sections are the places in Coverage, by the titles of sections.
	sections map[string]int
}

// accountStatement is a statement with the rules that enforce it.
type accountStatement struct {
	markdown.Statement
	Rules []string `json:"rules,omitempty"`
}

// coverage is how much of a section's statements about the architecture is enforced or needs no rule.
type coverage struct {
	Section    string `json:"section"`
	Statements int    `json:"statements"`
	Enforced   int    `json:"enforced"`
	Understood int    `json:"understood"`
	Doubts     int    `json:"doubts"`
}

func accountOf(reading *markdown.Reading, rules []verdict.Rule) documentAccount {
	all := documentAccount{
		File:         reading.File,
		Environments: reading.Environments,
		Statements:   []accountStatement{},
		Coverage:     []coverage{},
		sections:     map[string]int{},
	}
	kinds := kindsOf(reading)
	for _, st := range reading.Statements {
		all.Statements = append(all.Statements, accountStatement{st, rulesFor(kinds, st.Asks, rules)})
		all.cover(st)
	}
	return all
}

func (a *documentAccount) cover(st markdown.Statement) {
	if st.State == markdown.NotArchitecture {
		return
	}
	at, known := a.sections[st.Section]
	if !known {
		at = len(a.Coverage)
		a.Coverage, a.sections[st.Section] = append(a.Coverage, coverage{Section: st.Section}), at
	}
	c := &a.Coverage[at]
	c.Statements++
	switch {
	case st.State == markdown.Enforced:
		c.Enforced++
	case st.State.IsDoubt():
		c.Doubts++
	default:
		c.Understood++
	}
}

// rulesFor are the rules that enforce what is asked at some paths.
func rulesFor(kinds map[string]string, paths []string, rules []verdict.Rule) []string {
	var ids []string
	for _, path := range paths {
		asked := requirementOf(kinds, path)
		for _, r := range rules {
			if isAskedBy(r.Requirement, asked) && !slices.Contains(ids, r.ID) {
				ids = append(ids, r.ID)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// isAskedBy reports whether a rule judges what a path asks.
func isAskedBy(requirement, asked string) bool {
	section, key, _ := strings.Cut(asked, ".")
	switch {
	case requirement == asked:
		return true
	case key == "kind" || key == "tier":
		return requirement == "component"
	case section == "cost":
		return strings.HasPrefix(requirement, "cost")
	}
	ofAll, name, _ := strings.Cut(requirement, ".")
	return ofAll == "component" && name != "" && name == key
}

// requirementOf is a path as rules name it: by kind instead of the name of a component or tier.
func requirementOf(kinds map[string]string, path string) string {
	if _, rest, ok := strings.Cut(path, ": "); ok {
		path = rest
	}
	parts := strings.Split(path, ".")
	if len(parts) < 3 {
		return path
	}
	switch parts[0] {
	case "tiers":
		return "tier." + parts[2]
	case "components":
		return kinds[parts[1]] + "." + parts[2]
	}
	return path
}

// kindsOf are the kinds of the components, by name, in the first environment that has them.
func kindsOf(reading *markdown.Reading) map[string]string {
	kinds := map[string]string{}
	for _, environment := range reading.Environments {
		doc, err := reading.Document(environment)
		if err != nil {
			continue
		}
		for _, c := range doc.Components {
			if kinds[c.Name] == "" {
				kinds[c.Name] = c.Kind.Name
			}
		}
	}
	return kinds
}

func detailsOf(st accountStatement) (lines []string) {
	isEnforced := st.State == markdown.Enforced || st.State == markdown.InPart
	if len(st.Asks) > 0 && isEnforced {
		lines = append(lines, "asks "+strings.Join(st.Asks, ", "))
	}
	if len(st.Rules) > 0 && isEnforced {
		lines = append(lines, "by "+strings.Join(st.Rules, ", "))
	}
	if st.Detail != "" {
		lines = append(lines, st.Detail)
	}
	return lines
}

func (a documentAccount) sectionLine(title string) string {
	at, known := a.sections[title]
	if !known {
		return title + ": no architecture"
	}
	c := a.Coverage[at]
	return fmt.Sprintf(
		"%s: %d of %d statements enforced, %d open",
		cmp.Or(title, "(before the first heading)"),
		c.Enforced,
		c.Statements,
		c.Doubts,
	)
}

func (a documentAccount) sentence() string {
	count := map[markdown.State]int{}
	for _, st := range a.Statements {
		count[st.State]++
	}
	return fmt.Sprintf(
		"%d statements: %d enforced, %d in part, %d understood, %d ambiguous, %d not understood, %d in contradiction, %d no architecture",
		len(a.Statements),
		count[markdown.Enforced],
		count[markdown.InPart],
		count[markdown.Understood],
		count[markdown.Ambiguous],
		count[markdown.NotUnderstood],
		count[markdown.Contradiction],
		count[markdown.NotArchitecture],
	)
}
