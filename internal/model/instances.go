package model

// InstanceGroup is an EC2 instance, or an Auto Scaling group with what it launches.
type InstanceGroup struct {
	Resource
	Placement
	Lifecycle
	// Block names the resource without its index, so that instances of one resource are told together.
	Block Value[string] `json:"resource"`
	// Autoscaling: it is a group that may grow and shrink.
	Autoscaling  Value[bool]   `json:"autoscaling"`
	MinSize      Value[int]    `json:"min_size"`
	MaxSize      Value[int]    `json:"max_size"`
	Desired      Value[int]    `json:"desired"`
	InstanceType Value[string] `json:"instance_type"`
	// IMDSv2: the metadata service answers to nobody without a session token.
	IMDSv2 Value[bool] `json:"imds_v2"`
	// VolumesEncrypted: the root volume is, and so are all others.
	VolumesEncrypted Value[bool] `json:"volumes_encrypted"`
	// HealthCheckType is EC2, ELB or another one of the group's, empty for an instance alone.
	HealthCheckType Value[string] `json:"health_check_type"`
	// Suspended are the processes of an Auto Scaling group that are switched off, such as ReplaceUnhealthy.
	Suspended List[string] `json:"suspended_processes"`
	// Role is that of the instance profile, empty without one.
	Role Value[string] `json:"role"`
	// TargetGroups are those that its instances are registered with.
	TargetGroups List[string] `json:"target_groups"`
}
