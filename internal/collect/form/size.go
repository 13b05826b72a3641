package form

import "github.com/archcheck/archcheck/internal/model"

// Sizes are those that a scheduled action sets, -1 where it leaves one alone.
type Sizes struct{ Least, Most, Desired model.Value[int] }

// Reschedule widens the bounds of a group by what a scheduled action sets again and again: at times it has the ones, at
// times the others. How many instances it has then, only the time tells.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
func Reschedule(g *model.InstanceGroup, action string, s Sizes) {
	why := model.Why{Reason: model.Unsupported, Detail: action + " sets it anew"}
	g.MinSize = further(g.MinSize, s.Least, why, func(then, now int) bool { return then < now })
	g.MaxSize = further(g.MaxSize, s.Most, why, func(then, now int) bool { return then > now })
	if then, known := s.Desired.Get(); !known || then != -1 && !model.Is(g.Desired, then).Or(false) {
		g.Desired = model.Unknown[int](why)
	}
}

func further(now, then model.Value[int], why model.Why, wider func(then, now int) bool) model.Value[int] {
	set, known := then.Get()
	bound, told := now.Get()
	switch {
	case known && set == -1:
		return now
	case !known || !told:
		return model.Unknown[int](why)
	case wider(set, bound):
		return then
	}
	return now
}
