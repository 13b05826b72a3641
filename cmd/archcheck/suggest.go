package main

import (
	"github.com/archcheck/archcheck/internal/near"
	"github.com/archcheck/archcheck/internal/verdict"
)

// suggestion names the rule or group that was probably meant, if one is near.
func suggestion(name string, rules []verdict.Rule) string {
	var known []string
	for _, r := range rules {
		known = append(append(known, r.IDs()...), r.Group())
	}
	return near.Question(name, known)
}
