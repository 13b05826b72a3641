package model

// LogGroup is a CloudWatch log group.
type LogGroup struct {
	Resource
	// RetentionDays is 0 when logs never expire, -1 for a group that is known not to exist.
	RetentionDays Value[int]    `json:"retention_days"`
	KMSKey        Value[string] `json:"kms_key"`
	// Class is STANDARD, INFREQUENT_ACCESS or DELIVERY, each with a price of its own.
	Class Value[string] `json:"log_group_class"`
}

// Topic is an SNS topic with its subscriptions.
type Topic struct {
	Resource
	KMSKey Value[string] `json:"kms_key"`
	// HearsAlarms: CloudWatch may publish to it, by its policy; a key of one's own has to let it too.
	HearsAlarms Value[bool] `json:"hears_alarms"`
	// HearsBudgets: AWS Budgets may publish to it, by its policy.
	HearsBudgets Value[bool] `json:"hears_budgets"`
	// HeardAlarms are patterns of the names of the only alarms that the policy lets publish, none where it is for all.
	HeardAlarms   List[string]       `json:"heard_alarms"`
	Subscriptions List[Subscription] `json:"subscriptions"`
}

// Subscription is one subscriber of a topic. Where it is no resource, the endpoint stays out of the model.
type Subscription struct {
	Protocol Value[string] `json:"protocol"`
	// Confirmed is false while an e-mail confirmation is pending, and where its filter keeps alarms out.
	Confirmed Value[bool] `json:"confirmed"`
	// Receiver is the id of the queue or function that it is, empty for whatever else.
	Receiver Value[string] `json:"receiver"`
	Origin   string        `json:"origin"`
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
	// Boundary is the id of the policy that bounds what the others can allow, empty without one.
	Boundary Value[string] `json:"boundary"`
	// BoundaryStatements are its own.
	BoundaryStatements List[Statement] `json:"boundary_statements"`
}

// Statement is one statement of an IAM policy.
type Statement struct {
	Effect       Value[string] `json:"effect"`
	Actions      List[string]  `json:"actions"`
	NotActions   List[string]  `json:"not_actions"`
	Resources    List[string]  `json:"resources"`
	NotResources List[string]  `json:"not_resources"`
	// Sid is the name that the author gave it, empty without one.
	Sid string `json:"sid,omitempty"`
	// Principals are whom a resource's own policy means: ids of roles, ARNs, services, accounts or *;
	// NotPrincipals are whom it excepts. A role's policies have neither.
	Principals    List[string] `json:"principals"`
	NotPrincipals List[string] `json:"not_principals"`
	// Conditions must all hold for the statement to count.
	Conditions List[Condition] `json:"conditions"`
	Origin     string          `json:"origin"`
}

// Condition is one condition of a statement: an operator such as StringEquals, and the values
// of which the key must have one.
type Condition struct {
	Operator Value[string] `json:"operator"`
	Key      Value[string] `json:"key"`
	Values   List[string]  `json:"values"`
}
