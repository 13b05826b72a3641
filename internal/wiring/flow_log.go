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
	if b.recording == nil {
		b.recording = newRecording(b.Model)
	}
	whole, ids := b.recording.of(v.ID)
	if list.IsWhole() {
		subnets, more := b.recording.ofSubnets(v.ID)
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

// recording is what records traffic: flow logs by what they watch, and subnets by their VPC. Under "" are those of
// which that is not known.
type recording struct {
	model   *model.Architecture
	logs    map[string][]*model.FlowLog
	subnets map[string][]*model.Subnet
}

func newRecording(a *model.Architecture) *recording {
	r := &recording{a, map[string][]*model.FlowLog{}, map[string][]*model.Subnet{}}
	for i := range a.FlowLogs {
		f := &a.FlowLogs[i]
		r.logs[f.Target.Or("")] = append(r.logs[f.Target.Or("")], f)
	}
	for i := range a.Subnets {
		s := &a.Subnets[i]
		r.subnets[s.VPC.Or("")] = append(r.subnets[s.VPC.Or("")], s)
	}
	return r
}

// of tells whether all traffic of a VPC or a subnet is recorded, by one log or by one of what is accepted and one of
// what is rejected, and the logs that are known to record some of it.
func (r *recording) of(target string) (all model.Value[bool], ids []string) {
	var halves [2][]model.Value[bool]
	for _, f := range slices.Concat(r.logs[target], r.logs[""]) {
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

// ofSubnets tells whether all traffic of some subnet of a VPC is recorded, and that of each other one too.
func (r *recording) ofSubnets(vpc string) (all model.Value[bool], ids []string) {
	if gap := r.model.GapFor("subnets"); gap != nil {
		return model.Unknown[bool](gap.Why()), nil
	}
	var some, each []model.Value[bool]
	for _, s := range slices.Concat(r.subnets[vpc], r.subnets[""]) {
		within := model.Is(s.VPC, vpc)
		whole, more := r.of(s.ID)
		some, each = append(some, model.Every(within, whole)), append(each, model.Some(model.Not(within), whole))
		ids = append(ids, more...)
	}
	return model.Every(model.Some(some...), model.Every(each...)), ids
}
