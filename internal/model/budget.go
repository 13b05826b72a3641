package model

// Budget is an AWS budget.
type Budget struct {
	Resource
	BudgetType Value[string] `json:"budget_type"`
	// Limit is the highest of them where each month has its own.
	Limit     Value[float64] `json:"limit"`
	LimitUnit Value[string]  `json:"limit_unit"`
	TimeUnit  Value[string]  `json:"time_unit"`
	// AdjustsItself: AWS sets the limit anew from what was spent.
	AdjustsItself Value[bool] `json:"adjusts_itself"`
	// Running: it has begun, or will with the next month, and has not ended.
	Running Value[bool] `json:"running"`
	// Filters must all hold for a cost to count; without any the whole account counts.
	Filters List[BudgetFilter] `json:"filters"`
	// LeavesOut are the cost types that do not count, such as include_recurring.
	LeavesOut     List[string]             `json:"leaves_out"`
	Notifications List[BudgetNotification] `json:"notifications"`
}

// BudgetFilter is one condition on the costs that a budget counts.
type BudgetFilter struct {
	// Key is what is compared, in the words of AWS's API, such as SERVICE; OR for alternatives
	// that compare different things.
	Key    Value[string] `json:"key"`
	Values List[string]  `json:"values"`
	// Excluded: costs with these values do not count.
	Excluded Value[bool] `json:"excluded"`
	// Exact: the values are compared whole.
	Exact Value[bool] `json:"exact"`
}

// BudgetNotification tells somebody of a budget's state.
type BudgetNotification struct {
	// Operator is GREATER_THAN, LESS_THAN or EQUAL_TO.
	Operator  Value[string]  `json:"operator"`
	Threshold Value[float64] `json:"threshold"`
	// ThresholdType is PERCENTAGE or ABSOLUTE_VALUE.
	ThresholdType Value[string] `json:"threshold_type"`
	// Subscribers are topics by id, and "email" for each address, which stays out of the model.
	Subscribers List[string] `json:"subscribers"`
}
