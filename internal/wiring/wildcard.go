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
	found, boundary := model.Whole[string](), boundaryOf(r)
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
			found = bounded(found, boundary, s, broad)
		}
	}
	if !r.Statements.IsWhole() {
		found = found.Broken(r.Statements.Why())
	}
	return managedWildcards(r, boundary, found, denials)
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
func bounded(found model.List[string], boundary extent, s model.Statement, broad []grant) model.List[string] {
	if len(broad) == 0 {
		return found
	}
	if why := openCondition(s.Conditions); why != nil {
		return found.Broken(*why)
	}
	through, why := boundary.through(broad)
	if why != nil {
		found = found.Broken(*why)
	}
	for _, g := range through {
		found = model.Union(found, model.Whole(s.Origin+": "+g.String()))
	}
	return found
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

// managedWildcards adds the attached policies of AWS's whose own statements are broad, less what is denied, within the
// boundary.
func managedWildcards(
	r *model.Role,
	boundary extent,
	found model.List[string],
	denials []model.Statement,
) model.List[string] {
	for _, arn := range r.ManagedPolicies.Items() {
		written, listed := managedPolicy(nameOfAWSPolicy(arn))
		own := written.extent()
		for _, deny := range denials {
			own.grants = without(own.grants, deny)
		}
		through, why := boundary.through(own.grants)
		switch {
		case !listed:
			found = found.Broken(model.Why{Reason: model.NotInSource, Detail: "the policy " + arn + " was not read"})
		case len(through) > 0 || own.more && boundary.letsAll():
			found = found.With(arn)
		case why != nil:
			found = found.Broken(*why)
		case own.more && boundary.why != nil:
			found = found.Broken(*boundary.why)
		case own.more && !boundary.isNarrow():
			found = found.Broken(model.Why{
				Reason: model.Unsupported,
				Detail: "how far " + r.Boundary.Or("") + " bounds " + arn + " is not recorded",
			})
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
