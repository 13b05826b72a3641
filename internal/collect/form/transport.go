package form

import (
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// mount is what every client of a file system does, whatever else it may.
const mount = "elasticfilesystem:clientmount"

// RefusesPlain reports whether the policy of a file system keeps out what does not come by TLS: it denies everybody to
// mount so, or all that it allows must come by TLS. Who signs in with a role always does.
// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
func RefusesPlain(policy model.List[model.Statement]) model.Value[bool] {
	denies := some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(
			model.Is(s.Effect, "Deny"),
			has(s.Principals, "*"),
			about(s, mount),
			model.Known(len(s.Conditions.Items()) == 1),
			overTLSAlone(s.Conditions, "false"),
		)
	})
	allows := some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(model.Is(s.Effect, "Allow"), about(s, mount))
	})
	plainly := some(policy, func(s model.Statement) model.Value[bool] {
		return model.Every(model.Is(s.Effect, "Allow"), about(s, mount), model.Not(demandsTLS(s.Conditions)))
	})
	return model.Some(denies, model.Every(allows, model.Not(plainly)))
}

// demandsTLS is whether one of some conditions is met by TLS alone.
func demandsTLS(conditions model.List[model.Condition]) model.Value[bool] {
	found := model.Known(false)
	if !conditions.IsWhole() {
		found = model.Unknown[bool](conditions.Why())
	}
	for _, c := range conditions.Items() {
		found = model.Some(found, model.Every(isTransport(c, "true"), model.Not(has(c.Values, "false"))))
	}
	return found
}

// overTLSAlone is whether conditions say nothing but that requests come by TLS, or with "false" that they do not.
func overTLSAlone(conditions model.List[model.Condition], by string) model.Value[bool] {
	return every(conditions, func(c model.Condition) model.Value[bool] { return isTransport(c, by) })
}

// isTransport recognizes a condition on how requests come.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-securetransport
func isTransport(c model.Condition, by string) model.Value[bool] {
	return model.Every(
		model.Map(c.Operator, func(o string) bool { return strings.HasPrefix(o, "Bool") }),
		model.Map(c.Key, func(k string) bool { return strings.EqualFold(k, "aws:SecureTransport") }),
		hasSuch(c.Values, func(v string) bool { return strings.EqualFold(v, by) }),
	)
}
