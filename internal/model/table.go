package model

// Table is a DynamoDB table, an aws_dynamodb_table.
type Table struct {
	Resource
	Lifecycle
	// Encrypted is always true: DynamoDB stores nothing in plain.
	Encrypted Value[bool] `json:"encrypted"`
	// KMSKey is the key's id, or empty for one of AWS's.
	KMSKey              Value[string] `json:"kms_key"`
	PointInTimeRecovery Value[bool]   `json:"point_in_time_recovery"`
	// OnDemand: each request is paid for; else capacity is provisioned.
	OnDemand Value[bool] `json:"on_demand"`
	// ReadCapacity and WriteCapacity are 0 on demand.
	ReadCapacity       Value[int]  `json:"read_capacity"`
	WriteCapacity      Value[int]  `json:"write_capacity"`
	DeletionProtection Value[bool] `json:"deletion_protection"`
}
