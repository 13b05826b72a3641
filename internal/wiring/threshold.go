package wiring

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
)

// measure is a utilisation of a service by which it scales.
type measure struct {
	metric, predefined string
	out, in            *model.List[float64]
	tracks             *model.Value[bool]
}

func measures(f *Service) []measure {
	return []measure{
		{"CPUUtilization", "ECSServiceAverageCPUUtilization", &f.OutCPU, &f.InCPU, &f.TracksCPU},
		{"MemoryUtilization", "ECSServiceAverageMemoryUtilization", &f.OutMemory, &f.InMemory, &f.TracksMemory},
	}
}

// is reports whether a metric that somebody looks at is the measure of the service: the average
// utilisation that AWS itself counts, of this service alone.
func (m measure) is(f *Service, looks *model.Resource, metric *model.Metric) model.Value[bool] {
	return model.Every(utilisation(&f.Service).about(looks, metric), model.Is(metric.MetricName, m.metric),
		model.Is(metric.Statistic, "Average"))
}

// otherService reports whether a metric is that of a service, but of another one.
func otherService(f *Service, metric *model.Metric) bool {
	names := map[string]bool{}
	for _, d := range metric.Dimensions.Items() {
		names[d.Name.Or("")] = true
	}
	shaped := metric.Dimensions.IsWhole() && len(names) == 2 && names["ClusterName"] && names["ServiceName"]
	return shaped && !utilisation(&f.Service).named(metric).Or(true)
}

// track reads target tracking: out at the target, in by alarms that AWS sets itself.
func (s *scaling) track(f *Service, p *model.ScalingPolicy) {
	predefined, known := p.Metric.Get()
	metric, why := p.Plain()
	for _, m := range measures(f) {
		var same model.Value[bool]
		switch {
		case !known:
			same = model.Unknown[bool](p.Metric.Why())
		case predefined != "":
			same = model.Known(predefined == m.predefined)
		case why != nil:
			same = model.Unknown[bool](*why)
		case metric == nil:
			same = model.Known(false)
		default:
			same = m.is(f, &p.Resource, metric)
		}
		s.trackAt(f, p, m, same)
	}
	switch {
	case !known || predefined != "" || why != nil:
	case metric == nil:
		f.ignore(p.ID + " tracks an expression")
	case otherService(f, metric):
		f.WrongWay = f.WrongWay.With(p.ID + " watches another service")
	case !measured(f, &p.Resource, metric):
		f.ignore(p.ID + " tracks " + shown(metric))
	}
}

// measured reports whether a metric is, or may be, a measure of the service.
func measured(f *Service, looks *model.Resource, metric *model.Metric) bool {
	for _, m := range measures(f) {
		if m.is(f, looks, metric).Or(true) {
			return true
		}
	}
	return false
}

func (s *scaling) trackAt(f *Service, p *model.ScalingPolicy, m measure, same model.Value[bool]) {
	value, valueKnown := p.TargetValue.Get()
	switch is, known := same.Get(); {
	case !known:
		*m.out, *m.in, f.WrongWay = m.out.Broken(same.Why()), m.in.Broken(same.Why()), f.WrongWay.Broken(same.Why())
		*m.tracks = model.Some(*m.tracks, same)
		return
	case !is:
		return
	}
	acts := s.tracksBy(p, true)
	switch acting, told := acts.Get(); {
	case !told:
		*m.out = m.out.Broken(acts.Why())
	case !acting:
		f.ignore("no alarm acts for " + p.ID + " any more: AWS made some, and they are gone or their actions are off")
	case valueKnown:
		*m.out = m.out.With(value)
	default:
		*m.out = m.out.Broken(p.TargetValue.Why())
	}
	*m.tracks = model.Some(*m.tracks, model.Every(model.Not(p.DisableScaleIn), s.tracksBy(p, false)))
}

