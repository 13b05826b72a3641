package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// scaling finds what scales a service.
type scaling struct {
	*Index
	targets  owned[*model.ScalingTarget]
	policies owned[*model.ScalingPolicy]
	actions  owned[*model.ScheduledAction]
	// firing act while they fire.
	firing acting
	// recovered act while they do not fire, silent while they have no data.
	recovered, silent acting
}

// acting are alarms by the policies that they act on in one of their states.
type acting struct {
	// alarms act on a policy, maybe are those that have it as a candidate, openAlarms act on something not decided.
	alarms     map[string][]*model.Alarm
	maybe      map[string][]*model.Alarm
	openAlarms []*model.Alarm
}

func noneActing() acting {
	return acting{map[string][]*model.Alarm{}, map[string][]*model.Alarm{}, nil}
}

// owned are nouns by the service they are for; open belong to one that is not decided.
type owned[T any] struct {
	of   map[string][]T
	open []mine[T]
}

type mine[T any] struct {
	noun T
	why  model.Why
}

func (o *owned[T]) add(noun T, service model.Value[string]) {
	if id, ok := service.Get(); ok {
		if o.of == nil {
			o.of = map[string][]T{}
		}
		o.of[id] = append(o.of[id], noun)
		return
	}
	o.open = append(o.open, mine[T]{noun, service.Why()})
}

// maybe are those that may be a service's, each with why.
func (o *owned[T]) maybe(service string) []mine[T] {
	return slices.DeleteFunc(slices.Clone(o.open), func(m mine[T]) bool {
		return len(m.why.Candidates) > 0 && !slices.Contains(m.why.Candidates, service)
	})
}

func newScaling(ix *Index) *scaling {
	s := &scaling{Index: ix, firing: noneActing(), recovered: noneActing(), silent: noneActing()}
	for i := range ix.Model.ScalingTargets {
		s.targets.add(&ix.Model.ScalingTargets[i], ix.Model.ScalingTargets[i].Service)
	}
	for i := range ix.Model.ScalingPolicies {
		s.policies.add(&ix.Model.ScalingPolicies[i], ix.Model.ScalingPolicies[i].Service)
	}
	for i := range ix.Model.ScheduledActions {
		s.actions.add(&ix.Model.ScheduledActions[i], ix.Model.ScheduledActions[i].Service)
	}
	for i := range ix.Model.Alarms {
		a := &ix.Model.Alarms[i]
		s.firing.add(a, a.AlarmActions)
		s.recovered.add(contrary(a), a.OKActions)
		s.silent.add(a, a.NoDataActions)
	}
	return s
}

// contrary is the alarm that fires while another one does not.
func contrary(a *model.Alarm) *model.Alarm {
	other := *a
	other.AlarmActions = a.OKActions
	other.ComparisonOperator = model.Map(a.ComparisonOperator, func(operator string) string {
		return map[string]string{
			"GreaterThanThreshold":          "LessThanOrEqualToThreshold",
			"GreaterThanOrEqualToThreshold": "LessThanThreshold",
			"LessThanThreshold":             "GreaterThanOrEqualToThreshold",
			"LessThanOrEqualToThreshold":    "GreaterThanThreshold",
		}[operator]
	})
	return &other
}

func (s *acting) add(a *model.Alarm, actions model.List[string]) {
	for _, action := range actions.Items() {
		s.alarms[action] = append(s.alarms[action], a)
	}
	if actions.IsWhole() {
		return
	}
	candidates := actions.Why().Candidates
	for _, id := range candidates {
		s.maybe[id] = append(s.maybe[id], a)
	}
	if len(candidates) == 0 {
		s.openAlarms = append(s.openAlarms, a)
	}
}

// fill adds capacity and thresholds to a service.
func (s *scaling) fill(f *Service) {
	f.OutCPU, f.OutMemory = s.fresh(), s.fresh()
	f.InCPU, f.InMemory = s.fresh(), s.fresh()
	f.TracksCPU, f.TracksMemory = model.Known(false), model.Known(false)
	f.WrongWay = gapped(s.Model, model.Whole[string](), "alarms", "scaling_policies")
	for _, p := range s.policies.of[f.ID] {
		s.policy(f, p)
	}
	for _, p := range s.policies.maybe(f.ID) {
		p.why.Detail = p.noun.ID + " may scale it"
		breakAll(f, p.why)
	}
	s.fillCapacity(f)
}

func (s *scaling) policy(f *Service, p *model.ScalingPolicy) {
	kind, known := p.PolicyType.Get()
	switch {
	case !known:
		breakAll(f, p.PolicyType.Why())
	case kind == "TargetTrackingScaling":
		s.track(f, p)
	case kind == "StepScaling":
		s.step(f, p)
	default:
		f.ignore(p.ID + " is " + kind + " and has no threshold")
	}
}

// ignore notes why something that scales the service gives no threshold.
func (f *Service) ignore(line string) { f.ScalingNotes = append(f.ScalingNotes, line) }

func breakAll(f *Service, why model.Why) {
	for _, list := range []*model.List[float64]{&f.OutCPU, &f.OutMemory, &f.InCPU, &f.InMemory} {
		*list = list.Broken(why)
	}
	f.WrongWay = f.WrongWay.Broken(why)
}

func (s *scaling) fresh() model.List[float64] {
	return gapped(s.Model, model.Whole[float64](), "alarms", "scaling_policies")
}
