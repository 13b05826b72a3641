package model

import "strings"

// ARN are the parts of an Amazon Resource Name, arn:partition:service:region:account:resource.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
type ARN struct{ Partition, Service, Region, Account, Resource string }

// ParseARN splits an ARN; ok is false for what is none.
func ParseARN(text string) (arn ARN, ok bool) {
	const parts = 6
	p := strings.SplitN(text, ":", parts)
	if len(p) != parts || p[0] != "arn" {
		return ARN{}, false
	}
	return ARN{p[1], p[2], p[3], p[4], p[5]}, true
}