// tracksBy is whether an alarm that AWS made for target tracking acts: one above its target adds, one below it removes.
// Somebody may delete it or switch its actions off. Only an account shows them; before, they are as AWS makes them.
// https://docs.aws.amazon.com/autoscaling/application/userguide/target-tracking-scaling-policy-overview.html
func (s *scaling) tracksBy(p *model.ScalingPolicy, above bool) model.Value[bool] {
	if s.Model.Source.Kind != model.KindAccount {
		return model.Known(true)
	}
	var any []model.Value[bool]
	for _, a := range s.firing.alarms[p.ID] {
		side := model.Map(a.ComparisonOperator, func(operator string) bool {
			return strings.HasPrefix(operator, "Greater") == above
		})
		any = append(any, model.Every(side, a.ActionsEnabled))
	}
	for _, a := range s.firing.perhaps(p) {
		any = append(any, model.Unknown[bool](a.AlarmActions.Why()))
	}
	if gap := s.Model.GapFor("alarms"); gap != nil {
		any = append(any, model.Unknown[bool](gap.Why()))
	}
	return model.Some(any...)
}

// step reads a step scaling policy through the alarms that act on it.
func (s *scaling) step(f *Service, p *model.ScalingPolicy) {
	p = s.relative(f, p)
	for _, a := range s.firing.alarms[p.ID] {
		s.trigger(f, p, a)
	}
	for _, a := range s.recovered.alarms[p.ID] {
		if e, open := effectOf(p, a.ComparisonOperator); open != nil || e.sign != 0 {
			s.trigger(f, p, a)
		}
	}
	for _, a := range s.silent.alarms[p.ID] {
		f.WrongWay = joined(f.WrongWay, a.ActionsEnabled, a.ID+" acts where it has no data")
	}
	for _, a := range slices.Concat(s.firing.perhaps(p), s.recovered.perhaps(p)) {
		why := a.AlarmActions.Why()
		why.Detail = a.ID + " may act on " + p.ID
		metric, undecided := a.Plain()
		for _, m := range measures(f) {
			if undecided != nil || metric != nil && m.is(f, &a.Resource, metric).Or(true) {
				breakSide(p, a, m, why)
			}
		}
	}
	for _, a := range s.silent.perhaps(p) {
		f.WrongWay = f.WrongWay.Broken(a.NoDataActions.Why())
	}
}

// perhaps are the alarms of which it is not decided whether they act on a policy.
func (s *acting) perhaps(p *model.ScalingPolicy) []*model.Alarm {
	return slices.Concat(s.openAlarms, s.maybe[p.ID])
}

// breakSide marks the thresholds on which an alarm may act as not whole.
func breakSide(p *model.ScalingPolicy, a *model.Alarm, m measure, why model.Why) {
	e, open := effectOf(p, a.ComparisonOperator)
	if open != nil || e.sign >= 0 {
		*m.out = m.out.Broken(why)
	}
	if open != nil || e.sign <= 0 {
		*m.in = m.in.Broken(why)
	}
}

// trigger adds the threshold of one alarm. One that fires below its threshold and adds
// tasks, or above it and removes them, goes the wrong way.
func (s *scaling) trigger(f *Service, p *model.ScalingPolicy, a *model.Alarm) {
	enabled, known := a.ActionsEnabled.Get()
	metric, why := a.Plain()
	switch {
	case known && !enabled:
		f.ignore("the actions of " + a.ID + " are not enabled")
		return
	case why != nil:
		breakAll(f, *why)
		return
	case metric == nil:
		f.ignore(a.ID + " acts on an expression")
		return
	case !measured(f, &a.Resource, metric):
		f.ignore(a.ID + " acts on " + shown(metric))
	}
	e, open := effectOf(p, a.ComparisonOperator)
	for _, m := range measures(f) {
		if !model.Is(metric.MetricName, m.metric).Or(true) {
			continue
		}
		if open != nil {
			*m.out, *m.in, f.WrongWay = m.out.Broken(*open), m.in.Broken(*open), f.WrongWay.Broken(*open)
			continue
		}
		f.act(p, a, m, e, m.is(f, &a.Resource, metric))
	}
	if open == nil && otherService(f, metric) {
		f.WrongWay = f.WrongWay.With(a.ID + " watches another service")
	}
}

