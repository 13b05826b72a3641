package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/glob"
	"github.com/archcheck/archcheck/internal/model"
)

// narrows reports whether the conditions of a statement say which resources it is about: one on
// a resource's own tag or name does, one on who calls from where does not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func narrows(conditions model.List[model.Condition]) bool {
	return slices.ContainsFunc(conditions.Items(), func(c model.Condition) bool {
		operator, key := strings.ToLower(c.Operator.Or("")), strings.ToLower(c.Key.Or(""))
		byPattern := strings.Contains(operator, "like") || strings.HasPrefix(operator, "arn")
		anything := byPattern && slices.ContainsFunc(c.Values.Items(), namesAny)
		return isOfResource(key) && demands(operator) && c.Values.IsWhole() && len(c.Values.Items()) > 0 && !anything
	})
}

// namesAny reports whether a value leaves open which resource is meant: *, alias/*, arn:aws:ecs:*:*:cluster/*.
func namesAny(value string) bool {
	return glob.IsAnything(strings.TrimPrefix(value, "alias/")) || glob.NamesNothing(value)
}

// demands recognizes operators that a request without the key does not satisfy.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
func demands(operator string) bool {
	operator = strings.TrimPrefix(operator, "foranyvalue:")
	return slices.Contains(
		[]string{"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"},
		operator,
	)
}

// isOfResource recognizes keys that are the resource's own.
func isOfResource(key string) bool {
	_, name, _ := strings.Cut(key, ":")
	return strings.HasPrefix(name, "resourcetag/") ||
		slices.Contains(
			[]string{
				"ecs:cluster",
				"kms:requestalias",
				"kms:resourcealiases",
				"dynamodb:leadingkeys",
				"secretsmanager:secretid",
				"secretsmanager:name",
			},
			key,
		)
}
