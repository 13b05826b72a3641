package wiring

import (
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/kind"
	"github.com/archcheck/archcheck/internal/model"
)

// Watched are the alarms that tell when something is wrong with a component, and why others that
// watch it do not.
type Watched struct {
	Alarms     model.List[string] `json:"alarms"`
	AlarmNotes []string           `json:"alarm_notes"`
}

// alarmsOf adds the alarms that watch a component, and the topics they notify. Those that never tell
// anything are judged by their actions too.
func (b *builder) alarmsOf(list model.List[*model.Alarm], s *subject, member Member) Watched {
	w := Watched{Alarms: model.Whole[string](), AlarmNotes: []string{}}
	cover := s.cover(list.Items())
	for _, a := range list.Items() {
		warns, note := s.warns(a)
		if together, is := cover[a]; is {
			if tell, known := together.Get(); tell || !known {
				warns, note = together, ""
			}
		}
		w.Alarms = joined(w.Alarms, warns, a.ID)
		if note != "" {
			w.AlarmNotes = append(w.AlarmNotes, a.ID+" "+note)
		}
		b.alarm(Alarm{*a, member, b.topicsOf(a), b.speakers.mute(a)})
	}
	for _, m := range b.watches.misnamed[s.ID] {
		w.AlarmNotes = append(w.AlarmNotes, m.alarm+" takes its "+m.attribute+", which no metric of it is named by")
	}
	if !list.IsWhole() {
		w.Alarms = w.Alarms.Broken(list.Why())
	}
	return w
}

// alarm adds an alarm with the topics it notifies; where its actions are not known, they may be one more.
func (b *builder) alarm(a Alarm) {
	if !b.once("alarms", a.ID, a.Member) {
		return
	}
	b.facts.Alarms = append(b.facts.Alarms, a)
	to := end{"topics", "aws_sns_topic", "the topic of " + a.ID}
	for _, t := range followAll(b.Index, a.NotifiesTopics, b.Topics, to) {
		b.topic(t, a.Member)
	}
}

// strayAlarms adds alarms that may watch a component, their dimensions not being known: silence
// would pass over them. As they may as well watch something else, none of them fails.
func (b *builder) strayAlarms(scope Scope) {
	for _, namespace := range slices.Sorted(maps.Keys(b.watches.open)) {
		if !b.isWatched(namespace) {
			continue
		}
		for _, a := range b.watches.open[namespace] {
			if why, open := unsettled(a); open && scope.mayHold(&a.Resource) {
				b.alarm(b.stray(a, why))
			}
		}
	}
	for i := range b.Model.Alarms {
		a := &b.Model.Alarms[i]
		if why, unsure := b.watches.unsure[a]; unsure && scope.mayHold(&a.Resource) {
			b.alarm(b.stray(a, why))
		}
	}
}

// unsettled reports whether what an alarm watches hangs on something unknown, and why.
func unsettled(a *model.Alarm) (model.Why, bool) {
	if !a.Metrics.IsWhole() {
		return a.Metrics.Why(), true
	}
	for _, m := range a.Metrics.Items() {
		if !m.Dimensions.IsWhole() {
			return m.Dimensions.Why(), true
		}
		if !m.Namespace.IsKnown() {
			return m.Namespace.Why(), true
		}
		for _, d := range m.Dimensions.Items() {
			if !d.Value.IsKnown() && d.Resource.Or("") == "" {
				return d.Value.Why(), true
			}
		}
	}
	return model.Why{}, false
}

func (b *builder) stray(a *model.Alarm, why model.Why) Alarm {
	why.Detail = "it is not known what it watches"
	stray := Alarm{*a, Member{}, b.topicsOf(a), b.speakers.mute(a)}
	if len(stray.NotifiesTopics.Items()) == 0 {
		stray.NotifiesTopics = stray.NotifiesTopics.Broken(why)
	}
	if stray.Mute.Or(false) {
		stray.Mute = model.Unknown[bool](why)
	}
	return stray
}

// isWatched reports whether metrics of a namespace are those of a component, or may be.
func (b *builder) isWatched(namespace string) bool {
	switch namespace {
	case metricsOfServices,
		containerInsights,
		metricsOfBalancers,
		metricsOfNLBs,
		metricsOfDatabases,
		metricsOfCaches,
		"?":
		return true
	}
	return slices.ContainsFunc(b.doc.Components, func(c document.Component) bool {
		return slices.ContainsFunc(c.Kind.Metrics, func(m kind.Metric) bool { return m.Namespace == namespace })
	})
}

// topicsOf are the topics that an alarm notifies itself, or through composite alarms.
func (b *builder) topicsOf(a *model.Alarm) model.List[string] {
	return b.composedTopics(a, b.topicsAmong(a.AlarmActions, &a.Resource))
}

// topicsAmong are the topics among actions that are there, in the region, and let CloudWatch publish: it
// sends nothing to another one.
func (b *builder) topicsAmong(actions model.List[string], sender *model.Resource) model.List[string] {
	topics := model.Whole[string]()
	for _, id := range actions.Items() {
		region, isTopic, listens := topicRegion(id), isTopicARN(id), model.Known(true)
		if t := b.Topics[id]; t != nil {
			region, isTopic, listens = t.Region, true, model.Every(t.HearsAlarms, hearsOf(t, sender), b.keyHears(t))
		}
		if !isTopic || b.TopicGone(id) {
			continue
		}
		topics = joined(topics, model.Every(model.Equal(region, sender.Region), listens), id)
	}
	if !actions.IsWhole() {
		topics = topics.Broken(actions.Why())
	}
	return topics
}

func (b *builder) topic(t *model.Topic, member Member) {
	if !b.once("topics", t.ID, member) {
		return
	}
	subscribers := gapped(b.Model, model.Whole[string](), "topics")
	for _, s := range t.Subscriptions.Items() {
		subscribers = joined(subscribers, model.Every(s.Confirmed, b.receives(t, &s)), s.Origin)
	}
	if !t.Subscriptions.IsWhole() {
		subscribers = subscribers.Broken(t.Subscriptions.Why())
	}
	b.facts.Topics = append(b.facts.Topics, Topic{*t, member, subscribers})
}
