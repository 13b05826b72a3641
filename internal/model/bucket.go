package model

// Bucket is an S3 bucket.
type Bucket struct {
	Resource
	// Encrypted is always true: S3 stores nothing new in plain.
	Encrypted Value[bool] `json:"encrypted"`
	// Algorithm is AES256, aws:kms or aws:kms:dsse.
	Algorithm Value[string] `json:"algorithm"`
	// KMSKey is the key's id, or empty for one of AWS's.
	KMSKey Value[string] `json:"kms_key"`
	// BlocksPublicAccess: all four of its own settings are on.
	BlocksPublicAccess Value[bool] `json:"blocks_public_access"`
	// Public: its policy or its list of grants lets anybody in, and nothing blocks that.
	Public Value[bool] `json:"public"`
	// Policy are the statements of its own policy.
	Policy List[Statement] `json:"policy"`
	// Versioning keeps what is overwritten or deleted.
	Versioning Value[bool] `json:"versioning"`
	// Lifecycle: a rule moves or deletes what is old.
	Lifecycle Value[bool] `json:"lifecycle"`
}
