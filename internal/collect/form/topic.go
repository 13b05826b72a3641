package form

import "strings"

// IsManagedTopicKey recognizes the key that AWS has for SNS in each account, by its alias. Its policy, which
// nobody can change, keeps CloudWatch from writing to a topic that it encrypts.
// https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
func IsManagedTopicKey(key string) bool {
	return key == "alias/aws/sns" || strings.HasSuffix(key, ":alias/aws/sns")
}
