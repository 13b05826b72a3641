package wiring

import "github.com/archcheck/archcheck/internal/model"

// partOf is the dimension by which a metric is of one of several parts of the component, and which: an alarm
// on it is silent about the others.
func (s *subject) partOf(metric *model.Metric) (name, part string) {
	for _, d := range metric.Dimensions.Items() {
		name := d.Name.Or("")
		if all, is := s.parts[name]; is && (!all.IsWhole() || len(all.Items()) != 1) {
			return name, d.Value.Or(d.Resource.Or(""))
		}
	}
	return "", ""
}

// aspect is a metric of the parts that a dimension tells apart.
type aspect struct{ dimension, metric string }

// cover is, of those alarms on parts of the component that together watch each part by one metric, whether they tell.
func (s *subject) cover(alarms []*model.Alarm) map[*model.Alarm]model.Value[bool] {
	together := map[*model.Alarm]model.Value[bool]{}
	for of, by := range s.byPart(alarms) {
		parts := s.parts[of.dimension]
		var all []model.Value[bool]
		for _, part := range parts.Items() {
			var any []model.Value[bool]
			for _, a := range by[part] {
				metric, _ := a.Plain()
				tells, _ := s.tells(a, metric)
				any = append(any, model.Every(a.Accepted, tells))
			}
			all = append(all, model.Some(any...))
		}
		if !parts.IsWhole() {
			all = append(all, model.Unknown[bool](parts.Why()))
		}
		for _, watching := range by {
			for _, a := range watching {
				together[a] = model.Every(all...)
			}
		}
	}
	return together
}

// byPart are the alarms on parts of the component, by the metric and the part.
func (s *subject) byPart(alarms []*model.Alarm) map[aspect]map[string][]*model.Alarm {
	sorted := map[aspect]map[string][]*model.Alarm{}
	for _, a := range alarms {
		metric, why := a.Plain()
		if why != nil || metric == nil {
			continue
		}
		dimension, part := s.partOf(metric)
		name, named := metric.MetricName.Get()
		if !named || dimension == "" || len(s.parts[dimension].Items()) == 0 {
			continue
		}
		of := aspect{dimension, name}
		if sorted[of] == nil {
			sorted[of] = map[string][]*model.Alarm{}
		}
		sorted[of][part] = append(sorted[of][part], a)
	}
	return sorted
}
