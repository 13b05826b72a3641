package model

// ScalingTarget is an Application Auto Scaling target of an ECS service, or of something else that has a count.
type ScalingTarget struct {
	Resource
	ResourceID Value[string] `json:"resource_id"`
	// Service is the id of what it scales, whatever that is.
	Service     Value[string] `json:"service"`
	Dimension   Value[string] `json:"dimension"`
	MinCapacity Value[int]    `json:"min_capacity"`
	MaxCapacity Value[int]    `json:"max_capacity"`
	// InSuspended and OutSuspended: no policy removes or adds tasks. ScheduledSuspended: no
	// scheduled action acts.
	InSuspended        Value[bool] `json:"in_suspended"`
	OutSuspended       Value[bool] `json:"out_suspended"`
	ScheduledSuspended Value[bool] `json:"scheduled_suspended"`
}

// ScheduledAction sets the bounds of a scaling target anew at a time or again and again.
type ScheduledAction struct {
	Resource
	ResourceID Value[string] `json:"resource_id"`
	Service    Value[string] `json:"service"`
	Dimension  Value[string] `json:"dimension"`
	// MinCapacity and MaxCapacity are -1 where the action leaves that bound alone.
	MinCapacity Value[int] `json:"min_capacity"`
	MaxCapacity Value[int] `json:"max_capacity"`
	// Over: it will not run again after the input was made.
	Over Value[bool] `json:"over"`
}

// ScalingPolicy is an Application Auto Scaling policy of an ECS service.
type ScalingPolicy struct {
	Resource
	ResourceID Value[string] `json:"resource_id"`
	Service    Value[string] `json:"service"`
	Dimension  Value[string] `json:"dimension"`
	// PolicyType is StepScaling, TargetTrackingScaling or PredictiveScaling.
	PolicyType Value[string] `json:"policy_type"`
	// Metric is the predefined metric of target tracking, empty for one that the author describes.
	Metric Value[string] `json:"metric"`
	// Signal is the metric that the author describes.
	Signal
	TargetValue    Value[float64] `json:"target_value"`
	DisableScaleIn Value[bool]    `json:"disable_scale_in"`
	// AdjustmentType is ChangeInCapacity, PercentChangeInCapacity or ExactCapacity.
	AdjustmentType Value[string] `json:"adjustment_type"`
	Steps          List[Step]    `json:"steps"`
	// RaisesMaximum: predictive scaling goes beyond the target's maximum where it expects more load.
	RaisesMaximum Value[bool] `json:"raises_maximum"`
}

// Step changes the number of tasks while a metric is so far from the threshold of the alarm.
type Step struct {
	// Lower and Upper bound the distance from the threshold; empty is no bound.
	Lower Value[string] `json:"lower"`
	Upper Value[string] `json:"upper"`
	// Adjustment is positive out, negative in.
	Adjustment Value[int] `json:"adjustment"`
}
