package wiring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// watches finds the alarms of a component by what their metrics are about.
type watches struct {
	*Index
	// byValue holds alarms under "namespace|dimension=value", byResource under the id a dimension refers to.
	byValue, byResource map[string][]sight
	// named are the namespaces in which alarms name something by a text.
	named map[string]bool
	// misnamed holds under an id the alarms of which a dimension is another attribute of the resource than its name.
	misnamed map[string][]misnaming
	// open are alarms of a namespace whose metrics are not decided.
	open map[string][]*model.Alarm
	// unsure are alarms that may watch a component, and why that is not known.
	unsure  map[*model.Alarm]model.Why
	members *regexp.Regexp
}

// misnaming is an alarm with what it takes for the name of a resource.
type misnaming struct{ alarm, attribute string }

// sight is an alarm with one of the metrics it looks at.
type sight struct {
	alarm  *model.Alarm
	metric *model.Metric
}

func newWatches(ix *Index, heard *speakers) *watches {
	w := &watches{
		Index:      ix,
		byValue:    map[string][]sight{},
		byResource: map[string][]sight{},
		named:      map[string]bool{},
		misnamed:   map[string][]misnaming{},
		open:       map[string][]*model.Alarm{},
		unsure:     map[*model.Alarm]model.Why{},
		members:    regexp.MustCompile(`(-\d{3}|-\d{4}-\d{3})$`),
	}
	for i := range ix.Model.Alarms {
		a := &ix.Model.Alarms[i]
		if w.onlyScales(a) && len(heard.of[a.ID]) == 0 {
			continue
		}
		if !a.Metrics.IsWhole() {
			w.open["?"] = append(w.open["?"], a)
		}
		for j := range a.Metrics.Items() {
			w.add(sight{a, &a.Metrics.Items()[j]})
		}
	}
	return w
}

func (w *watches) add(s sight) {
	namespace := s.metric.Namespace.Or("?")
	cluster, service := dimension(s.metric, "ClusterName"), dimension(s.metric, "ServiceName")
	if cluster != "" && service != "" {
		key := serviceKey(namespace, cluster, service)
		w.byValue[key] = append(w.byValue[key], s)
	}
	decided := s.metric.Dimensions.IsWhole() && s.metric.Namespace.IsKnown()
	for _, d := range s.metric.Dimensions.Items() {
		value, known := d.Value.Get()
		resource := d.Resource.Or("")
		switch {
		case resource != "":
			w.byResource[resource] = append(w.byResource[resource], s)
			if dot := strings.LastIndex(resource, "."); dot > 0 {
				w.misnamed[resource[:dot]] = append(w.misnamed[resource[:dot]], misnaming{s.alarm.ID, resource[dot+1:]})
			}
		case known:
			name := d.Name.Or("?")
			if name == "CacheClusterId" {
				value = w.members.ReplaceAllString(value, "")
			}
			key := namespace + "|" + name + "=" + value
			w.byValue[key], w.named[namespace] = append(w.byValue[key], s), true
		default:
			decided = false
		}
	}
	if !decided {
		w.open[namespace] = append(w.open[namespace], s.alarm)
	}
}

// serviceKey finds alarms of a service: by its name alone there would be too many, where
// every stack calls its service the same.
func serviceKey(namespace, cluster, service string) string {
	return namespace + "|ClusterName=" + cluster + ",ServiceName=" + service
}

// dimension is the known value of a dimension, or empty.
func dimension(m *model.Metric, name string) string {
	for _, d := range m.Dimensions.Items() {
		if d.Name.Or("") == name && d.Resource.Or("") == "" {
			return d.Value.Or("")
		}
	}
	return ""
}

// onlyScales reports whether all actions of an alarm are scaling policies.
func (w *watches) onlyScales(a *model.Alarm) bool {
	actions := a.AlarmActions.Items()
	if len(actions) == 0 && a.AlarmActions.IsWhole() {
		actions = a.OKActions.Items() // it scales while it does not fire
	}
	if len(actions) == 0 {
		// A scaling alarm's policy may not be resolved; whether it notifies anybody is then open too.
		return false
	}
	return !slices.ContainsFunc(actions, func(id string) bool {
		return w.ScalingPolicies[id] == nil && !strings.Contains(id, ":scalingPolicy:")
	})
}

