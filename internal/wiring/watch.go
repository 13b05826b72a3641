package wiring

import (
	"regexp"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// watches finds the alarms of a component by their dimensions.
type watches struct {
	*Index
	// byValue holds alarms under "namespace|dimension=value", byResource under the id a dimension refers to.
	byValue    map[string][]*model.Alarm
	byResource map[string][]*model.Alarm
	// open are alarms of a namespace whose dimensions are not decided.
	open    map[string][]*model.Alarm
	members *regexp.Regexp
}

func newWatches(ix *Index) *watches {
	w := &watches{Index: ix, byValue: map[string][]*model.Alarm{}, byResource: map[string][]*model.Alarm{}, open: map[string][]*model.Alarm{},
		members: regexp.MustCompile(`(-\d{3}|-\d{4}-\d{3})$`)}
	for i := range ix.Model.Alarms {
		w.add(&ix.Model.Alarms[i])
	}
	return w
}

func (w *watches) add(a *model.Alarm) {
	if w.onlyScales(a) {
		return
	}
	namespace := a.Namespace.Or("?")
	if cluster, service := dimension(a, "ClusterName"), dimension(a, "ServiceName"); cluster != "" && service != "" && a.Dimensions.IsWhole() && a.Namespace.IsKnown() {
		key := serviceKey(namespace, cluster, service)
		w.byValue[key] = append(w.byValue[key], a)
		return
	}
	decided := a.Dimensions.IsWhole() && a.Namespace.IsKnown() && namespace != ""
	for _, d := range a.Dimensions.Items() {
		value, known := d.Value.Get()
		resource := d.Resource.Or("")
		switch {
		case resource != "":
			w.byResource[resource] = append(w.byResource[resource], a)
		case known:
			name := d.Name.Or("?")
			if name == "CacheClusterId" {
				value = w.members.ReplaceAllString(value, "")
			}
			key := namespace + "|" + name + "=" + value
			w.byValue[key] = append(w.byValue[key], a)
		default:
			decided = false
		}
	}
	if !decided {
		w.open[namespace] = append(w.open[namespace], a)
	}
}

// serviceKey finds alarms of a service: by its name alone there would be too many, where
// every stack calls its service the same.
func serviceKey(namespace, cluster, service string) string {
	return namespace + "|ClusterName=" + cluster + ",ServiceName=" + service
}

// dimension is the known value of a dimension, or empty.
func dimension(a *model.Alarm, name string) string {
	for _, d := range a.Dimensions.Items() {
		if d.Name.Or("") == name && d.Resource.Or("") == "" {
			return d.Value.Or("")
		}
	}
	return ""
}

// onlyScales reports whether all actions of an alarm are scaling policies.
func (w *watches) onlyScales(a *model.Alarm) bool {
	actions := a.AlarmActions.Items()
	if len(actions) == 0 {
		// A scaling alarm's policy may not be resolved; whether it notifies anybody is then open too.
		return false
	}
	return !slices.ContainsFunc(actions, func(id string) bool {
		return w.ScalingPolicies[id] == nil && !strings.Contains(id, ":scalingPolicy:")
	})
}

func isTopicARN(id string) bool {
	return strings.HasPrefix(id, "arn:") && strings.Contains(id, ":sns:")
}

// of collects alarms by resource and by value; an undecided alarm of a namespace may be one too.
func (w *watches) of(id string, keys []string, namespaces ...string) model.List[*model.Alarm] {
	var found []*model.Alarm
	add := func(alarms []*model.Alarm) {
		for _, a := range alarms {
			if !slices.Contains(found, a) {
				found = append(found, a)
			}
		}
	}
	add(w.byResource[id])
	for _, key := range keys {
		add(w.byValue[key])
	}
	list := gapped(w.Model, model.Whole(found...), "alarms")
	for _, namespace := range append(namespaces, "?", "") {
		for _, a := range first(w.open[namespace]) {
			why, open := unsettled(a)
			if !open {
				why = model.Why{Reason: model.KnownAfterApply}
			}
			why.Detail = a.ID + " may watch it, its dimensions are not known"
			list = list.Broken(why)
		}
	}
	return list
}

// first is enough to say that something is open.
func first(alarms []*model.Alarm) []*model.Alarm { return alarms[:min(1, len(alarms))] }

func (w *watches) service(s *model.Service) model.List[*model.Alarm] {
	name, ok := s.Name.Get()
	if ok && !s.ClusterName.IsKnown() {
		return w.of(s.ID, []string{"AWS/ECS|ServiceName=" + name}, "AWS/ECS", "ECS/ContainerInsights").Broken(s.ClusterName.Why())
	}
	if !ok {
		return w.of(s.ID, nil, "AWS/ECS", "ECS/ContainerInsights").Broken(s.Name.Why())
	}
	var keys []string
	for _, namespace := range []string{"AWS/ECS", "ECS/ContainerInsights"} {
		keys = append(keys, namespace+"|ServiceName="+name)
		if cluster, ok := s.ClusterName.Get(); ok {
			keys = append(keys, serviceKey(namespace, cluster, name))
		}
	}
	list := w.of(s.ID, keys, "AWS/ECS", "ECS/ContainerInsights")
	kept := gapped(w.Model, model.Whole[*model.Alarm](), "alarms")
	for _, a := range list.Items() {
		if other, why := otherService(a, s); why != nil {
			kept = kept.Broken(*why)
		} else if !other {
			kept = kept.With(a)
		}
	}
	if !list.IsWhole() {
		kept = kept.Broken(list.Why())
	}
	return kept
}

func (w *watches) loadBalancer(lb *model.LoadBalancer) model.List[*model.Alarm] {
	var keys []string
	if suffix, ok := lb.ARNSuffix.Get(); ok {
		keys = append(keys, "AWS/ApplicationELB|LoadBalancer="+suffix)
	}
	return w.of(lb.ID, keys, "AWS/ApplicationELB")
}

func (w *watches) database(d *model.Database) model.List[*model.Alarm] {
	id, ok := d.Identifier.Get()
	if !ok {
		return w.of(d.ID, nil, "AWS/RDS").Broken(d.Identifier.Why())
	}
	return w.of(d.ID, []string{"AWS/RDS|DBInstanceIdentifier=" + id, "AWS/RDS|DBClusterIdentifier=" + id}, "AWS/RDS")
}

func (w *watches) cache(k *model.Cache) model.List[*model.Alarm] {
	id, ok := k.Identifier.Get()
	if !ok {
		return w.of(k.ID, nil, "AWS/ElastiCache").Broken(k.Identifier.Why())
	}
	keys := []string{"AWS/ElastiCache|ReplicationGroupId=" + id, "AWS/ElastiCache|CacheClusterId=" + id, "AWS/ElastiCache|clusterId=" + id}
	return w.of(k.ID, keys, "AWS/ElastiCache")
}
