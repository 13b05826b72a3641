package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// KeyHearsAlarms reports whether the policy of a KMS key lets CloudWatch encrypt what alarms say to a topic. A
// policy that hands the key to the account and says no more, as KMS gives it to a key without one, is not held
// against it: it is not somebody's decision about who may use the key.
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
func KeyHearsAlarms(policy model.List[model.Statement], home Home) model.Value[bool] {
	none := model.Whole[string]()
	return model.Some(
		isUndecided(policy),
		model.Every(lets(policy, "kms:decrypt", home, none), lets(policy, "kms:generatedatakey", home, none)),
	)
}

// isUndecided reports whether a policy does no more than hand the key to IAM of its account.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
func isUndecided(policy model.List[model.Statement]) model.Value[bool] {
	all := []model.Value[bool]{model.Known(true)}
	for _, s := range policy.Items() {
		all = append(
			all,
			model.Is(s.Effect, "Allow"),
			model.Known(isAccount(s.Principals) && s.Conditions.IsWhole() && len(s.Conditions.Items()) == 0),
		)
	}
	if !policy.IsWhole() {
		all = append(all, model.Unknown[bool](policy.Why()))
	}
	return model.Every(all...)
}

// isAccount reports whether principals are accounts as a whole, and nobody else.
func isAccount(principals model.List[string]) bool {
	return principals.IsWhole() && len(principals.Items()) > 0 &&
		!slices.ContainsFunc(principals.Items(), func(p string) bool {
			return !strings.HasSuffix(p, ":root") && len(strings.Trim(p, "0123456789")) > 0
		})
}

// isPublisher is whether a statement is about CloudWatch, or about everybody.
func isPublisher(s model.Statement) model.Value[bool] {
	excepts := model.Known(len(s.NotPrincipals.Items()) > 0)
	if !s.NotPrincipals.IsWhole() {
		excepts = model.Unknown[bool](s.NotPrincipals.Why())
	}
	return model.Some(
		has(s.Principals, Publisher),
		has(s.Principals, "*"),
		model.Every(excepts, model.Not(has(s.NotPrincipals, Publisher))),
	)
}

// about is whether a statement is about an action, written in lower case.
func about(s model.Statement, action string) model.Value[bool] {
	excepts := model.Known(len(s.NotActions.Items()) > 0)
	if !s.NotActions.IsWhole() {
		excepts = model.Unknown[bool](s.NotActions.Why())
	}
	return model.Some(
		coverAction(s.Actions, action),
		model.Every(excepts, model.Not(coverAction(s.NotActions, action))),
	)
}

// coverAction is whether one of the patterns is of an action, written in lower case.
func coverAction(patterns model.List[string], action string) model.Value[bool] {
	one := slices.ContainsFunc(patterns.Items(), func(p string) bool { return fits(strings.ToLower(p), action) })
	if !one && !patterns.IsWhole() {
		return model.Unknown[bool](patterns.Why())
	}
	return model.Known(one)
}

// anyResource is whether a statement is about what its policy belongs to: of a key "*" is that key, and SNS takes no
// policy of a topic that is about another one.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
func anyResource(s model.Statement, action string) model.Value[bool] {
	switch all, known := has(s.Resources, "*").Get(); {
	case strings.HasPrefix(action, "sns:"):
		return model.Known(true)
	case all, !known:
		return has(s.Resources, "*")
	}
	return model.Unknown[bool](model.Why{Reason: model.Unsupported, Detail: "the key's policy names the resource"})
}
