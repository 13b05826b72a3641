package wiring

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
)

const desiredCount = "ecs:service:DesiredCount"

// fillCapacity adds the bounds of a service, and takes away what is suspended.
func (s *scaling) fillCapacity(f *Service) {
	f.ScalingTargets = gapped(s.Model, model.Whole[string](), "scaling_targets")
	var targets []*model.ScalingTarget
	for _, t := range s.targets.of[f.ID] {
		if dimension, ok := t.Dimension.Get(); !ok {
			f.ScalingTargets = f.ScalingTargets.Broken(t.Dimension.Why())
		} else if dimension == desiredCount {
			f.ScalingTargets = f.ScalingTargets.With(t.ID)
			targets = append(targets, t)
		}
	}
	for _, t := range s.targets.maybe(f.ID) {
		t.why.Detail = t.noun.ID + " may scale it"
		f.ScalingTargets = f.ScalingTargets.Broken(t.why)
	}
	switch {
	case len(targets) > 0:
		s.bounds(f, targets)
	case !f.ScalingTargets.IsWhole():
		why := f.ScalingTargets.Why()
		f.MinTasks, f.MaxTasks = model.Unknown[int](why), model.Unknown[int](why)
		suspend(f, model.Unknown[bool](why), model.Unknown[bool](why))
	default:
		// Without scaling the number of tasks is fixed.
		f.MinTasks, f.MaxTasks = f.DesiredCount, f.DesiredCount
	}
}

// bounds are those of the target, and those that scheduled actions set for a time.
func (s *scaling) bounds(f *Service, targets []*model.ScalingTarget) {
	agreed := func(get func(*model.ScalingTarget) model.Value[int]) model.Value[int] {
		return agreedOn(f, targets, get)
	}
	f.MinTasks = agreed(func(t *model.ScalingTarget) model.Value[int] { return t.MinCapacity })
	f.MaxTasks = agreed(func(t *model.ScalingTarget) model.Value[int] { return t.MaxCapacity })
	in := agreedOn(f, targets, func(t *model.ScalingTarget) model.Value[bool] { return t.InSuspended })
	out := agreedOn(f, targets, func(t *model.ScalingTarget) model.Value[bool] { return t.OutSuspended })
	off := agreedOn(f, targets, func(t *model.ScalingTarget) model.Value[bool] { return t.ScheduledSuspended })
	f.LowestKnown, f.HighestKnown = f.MinTasks, f.MaxTasks
	fixed, scheduled := model.Equal(f.MinTasks, f.MaxTasks), model.Known(false)
	for _, a := range s.actions.of[f.ID] {
		acts := model.Every(model.Not(off), model.Not(a.Over), model.Is(a.Dimension, desiredCount))
		scheduled = model.Some(scheduled, acts)
		rebound(f, a, acts)
		if acts.Or(false) && a.MinCapacity.IsKnown() {
			f.LowestKnown = widened(f.LowestKnown, a.MinCapacity, acts, a.ID, isLower)
		}
		if acts.Or(false) && a.MaxCapacity.IsKnown() {
			f.HighestKnown = widened(f.HighestKnown, a.MaxCapacity, acts, a.ID, isHigher)
		}
	}
	for _, a := range s.actions.maybe(f.ID) {
		a.why.Detail = a.noun.ID + " may set its bounds"
		acts := model.Every(model.Not(off), model.Not(a.noun.Over), model.Unknown[bool](a.why))
		scheduled = model.Some(scheduled, acts)
		rebound(f, a.noun, acts)
	}
	for _, p := range s.policies.of[f.ID] {
		f.MaxTasks = unbounded(f.MaxTasks, p)
	}
	if gap := s.Model.GapFor("scheduled_actions"); gap != nil && !off.Or(false) {
		f.MinTasks, f.MaxTasks = model.Unknown[int](gap.Why()), model.Unknown[int](gap.Why())
	}
	for _, t := range s.targets.maybe(f.ID) {
		t.why.Detail = t.noun.ID + " may set its bounds"
		f.MinTasks, f.MaxTasks = model.Unknown[int](t.why), model.Unknown[int](t.why)
	}
	s.asSet(f)
	suspend(f, in, out)
	settle(f, model.Every(model.Not(scheduled), model.Some(fixed, model.Every(in, out))))
}

