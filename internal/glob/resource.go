package glob

import "strings"

// NamesNothing reports whether the pattern of a resource leaves open which one of its kind is
// meant: *, arn:aws:s3:::*, arn:aws:dynamodb:*:*:table/*. An ARN with fewer fields than six has
// wildcards for the others.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
func NamesNothing(pattern string) bool {
	fields := strings.SplitN(pattern, ":", 6)
	if len(fields) < 6 {
		return Meet(fields[0], "arn")
	}
	parts := strings.FieldsFunc(fields[5], func(r rune) bool { return r == '/' || r == ':' })
	if len(parts) > 2 && fields[2] == "elasticloadbalancing" && isFlavour(parts[1]) {
		parts = parts[1:] // loadbalancer/app/NAME/ID
	}
	switch {
	case len(parts) == 0:
		return false
	case len(parts) == 1 || fields[2] == "s3" && fields[4] == "":
		return IsAnything(parts[0]) // a bucket, a queue or a topic has its name first
	}
	return IsAnything(parts[0]) || IsAnything(parts[1])
}

// isFlavour recognizes what stands before the name of a load balancer.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
func isFlavour(part string) bool { return part == "app" || part == "net" || part == "gwy" }
