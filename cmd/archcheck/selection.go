package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/verdict"
)

// keep returns the choice of --only and --skip, after checking that each names a rule.
func (o *settings) keep(rules []verdict.Rule) (func(verdict.Rule) bool, error) {
	for _, name := range slices.Concat(o.only, o.skip) {
		if !slices.ContainsFunc(rules, func(r verdict.Rule) bool { return selects(name, r) }) {
			return nil, fmt.Errorf(
				"no rule or group is called %q%s; `archcheck rules` lists them",
				name,
				suggestion(name, rules),
			)
		}
	}
	o.all, o.skipped = slices.Clone(rules), 0
	for _, r := range rules {
		for _, id := range r.IDs() {
			if !o.takes(r, id) {
				o.skipped++
			}
		}
	}
	return func(r verdict.Rule) bool {
		return slices.ContainsFunc(r.IDs(), func(id string) bool { return o.takes(r, id) })
	}, nil
}

// takes reports whether --only and --skip leave the verdicts of a rule under one of its ids.
func (o *settings) takes(r verdict.Rule, id string) bool {
	chosen := func(names []string) bool {
		return slices.ContainsFunc(
			names,
			func(name string) bool { return verdict.Glob(name, r.ID) || verdict.Glob(name, id) || isGroup(name, id) },
		)
	}
	return (len(o.only) == 0 || chosen(o.only)) && !chosen(o.skip)
}

// isGroup reports whether a name, or a pattern, is that of the group of a rule.
func isGroup(name, id string) bool {
	name = strings.TrimSuffix(name, "/*")
	return strings.HasPrefix(id, name+"/") || verdict.Glob(name, path.Dir(id))
}

func selects(name string, r verdict.Rule) bool {
	return slices.ContainsFunc(r.IDs(), func(id string) bool { return verdict.Glob(name, id) || isGroup(name, id) })
}
