package model

// Alarm is a CloudWatch metric alarm.
type Alarm struct {
	Resource
	// Signal is what it looks at.
	Signal
	ComparisonOperator Value[string]  `json:"comparison_operator"`
	Threshold          Value[float64] `json:"threshold"`
	// MissingData is what it takes missing data for: missing, breaching, notBreaching or ignore.
	MissingData Value[string] `json:"missing_data"`
	// Accepted: CloudWatch takes so many periods and data points.
	Accepted       Value[bool] `json:"accepted"`
	ActionsEnabled Value[bool] `json:"actions_enabled"`
	// AlarmActions are ids of topics and scaling policies, or ARNs of what is not in the model.
	AlarmActions List[string] `json:"alarm_actions"`
	// OKActions act while the metric does not breach, and NoDataActions while there is too little of it.
	OKActions     List[string] `json:"ok_actions"`
	NoDataActions List[string] `json:"insufficient_data_actions"`
}

// CompositeAlarm is an alarm on the states of others.
type CompositeAlarm struct {
	Resource
	// Heralds are the alarms whose alarm can raise its own: their ids, names in the same region,
	// or ARNs.
	Heralds        List[string] `json:"heralds"`
	ActionsEnabled Value[bool]  `json:"actions_enabled"`
	AlarmActions   List[string] `json:"alarm_actions"`
}

// Signal is what alarms and scaling policies compare with a value.
type Signal struct {
	// Metrics are the one plain metric, or those that an expression is computed of.
	Metrics List[Metric] `json:"metrics"`
	// Computed: it is no plain metric but an expression, or has a band that AWS learns.
	Computed Value[bool] `json:"computed"`
}

// Plain returns the metric that is compared as it is; nil says that there is none, and why tells
// why that is not known.
func (s *Signal) Plain() (metric *Metric, why *Why) {
	computed, known := s.Computed.Get()
	switch {
	case !known:
		unknown := s.Computed.Why()
		return nil, &unknown
	case computed:
		return nil, nil
	case !s.Metrics.IsWhole():
		unknown := s.Metrics.Why()
		return nil, &unknown
	case len(s.Metrics.items) != 1:
		return nil, nil
	}
	return &s.Metrics.items[0], nil
}

// Metric is one CloudWatch metric with all that identifies it but region and account.
type Metric struct {
	Namespace  Value[string] `json:"namespace"`
	MetricName Value[string] `json:"metric_name"`
	// Statistic is Average, Sum, Minimum, Maximum, SampleCount, or an extended one such as p99.
	Statistic Value[string] `json:"statistic"`
	// Unit is empty for whatever unit there is.
	Unit       Value[string]   `json:"unit"`
	Dimensions List[Dimension] `json:"dimensions"`
	// Owner is the account whose metric it is, empty for the account of who looks at it.
	Owner Value[string] `json:"owner"`
}

// Dimension is one dimension of a metric.
type Dimension struct {
	Name  Value[string] `json:"name"`
	Value Value[string] `json:"value"`
	// Resource is the id of the resource the value was taken from, when a reference says so; else empty.
	Resource Value[string] `json:"resource"`
}
