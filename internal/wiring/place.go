package wiring

import "github.com/archcheck/archcheck/internal/model"

// candidate is a component that may be in scope.
type candidate struct {
	model.Placed
	vpc string
	in  model.Value[bool]
}

// place finds every component's VPC and who wears which group, and keeps what is in scope.
func (f *finder) place() {
	all := f.candidates()
	f.close(all)
	for _, c := range all {
		r, p := c.Base(), c.Place()
		switch in, known := c.in.Get(); {
		case !known:
			f.open = append(f.open, Undecided{ID: r.ID, Why: c.in.Why()})
			continue
		case !in:
			f.leftOut = append(f.leftOut, r)
			continue
		}
		f.parent[r.ID], f.vpcOf[r.ID] = r.ID, c.vpc
		f.served[r.ID] = f.Services[r.ID] != nil
		for _, list := range []model.List[string]{p.SecurityGroups, p.Subnets} {
			if c.vpc == "" && !list.IsWhole() {
				f.unplaced[r.ID] = list.Why()
			}
		}
		for _, id := range p.SecurityGroups.Items() {
			f.wearers[id] = append(f.wearers[id], r.ID)
		}
	}
}

// candidates are what a stack is made of, each with its VPC.
func (f *finder) candidates() []*candidate {
	var all []*candidate
	add := func(noun model.Placed) {
		c := &candidate{Placed: noun, vpc: f.vpcFor(noun.Place())}
		c.in = f.scope.holds(noun.Base(), f.vpcName(c.vpc, noun.Place()))
		all = append(all, c)
	}
	f.Model.EachPlaced(func(_ string, noun model.Placed) {
		if f.isAskedFor(noun) {
			add(noun)
		}
	})
	return all
}

// vpcFor is the VPC of a placement: that of its subnets, else of its groups; empty where
// neither tells.
func (ix *Index) vpcFor(p *model.Placement) string {
	for _, id := range p.Subnets.Items() {
		if subnet := ix.Subnets[id]; subnet != nil && subnet.VPC.Or("") != "" {
			return subnet.VPC.Or("")
		}
	}
	for _, id := range p.SecurityGroups.Items() {
		if group := ix.SecurityGroups[id]; group != nil && group.VPC.Or("") != "" {
			return group.VPC.Or("")
		}
	}
	return ""
}

// vpcName is the VPC that a scope is held against, or why it is not known.
func (f *finder) vpcName(vpc string, p *model.Placement) model.Value[string] {
	if vpc != "" {
		return model.Known(vpc)
	}
	for _, list := range []model.List[string]{p.Subnets, p.SecurityGroups} {
		if !list.IsWhole() {
			return model.Unknown[string](list.Why())
		}
	}
	for _, collection := range []string{"subnets", "security_groups"} {
		if gap := f.Model.GapFor(collection); gap != nil {
			return model.Unknown[string](gap.Why())
		}
	}
	return model.Unknown[string](model.Why{Reason: model.NotInSource, Detail: "its subnets and groups were not read"})
}

// close takes in what is wired to a component in scope, tagged or not: who wears one of its
// groups, runs in its cluster, or is the other end of its target group. It closes one step, so
// that a chain of neighbours does not take in a whole account.
func (f *finder) close(all []*candidate) {
	if f.scope.IsEmpty() {
		return
	}
	groups, clusters, targets := map[string]bool{}, map[string]bool{}, map[string]bool{}
	note := func(c *candidate) {
		for _, id := range c.Place().SecurityGroups.Items() {
			groups[id] = true
		}
		if s, ok := c.Placed.(*model.Service); ok {
			clusters[s.Cluster.Or("")] = true
		}
		for _, id := range f.targetGroupsOf(c) {
			targets[id] = true
		}
	}
	for _, c := range all {
		if c.in.Or(false) {
			note(c)
		}
	}
	f.ownInScope(groups, clusters, targets)
	delete(clusters, "")
	wired := func(c *candidate) bool {
		if v := f.VPCs[c.vpc]; v != nil && f.scope.holds(&v.Resource, model.Known(v.ID)).Or(false) {
			return true // the VPC itself is named or tagged: who dwells there is in scope
		}
		for _, id := range c.Place().SecurityGroups.Items() {
			if groups[id] {
				return true
			}
		}
		if s, ok := c.Placed.(*model.Service); ok && clusters[s.Cluster.Or("")] {
			return true
		}
		for _, id := range f.targetGroupsOf(c) {
			if targets[id] {
				return true
			}
		}
		return false
	}
	for _, c := range all {
		if !c.in.Or(false) && wired(c) {
			c.in = model.Known(true)
		}
	}
}

// ownInScope adds groups, clusters and target groups that are in scope by themselves.
func (f *finder) ownInScope(groups, clusters, targets map[string]bool) {
	if len(f.scope.Tags) == 0 && len(f.scope.Modules) == 0 {
		return // a VPC holds many groups; wearing one of them says where somebody is, not whose
	}
	for i := range f.Model.SecurityGroups {
		if g := &f.Model.SecurityGroups[i]; !g.Default.Or(true) && f.scope.holds(&g.Resource, g.VPC).Or(false) {
			groups[g.ID] = true
		}
	}
	for i := range f.Model.Clusters {
		if c := &f.Model.Clusters[i]; len(f.scope.VPCs) == 0 &&
			f.scope.holds(&c.Resource, model.Value[string]{}).Or(false) {
			clusters[c.ID] = true
		}
	}
	for i := range f.Model.TargetGroups {
		if g := &f.Model.TargetGroups[i]; f.scope.holds(&g.Resource, g.VPC).Or(false) {
			targets[g.ID] = true
		}
	}
}

// targetGroupsOf are the target groups that a load balancer forwards to, or that a service
// or instances register with.
func (f *finder) targetGroupsOf(c *candidate) []string {
	if lb, ok := c.Placed.(*model.LoadBalancer); ok {
		return f.forwardsTo[lb.ID]
	}
	groups, _ := registeredWith(c.Placed)
	return groups.Items()
}