// act adds what an alarm does that is known to add or remove tasks.
func (f *Service) act(p *model.ScalingPolicy, a *model.Alarm, m measure, e effect, same model.Value[bool]) {
	list := m.out
	switch {
	case e.sign == 0 && e.above == (meant(p) > 0):
		f.ignore(p.ID + " has no step for what " + a.ID + " tells")
		return
	case e.sign < 0:
		list = m.in
	}
	if e.sign == 0 || e.above != (e.sign > 0) {
		f.WrongWay = f.WrongWay.With(a.ID)
		return
	}
	threshold, known := a.Threshold.Get()
	switch is, decided := same.Get(); {
	case !decided:
		*list, f.WrongWay = list.Broken(same.Why()), f.WrongWay.Broken(same.Why())
	case !is:
	case !a.ActionsEnabled.IsKnown():
		*list = list.Broken(a.ActionsEnabled.Why())
	case !known:
		*list = list.Broken(model.Why{Reason: a.Threshold.Why().Reason, Detail: "the threshold of " + a.ID})
	default:
		*list = list.With(threshold + float64(e.sign)*e.offset)
	}
}

// effect is what a policy does when an alarm fires: sign is +1 when tasks come, -1 when they go,
// 0 when it has no step there; offset is how far beyond the threshold the first step begins.
type effect struct {
	above  bool
	sign   int
	offset float64
}

// effectOf reads the steps on the side of the threshold on which an alarm fires.
func effectOf(p *model.ScalingPolicy, comparison model.Value[string]) (effect, *model.Why) {
	operator, known := comparison.Get()
	kind, typed := p.AdjustmentType.Get()
	switch {
	case !known:
		why := comparison.Why()
		return effect{}, &why
	case !typed, !p.Steps.IsWhole(), kind == exactly:
		return effect{}, undirected(p)
	}
	e := effect{above: strings.HasPrefix(operator, "Greater")}
	for _, step := range p.Steps.Items() {
		distance, covers, ok := reach(step, e.above)
		adjustment, told := step.Adjustment.Get()
		sign := min(1, max(-1, adjustment))
		switch {
		case ok && !covers, told && sign == 0:
			continue
		case !ok, !told, e.sign != 0 && e.sign != sign:
			return effect{}, undirected(p)
		case e.sign == 0 || distance < e.offset:
			e.sign, e.offset = sign, distance
		}
	}
	return e, nil
}

// meant is whether a policy adds or removes tasks anywhere, as its first step has it.
func meant(p *model.ScalingPolicy) int {
	for _, step := range p.Steps.Items() {
		if n := step.Adjustment.Or(0); n != 0 {
			return n
		}
	}
	return 0
}

func undirected(p *model.ScalingPolicy) *model.Why {
	return &model.Why{Reason: model.KnownAfterApply, Detail: "whether " + p.ID + " adds or removes tasks is not known"}
}

// reach is how far from the threshold a step begins on one side of it, and whether it is there at all.
func reach(s model.Step, above bool) (distance float64, covers, ok bool) {
	lower, lowerKnown := s.Lower.Get()
	upper, upperKnown := s.Upper.Get()
	if !lowerKnown || !upperKnown {
		return 0, false, false
	}
	near, far, sign := lower, upper, 1.0
	if !above {
		near, far, sign = upper, lower, -1.0
	}
	begins, ok := figure.Read(near)
	if !ok && near != "" {
		return 0, false, false
	}
	ends, ok := figure.Read(far)
	if !ok && far != "" {
		return 0, false, false
	}
	return max(0, sign*begins), far == "" || sign*ends > 0, true
}
