package wiring

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestNarrowedAlarms: an alarm on one zone of a load balancer is silent about the others; which target
// group it looks at is no matter.
func TestNarrowedAlarms(t *testing.T) {
	lb := &model.LoadBalancer{Resource: model.Resource{ID: "lb"}, ARNSuffix: model.Known("app/lb/1")}
	for _, c := range []struct {
		name   string
		beside []string
		warns  bool
	}{
		{"whole", nil, true},
		{"target group", []string{"TargetGroup"}, true},
		{"zone", []string{"AvailabilityZone"}, false},
		{"target group in a zone", []string{"TargetGroup", "AvailabilityZone"}, false},
	} {
		dimensions := model.Whole(
			model.Dimension{
				Name:     model.Known("LoadBalancer"),
				Value:    model.Known("app/lb/1"),
				Resource: model.Known(""),
			},
		)
		for _, name := range c.beside {
			dimensions = dimensions.With(
				model.Dimension{Name: model.Known(name), Value: model.Known("x"), Resource: model.Known("")},
			)
		}
		metric := model.Metric{
			Namespace:  model.Known(metricsOfBalancers),
			MetricName: model.Known("HTTPCode_Target_5XX_Count"),
			Statistic:  model.Known("Sum"),
			Unit:       model.Known(""),
			Dimensions: dimensions,
		}
		alarm := &model.Alarm{
			Signal:             model.Signal{Metrics: model.Whole(metric), Computed: model.Known(false)},
			Accepted:           model.Known(true),
			ComparisonOperator: model.Known("GreaterThanThreshold"),
			Threshold:          model.Known(5.0),
			MissingData:        model.Known("missing"),
		}
		warns, note := (&watches{Index: &Index{}}).balancerSubject(lb).warns(alarm)
		if got, known := warns.Get(); got != c.warns || !known || (note == "") != c.warns {
			t.Errorf("%s: warns %v, known %v, note %q", c.name, got, known, note)
		}
	}
}

// TestRolesOfAurora: CloudWatch has metrics of the writer and of the readers of a cluster, under no other word.
func TestRolesOfAurora(t *testing.T) {
	database := &model.Database{
		Resource:   model.Resource{ID: "db"},
		Kind:       model.Known("cluster"),
		Identifier: model.Known("orders"),
	}
	for role, want := range map[string]bool{"WRITER": true, "READER": true, "PRIMARY": false, "writer": false} {
		metric := model.Metric{
			Namespace:  model.Known(metricsOfDatabases),
			MetricName: model.Known("CPUUtilization"),
			Dimensions: model.Whole(
				model.Dimension{Name: model.Known("DBClusterIdentifier"), Value: model.Known("orders")},
				model.Dimension{Name: model.Known("Role"), Value: model.Known(role)},
			),
		}
		if got, known := databaseSubject(database).named(&metric).Get(); got != want || !known {
			t.Errorf("%s: %v, known %v", role, got, known)
		}
	}
}

// TestReadings: what each kind's own metrics tell, and in which unit they come.
func TestReadings(t *testing.T) {
	for _, c := range []struct {
		metric, operator, unit string
		watches, warns         bool
	}{
		{"Errors", "GreaterThanThreshold", "", true, true},
		{"Errors", "GreaterThanThreshold", "Count", true, true},
		{"Errors", "GreaterThanThreshold", "Percent", false, true},
		{"Errors", "LessThanThreshold", "", true, false},
		{"Throttles", "LessThanOrEqualToThreshold", "", true, false},
		{"ReadThrottleEvents", "LessThanThreshold", "", true, false},
		{"ApproximateAgeOfOldestMessage", "LessThanThreshold", "", true, false},
		{"ApproximateAgeOfOldestMessage", "GreaterThanThreshold", "Percent", false, true},
		{"ApproximateNumberOfMessagesVisible", "LessThanThreshold", "", true, false},
		{"StatusCheckFailed_System", "LessThanThreshold", "", true, false},
		{"PercentIOLimit", "GreaterThanThreshold", "Percent", true, true},
		{"BurstCreditBalance", "GreaterThanThreshold", "", true, false},
		{"FreeStorageSpace", "LessThanThreshold", "Gigabytes", false, true},
		{"Invocations", "LessThanThreshold", "", true, true},
		{"NumberOfMessagesSent", "LessThanThreshold", "Count", true, true},
	} {
		metric := model.Metric{
			MetricName: model.Known(c.metric),
			Statistic:  model.Known("Maximum"),
			Unit:       model.Known(c.unit),
		}
		alarm := &model.Alarm{
			ComparisonOperator: model.Known(c.operator),
			Threshold:          model.Known(50.0),
			MissingData:        model.Known("missing"),
		}
		warns, note := tellsOf(alarm, &metric, false)
		if emitted(&metric) != model.Known(c.watches) || warns != model.Known(c.warns) {
			t.Errorf("%+v: comes in it %v, warns %v %s", c, emitted(&metric), warns, note)
		}
	}
}

// TestCountsAreNotNegative: an alarm that waits for less than none of something never fires.
func TestCountsAreNotNegative(t *testing.T) {
	for name, fires := range map[string]bool{
		"NumberOfMessagesSent": false, "Invocations": false, "RequestCount": false, "ReplicationDelta": true,
	} {
		alarm := &model.Alarm{
			ComparisonOperator: model.Known("LessThanThreshold"),
			Threshold:          model.Known(0.0),
			MissingData:        model.Known("missing"),
		}
		warns, note := tellsOf(
			alarm,
			&model.Metric{MetricName: model.Known(name), Statistic: model.Known("Sum")},
			false,
		)
		if warns != model.Known(fires) {
			t.Errorf("%s: %v %s", name, warns, note)
		}
	}
}
