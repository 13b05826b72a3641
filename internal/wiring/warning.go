package wiring

import (
	"fmt"
	"math"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// warns reports whether an alarm on the component may fire, and then tells of something bad; where it
// does not, note says why. Metric math is not judged by its values.
func (s *subject) warns(a *model.Alarm) (warns model.Value[bool], note string) {
	if !a.Accepted.Or(true) {
		return model.Known(false), "has more data points or longer periods than CloudWatch takes"
	}
	metric, why := a.Plain()
	switch {
	case why != nil:
		return model.Every(a.Accepted, model.Unknown[bool](*why)), ""
	case metric == nil:
		return a.Accepted, ""
	}
	if name, _ := s.partOf(metric); name != "" {
		return model.Known(false), "looks at one " + name + " alone"
	}
	tells, note := s.tells(a, metric)
	return model.Every(a.Accepted, tells), note
}

// tells is whether an alarm on one metric of the component may fire, and then tells of something bad.
func (s *subject) tells(a *model.Alarm, metric *model.Metric) (model.Value[bool], string) {
	bursts, known := s.bursts.Get()
	tells, note := tellsOf(a, metric, bursts)
	if other, _ := tellsOf(a, metric, true); !known && tells.IsKnown() && !model.Equal(tells, other).Or(false) {
		return model.Unknown[bool](s.bursts.Why()), ""
	}
	return tells, note
}

// tellsOf reports it of an alarm on one metric of a component that may use more than all it has, or may not.
func tellsOf(a *model.Alarm, metric *model.Metric, bursts bool) (tells model.Value[bool], note string) {
	values := readingOfMetric(metric, bursts)
	r, known := values.Get()
	if !known {
		return model.Unknown[bool](values.Why()), ""
	}
	return r.tells(a, metric.MetricName.Or(""))
}

// mayWarn reports whether an alarm would tell of something bad if it watched the component.
func (s *subject) mayWarn(a *model.Alarm) bool {
	warns, _ := s.warns(a)
	return warns.Or(true)
}

// readingOfMetric are the values of a metric of a component. Tasks on instances use more than was
// reserved for them: they burst, so that there is no highest utilisation.
func readingOfMetric(m *model.Metric, bursts bool) model.Value[reading] {
	name, named := m.MetricName.Get()
	if !named {
		return model.Unknown[reading](m.MetricName.Why())
	}
	r := readingOf(name)
	if r == (reading{low: math.Inf(-1), high: math.Inf(1)}) {
		return model.Known(r)
	}
	if bursts {
		r.high = math.Inf(1)
	}
	return model.Map(m.Statistic, r.counted)
}

// tells reports whether an alarm fires at some values and not at all, and at bad ones.
func (r reading) tells(a *model.Alarm, name string) (model.Value[bool], string) {
	operator, compared := a.ComparisonOperator.Get()
	above, equal := strings.HasPrefix(operator, "Greater"), strings.Contains(operator, "OrEqual")
	threshold, known := a.Threshold.Get()
	switch {
	case r == (reading{low: math.Inf(-1), high: math.Inf(1)}):
		return model.Known(true), ""
	case !compared:
		return model.Unknown[bool](a.ComparisonOperator.Why()), ""
	case above && r.worse < 0:
		return model.Known(false), "looks the wrong way: low values of " + name + " are bad, and it fires at high ones"
	case !above && r.worse > 0:
		return model.Known(false), "looks the wrong way: high values of " + name + " are bad, and it fires at low ones"
	case !known:
		return model.Unknown[bool](a.Threshold.Why()), ""
	case !r.beyond(threshold, above, equal) && !model.Is(a.MissingData, "breaching").Or(true):
		never := fmt.Sprintf("never fires: no value of %s is %s %v", name, words(above, equal), threshold)
		return model.Known(false), never
	case !r.beyond(threshold, above, equal) && !a.MissingData.IsKnown():
		return model.Unknown[bool](a.MissingData.Why()), ""
	case !r.beyond(threshold, !above, !equal):
		always := fmt.Sprintf("always fires: each value of %s is %s %v", name, words(above, equal), threshold)
		return model.Known(false), always
	}
	return model.Known(true), ""
}

// beyond reports whether some value lies above or below a threshold, or at it.
func (r reading) beyond(threshold float64, above, equal bool) bool {
	if above {
		return r.high > threshold || equal && r.high == threshold
	}
	return r.low < threshold || equal && r.low == threshold
}

func words(above, equal bool) string {
	text := "below"
	if above {
		text = "above"
	}
	if equal {
		text += " or at"
	}
	return text
}
