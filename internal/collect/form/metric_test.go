package form

import (
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

func query(id, expression string, returned bool) Query {
	q := Query{ID: model.Known(id), Expression: model.Known(expression), Returned: model.Known(returned)}
	if expression == "" {
		q.Metric = &model.Metric{MetricName: model.Known(id)}
	}
	return q
}

// TestSignal: what an alarm looks at is what the returned query is made of, and only one metric
// as it is counts as plain.
func TestSignal(t *testing.T) {
	unknown := query("rate", "1", true)
	unknown.Expression = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	for name, c := range map[string]struct {
		queries     []Query
		metrics     string
		whole, math bool
	}{
		"one metric":              {[]Query{query("m", "", true)}, "m", true, false},
		"an id alone":             {[]Query{query("m", "", false), query("x", " m ", true)}, "m", true, false},
		"a rate":                  {[]Query{query("rate", "100 * e / r", true), query("e", "", false), query("r", "", false)}, "er", true, true},
		"a metric that is unused": {[]Query{query("x", "e * 2", true), query("e", "", false), query("r", "", false)}, "e", true, true},
		"over another expression": {[]Query{query("x", "FILL(y, 0)", true), query("y", "e + 1", false), query("e", "", false)}, "e", true, true},
		"all metrics":             {[]Query{query("x", "SUM(METRICS())", true), query("e", "", false), query("r", "", false)}, "er", true, true},
		"a text is no id":         {[]Query{query("x", `IF(e > 1, 0, FILL(e, "r"))`, true), query("e", "", false), query("r", "", false)}, "e", true, true},
		"an exponent is no id":    {[]Query{query("x", "e * 1e3", true), query("e", "", false), query("e3", "", false)}, "e", true, true},
		"a circle":                {[]Query{query("x", "y", true), query("y", "x", false)}, "", true, true},
		"a query":                 {[]Query{query("x", `SELECT AVG(m) FROM "AWS/ECS"`, true)}, "", false, false},
		"an unknown expression":   {[]Query{unknown}, "", false, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := Signal(c.queries, model.Known(false))
			got := ""
			for _, m := range s.Metrics.Items() {
				got += m.MetricName.Or("")
			}
			if got != c.metrics || s.Metrics.IsWhole() != c.whole || c.whole != s.Computed.IsKnown() ||
				s.Computed.Or(false) != c.math {
				t.Errorf("%s, whole %v, computed %v", got, s.Metrics.IsWhole(), s.Computed.Or(false))
			}
		})
	}
	if band := Signal([]Query{query("m", "", true)}, model.Known(true)); !band.Computed.Or(false) {
		t.Error("a metric with a learned band has a plain threshold")
	}
}