// of are the alarms with a metric of the component, among those under its id and under keys; one
// whose metrics are not decided may be one too.
func (w *watches) of(s *subject, keys ...string) model.List[*model.Alarm] {
	list := gapped(w.Model, model.Whole[*model.Alarm](), "alarms")
	found := map[*model.Alarm]bool{}
	maybe := map[*model.Alarm]model.Why{}
	sights := slices.Clone(w.byResource[s.ID])
	for _, id := range s.members {
		sights = append(sights, w.byResource[id]...)
	}
	for _, key := range keys {
		sights = append(sights, w.byValue[key]...)
	}
	for _, one := range sights {
		about := s.about(&one.alarm.Resource, one.metric)
		switch yes, known := about.Get(); {
		case yes && !found[one.alarm]:
			found[one.alarm] = true
			list = list.With(one.alarm)
		case !known:
			maybe[one.alarm] = about.Why()
		}
	}
	for _, one := range sights {
		if why, unsure := maybe[one.alarm]; unsure && !found[one.alarm] {
			w.unsure[one.alarm] = why
			why.Detail = one.alarm.ID + " may watch it"
			if s.mayWarn(one.alarm) {
				list = list.Broken(why)
			}
		}
	}
	for _, namespace := range append(slices.Clone(s.namespaces), "?") {
		list = w.mayBeOpen(s, w.open[namespace], found, list)
	}
	return list
}

// mayBeOpen breaks a list for the first undecided alarm that may belong to it: one is enough to
// say that something is open.
func (w *watches) mayBeOpen(
	s *subject,
	open []*model.Alarm,
	found map[*model.Alarm]bool,
	list model.List[*model.Alarm],
) model.List[*model.Alarm] {
	for _, a := range open {
		if found[a] || !s.mayWatch(a) || !s.mayWarn(a) {
			continue
		}
		why, unsettled := unsettled(a)
		if !unsettled {
			continue
		}
		why.Detail = a.ID + " may watch it, its dimensions are not known"
		return list.Broken(why)
	}
	return list
}

// mayWatch reports whether nothing that is known keeps an alarm from watching the component.
func (s *subject) mayWatch(a *model.Alarm) bool {
	if !a.Metrics.IsWhole() {
		return model.Equal(a.Region, s.Region).Or(true)
	}
	return slices.ContainsFunc(
		a.Metrics.Items(),
		func(m model.Metric) bool { return s.about(&a.Resource, &m).Or(true) },
	)
}

func (w *watches) service(s *model.Service) model.List[*model.Alarm] {
	var keys []string
	if name, ok := s.Name.Get(); ok {
		for _, namespace := range []string{metricsOfServices, containerInsights} {
			if cluster, ok := s.ClusterName.Get(); ok {
				keys = append(keys, serviceKey(namespace, cluster, name))
			} else {
				keys = append(keys, namespace+"|ServiceName="+name)
			}
		}
	}
	return w.ofNamed(serviceSubject(s), keys, s.Name, s.ClusterName)
}

// ofNamed are the alarms of a component; not all of them where its own name is not known and some alarm names
// something of its namespaces.
func (w *watches) ofNamed(s *subject, keys []string, names ...model.Value[string]) model.List[*model.Alarm] {
	list := w.of(s, keys...)
	if !slices.ContainsFunc(append(slices.Clone(s.namespaces), "?"), func(n string) bool { return w.named[n] }) {
		return list
	}
	for _, name := range names {
		if !name.IsKnown() {
			list = list.Broken(name.Why())
		}
	}
	return list
}

func (w *watches) loadBalancer(lb *model.LoadBalancer) model.List[*model.Alarm] {
	return w.of(w.balancerSubject(lb), namespaceOf(lb)+"|LoadBalancer="+lb.ARNSuffix.Or("?"))
}

func (w *watches) database(d *model.Database) model.List[*model.Alarm] {
	id, instance := d.Identifier.Or("?"), metricsOfDatabases+"|DBInstanceIdentifier="
	keys := []string{instance + id, metricsOfDatabases + "|DBClusterIdentifier=" + id}
	for _, member := range d.Members.Items() {
		keys = append(keys, instance+member)
	}
	return w.ofNamed(databaseSubject(d), keys, d.Identifier)
}

func (w *watches) cache(k *model.Cache) model.List[*model.Alarm] {
	var keys []string
	for _, name := range []string{"ReplicationGroupId", "CacheClusterId", "clusterId"} {
		keys = append(keys, metricsOfCaches+"|"+name+"="+k.Identifier.Or("?"))
	}
	return w.ofNamed(w.cacheSubject(k), keys, k.Identifier)
}