// asSet widens the bounds by the number of tasks that somebody set beyond them: scaling does not bring it back by
// itself. Before apply that number is only what a service begins with.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
func (s *scaling) asSet(f *Service) {
	if s.Model.Source.Kind != model.KindAccount {
		return
	}
	const by = "the desired count"
	f.MinTasks = widened(f.MinTasks, f.DesiredCount, model.Known(true), by, isLower)
	f.MaxTasks = widened(f.MaxTasks, f.DesiredCount, model.Known(true), by, isHigher)
}

// unbounded is a maximum that predictive scaling may go beyond, by as much as it expects.
func unbounded(most model.Value[int], p *model.ScalingPolicy) model.Value[int] {
	raises, known := p.RaisesMaximum.Get()
	switch {
	case known && !raises:
		return most
	case known:
		return model.Unknown[int](
			model.Why{Reason: model.NotRecorded, Detail: p.ID + " raises it where it expects more load"},
		)
	}
	return model.Unknown[int](p.RaisesMaximum.Why())
}

// settle takes targets away that never change the number of tasks.
func settle(f *Service, idle model.Value[bool]) {
	switch still, known := idle.Get(); {
	case !known:
		f.ScalingTargets = model.Part[string](idle.Why())
	case still:
		f.ScalingTargets = model.Whole[string]()
		f.ignore("its scaling target never changes the number of tasks")
	}
}

// agreedOn is what all targets of one service say. AWS has one target and keeps what was written
// last, which nobody can tell before.
func agreedOn[T comparable](
	f *Service,
	targets []*model.ScalingTarget,
	get func(*model.ScalingTarget) model.Value[T],
) model.Value[T] {
	first := get(targets[0])
	for _, t := range targets[1:] {
		value, known := get(t).Get()
		mine, ok := first.Get()
		if !known || !ok || value != mine {
			return model.Unknown[T](
				model.Why{
					Reason: model.KnownAfterApply,
					Detail: fmt.Sprintf(
						"%d scaling targets of %s differ, and the last one written counts",
						len(targets),
						f.ID,
					),
				},
			)
		}
	}
	return first
}

// rebound widens the bounds by those that a scheduled action sets.
func rebound(f *Service, a *model.ScheduledAction, acts model.Value[bool]) {
	f.MinTasks = widened(f.MinTasks, a.MinCapacity, acts, a.ID, isLower)
	f.MaxTasks = widened(f.MaxTasks, a.MaxCapacity, acts, a.ID, isHigher)
}

func isLower(now, then int) bool { return then < now }

func isHigher(now, then int) bool { return then > now }

func widened(
	bound, other model.Value[int],
	acts model.Value[bool],
	id string,
	wider func(now, then int) bool,
) model.Value[int] {
	now, known := bound.Get()
	then, told := other.Get()
	active, decided := acts.Get()
	switch {
	case decided && !active, !known, told && (then < 0 || !wider(now, then)):
		return bound
	case told && decided:
		return other
	case told:
		return model.Unknown[int](model.Why{Reason: acts.Why().Reason, Detail: id + " may set it"})
	}
	return model.Unknown[int](model.Why{Reason: other.Why().Reason, Detail: id + " may set it"})
}

// suspend takes the thresholds away on which nothing acts.
func suspend(f *Service, in, out model.Value[bool]) {
	for _, side := range []struct {
		suspended model.Value[bool]
		lists     []*model.List[float64]
		name      string
	}{
		{out, []*model.List[float64]{&f.OutCPU, &f.OutMemory}, "out"}, {in, []*model.List[float64]{&f.InCPU, &f.InMemory}, "in"},
	} {
		off, known := side.suspended.Get()
		if off {
			f.ignore("scaling " + side.name + " is suspended")
		}
		for _, list := range side.lists {
			if off {
				*list = model.Whole[float64]()
			} else if !known {
				*list = list.Broken(side.suspended.Why())
			}
		}
	}
	f.TracksCPU, f.TracksMemory = model.Every(f.TracksCPU, model.Not(in)), model.Every(f.TracksMemory, model.Not(in))
}
