package model

// Queue is an SQS queue, an aws_sqs_queue.
type Queue struct {
	Resource
	FIFO Value[bool] `json:"fifo"`
	// Encrypted: SQS encrypts with a key of its own, or with KMSKey.
	Encrypted Value[bool] `json:"encrypted"`
	// KMSKey is the key's id, or empty for one of AWS's.
	KMSKey Value[string] `json:"kms_key"`
	// DeadLetterQueue gets what nobody could work on, empty for none.
	DeadLetterQueue  Value[string] `json:"dead_letter_queue"`
	RetentionSeconds Value[int]    `json:"retention_seconds"`
	// Redrive says whose dead letters it takes: allowAll, denyAll, or byQueue for those of RedriveSources alone.
	Redrive        Value[string] `json:"redrive"`
	RedriveSources List[string]  `json:"redrive_sources"`
	// Public: its policy lets anybody in.
	Public Value[bool] `json:"public"`
	// HearsTopics: its policy lets SNS send to it.
	HearsTopics Value[bool] `json:"hears_topics"`
}
