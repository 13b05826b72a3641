package model

// Function is a Lambda function, an aws_lambda_function. One outside of a VPC has a whole, empty placement.
type Function struct {
	Resource
	Placement
	Lifecycle
	// Runtime is empty for a container image, which PackageType says.
	Runtime       Value[string] `json:"runtime"`
	PackageType   Value[string] `json:"package_type"`
	Architectures List[string]  `json:"architectures"`
	MemoryMiB     Value[int]    `json:"memory_mib"`
	// ReservedConcurrency is -1 where it takes from what the account has.
	ReservedConcurrency Value[int] `json:"reserved_concurrency"`
	// DeadLetter is the queue, topic or other target that gets what it failed on, empty for none.
	DeadLetter Value[string] `json:"dead_letter"`
	// Environment comes without any value.
	Environment List[EnvironmentName] `json:"environment"`
	// LogGroup is the id of the log group, or its name when it is not in the model.
	LogGroup Value[string] `json:"log_group"`
	Role     Value[string] `json:"role"`
	// PublicURL: a URL of its own answers without authorization.
	PublicURL Value[bool] `json:"public_url"`
	// PublicPolicy: its policy lets anybody invoke it.
	PublicPolicy Value[bool] `json:"public_policy"`
	// HearsTopics: its policy lets SNS invoke it.
	HearsTopics Value[bool] `json:"hears_topics"`
	// EventSources are the queues, streams and tables whose events it is given.
	EventSources List[string] `json:"event_sources"`
}
