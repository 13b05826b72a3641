package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// ByAccessPoint are the statements of a bucket's policy as they are for who comes by an access point: what a condition
// leaves to those, their own policies decide.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
func ByAccessPoint(policy model.List[model.Statement]) model.List[model.Statement] {
	all := slices.Clone(policy.Items())
	for i := range all {
		left := slices.DeleteFunc(slices.Clone(all[i].Conditions.Items()), func(c model.Condition) bool {
			return strings.HasPrefix(strings.ToLower(c.Key.Or("")), "s3:dataaccesspoint") ||
				strings.EqualFold(c.Key.Or(""), "s3:AccessPointNetworkOrigin")
		})
		if !all[i].Conditions.IsWhole() {
			all[i].Conditions = model.Part(all[i].Conditions.Why(), left...)
			continue
		}
		all[i].Conditions = model.Whole(left...)
	}
	if !policy.IsWhole() {
		return model.Part(policy.Why(), all...)
	}
	return model.Whole(all...)
}
