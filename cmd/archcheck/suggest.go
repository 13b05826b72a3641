package main

import (
	"github.com/agnivade/levenshtein"
	"github.com/archcheck/archcheck/internal/verdict"
)

// suggestion names the rule or group that was probably meant, if one is near.
func suggestion(name string, rules []verdict.Rule) string {
	best, distance := "", len(name)/3+2
	for _, r := range rules {
		for _, candidate := range append(r.IDs(), r.Group()) {
			if d := levenshtein.ComputeDistance(name, candidate); d < distance {
				best, distance = candidate, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return "; did you mean " + best + "?"
}
