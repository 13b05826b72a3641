package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// wildcards lists what allows wildcard actions on wildcard resources: which actions on which
// resources the policies of a role allow together, less what they deny, within its boundary.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
func wildcards(r *model.Role) model.List[string] {
	found := model.Whole[string]()
	denials := denialsOf(slices.Concat(r.Statements.Items(), r.BoundaryStatements.Items()))
	for _, s := range r.Statements.Items() {
		if s.Effect.Or("Allow") != "Allow" || narrows(s.Conditions) {
			continue
		}
		broad := broadOf(s, denials)
		if why := openIn(s, broad); why != nil {
			found = found.Broken(*why)
		}
		if s.Effect.IsKnown() {
			found = bounded(found, r, s, broad)
		}
	}
	if !r.Statements.IsWhole() {
		found = found.Broken(r.Statements.Why())
	}
	return managedWildcards(r, found)
}

// denialsOf are the statements that deny without a condition.
func denialsOf(statements []model.Statement) []model.Statement {
	return slices.DeleteFunc(slices.Clone(statements), func(s model.Statement) bool {
		return s.Effect.Or("") != "Deny" || !s.Conditions.IsWhole() || len(s.Conditions.Items()) > 0
	})
}

// broadOf are the broad grants of a statement that nothing denies.
func broadOf(s model.Statement, denials []model.Statement) []grant {
	left := slices.DeleteFunc(grantsOf(s), func(g grant) bool { return !g.isBroad() })
	for _, deny := range denials {
		left = without(left, deny)
	}
	return slices.DeleteFunc(left, func(g grant) bool { return !g.isBroad() })
}

// openIn says why a statement may allow more than was read, or less. Without a wildcard among
// its actions it is about none, whatever its resources are.
func openIn(s model.Statement, broad []grant) *model.Why {
	actions, resources := whole[string]{s.Actions}, whole[string]{s.Resources}
	except, exceptResources := whole[string]{s.NotActions}, whole[string]{s.NotResources}
	narrow := actions.IsKnown() && except.IsKnown() && len(s.NotActions.Items()) == 0 &&
		!slices.ContainsFunc(s.Actions.Items(), glob.IsWild)
	read := actions.IsKnown() && resources.IsKnown() && except.IsKnown() && exceptResources.IsKnown()
	if narrow || read && (s.Effect.IsKnown() || len(broad) == 0) {
		return nil
	}
	why := because("a statement of "+s.Origin, actions, except, resources, exceptResources, s.Effect)
	return &why
}

// bounded adds the broad grants of a statement that the boundary lets through. A boundary that
// was not read, or a condition, leaves them open.
func bounded(found model.List[string], r *model.Role, s model.Statement, broad []grant) model.List[string] {
	if len(broad) == 0 {
		return found
	}
	if why := openCondition(s.Conditions); why != nil {
		return found.Broken(*why)
	}
	boundary, isKnown := r.Boundary.Get()
	switch {
	case isKnown && (boundary == "" || isAWSPolicy(boundary, "AdministratorAccess")):
	case !isKnown:
		return found.Broken(r.Boundary.Why())
	case !r.BoundaryStatements.IsWhole():
		return found.Broken(r.BoundaryStatements.Why())
	default:
		for _, allowed := range r.BoundaryStatements.Items() {
			if why := openIn(allowed, broad); why != nil {
				found = found.Broken(*why)
			}
		}
		broad = throughBoundary(broad, r.BoundaryStatements.Items())
	}
	for _, g := range broad {
		found = model.Union(found, model.Whole(s.Origin+": "+g.String()))
	}
	return found
}

// throughBoundary is what of grants a boundary allows too.
func throughBoundary(grants []grant, boundary []model.Statement) []grant {
	var through []grant
	for _, s := range boundary {
		if s.Effect.Or("Allow") != "Allow" || narrows(s.Conditions) {
			continue
		}
		for _, allowed := range grantsOf(s) {
			for _, g := range grants {
				if common, ok := g.within(allowed); ok && common.isBroad() {
					through = append(through, common)
				}
			}
		}
	}
	return through
}

// openCondition says why it is not known whether conditions narrow a statement.
func openCondition(conditions model.List[model.Condition]) *model.Why {
	if !conditions.IsWhole() {
		why := conditions.Why()
		return &why
	}
	for _, c := range conditions.Items() {
		values := whole[string]{c.Values}
		if !c.Operator.IsKnown() || !c.Key.IsKnown() || !values.IsKnown() {
			why := because("a condition", c.Operator, c.Key, values)
			return &why
		}
	}
	return nil
}

// managedWildcards adds the attached policies of AWS's whose own statements are broad.
func managedWildcards(r *model.Role, found model.List[string]) model.List[string] {
	for _, arn := range r.ManagedPolicies.Items() {
		broad, listed := managedPolicy(nameOfAWSPolicy(arn))
		switch boundary, isKnown := r.Boundary.Get(); {
		case listed && !broad:
		case !listed:
			found = found.Broken(model.Why{Reason: model.NotInSource, Detail: "the policy " + arn + " was not read"})
		case !isKnown:
			found = found.Broken(r.Boundary.Why())
		case boundary != "" && !isAWSPolicy(boundary, "AdministratorAccess"):
			found = found.Broken(
				model.Why{Reason: model.Unsupported, Detail: "how far " + boundary + " bounds " + arn + " is not read"},
			)
		default:
			found = found.With(arn)
		}
	}
	if !r.ManagedPolicies.IsWhole() {
		found = found.Broken(r.ManagedPolicies.Why())
	}
	return found
}

// nameOfAWSPolicy is the name of a policy that AWS wrote, empty for one of a customer's.
func nameOfAWSPolicy(arn string) string {
	if policy, ok := model.ParseARN(arn); ok && policy.Service == "iam" && policy.Account == "aws" {
		return policy.Resource[strings.LastIndex(policy.Resource, "/")+1:]
	}
	return ""
}

func isAWSPolicy(arn, name string) bool { return nameOfAWSPolicy(arn) == name }
