package wiring

import (
	"maps"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// Stack is one instance of the documented architecture: the components that are wired
// to each other, and what they stand on. Its id is that of its VPC.
type Stack struct {
	model.Resource
	VPCs             model.List[string] `json:"vpcs"`
	NATGateways      model.List[string] `json:"nat_gateways"`
	NATZones         model.List[string] `json:"nat_zones"`
	InternetGateways model.List[string] `json:"internet_gateways"`
	// Repositories and Secrets are those the tasks refer to.
	Repositories model.List[string] `json:"repositories"`
	Secrets      model.List[string] `json:"secrets"`
	// Things are what it is made of, by kind, in the order of the table of kinds.
	Things []Things `json:"-"`
	// unplaced says why its place is not known; nil where it is.
	unplaced *model.Why
	Costs
}

// Things are the things of one kind in a stack, by id.
type Things struct {
	Kind string
	List model.List[string]
}

// Of are the things of a kind. A kind that the table does not have is a mistake of the program.
func (s *Stack) Of(kind string) *model.List[string] {
	for i := range s.Things {
		if s.Things[i].Kind == kind {
			return &s.Things[i].List
		}
	}
	s.Things = append(s.Things, Things{Kind: kind, List: model.Whole[string]()})
	return &s.Things[len(s.Things)-1].List
}

// ids are all things of a stack.
func (s *Stack) ids() (all []string) {
	for i := range s.Things {
		all = append(all, s.Things[i].List.Items()...)
	}
	return all
}

// Costs are what a stack costs a month, in USD. An expected or most that lines without a
// price could raise over the documented band is unknown.
type Costs struct {
	ExpectedMonthlyUSD model.Value[float64] `json:"expected_monthly_usd"`
	MaximumMonthlyUSD  model.Value[float64] `json:"maximum_monthly_usd"`
	// RowsAbove are the rows of the documented budget that the expected month exceeds.
	RowsAbove model.List[string] `json:"rows_above"`
	// CostLines are its lines, for evidence.
	CostLines []string `json:"cost_lines"`
	// Budgets are AWS budgets of all that it costs, monthly, no higher than the band, that notify
	// somebody; BudgetNotes say of the others why they are none of these.
	Budgets     model.List[string] `json:"budgets"`
	BudgetNotes []string           `json:"budget_notes"`
}

// WholeArchitecture is the id of the stack that stands for an input without any component.
const WholeArchitecture = "architecture"

// nothing is the resource of that stack; in a scan it says where nothing was found.
func nothing(source model.Source) model.Resource {
	r := model.Resource{ID: WholeArchitecture, Type: "architecture", Name: model.Known("the documented architecture")}
	if source.Account != "" {
		r.ID += " (" + strings.TrimSpace(source.Account+" "+source.Region) + ")"
		r.Account, r.Region = model.Known(source.Account), model.Known(source.Region)
	}
	return r
}

func newFinder(ix *Index, scope Scope, doc *document.Document) *finder {
	for i := range ix.Model.VPCs {
		if v := &ix.Model.VPCs[i]; len(scope.VPCs) > 0 && scope.holdsVPC(model.Known(v.Source.ARN)).Or(false) {
			scope.VPCs = append(slices.Clone(scope.VPCs), v.ID) // named as AWS does, called otherwise here
		}
	}
	return &finder{
		Index:      ix,
		doc:        doc,
		scope:      scope,
		parent:     map[string]string{},
		served:     map[string]bool{},
		wearers:    map[string][]string{},
		serves:     map[string][]string{},
		forwardsTo: map[string][]string{},
		vpcOf:      map[string]string{},
		unplaced:   map[string]model.Why{},
		serving:    newServing(ix.Model),
	}
}

// finder joins components into stacks.
type finder struct {
	*Index
	doc   *document.Document
	scope Scope
	// leftOut are the components out of scope, open those of which that is not decided.
	leftOut []*model.Resource
	open    []Undecided
	// unspoken are the ids of things without network interfaces of kinds that the document has none of.
	unspoken []string
	parent   map[string]string
	// served says which roots have a service among them.
	served map[string]bool
	// wearers are the components that wear a security group.
	wearers map[string][]string
	// serves are the load balancers that forward to a target group, forwardsTo the reverse.
	serves, forwardsTo map[string][]string
	vpcOf              map[string]string
	// unplaced says why the VPC of a component is not known.
	unplaced map[string]model.Why
	serving  *serving
	// nats and internetGateways are by VPC; those whose VPC is not decided stand under "".
	nats             map[string][]*model.NATGateway
	internetGateways map[string][]*model.InternetGateway
}

// findStacks groups the components: what a target group or a security-group rule joins
// belongs together; what nothing joins belongs to the only stack of its VPC.
func (f *finder) findStacks() []Stack {
	f.placeGateways()
	f.readListeners()
	f.place()
	f.joinTargets()
	f.joinGroups()
	if len(f.doc.OfKind("service")) == 1 {
		f.joinVPCs()
	} else {
		f.joinWholeVPCs()
	}
	groups := f.groups()
	if len(groups) == 0 {
		stacks := f.empty()
		f.addUnplaced(stacks)
		return stacks
	}
	stacks := make([]Stack, 0, len(groups))
	for _, root := range slices.Sorted(maps.Keys(groups)) {
		stacks = append(stacks, f.stack(groups[root]))
	}
	f.blur(stacks)
	f.addUnplaced(stacks)
	uniqueIDs(stacks)
	slices.SortFunc(stacks, func(a, b Stack) int { return strings.Compare(a.ID, b.ID) })
	return stacks
}

// uniqueIDs tells stacks of one VPC apart by their first component.
func uniqueIDs(stacks []Stack) {
	count := map[string]int{}
	for _, s := range stacks {
		count[s.ID]++
	}
	for i := range stacks {
		s := &stacks[i]
		if count[s.ID] < 2 {
			continue
		}
		if first := s.first(); first != "" {
			s.ID += " (" + first + ")"
		}
	}
}

// first is the thing that a stack is called by where its VPC is that of others too: a service, if
// it has one.
func (s *Stack) first() string {
	if services := s.Of("service").Items(); len(services) > 0 {
		return services[0]
	}
	if all := s.ids(); len(all) > 0 {
		return all[0]
	}
	return ""
}

// readListeners finds which load balancer forwards to which target group.
func (f *finder) readListeners() {
	for i := range f.Model.Listeners {
		l := &f.Model.Listeners[i]
		lb := l.LoadBalancer.Or("")
		for _, a := range l.Actions.Items() {
			for _, tg := range a.TargetGroups.Items() {
				f.serves[tg] = append(f.serves[tg], lb)
				f.forwardsTo[lb] = append(f.forwardsTo[lb], tg)
			}
		}
	}
}

func (f *finder) groups() map[string][]string {
	groups := map[string][]string{}
	for id := range f.parent {
		root := f.find(id)
		groups[root] = append(groups[root], id)
	}
	for _, members := range groups {
		slices.Sort(members)
	}
	return groups
}

// empty is the stack of an input without components: its VPCs, or nothing at all.
func (f *finder) empty() []Stack {
	var stacks []Stack
	for i := range f.Model.VPCs {
		v := &f.Model.VPCs[i]
		if !f.scope.holds(&v.Resource, model.Known(v.ID)).Or(false) {
			continue
		}
		s := f.stack(nil)
		s.Resource = v.Resource
		s.VPCs = gapped(f.Model, model.Whole(v.ID), "vpcs")
		f.addGateways(&s, map[string]bool{v.ID: true})
		stacks = append(stacks, s)
	}
	if len(stacks) == 0 {
		s := f.stack(nil)
		s.Resource = nothing(f.Model.Source)
		stacks = append(stacks, s)
	}
	return stacks
}
