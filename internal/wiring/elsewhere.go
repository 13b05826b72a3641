package wiring

import (
	"maps"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// elsewhere says of a noun that a data source reads that another state may manage more of it.
// It is nil for what this source manages, and in an account, which shows everything.
func elsewhere(r *model.Resource, what string) *model.Why {
	if !r.Source.Data {
		return nil
	}
	return &model.Why{Reason: model.NotManaged, Detail: "another state manages " + r.ID + ", and may have " + what}
}

// asFar is a list as far as this source shows it.
func asFar[T any](list model.List[T], why *model.Why) model.List[T] {
	if why == nil || !list.IsWhole() {
		return list
	}
	return list.Broken(*why)
}

// othersElsewhere leaves open what a stack lacks in a VPC that another state manages, or in one
// of which the source reads neither subnets nor groups: that state may have it.
func (f *finder) othersElsewhere(s *Stack, vpcs map[string]bool) {
	if f.Model.Source.Kind == model.KindAccount {
		return
	}
	lists := s.components()
	if len(vpcs) == 0 && f.standsElsewhere(s) {
		for _, list := range append(lists, &s.VPCs, &s.NATGateways, &s.NATZones, &s.InternetGateways) {
			*list = asFar(*list, &model.Why{Reason: model.NotManaged,
				Detail: "another state manages the subnets and groups of its components, and may have more there"})
		}
	}
	for _, vpc := range slices.Sorted(maps.Keys(vpcs)) {
		for _, list := range lists {
			*list = asFar(*list, f.managedElsewhere(vpc))
		}
	}
}

// standsElsewhere reports whether the components of a stack name subnets or groups, and none that
// this source reads.
func (f *finder) standsElsewhere(s *Stack) bool {
	named := 0
	for _, list := range s.components() {
		for _, id := range list.Items() {
			p := f.placeOf(id)
			for _, subnet := range p.Subnets.Items() {
				if named++; f.Subnets[subnet] != nil {
					return false
				}
			}
			for _, group := range p.SecurityGroups.Items() {
				if named++; f.SecurityGroups[group] != nil {
					return false
				}
			}
		}
	}
	return named > 0
}

// balancersElsewhere leaves open which load balancers a stack has where a service registers with
// a target group of another state: who owns that owns the load balancer before it.
func (f *finder) balancersElsewhere(s *Stack) {
	if f.Model.Source.Kind == model.KindAccount {
		return
	}
	balancers := s.Of("load_balancer")
	for _, id := range s.Of("service").Items() {
		for _, t := range f.Services[id].Targets.Items() {
			group, known := t.TargetGroup.Get()
			switch g := f.TargetGroups[group]; {
			case known && g == nil:
				why := f.unread("target_groups", group)
				*balancers = asFar(*balancers, &why)
			case known:
				*balancers = asFar(*balancers, f.sharedBalancer(group))
				*balancers = asFar(*balancers, elsewhere(&g.Resource, "the load balancer before it"))
			}
		}
	}
}

// sharedBalancer says that a listener of a load balancer of another state forwards to a target group.
func (f *finder) sharedBalancer(group string) *model.Why {
	for _, lb := range f.serves[group] {
		if lb != "" && f.LoadBalancers[lb] == nil {
			why := f.unread("load_balancers", lb)
			return &why
		}
	}
	return nil
}
