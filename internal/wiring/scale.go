package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// scaling finds what scales a service.
type scaling struct {
	*Index
	targets  map[string][]*model.ScalingTarget
	policies map[string][]*model.ScalingPolicy
	// openTargets and openPolicies belong to a service that is not decided.
	openTargets  []*model.ScalingTarget
	openPolicies []*model.ScalingPolicy
	// alarms act on a policy, maybe are those that have it as a candidate, openAlarms act on something not decided.
	alarms     map[string][]*model.Alarm
	maybe      map[string][]*model.Alarm
	openAlarms []*model.Alarm
}

func newScaling(ix *Index) *scaling {
	s := &scaling{Index: ix, targets: map[string][]*model.ScalingTarget{}, policies: map[string][]*model.ScalingPolicy{}, alarms: map[string][]*model.Alarm{}, maybe: map[string][]*model.Alarm{}}
	for i := range ix.Model.ScalingTargets {
		t := &ix.Model.ScalingTargets[i]
		if id, ok := t.Service.Get(); ok {
			s.targets[id] = append(s.targets[id], t)
		} else {
			s.openTargets = append(s.openTargets, t)
		}
	}
	for i := range ix.Model.ScalingPolicies {
		p := &ix.Model.ScalingPolicies[i]
		if id, ok := p.Service.Get(); ok {
			s.policies[id] = append(s.policies[id], p)
		} else {
			s.openPolicies = append(s.openPolicies, p)
		}
	}
	for i := range ix.Model.Alarms {
		a := &ix.Model.Alarms[i]
		for _, action := range a.AlarmActions.Items() {
			s.alarms[action] = append(s.alarms[action], a)
		}
		if a.AlarmActions.IsWhole() {
			continue
		}
		candidates := a.AlarmActions.Why().Candidates
		for _, id := range candidates {
			s.maybe[id] = append(s.maybe[id], a)
		}
		if len(candidates) == 0 {
			s.openAlarms = append(s.openAlarms, a)
		}
	}
	return s
}

const desiredCount = "ecs:service:DesiredCount"

// fill adds capacity and thresholds to a service.
func (s *scaling) fill(f *Service) {
	s.fillCapacity(f)
	f.OutCPU, f.OutMemory = s.fresh(), s.fresh()
	f.InCPU, f.InMemory = s.fresh(), s.fresh()
	f.TracksCPU, f.TracksMemory = model.Known(false), model.Known(false)
	f.WrongWay = gapped(s.Model, model.Whole[string](), "alarms", "scaling_policies")
	for _, p := range s.policies[f.ID] {
		if p.PolicyType.Or("StepScaling") == "TargetTrackingScaling" {
			track(f, p)
		} else {
			s.step(f, p)
		}
	}
	for _, p := range s.openPolicies {
		why := p.Service.Why()
		if len(why.Candidates) == 0 || slices.Contains(why.Candidates, f.ID) {
			why.Detail = p.ID + " may scale it"
			breakAll(f, why)
		}
	}
}

func breakAll(f *Service, why model.Why) {
	for _, list := range []*model.List[float64]{&f.OutCPU, &f.OutMemory, &f.InCPU, &f.InMemory} {
		*list = list.Broken(why)
	}
	f.WrongWay = f.WrongWay.Broken(why)
}

func (s *scaling) fresh() model.List[float64] {
	return gapped(s.Model, model.Whole[float64](), "alarms", "scaling_policies")
}

func (s *scaling) fillCapacity(f *Service) {
	f.ScalingTargets = gapped(s.Model, model.Whole[string](), "scaling_targets")
	for _, t := range s.targets[f.ID] {
		if dimension, ok := t.Dimension.Get(); !ok {
			f.ScalingTargets = f.ScalingTargets.Broken(t.Dimension.Why())
		} else if dimension == desiredCount {
			f.ScalingTargets = f.ScalingTargets.With(t.ID)
			f.MinTasks, f.MaxTasks = t.MinCapacity, t.MaxCapacity
		}
	}
	for _, t := range s.openTargets {
		why := t.Service.Why()
		why.Detail = t.ID + " may scale it"
		f.ScalingTargets = f.ScalingTargets.Broken(why)
	}
	if len(f.ScalingTargets.Items()) > 0 {
		return
	}
	if !f.ScalingTargets.IsWhole() {
		f.MinTasks, f.MaxTasks = model.Unknown[int](f.ScalingTargets.Why()), model.Unknown[int](f.ScalingTargets.Why())
		return
	}
	// Without scaling the number of tasks is fixed.
	f.MinTasks, f.MaxTasks = f.DesiredCount, f.DesiredCount
}

// track reads target tracking: out at the target, in by alarms that AWS sets itself.
func track(f *Service, p *model.ScalingPolicy) {
	metric, known := p.Metric.Get()
	value, valueKnown := p.TargetValue.Get()
	add := func(out *model.List[float64], tracks *model.Value[bool]) {
		if !valueKnown {
			*out = out.Broken(p.TargetValue.Why())
		} else {
			*out = out.With(value)
		}
		if disabled, ok := p.DisableScaleIn.Get(); !ok {
			*tracks = p.DisableScaleIn
		} else if !disabled {
			*tracks = model.Known(true)
		}
	}
	switch {
	case !known:
		breakAll(f, p.Metric.Why())
	case metric == "ECSServiceAverageCPUUtilization":
		add(&f.OutCPU, &f.TracksCPU)
	case metric == "ECSServiceAverageMemoryUtilization":
		add(&f.OutMemory, &f.TracksMemory)
	}
}

