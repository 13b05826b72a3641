package model

// Cluster is an ECS cluster.
type Cluster struct {
	Resource
	// ContainerInsights is disabled, enabled or enhanced.
	ContainerInsights Value[string] `json:"container_insights"`
}

// Service is an ECS service.
type Service struct {
	Resource
	Placement
	Lifecycle
	Cluster        Value[string] `json:"cluster"`
	ClusterName    Value[string] `json:"cluster_name"`
	TaskDefinition Value[string] `json:"task_definition"`
	// AlsoRuns are the task definitions of tasks that run beside, of a deployment that is not through, or of
	// another task set. Only an account shows them.
	AlsoRuns             List[string]  `json:"also_runs"`
	DesiredCount         Value[int]    `json:"desired_count"`
	LaunchType           Value[string] `json:"launch_type"`
	CapacityProviders    List[string]  `json:"capacity_providers"`
	DeploymentController Value[string] `json:"deployment_controller"`
	// DeploymentStrategy is how the controller of ECS itself deploys: ROLLING, BLUE_GREEN, LINEAR or CANARY.
	DeploymentStrategy     Value[string]       `json:"deployment_strategy"`
	MinimumHealthyPercent  Value[int]          `json:"minimum_healthy_percent"`
	MaximumPercent         Value[int]          `json:"maximum_percent"`
	CircuitBreaker         Value[bool]         `json:"circuit_breaker"`
	CircuitBreakerRollback Value[bool]         `json:"circuit_breaker_rollback"`
	Targets                List[ServiceTarget] `json:"targets"`
	// Instances are the groups of container instances that its tasks share, empty for
	// tasks with interfaces of their own.
	Instances List[string] `json:"instances"`
	// Texts are the log options of the proxy that Service Connect runs beside its containers, in which a credential may
	// stand in plain, as a container's texts are.
	Texts                   List[PlainText] `json:"texts"`
	HealthCheckGraceSeconds Value[int]      `json:"health_check_grace_seconds"`
}

// ServiceTarget registers a container port of a service with a target group.
type ServiceTarget struct {
	TargetGroup   Value[string] `json:"target_group"`
	ContainerName Value[string] `json:"container_name"`
	ContainerPort Value[int]    `json:"container_port"`
}

// TaskDefinition is an ECS task definition.
type TaskDefinition struct {
	Resource
	Family       Value[string] `json:"family"`
	CPUUnits     Value[int]    `json:"cpu_units"`
	MemoryMiB    Value[int]    `json:"memory_mib"`
	NetworkMode  Value[string] `json:"network_mode"`
	Architecture Value[string] `json:"cpu_architecture"`
	// OperatingSystem is LINUX, or a version of Windows, for which more is paid.
	OperatingSystem Value[string] `json:"operating_system"`
	EphemeralGiB    Value[int]    `json:"ephemeral_storage_gib"`
	ExecutionRole   Value[string] `json:"execution_role"`
	TaskRole        Value[string] `json:"task_role"`
	// Containers come without any value of an environment variable.
	Containers List[Container] `json:"containers"`
	// Texts are the options of its volumes in which a credential may stand in plain, as a container's texts are.
	Texts List[PlainText] `json:"texts"`
	// Refers lists the resources that the container definitions mention. When Containers
	// is unknown, it is all a plan tells about them.
	Refers List[string] `json:"refers"`
}

// Container is one container of a task definition.
type Container struct {
	Name  Value[string] `json:"name"`
	Image Value[string] `json:"image"`
	// Repository is the id of the ECR repository that holds the image, empty for another registry.
	Repository  Value[string]         `json:"repository"`
	Environment List[EnvironmentName] `json:"environment"`
	// EnvironmentFiles are the files of S3 that hold more plain environment variables.
	EnvironmentFiles List[string]          `json:"environment_files"`
	Secrets          List[ContainerSecret] `json:"secrets"`
	// Texts are the other places in which a credential may stand in plain, such as the command. Their text never enters
	// the model.
	Texts     List[PlainText] `json:"texts"`
	LogDriver Value[string]   `json:"log_driver"`
	// LogGroup is the id of the log group, or its name when it is not in the model.
	LogGroup Value[string] `json:"log_group"`
	// LogOutput is the output of FireLens that takes its logs, empty where the configuration of the router says which.
	LogOutput Value[string] `json:"log_output"`
}

// EnvironmentName is a plain environment variable; its value never enters the model.
type EnvironmentName struct {
	Name Value[string] `json:"name"`
	// Credential is the id of the rule that saw a credential in name and value, at the door; empty for none.
	Credential Value[string] `json:"credential"`
}

// PlainText is a text of a container that everybody may read who may describe its task definition.
type PlainText struct {
	// Place says where it stands: command, entry point, health check, or a label or option with its name.
	Place Value[string] `json:"place"`
	// Credential is the id of the rule that saw a credential in it, at the door; empty for none.
	Credential Value[string] `json:"credential"`
}

// ContainerSecret is an environment variable that ECS fills from a secret.
type ContainerSecret struct {
	Name Value[string] `json:"name"`
	// Source is the id of the secret, or what ValueFrom says when it is not in the model.
	Source Value[string] `json:"source"`
	// Store is secretsmanager or ssm.
	Store Value[string] `json:"store"`
}
