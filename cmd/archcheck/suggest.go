package main

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
)

// suggestion names the rule or group that was probably meant, if one is near, else the rules that have the name in theirs.
func suggestion(name string, rules []verdict.Rule) string {
	const most, least = 3, 3
	var known []string
	for _, r := range rules {
		known = append(append(known, r.IDs()...), r.Group())
	}
	pattern := "*/" + name
	fits := func(r verdict.Rule) bool { return selects(pattern, r) }
	if strings.Contains(name, "*") && slices.ContainsFunc(rules, fits) {
		return near.Ask("'" + pattern + "'")
	}
	if question := near.Question(name, known); question != "" || len(name) < least {
		return question
	}
	slices.Sort(known)
	with := slices.DeleteFunc(slices.Compact(known), func(id string) bool {
		return !strings.Contains(id, strings.ToLower(name))
	})
	if len(with) > most {
		return ""
	}
	return near.Ask(strings.Join(with, " or "))
}
