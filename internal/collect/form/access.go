package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Public reports whether the policy of a resource lets in anybody: a statement allows it to everybody,
// and no condition, nor a denial to all but some, says from where or to whom.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func Public(policy model.List[model.Statement]) model.Value[bool] {
	return model.Every(some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(model.Is(s.Effect, "Allow"), anybody(s), model.Not(names(s.Conditions, false)))
	}), model.Not(some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(
			model.Is(s.Effect, "Deny"),
			has(s.Principals, "*"),
			names(s.Conditions, true),
			everyAction(s),
		)
	})))
}

// RefusesPlain reports whether the policy of a resource denies everybody what does not come by TLS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
func RefusesPlain(policy model.List[model.Statement]) model.Value[bool] {
	return some(policy, func(s model.Statement) model.Value[bool] {
		isPlain := model.Known(s.Conditions.IsWhole() && len(s.Conditions.Items()) == 1)
		for _, c := range s.Conditions.Items() {
			isPlain = model.Every(
				isPlain,
				model.Map(c.Operator, func(o string) bool { return strings.HasPrefix(o, "Bool") }),
				model.Map(
					c.Key,
					func(k string) bool { return strings.EqualFold(k, "aws:SecureTransport") },
				),
				has(c.Values, "false"),
			)
		}
		return model.Every(model.Is(s.Effect, "Deny"), has(s.Principals, "*"), isPlain)
	})
}

// FullAccess reports whether the policy of an endpoint lets everybody do everything with everything.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
func FullAccess(policy model.List[model.Statement]) model.Value[bool] {
	return model.Every(some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(model.Is(s.Effect, "Allow"), anybody(s), has(s.Actions, "*"), has(s.Resources, "*"),
			model.Known(s.Conditions.IsWhole() && len(s.Conditions.Items()) == 0))
	}), model.Not(some(policy, func(s model.Statement) model.Value[bool] { return model.Is(s.Effect, "Deny") })))
}

// everyAction reports whether a statement is about all that can be done with the resource.
func everyAction(s model.Statement) model.Value[bool] {
	return model.Known(
		slices.ContainsFunc(s.Actions.Items(), func(a string) bool { return a == "*" || strings.HasSuffix(a, ":*") }),
	)
}

// some is whether any statement is so; one that was not read may be.
func some(policy model.List[model.Statement], is func(model.Statement) model.Value[bool]) model.Value[bool] {
	found := model.Known(false)
	if !policy.IsWhole() {
		found = model.Unknown[bool](policy.Why())
	}
	for _, s := range policy.Items() {
		found = model.Some(found, is(s))
	}
	return found
}

// anybody is whether a statement that allows is about everybody, or everybody but some.
func anybody(s model.Statement) model.Value[bool] {
	excepts := model.Known(len(s.NotPrincipals.Items()) > 0)
	if !s.NotPrincipals.IsWhole() {
		excepts = model.Unknown[bool](s.NotPrincipals.Why())
	}
	return model.Some(has(s.Principals, "*"), excepts)
}

func has(list model.List[string], text string) model.Value[bool] {
	switch {
	case slices.Contains(list.Items(), text):
		return model.Known(true)
	case !list.IsWhole():
		return model.Unknown[bool](list.Why())
	}
	return model.Known(false)
}

// IsPublicACL recognizes the canned lists of grants that let everybody in, or everybody who has an account.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
func IsPublicACL(acl string) bool {
	return strings.HasPrefix(acl, "public-") || acl == "authenticated-read"
}

// IsEverybody recognizes the groups of grantees that anybody belongs to, or everybody who has an account.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups
func IsEverybody(uri string) bool {
	return strings.HasSuffix(uri, "/groups/global/AllUsers") ||
		strings.HasSuffix(uri, "/groups/global/AuthenticatedUsers")
}
