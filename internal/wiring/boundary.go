package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// extent is how far a policy goes.
type extent struct {
	// grants are what it allows, as far as that was read.
	grants []grant
	// more: what else it allows is broad, and not recorded.
	more bool
	// exact: what it allows by actions without a wildcard is not recorded.
	exact bool
	// why says what of it was not read.
	why *model.Why
}

// boundaryOf is how far the policies of a role can go; without a boundary everywhere.
func boundaryOf(r *model.Role) extent {
	boundary, isKnown := r.Boundary.Get()
	switch written, listed := managedPolicy(nameOfAWSPolicy(boundary)); {
	case !isKnown:
		why := r.Boundary.Why()
		return extent{why: &why}
	case boundary == "":
		return extent{grants: []grant{{action: "*", resource: "*"}}}
	case listed:
		return written.extent()
	case !r.BoundaryStatements.IsWhole():
		why := r.BoundaryStatements.Why()
		return extent{why: &why}
	}
	return extentOf(r.BoundaryStatements.Items())
}

// extentOf is how far statements go that allow.
func extentOf(statements []model.Statement) (all extent) {
	for _, s := range statements {
		if s.Effect.Or("Allow") != "Allow" || narrows(s.Conditions) {
			continue
		}
		all.grants = append(all.grants, grantsOf(s)...)
		if why := openIn(s, all.grants); why != nil {
			all.why = why
		}
	}
	return all
}

// extent is how far a policy goes that AWS wrote.
func (p awsPolicy) extent() extent {
	if !p.broad {
		return extent{exact: true}
	}
	all := extent{more: p.allows == "", exact: true}
	var but []string
	for _, action := range lower(strings.Fields(p.allows)) {
		if except, is := strings.CutPrefix(action, "!"); is {
			but = append(but, except)
		} else {
			all.grants = append(all.grants, grant{action: action, resource: "*"})
		}
	}
	if len(but) > 0 {
		all.grants = append(all.grants, grant{action: "*", resource: "*", but: but})
	}
	return all
}

// through is what of broad grants a policy allows too and is broad still, and why that is not all. What is not
// recorded of it has something broad in common with all that there is, and with others nobody knows.
func (all extent) through(grants []grant) (through []grant, why *model.Why) {
	for _, allowed := range all.grants {
		for _, g := range grants {
			if common, ok := g.within(allowed); ok && common.isBroad() {
				through = append(through, common)
			}
		}
	}
	for _, g := range grants {
		switch {
		case !all.more:
		case g.isEverything():
			through = append(through, g)
		default:
			why = &model.Why{
				Reason: model.Unsupported,
				Detail: "how far a policy of AWS's bounds " + g.String() + " is not recorded",
			}
		}
	}
	if len(grants) > 0 && all.why != nil {
		why = all.why
	}
	return through, why
}

// isEverything: all actions on all resources.
func (g grant) isEverything() bool { return g.action == "*" && g.resource == "*" && len(g.but) == 0 }

// letsAll reports whether a policy bounds nothing.
func (all extent) letsAll() bool { return slices.ContainsFunc(all.grants, grant.isEverything) }

// isNarrow reports whether a policy is known to let nothing through that is broad.
func (all extent) isNarrow() bool {
	return !all.more && all.why == nil && !slices.ContainsFunc(all.grants, grant.isBroad)
}

// admits reports whether a policy allows an action on anything.
func (all extent) admits(action string) model.Value[bool] {
	is := func(g grant) bool { return anySubsumes([]string{g.action}, action) && !anySubsumes(g.but, action) }
	switch {
	case slices.ContainsFunc(all.grants, is):
		return model.Known(true)
	case all.why != nil:
		return model.Unknown[bool](*all.why)
	case all.more || all.exact:
		return model.Unknown[bool](
			model.Why{
				Reason: model.Unsupported,
				Detail: "whether a policy of AWS's allows " + action + " is not recorded",
			},
		)
	}
	return model.Known(false)
}
