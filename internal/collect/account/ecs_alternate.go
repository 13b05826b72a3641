package account

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"
)

// pair is a service and a target group that it names.
type pair struct{ service, group string }

// noteAlternate notes the target group with which another one takes turns, deployment by deployment. The service goes
// on naming the same one of them, whichever its tasks are registered with.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html
func (r *region) noteAlternate(service string, t types.LoadBalancer) {
	if c := t.AdvancedConfiguration; c != nil && aws.ToString(c.AlternateTargetGroupArn) != "" {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.alternates[pair{service, aws.ToString(t.TargetGroupArn)}] = *c.AlternateTargetGroupArn
	}
}

// linkAlternates gives each service the target groups with which its tasks are registered now.
func (r *region) linkAlternates() {
	for i := range r.a.Services {
		s := &r.a.Services[i]
		list := model.Whole[model.ServiceTarget]()
		for _, t := range s.Targets.Items() {
			list = r.inTurn(list, s.ID, t)
		}
		if !s.Targets.IsWhole() {
			list = list.Broken(s.Targets.Why())
		}
		s.Targets = list
	}
}

// inTurn adds those of the two groups that have targets; without any, the one that the service names.
func (r *region) inTurn(
	list model.List[model.ServiceTarget],
	service string,
	t model.ServiceTarget,
) model.List[model.ServiceTarget] {
	group, _ := t.TargetGroup.Get()
	other := r.alternates[pair{service, group}]
	if other == "" {
		return list.With(t)
	}
	there := r.hasTargets(other)
	serves, known := there.Get()
	switch {
	case !known:
		return list.With(t).Broken(there.Why())
	case !serves:
		return list.With(t)
	}
	if here, told := r.hasTargets(group).Get(); here || !told {
		list = list.With(t)
	}
	t.TargetGroup = model.Known(other)
	return list.With(t)
}

// hasTargets is whether anything is registered with a target group.
func (r *region) hasTargets(group string) model.Value[bool] {
	i := slices.IndexFunc(r.a.TargetGroups, func(g model.TargetGroup) bool { return g.ID == group })
	if i < 0 {
		why := model.Why{Reason: model.NotInSource, Detail: group + " was not read"}
		if gap := r.a.GapFor("target_groups"); gap != nil {
			why = gap.Why()
		}
		return model.Unknown[bool](why)
	}
	return model.Map(r.a.TargetGroups[i].Targets, func(n int) bool { return n > 0 })
}
