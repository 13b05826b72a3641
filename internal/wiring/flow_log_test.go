package wiring

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
)

// TestFlowLogs: a log of what is accepted and one of what is rejected record all traffic together.
func TestFlowLogs(t *testing.T) {
	vpc := model.VPC{Resource: model.Resource{ID: "vpc"}}
	log := func(id, target, traffic string) model.FlowLog {
		return model.FlowLog{
			Resource:    model.Resource{ID: id},
			Target:      model.Known(target),
			TrafficType: model.Known(traffic),
			Delivers:    model.Known(true),
		}
	}
	open := log("open", "vpc", "REJECT")
	open.TrafficType = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	anywhere := log("anywhere", "", "ALL")
	anywhere.Target = model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	subnets := []model.Subnet{
		{Resource: model.Resource{ID: "one"}, VPC: model.Known("vpc")},
		{Resource: model.Resource{ID: "two"}, VPC: model.Known("vpc")},
		{Resource: model.Resource{ID: "other"}, VPC: model.Known("another")},
	}
	for name, c := range map[string]struct {
		logs  []model.FlowLog
		want  []string
		whole bool
	}{
		"all":              {[]model.FlowLog{log("a", "vpc", "ALL")}, []string{"a"}, true},
		"accepted alone":   {[]model.FlowLog{log("a", "vpc", "ACCEPT")}, nil, true},
		"both":             {[]model.FlowLog{log("a", "vpc", "ACCEPT"), log("r", "vpc", "REJECT")}, []string{"a", "r"}, true},
		"half of another":  {[]model.FlowLog{log("a", "vpc", "ACCEPT"), log("r", "x", "REJECT")}, nil, true},
		"half not decided": {[]model.FlowLog{log("a", "vpc", "ACCEPT"), open}, nil, false},
		"each subnet":      {[]model.FlowLog{log("a", "one", "ALL"), log("b", "two", "ALL")}, []string{"a", "b"}, true},
		"halves of each": {[]model.FlowLog{
			log("a", "one", "ALL"), log("b", "two", "ACCEPT"), log("c", "two", "REJECT"),
		}, []string{"a", "b", "c"}, true},
		"one subnet":              {[]model.FlowLog{log("a", "one", "ALL")}, nil, true},
		"a subnet not all of it":  {[]model.FlowLog{log("a", "one", "ALL"), log("b", "two", "ACCEPT")}, nil, true},
		"a subnet of another VPC": {[]model.FlowLog{log("a", "one", "ALL"), log("b", "other", "ALL")}, nil, true},
		"a log of any subnet":     {[]model.FlowLog{log("a", "one", "ALL"), anywhere}, nil, false},
		"no log":                  {nil, nil, true},
	} {
		ix := NewIndex(&model.Architecture{VPCs: []model.VPC{vpc}, Subnets: subnets, FlowLogs: c.logs})
		list := (&builder{Index: ix}).flowLogs(&vpc)
		if !slices.Equal(list.Items(), c.want) || list.IsWhole() != c.whole {
			t.Errorf("%s: %v, whole %v", name, list.Items(), list.IsWhole())
		}
	}
}

// TestFlowLogsBesideUnknownSubnets: a subnet that may be the VPC's makes no log that is not there.
func TestFlowLogsBesideUnknownSubnets(t *testing.T) {
	vpc := model.VPC{Resource: model.Resource{ID: "vpc"}}
	hidden := model.Unknown[string](model.Why{Reason: model.KnownAfterApply})
	subnets := []model.Subnet{{Resource: model.Resource{ID: "one"}, VPC: hidden}}
	ix := NewIndex(&model.Architecture{VPCs: []model.VPC{vpc}, Subnets: subnets})
	if list := (&builder{Index: ix}).flowLogs(&vpc); len(list.Items()) > 0 || !list.IsWhole() {
		t.Errorf("%v, whole %v", list.Items(), list.IsWhole())
	}
}
