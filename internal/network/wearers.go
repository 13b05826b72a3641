package network

import (
	"cmp"
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// wearer is whatever wears a group. Only a documented component has a stack and a role that
// edges speak of.
type wearer struct {
	id, role, stack string
	documented      bool
	// open says that the role is one of several that it can have.
	open bool
}

// worn sums up who wears a group for sure.
type worn struct {
	// roles are the documented components, one of each role and stack.
	roles []wearer
	// others are the ids of whatever else wears it, which no document speaks of.
	others []string
}

// openWearer may wear a group, or wears it and may be somebody else than it seems.
type openWearer struct {
	wearer
	why model.Why
	// anybody says that it may be a documented component.
	anybody bool
}

// wardrobe says who wears which group, and who may.
type wardrobe struct {
	sure map[string]*worn
	// byGroup may wear a group that is one of few; byVPC may wear any group of a VPC, or of
	// any under "". All are those of every VPC.
	byGroup, byVPC map[string][]openWearer
	all            []openWearer
	// anybody may be a documented component, and wear any group.
	anybody []openWearer
	// gap is a collection that was not read whole: what it lacks may wear any group.
	// documentedGap is one that may lack documented components.
	gap, documentedGap *model.Why
}

// findWearers lists who wears which group: whatever is placed, documented or not.
func (a *analysis) findWearers() {
	w := &wardrobe{sure: map[string]*worn{}, byGroup: map[string][]openWearer{}, byVPC: map[string][]openWearer{}}
	a.wardrobe = w
	w.findGaps(a)
	documented := map[string][]wearer{}
	for _, c := range a.components() {
		documented[c.id] = append(documented[c.id], c.wearer)
	}
	a.Model.EachPlaced(func(collection string, noun model.Placed) {
		id := noun.Base().ID
		roles := documented[id]
		if len(roles) == 0 {
			roles = []wearer{{id: id, role: roleOf(collection)}}
		}
		if i, ok := noun.(*model.Interface); ok {
			if owner, known := i.Owner.Get(); !known || len(documented[owner]) == 0 {
				a.addInterface(i, roles[0])
			}
			return
		}
		for _, who := range roles {
			a.addPlaced(noun, who)
		}
	})
	for _, g := range w.sure {
		slices.Sort(g.others)
	}
}

func (w *wardrobe) findGaps(a *analysis) {
	for i := range a.Model.Gaps {
		g := &a.Model.Gaps[i]
		if g.Collection != model.Everything && !model.HoldsPlaced(g.Collection) {
			continue
		}
		why := g.Why()
		if w.gap == nil {
			w.gap = &why
		}
		if g.Collection == model.Everything || a.mayBeDocumented(g.Collection) {
			w.documentedGap = cmp.Or(w.documentedGap, &why)
		}
	}
}

// mayBeDocumented reports whether things of a collection can be components: interfaces and endpoints are
// none where the document has none of their kind.
func (a *analysis) mayBeDocumented(collection string) bool {
	kind := roleOf(collection)
	return kind != "other" && kind != "endpoint" || len(a.doc.OfKind(kind)) > 0
}

// addInterface adds what has no noun of its own. The interfaces of a documented component are
// that component; where nobody knows whose they are, they may be.
func (a *analysis) addInterface(i *model.Interface, who wearer) {
	if !i.Owner.IsKnown() {
		a.addOpen(openWearer{wearer: who, why: i.Owner.Why()}, &i.Placement)
		return
	}
	if groups := i.SecurityGroups; !groups.IsWhole() && groups.Why().Reason == model.NotManaged {
		// A service of AWS made a group of its own for it.
		a.addWearer(who, &model.Placement{SecurityGroups: model.Whole(groups.Items()...)})
		return
	}
	a.addWearer(who, &i.Placement)
}

// addPlaced adds a thing in one of the roles that it can have.
func (a *analysis) addPlaced(noun model.Placed, who wearer) {
	if lb, ok := noun.(*model.LoadBalancer); ok {
		a.addLoadBalancer(lb, who)
	} else if who.open {
		why := model.Why{
			Reason: model.Unmatched,
			Detail: "which documented component " + who.id + " is, is not decided",
		}
		a.addOpen(openWearer{wearer: who, why: why}, noun.Place())
	} else {
		a.addWearer(who, noun.Place())
	}
}

// addLoadBalancer adds one: while its type is not known, it may be the documented one.
func (a *analysis) addLoadBalancer(lb *model.LoadBalancer, who wearer) {
	if !who.documented && !lb.LoadBalancerType.IsKnown() {
		a.addOpen(openWearer{wearer: who, why: lb.LoadBalancerType.Why(), anybody: true}, &lb.Placement)
		return
	}
	a.addWearer(who, &lb.Placement)
}

// addWearer notes the groups somebody wears for sure, and those it may wear.
func (a *analysis) addWearer(who wearer, p *model.Placement) {
	w := a.wardrobe
	for _, g := range p.SecurityGroups.Items() {
		if w.sure[g] == nil {
			w.sure[g] = &worn{}
		}
		w.sure[g].add(who)
	}
	a.addUnread(openWearer{wearer: who}, p)
}

// addOpen notes the groups of somebody of whom it is not known who it is.
func (a *analysis) addOpen(who openWearer, p *model.Placement) {
	for _, g := range p.SecurityGroups.Items() {
		a.wardrobe.byGroup[g] = append(a.wardrobe.byGroup[g], who)
	}
	a.addUnread(who, p)
}

// addUnread notes the groups that somebody may wear because its own were not read whole.
func (a *analysis) addUnread(who openWearer, p *model.Placement) {
	if p.SecurityGroups.IsWhole() {
		return
	}
	w := a.wardrobe
	if who.why = p.SecurityGroups.Why(); len(who.why.Candidates) == 0 {
		vpc := a.vpcOf(p.Subnets)
		w.byVPC[vpc], w.all = append(w.byVPC[vpc], who), append(w.all, who)
		if who.anybody {
			w.anybody = append(w.anybody, who)
		}
	}
	for _, g := range who.why.Candidates {
		w.byGroup[g] = append(w.byGroup[g], who)
	}
}

func (w *worn) add(who wearer) {
	if !who.documented {
		w.others = append(w.others, who.id)
		return
	}
	same := func(o wearer) bool { return o.role == who.role && o.stack == who.stack }
	if !slices.ContainsFunc(w.roles, same) {
		w.roles = append(w.roles, who)
	}
}

// vpcOf is the VPC that some subnets are in, empty where that is not known for all of them.
func (a *analysis) vpcOf(subnets model.List[string]) string {
	vpc := ""
	for _, id := range subnets.Items() {
		s := a.Subnets[id]
		if s == nil || s.VPC.Or("") == "" || vpc != "" && vpc != s.VPC.Or("") {
			return ""
		}
		vpc = s.VPC.Or("")
	}
	if !subnets.IsWhole() {
		return ""
	}
	return vpc
}

// mayWear calls visit for whoever may wear a group, until it returns false.
func (a *analysis) mayWear(group string, visit func(openWearer) bool) {
	w := a.wardrobe
	lists := [][]openWearer{w.byGroup[group], w.all}
	if g := a.SecurityGroups[group]; g != nil && g.VPC.Or("") != "" {
		lists = [][]openWearer{w.byGroup[group], w.byVPC[""], w.byVPC[g.VPC.Or("")]}
	}
	for _, list := range lists {
		for _, who := range list {
			if !visit(who) {
				return
			}
		}
	}
}
