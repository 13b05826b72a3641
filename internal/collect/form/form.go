// Package form brings what collectors read to the one form of the model: protocol names,
// IAM policy documents and images look alike in a plan and in an
// account, and mean the same.
package form

import (
	"cmp"
	"strings"

	"github.com/valyala/fastjson"
)

// DeliveryDays is how long CloudWatch keeps the events of a log group of the class DELIVERY.
const DeliveryDays = 2

// Protocol gives one name to each protocol, however it was written: tcp, udp, icmp, icmpv6,
// all, another name, or the number.
// https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml
func Protocol(text string) string {
	switch lower := strings.ToLower(text); lower {
	case "-1", "all":
		return "all"
	case "6":
		return "tcp"
	case "17":
		return "udp"
	case "1":
		return "icmp"
	case "58", "ipv6-icmp":
		return "icmpv6"
	case "47":
		return "gre"
	case "50":
		return "esp"
	case "51":
		return "ah"
	case "132":
		return "sctp"
	default:
		return lower
	}
}

// ImageName is an image without tag and digest.
func ImageName(image string) string {
	name, _, _ := strings.Cut(image, "@")
	if colon := strings.LastIndex(name, ":"); colon > strings.LastIndex(name, "/") {
		name = name[:colon]
	}
	return name
}

// RepositoryURL is the ECR repository of an image without tag and digest, or empty when the
// image comes from another registry.
func RepositoryURL(image string) string {
	if name := ImageName(image); strings.Contains(name, ".dkr.ecr.") {
		return name
	}
	return ""
}

// SecretSource reads valueFrom of a container's secret: the store, and the secret's or
// parameter's ARN or name without JSON key and version.
// arn:aws:secretsmanager:region:account:secret:name-suffix[:json-key:version-stage:version-id]
func SecretSource(from string) (store, source string) {
	if !strings.Contains(from, ":secretsmanager:") {
		return "ssm", from
	}
	if parts := strings.Split(from, ":"); len(parts) > 7 {
		from = strings.Join(parts[:7], ":")
	}
	return "secretsmanager", from
}

// FunctionName is a Lambda function's name or ARN without the version or alias behind it.
// https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html
func FunctionName(text string) string {
	before, function, isARN := strings.Cut(text, ":function:")
	if !isARN {
		before, function = "", text
	}
	name, _, _ := strings.Cut(function, ":")
	if !isARN {
		return name
	}
	return before + ":function:" + name
}

// DeadLetterTarget is the ARN of the queue that a redrive policy names, empty for none.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
func DeadLetterTarget(policy string) string {
	return fastjson.GetString([]byte(policy), "deadLetterTargetArn")
}

// Redrive is what a redrive allow policy says: a permission, and the queues that it is for. A queue without one takes the
// dead letters of all. Known is false for what is no such policy.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
func Redrive(policy string) (permission string, sources []string, known bool) {
	if policy == "" {
		return "allowAll", nil, true
	}
	v, err := fastjson.Parse(policy)
	if err != nil {
		return "", nil, false
	}
	for _, source := range v.GetArray("sourceQueueArns") {
		sources = append(sources, string(source.GetStringBytes()))
	}
	return cmp.Or(string(v.GetStringBytes("redrivePermission")), "allowAll"), sources, true
}

// OwnKey is a KMS key's id or ARN, empty for the alias of one of AWS's.
func OwnKey(key string) string {
	if strings.HasPrefix(key, "alias/aws/") || strings.Contains(key, ":alias/aws/") {
		return ""
	}
	return key
}
