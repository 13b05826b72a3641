package wiring

import "github.com/archcheck/archcheck/internal/model"

// exactly is the type of adjustment that sets a number of tasks, whatever there were.
const exactly = "ExactCapacity"

// relative is a policy that sets numbers of tasks as one that adds or removes some: all that the target allows can
// only be more than there are, and as few as it allows only fewer. What lies between is either.
// https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
func (s *scaling) relative(f *Service, p *model.ScalingPolicy) *model.ScalingPolicy {
	var targets []*model.ScalingTarget
	for _, t := range s.targets.of[f.ID] {
		if model.Is(t.Dimension, desiredCount).Or(true) {
			targets = append(targets, t)
		}
	}
	if !model.Is(p.AdjustmentType, exactly).Or(false) || len(targets) == 0 {
		return p
	}
	least, told := agreedOn(f, targets, func(t *model.ScalingTarget) model.Value[int] { return t.MinCapacity }).Get()
	most, known := agreedOn(f, targets, func(t *model.ScalingTarget) model.Value[int] { return t.MaxCapacity }).Get()
	if !told || !known || least == most {
		return p
	}
	changed := *p
	changed.AdjustmentType, changed.Steps = model.Known("ChangeInCapacity"), model.Whole[model.Step]()
	for _, step := range p.Steps.Items() {
		switch n, set := step.Adjustment.Get(); {
		case set && n >= most:
			step.Adjustment = model.Known(1)
		case set && n <= least:
			step.Adjustment = model.Known(-1)
		default:
			step.Adjustment = model.Unknown[int](*undirected(p))
		}
		changed.Steps = changed.Steps.With(step)
	}
	if !p.Steps.IsWhole() {
		changed.Steps = changed.Steps.Broken(p.Steps.Why())
	}
	return &changed
}
