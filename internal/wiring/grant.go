package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// grant is one pair of what a policy allows: actions that a pattern matches, on resources that
// one matches. But are actions that the statement excepts.
type grant struct {
	action, resource string
	but              []string
}

// isBroad reports whether a grant has a wildcard action on a wildcard resource.
func (g grant) isBroad() bool { return glob.IsWild(g.action) && glob.NamesNothing(g.resource) }

func (g grant) String() string {
	action := g.action
	if len(g.but) > 0 {
		action = "all but " + strings.Join(g.but, ", ")
	}
	return action + " on " + g.resource
}

// isEmpty reports whether what a grant excepts leaves nothing of it.
func (g grant) isEmpty() bool {
	return slices.ContainsFunc(g.but, func(but string) bool { return glob.Subsumes(but, g.action) })
}

// grantsOf are the pairs of a statement. NotAction is all actions but those, NotResource all
// resources, unless it excepts them all.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
func grantsOf(s model.Statement) []grant {
	var all []grant
	actions, but := lower(s.Actions.Items()), lower(s.NotActions.Items())
	if len(but) > 0 {
		actions = append(actions, "*")
	}
	resources := slices.Clone(s.Resources.Items())
	if excepted := s.NotResources.Items(); len(excepted) > 0 && !slices.ContainsFunc(excepted, glob.IsAnything) {
		resources = append(resources, "*")
	}
	for _, action := range actions {
		for _, resource := range resources {
			if g := (grant{action, resource, but}); !g.isEmpty() {
				all = append(all, g)
			}
		}
	}
	return all
}

// lower brings actions to one form: IAM does not tell their cases apart.
func lower(actions []string) []string {
	var all []string
	for _, a := range actions {
		all = append(all, strings.ToLower(a))
	}
	return all
}

// within is what two grants have in common.
func (g grant) within(other grant) (grant, bool) {
	action, sameAction := glob.Overlap(g.action, other.action)
	resource, sameResource := glob.Overlap(g.resource, other.resource)
	common := grant{action, resource, slices.Concat(g.but, other.but)}
	return common, sameAction && sameResource && !common.isEmpty()
}

// without is what is left of grants when a statement denies. Where it takes away only a part,
// the whole is left: what is left of a wildcard is one.
func without(grants []grant, deny model.Statement) []grant {
	var left []grant
	for _, g := range grants {
		left = append(left, g.less(deny)...)
	}
	return left
}

func (g grant) less(deny model.Statement) []grant {
	actions, exceptActions := lower(deny.Actions.Items()), lower(deny.NotActions.Items())
	resources, exceptResources := deny.Resources.Items(), deny.NotResources.Items()
	byAction := anySubsumes(actions, g.action) || len(exceptActions) > 0
	byResource := anySubsumes(resources, g.resource) || len(exceptResources) > 0
	if !byAction || !byResource {
		return []grant{g}
	}
	var left []grant
	for _, action := range exceptActions {
		if common, ok := g.within(grant{action: action, resource: g.resource}); ok {
			left = append(left, common)
		}
	}
	for _, resource := range exceptResources {
		if common, ok := g.within(grant{action: g.action, resource: resource}); ok {
			left = append(left, common)
		}
	}
	return left
}

func anySubsumes(patterns []string, what string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return glob.Subsumes(p, what) })
}
