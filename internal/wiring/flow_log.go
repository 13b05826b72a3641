package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// flowLogs are the logs that record all traffic of a VPC and arrive where they are sent: its own, or those of
// every subnet that it has, as all network interfaces are in one.
func (b *builder) flowLogs(v *model.VPC) model.List[string] {
	list := gapped(b.Model, model.Whole[string](), "flow_logs")
	if b.VPCs[v.ID] == nil {
		list = list.Broken(v.CIDRBlocks.Why()) // who owns the VPC may record it too
	}
	list = asFar(list, elsewhere(&v.Resource, "flow logs"))
	logs := b.logsByTarget()
	whole, ids := recorded(logs, v.ID)
	if list.IsWhole() {
		subnets, more := b.subnetsRecorded(logs, v)
		whole, ids = model.Some(whole, subnets), append(ids, more...)
	}
	switch yes, known := whole.Get(); {
	case !known:
		return list.Broken(whole.Why())
	case yes:
		slices.Sort(ids)
		return list.With(slices.Compact(ids)...)
	}
	return list
}

// recorded tells whether all traffic of a VPC or a subnet is recorded, by one log or by one of what is accepted
// and one of what is rejected, and the logs that are known to record some of it.
func recorded(logs logsByTarget, target string) (all model.Value[bool], ids []string) {
	var halves [2][]model.Value[bool]
	for _, f := range slices.Concat(logs[target], logs[""]) {
		for half, traffic := range [2]string{"ACCEPT", "REJECT"} {
			arrives := model.Every(
				model.Is(f.Target, target),
				model.Some(model.Is(f.TrafficType, "ALL"), model.Is(f.TrafficType, traffic)),
				f.Delivers,
			)
			if arrives == model.Known(true) {
				ids = append(ids, f.ID)
			}
			if !arrives.IsKnown() {
				arrives = model.Unknown[bool](because(f.ID+" may record it", arrives))
			}
			halves[half] = append(halves[half], arrives)
		}
	}
	return model.Every(model.Some(halves[0]...), model.Some(halves[1]...)), ids
}

// logsByTarget are flow logs by what they watch; under "" those of which that is not known.
type logsByTarget map[string][]*model.FlowLog

func (b *builder) logsByTarget() logsByTarget {
	all := logsByTarget{}
	for i := range b.Model.FlowLogs {
		f := &b.Model.FlowLogs[i]
		all[f.Target.Or("")] = append(all[f.Target.Or("")], f)
	}
	return all
}

// subnetsRecorded tells whether all traffic of each subnet of a VPC is recorded. A VPC without one has none.
func (b *builder) subnetsRecorded(logs logsByTarget, v *model.VPC) (all model.Value[bool], ids []string) {
	if gap := b.Model.GapFor("subnets"); gap != nil {
		return model.Unknown[bool](gap.Why()), nil
	}
	var each []model.Value[bool]
	for i := range b.Model.Subnets {
		s := &b.Model.Subnets[i]
		within := model.Is(s.VPC, v.ID)
		if within == model.Known(false) {
			continue
		}
		whole, more := recorded(logs, s.ID)
		each, ids = append(each, model.Some(model.Not(within), whole)), append(ids, more...)
	}
	if len(each) == 0 {
		return model.Known(false), nil
	}
	return model.Every(each...), ids
}
