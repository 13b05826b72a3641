package wiring

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestAlarmsOnEachPart: alarms on the parts of a component watch it together if each part has one that tells.
func TestAlarmsOnEachPart(t *testing.T) {
	cluster := &model.Database{
		Resource:   somewhere("db"),
		Kind:       model.Known("cluster"),
		Identifier: model.Known("store"),
		Members:    model.Whole("store-0", "store-1"),
	}
	open := *cluster
	open.Members = model.Part(model.Why{Detail: "one may belong to it"}, "store-0")
	none := model.Unknown[float64](model.Why{Reason: model.KnownAfterApply})
	for _, c := range []struct {
		name   string
		of     *model.Database
		alarms []*model.Alarm
		want   string
	}{
		{"one of two", cluster, alarmsOn("store-0", "CPUUtilization", model.Known(80.0)), "no"},
		{"both", cluster, slices.Concat(alarmsOn("store-0", "CPUUtilization", model.Known(80.0)),
			alarmsOn("store-1", "CPUUtilization", model.Known(90.0))), "yes"},
		{"both, one that never fires", cluster, slices.Concat(alarmsOn("store-0", "CPUUtilization", model.Known(80.0)),
			alarmsOn("store-1", "CPUUtilization", model.Known(200.0))), "no"},
		{"both, one of unknown threshold", cluster, slices.Concat(
			alarmsOn("store-0", "CPUUtilization", model.Known(80.0)), alarmsOn("store-1", "CPUUtilization", none)), "maybe"},
		{"each by another metric", cluster, slices.Concat(alarmsOn("store-0", "CPUUtilization", model.Known(80.0)),
			alarmsOn("store-1", "DatabaseConnections", model.Known(90.0))), "no"},
		{"all that are known", &open, alarmsOn("store-0", "CPUUtilization", model.Known(80.0)), "maybe"},
	} {
		s := databaseSubject(c.of)
		cover := s.cover(c.alarms)
		for _, a := range c.alarms {
			if about := s.about(&a.Resource, &a.Metrics.Items()[0]); !about.Or(false) {
				t.Errorf("%s: an alarm is not about it", c.name)
			}
		}
		got := "no"
		if is, known := cover[c.alarms[0]].Get(); !known {
			got = "maybe"
		} else if is {
			got = "yes"
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func alarmsOn(member, name string, threshold model.Value[float64]) []*model.Alarm {
	metric := model.Metric{
		Namespace:  model.Known(metricsOfDatabases),
		MetricName: model.Known(name),
		Statistic:  model.Known("Average"),
		Unit:       model.Known(""),
		Owner:      model.Known(""),
		Dimensions: model.Whole(model.Dimension{
			Name: model.Known("DBInstanceIdentifier"), Value: model.Known(member), Resource: model.Known(""),
		}),
	}
	return []*model.Alarm{{
		Resource:           somewhere(member),
		Signal:             model.Signal{Metrics: model.Whole(metric), Computed: model.Known(false)},
		Accepted:           model.Known(true),
		ComparisonOperator: model.Known("GreaterThanThreshold"),
		Threshold:          threshold,
		MissingData:        model.Known("missing"),
	}}
}

func somewhere(id string) model.Resource {
	return model.Resource{ID: id, Region: model.Known("eu-west-1"), Account: model.Known("123456789012")}
}
