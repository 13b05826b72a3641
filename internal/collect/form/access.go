package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// Public reports whether the policy of a resource lets in anybody: a statement allows it to everybody, and no
// condition, nor a denial to all but some, says from where or to whom.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func Public(policy model.List[model.Statement]) model.Value[bool] {
	return some(policy, func(s model.Statement) model.Value[bool] {
		open := model.Every(model.Is(s.Effect, "Allow"), anybody(s), model.Not(names(s.Conditions, false)))
		if !open.Or(true) {
			return open
		}
		return model.Every(open, model.Not(closed(policy, s)))
	})
}

// FullAccess reports whether the policy of an endpoint lets everybody do everything with everything. An endpoint is
// one service's: all actions of a service are all that there are. That it must be by TLS keeps nobody out.
// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
func FullAccess(policy model.List[model.Statement]) model.Value[bool] {
	return model.Every(some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(
			model.Is(s.Effect, "Allow"),
			anybody(s),
			hasSuch(s.Actions, func(a string) bool { return a == "*" || strings.HasSuffix(a, ":*") }),
			hasSuch(s.Resources, glob.NamesNothing),
			overTLSAlone(s.Conditions, "true"),
		)
	}), model.Not(some(policy, func(s model.Statement) model.Value[bool] {
		isPlain := model.Every(model.Known(len(s.Conditions.Items()) > 0), overTLSAlone(s.Conditions, "false"))
		return model.Every(model.Is(s.Effect, "Deny"), model.Not(isPlain))
	})))
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
	return hasSuch(list, func(one string) bool { return one == text })
}

func hasSuch(list model.List[string], is func(string) bool) model.Value[bool] {
	switch {
	case slices.ContainsFunc(list.Items(), is):
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
