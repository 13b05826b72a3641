package form

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"go4.org/netipx"
)

// names reports whether conditions name from where or from whom requests come: those that they
// let in, or with negated those that they leave out.
func names(conditions model.List[model.Condition], negated bool) model.Value[bool] {
	found := model.Known(false)
	if !conditions.IsWhole() {
		found = model.Unknown[bool](conditions.Why())
	}
	for _, c := range conditions.Items() {
		found = model.Some(found, model.Every(model.Map(c.Key, isOrigin), holdsOf(c, negated), namesSome(c)))
	}
	return found
}

// holdsOf is whether the operator of a condition holds requests to its values, or with negated to all others, also
// those that come without the key: such as anonymous ones, which are of no organisation.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
func holdsOf(c model.Condition, negated bool) model.Value[bool] {
	always := strings.EqualFold(c.Key.Or(""), "aws:SourceIp")
	return model.Map(c.Operator, func(operator string) bool {
		absent := "ForAllValues:"
		if negated {
			absent = "ForAnyValue:"
		}
		switch {
		case strings.Contains(operator, "Not") != negated, strings.HasPrefix(operator, "Null"):
			return false
		case !negated && strings.HasSuffix(operator, "IfExists"):
			return always
		}
		return always || !strings.HasPrefix(operator, absent)
	})
}

// namesSome is whether the values of a condition are some and not all: one that is anything makes them all.
func namesSome(c model.Condition) model.Value[bool] {
	values, operator, key := c.Values.Items(), c.Operator.Or(""), c.Key.Or("")
	isOpen := func(value string) bool { return isAnyOrigin(value, key) }
	switch {
	case strings.Contains(operator, "IpAddress") && isEveryAddress(values), slices.Contains(values, "*"):
		return model.Known(false)
	case strings.EqualFold(key, "lambda:FunctionUrlAuthType") && slices.Contains(values, "AWS_IAM"):
		return model.Known(false) // whoever has an account; one without authorization is judged by the URL
	case (strings.Contains(operator, "Like") || strings.Contains(operator, "Arn")) && slices.ContainsFunc(values, isOpen):
		return model.Known(false)
	case !c.Values.IsWhole():
		return model.Unknown[bool](c.Values.Why())
	}
	return model.Known(true)
}

// isEveryAddress reports whether prefixes together hold all addresses of IPv4 or of IPv6.
func isEveryAddress(prefixes []string) bool {
	var b netipx.IPSetBuilder
	for _, text := range prefixes {
		if p, err := netip.ParsePrefix(text); err == nil {
			b.AddPrefix(p)
		}
	}
	set, err := b.IPSet()
	return err == nil &&
		(set.ContainsPrefix(netip.MustParsePrefix("0.0.0.0/0")) || set.ContainsPrefix(netip.MustParsePrefix("::/0")))
}

// isAnyOrigin reports whether a pattern fits what anybody can have: an ARN of whatever account, unless it is that of
// a bucket, whose name is one account's alone, or an id of which it gives no more than the kind.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
func isAnyOrigin(pattern, key string) bool {
	fixed, _, wild := strings.Cut(strings.ReplaceAll(pattern, "?", "*"), "*")
	fields := strings.SplitN(pattern, ":", 6)
	switch {
	case !wild || strings.HasPrefix(pattern, model.KnownLater):
		return false
	case !strings.HasSuffix(strings.ToLower(key), "arn"):
		return slices.Contains([]string{"", "o-", "vpc-", "vpce-", "AROA", "AIDA"}, fixed)
	case len(fields) == 6 && fields[2] == "s3" && strings.Trim(fields[4], "*") == "":
		bucket, _, _ := strings.Cut(fields[5], "/")
		return strings.ContainsAny(bucket, "*?")
	}
	return len(fields) < 6 || fields[4] == "" || strings.ContainsAny(fields[4], "*?")
}

// isOrigin recognizes the condition keys that tell where a request comes from, or who sends it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
func isOrigin(key string) bool {
	return slices.Contains(
		[]string{
			"aws:sourcearn",
			"aws:sourceaccount",
			"aws:sourceorgid",
			"aws:sourceorgpaths",
			"aws:sourceowner",
			"aws:sourcevpc",
			"aws:sourcevpce",
			"aws:sourceip",
			"aws:vpcsourceip",
			"aws:principalorgid",
			"aws:principalorgpaths",
			"aws:principalaccount",
			"aws:principalarn",
			"aws:userid",
			"aws:username",
			"kms:calleraccount",
			"s3:dataaccesspointaccount",
			"lambda:functionurlauthtype",
			"elasticfilesystem:accessedviamounttarget",
		},
		strings.ToLower(key),
	)
}