// direction is +1 for a policy that adds tasks, -1 for one that removes them, 0 when not decided.
func direction(p *model.ScalingPolicy) int {
	if p.AdjustmentType.Or("") == "ExactCapacity" || !p.AdjustmentType.IsKnown() || !p.Adjustments.IsWhole() {
		return 0
	}
	sign := 0
	for _, n := range p.Adjustments.Items() {
		switch {
		case n > 0 && sign >= 0:
			sign = 1
		case n < 0 && sign <= 0:
			sign = -1
		default:
			return 0
		}
	}
	return sign
}

// step reads a step scaling policy through the alarms that act on it.
func (s *scaling) step(f *Service, p *model.ScalingPolicy) {
	sign := direction(p)
	if sign == 0 {
		breakAll(f, model.Why{Reason: model.KnownAfterApply, Detail: "whether " + p.ID + " adds or removes tasks is not known"})
		return
	}
	for _, a := range s.alarms[p.ID] {
		s.trigger(f, p, a, sign)
	}
	for _, a := range append(s.openAlarms[:len(s.openAlarms):len(s.openAlarms)], s.maybe[p.ID]...) {
		if out, in, ok := lists(f, a); ok {
			why := a.AlarmActions.Why()
			why.Detail = a.ID + " may act on " + p.ID
			*pick(sign, out, in) = pick(sign, out, in).Broken(why)
		}
	}
}

func pick[T any](sign int, out, in T) T {
	if sign > 0 {
		return out
	}
	return in
}

// lists returns the thresholds that an alarm's metric belongs to.
func lists(f *Service, a *model.Alarm) (out, in *model.List[float64], ok bool) {
	switch a.MetricName.Or("?") {
	case "CPUUtilization":
		return &f.OutCPU, &f.InCPU, true
	case "MemoryUtilization":
		return &f.OutMemory, &f.InMemory, true
	case "?":
		return &f.OutCPU, &f.InCPU, true
	}
	return nil, nil, false
}

// trigger adds the threshold of one alarm. One that fires below its threshold and adds
// tasks, or above it and removes them, goes the wrong way.
func (s *scaling) trigger(f *Service, p *model.ScalingPolicy, a *model.Alarm, sign int) {
	if !a.MetricName.IsKnown() {
		breakAll(f, a.MetricName.Why())
		return
	}
	out, in, ok := lists(f, a)
	if !ok || !a.ActionsEnabled.Or(true) {
		return
	}
	list := pick(sign, out, in)
	operator, known := a.ComparisonOperator.Get()
	if !known {
		*list = list.Broken(a.ComparisonOperator.Why())
		f.WrongWay = f.WrongWay.Broken(a.ComparisonOperator.Why())
		return
	}
	if strings.HasPrefix(operator, "Greater") != (sign > 0) {
		f.WrongWay = f.WrongWay.With(a.ID)
		return
	}
	if wrong, why := otherService(a, &f.Service); wrong {
		f.WrongWay = f.WrongWay.With(a.ID + " watches another service")
		return
	} else if why != nil {
		*list, f.WrongWay = list.Broken(*why), f.WrongWay.Broken(*why)
		return
	}
	threshold, known := a.Threshold.Get()
	offset, offsetKnown := p.StepOffset.Get()
	if !known || !offsetKnown || !a.ActionsEnabled.IsKnown() {
		*list = list.Broken(model.Why{Reason: model.KnownAfterApply, Detail: "the threshold of " + a.ID})
		return
	}
	*list = list.With(threshold + float64(sign)*offset)
}

// otherService reports whether an alarm's dimensions name another service, or why that is open.
func otherService(a *model.Alarm, s *model.Service) (bool, *model.Why) {
	for _, d := range a.Dimensions.Items() {
		mine := model.Known(s.ID)
		name := s.Name
		switch d.Name.Or("") {
		case "ServiceName":
		case "ClusterName":
			mine, name = s.Cluster, s.ClusterName
		default:
			continue
		}
		same := sameAs(d, mine, name)
		if other, ok := same.Get(); !ok {
			why := same.Why()
			return false, &why
		} else if !other {
			return true, nil
		}
	}
	if !a.Dimensions.IsWhole() {
		why := a.Dimensions.Why()
		return false, &why
	}
	return false, nil
}

// sameAs reports whether a dimension means a resource, by reference or else by its name.
func sameAs(d model.Dimension, id, name model.Value[string]) model.Value[bool] {
	if resource := d.Resource.Or(""); resource != "" && id.IsKnown() {
		return model.Known(resource == id.Or(""))
	}
	value, known := d.Value.Get()
	if !known {
		return model.Unknown[bool](d.Value.Why())
	}
	if !name.IsKnown() {
		return model.Unknown[bool](name.Why())
	}
	return model.Known(value == name.Or(""))
}
