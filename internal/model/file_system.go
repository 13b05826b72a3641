package model

// FileSystem is an EFS file system with its mount targets, an aws_efs_file_system.
type FileSystem struct {
	Resource
	// Placement holds the places of all mount targets.
	Placement
	Lifecycle
	Encrypted Value[bool] `json:"encrypted"`
	// KMSKey is the key's id, or empty for the AWS managed key.
	KMSKey Value[string] `json:"kms_key"`
	// EncryptedInTransit: its policy refuses clients that do not come by TLS.
	EncryptedInTransit Value[bool] `json:"encrypted_in_transit"`
	// Backups: AWS Backup makes daily ones by itself. What a plan of AWS Backup selects is known in BackupSelections.
	Backups Value[bool] `json:"backups"`
}
