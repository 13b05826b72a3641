package model

// LogGroup is a CloudWatch log group.
type LogGroup struct {
	Resource
	// RetentionDays is 0 when logs never expire.
	RetentionDays Value[int]    `json:"retention_days"`
	KMSKey        Value[string] `json:"kms_key"`
}

// Topic is an SNS topic with its subscriptions.
type Topic struct {
	Resource
	KMSKey        Value[string]      `json:"kms_key"`
	Subscriptions List[Subscription] `json:"subscriptions"`
}

// Subscription is one subscriber of a topic. The endpoint stays out of the model.
type Subscription struct {
	Protocol Value[string] `json:"protocol"`
	// Confirmed is false while an e-mail confirmation is pending.
	Confirmed Value[bool] `json:"confirmed"`
	Origin    string      `json:"origin"`
}

// Role is an IAM role with the statements of its policies.
type Role struct {
	Resource
	// TrustedServices are the service principals that may assume the role.
	TrustedServices List[string] `json:"trusted_services"`
	// Statements are those of inline and customer managed policies.
	Statements List[Statement] `json:"statements"`
	// ManagedPolicies are ARNs of attached policies that AWS wrote.
	ManagedPolicies List[string] `json:"managed_policies"`
}

// Statement is one statement of an IAM policy.
type Statement struct {
	Effect       Value[string] `json:"effect"`
	Actions      List[string]  `json:"actions"`
	NotActions   List[string]  `json:"not_actions"`
	Resources    List[string]  `json:"resources"`
	NotResources List[string]  `json:"not_resources"`
	// Conditional says that the statement has a condition.
	Conditional Value[bool] `json:"conditional"`
	Origin      string      `json:"origin"`
}
