package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// speakers are the composite alarms that raise an alarm for others.
type speakers struct {
	*Index
	composites map[string]*model.CompositeAlarm
	// named are metric and composite alarms by all that a rule may call them.
	named map[string][]*model.Resource
	// of are those of an alarm by its id, also through one another.
	of map[string][]*model.CompositeAlarm
	// unsure may speak for an alarm, and open for any, or for their candidates.
	unsure map[string][]mine[*model.CompositeAlarm]
	open   []mine[*model.CompositeAlarm]
}

func newSpeakers(ix *Index) *speakers {
	s := &speakers{Index: ix, composites: byID(ix.Model.CompositeAlarms), named: map[string][]*model.Resource{},
		of: map[string][]*model.CompositeAlarm{}, unsure: map[string][]mine[*model.CompositeAlarm]{}}
	if len(ix.Model.CompositeAlarms) == 0 {
		return s
	}
	for i := range ix.Model.Alarms {
		s.name(&ix.Model.Alarms[i].Resource)
	}
	for i := range ix.Model.CompositeAlarms {
		s.name(&ix.Model.CompositeAlarms[i].Resource)
	}
	for i := range ix.Model.CompositeAlarms {
		c := &ix.Model.CompositeAlarms[i]
		s.follow(c, c, map[*model.CompositeAlarm]bool{})
	}
	return s
}

func (s *speakers) name(r *model.Resource) {
	names := []string{r.ID, r.Source.ARN, r.Name.Or("")}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if name != "" {
			s.named[name] = append(s.named[name], r)
		}
	}
}

// follow lets a composite alarm speak for what another names, which it names itself or is.
func (s *speakers) follow(speaker, c *model.CompositeAlarm, seen map[*model.CompositeAlarm]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	if !c.Heralds.IsWhole() {
		s.open = append(s.open, mine[*model.CompositeAlarm]{speaker, c.Heralds.Why()})
	}
	for _, name := range c.Heralds.Items() {
		for _, r := range s.named[name] {
			means := model.Every(
				model.Equal(c.Region, r.Region),
				model.Equal(c.Account, r.Account),
			) // a name is none in another region
			if name == r.ID || strings.HasPrefix(name, "arn:") {
				means = model.Known(true)
			}
			s.hear(speaker, r, means, seen)
		}
	}
}

func (s *speakers) hear(
	speaker *model.CompositeAlarm,
	r *model.Resource,
	means model.Value[bool],
	seen map[*model.CompositeAlarm]bool,
) {
	yes, known := means.Get()
	inner := s.composites[r.ID]
	switch {
	case !known:
		s.unsure[r.ID] = append(s.unsure[r.ID], mine[*model.CompositeAlarm]{speaker, means.Why()})
	case yes && inner != nil:
		s.follow(speaker, inner, seen)
	case yes && !slices.Contains(s.of[r.ID], speaker):
		s.of[r.ID] = append(s.of[r.ID], speaker)
	}
}

// mute reports whether nothing tells of an alarm: its own actions are off, and no composite alarm
// that is heard speaks for it.
func (s *speakers) mute(a *model.Alarm) model.Value[bool] {
	heard := []model.Value[bool]{a.ActionsEnabled}
	for _, c := range s.of[a.ID] {
		heard = append(heard, c.ActionsEnabled)
	}
	for _, c := range s.maybe(a.ID) {
		heard = append(heard, model.Unknown[bool](c.why))
	}
	if gap := s.Model.GapFor("composite_alarms"); gap != nil {
		heard = append(heard, model.Unknown[bool](gap.Why()))
	}
	return model.Not(model.Some(heard...))
}

// maybe are those of which it is not known whether they speak for an alarm.
func (s *speakers) maybe(alarm string) []mine[*model.CompositeAlarm] {
	all := slices.Clone(s.unsure[alarm])
	for _, c := range s.open {
		if candidates := c.why.Candidates; len(candidates) == 0 || slices.Contains(candidates, alarm) {
			all = append(all, c)
		}
	}
	return slices.DeleteFunc(
		all,
		func(c mine[*model.CompositeAlarm]) bool { return slices.Contains(s.of[alarm], c.noun) },
	)
}

// composedTopics adds to the topics that an alarm notifies itself those of the composite alarms that speak for it.
func (b *builder) composedTopics(a *model.Alarm, own model.List[string]) model.List[string] {
	topics := own
	for _, c := range b.speakers.of[a.ID] {
		switch enabled, known := c.ActionsEnabled.Get(); {
		case !known:
			topics = openUnlessAny(topics, c.ActionsEnabled.Why())
		case enabled:
			topics = model.Union(topics, b.topicsAmong(c.AlarmActions, &c.Resource))
		}
	}
	for _, c := range b.speakers.maybe(a.ID) {
		c.why.Detail = c.noun.ID + " may speak for it"
		topics = openUnlessAny(topics, c.why)
	}
	if gap := b.Model.GapFor("composite_alarms"); gap != nil {
		topics = openUnlessAny(topics, gap.Why())
	}
	return topics
}

// openUnlessAny: another topic that nobody knows of changes nothing for an alarm that has one.
func openUnlessAny(topics model.List[string], why model.Why) model.List[string] {
	if len(topics.Items()) > 0 {
		return topics
	}
	return topics.Broken(why)
}
