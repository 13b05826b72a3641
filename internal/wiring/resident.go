package wiring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// Resident is whatever has network interfaces in an architecture, or is a target of its load
// balancers: what the document has, what serves that, and what nobody documented.
type Resident struct {
	model.Resource
	Member
	// Documented: it is one of the document's components, or serves one of them.
	Documented model.Value[bool] `json:"documented"`
	// What says what an undocumented one is, and Ways what makes it part of the architecture.
	What string   `json:"what"`
	Ways []string `json:"ways"`
}

// residents finds who lives in the architectures.
type residents struct {
	*builder
	finder *finder
	// owned are the documented components and what serves them.
	owned map[string]bool
	// inVPC are the stacks of a VPC that the scope takes in whole, near those of any VPC.
	inVPC, near map[string][]string
	// wearing are the documented components that wear a group, targets the target groups that a
	// member is registered with.
	wearing, targets map[string][]tie
	// all is how many things of a kind there are, adrift how many of them in stacks whose place is not known.
	all, adrift map[string]int
}

// tie is something that ties others to a stack.
type tie struct{ stack, id string }

// residents lists the residents of all stacks.
func (b *builder) residents(f *finder) {
	r := &residents{
		builder: b,
		finder:  f,
		owned:   map[string]bool{},
		inVPC:   map[string][]string{},
		near:    map[string][]string{},
		wearing: map[string][]tie{},
		targets: map[string][]tie{},
		all:     map[string]int{},
		adrift:  map[string]int{},
	}
	r.count()
	for i := range b.facts.Stacks {
		r.read(&b.facts.Stacks[i])
	}
	b.Model.EachPlaced(func(_ string, noun model.Placed) {
		if !r.owned[noun.Base().ID] && !isRoute(noun) {
			r.add(noun)
		}
	})
	r.peerings()
	r.routedTo()
	slices.Sort(b.facts.Scope.LeftOut)
	b.facts.Scope.LeftOut = slices.Compact(b.facts.Scope.LeftOut) // a neighbour may be a component too
	b.facts.Scope.Unspoken = append(b.facts.Scope.Unspoken, f.unspoken...)
	slices.Sort(b.facts.Scope.Unspoken)
	slices.Sort(b.facts.Scope.Elsewhere)
	b.facts.Scope.Elsewhere = slices.DeleteFunc(b.facts.Scope.Elsewhere, func(id string) bool {
		_, leftOut := slices.BinarySearch(b.facts.Scope.LeftOut, id)
		return leftOut
	})
}

// count counts the things of each kind.
func (r *residents) count() {
	for i := range r.facts.Stacks {
		for _, things := range r.facts.Stacks[i].Things {
			mine := r.mine(things)
			r.all[things.Kind] += mine
			if r.facts.Stacks[i].unplaced != nil {
				r.adrift[things.Kind] += mine
			}
		}
	}
}

// isRoute recognizes gateway endpoints: they are routes, not interfaces.
func isRoute(noun model.Placed) bool {
	e, ok := noun.(*model.VPCEndpoint)
	return ok && e.EndpointType.Or("Interface") == "Gateway"
}

// read adds the documented components of a stack, and notes what makes others its residents. The
// stack itself stands for whom nobody could see: interfaces and targets that were not read.
func (r *residents) read(s *Stack) {
	r.facts.Residents = append(
		r.facts.Residents,
		Resident{Resource: s.Resource, Member: Member{Stack: s.ID}, Documented: r.seesAll(s)},
	)
	for _, vpc := range s.VPCs.Items() {
		r.near[vpc] = append(r.near[vpc], s.ID)
		if r.takesIn(vpc) {
			r.inVPC[vpc] = append(r.inVPC[vpc], s.ID)
		}
	}
	for _, things := range s.Things {
		r.known(s, things)
	}
	for _, group := range r.forwarded(s) {
		if g := r.TargetGroups[group]; g != nil {
			for _, member := range g.Members.Items() {
				r.targets[member] = append(r.targets[member], tie{s.ID, group})
			}
		}
	}
}

// forwarded are the target groups that the load balancers of a stack forward to.
func (r *residents) forwarded(s *Stack) (groups []string) {
	for _, id := range s.Of("load_balancer").Items() {
		groups = append(groups, r.finder.forwardsTo[id]...)
	}
	return groups
}

// seesAll is unknown where somebody may live in a stack whom the source does not show.
func (r *residents) seesAll(s *Stack) model.Value[bool] {
	if gap := r.Model.GapFor("interfaces"); gap != nil {
		return model.Unknown[bool](gap.Why())
	}
	for _, group := range r.forwarded(s) {
		switch g := r.TargetGroups[group]; {
		case g == nil:
			return model.Unknown[bool](r.unread("target_groups", group))
		case !g.Members.IsWhole():
			return model.Unknown[bool](g.Members.Why())
		}
	}
	return model.Known(true)
}

// takesIn reports whether who dwells in a VPC is in scope by that alone: everybody is without a
// scope, else where the VPC itself is named or tagged.
func (r *residents) takesIn(vpc string) bool {
	if r.finder.scope.IsEmpty() {
		return true
	}
	v := r.VPCs[vpc]
	return v != nil && r.finder.scope.holds(&v.Resource, model.Known(vpc)).Or(false)
}

// known adds the things of one kind. Where there are more than the document has, and the wiring
// does not tell which are meant, each of them may be the one too many.
func (r *residents) known(s *Stack, things Things) {
	surplus, mayBeMore := r.surplusOf(things), r.mayBeMore(s, things)
	for _, id := range things.List.Items() {
		noun := r.Thing(id)
		c := Resident{
			Resource:   *noun.Base(),
			Member:     r.memberOf(s, id),
			Documented: r.isDocumented(id, things, surplus, mayBeMore),
			What:       surplus[id],
		}
		r.facts.Residents = append(r.facts.Residents, c)
		r.owned[id] = true
		for _, group := range r.placeOf(id).SecurityGroups.Items() {
			r.wearing[group] = append(r.wearing[group], tie{s.ID, id})
		}
		if service := r.Services[id]; service != nil {
			for _, instance := range service.Instances.Items() {
				r.owned[instance] = true
			}
		}
	}
}

// add finds the stack that somebody undocumented lives in, if any.
func (r *residents) add(noun model.Placed) {
	if stack, ways := r.wired(noun); stack != "" {
		r.append(noun, stack, ways)
		return
	}
	vpc, ways := r.dwells(noun)
	switch stacks := r.inVPC[vpc]; {
	case len(stacks) > 0:
		r.append(noun, stacks[0], ways)
	case len(r.near[vpc]) > 0:
		r.facts.Scope.LeftOut = append(r.facts.Scope.LeftOut, noun.Base().ID)
	case vpc == "" && len(r.facts.Stacks) > 0 && r.finder.scope.IsEmpty():
		r.undecided(noun)
	case vpc != "" && len(r.facts.Stacks) > 0 && !noun.Base().Source.Data:
		r.facts.Scope.Elsewhere = append(r.facts.Scope.Elsewhere, noun.Base().ID)
	}
}

// wired says what ties somebody to a stack, wherever he dwells: the first of several.
func (r *residents) wired(noun model.Placed) (stack string, ways []string) {
	for _, group := range noun.Place().SecurityGroups.Items() {
		for _, t := range r.wearing[group] {
			if stack == "" || stack == t.stack {
				stack, ways = t.stack, append(ways, fmt.Sprintf("wears %s, as %s does", group, t.id))
			}
		}
	}
	for _, t := range r.targets[noun.Base().ID] {
		if stack == "" || stack == t.stack {
			stack, ways = t.stack, append(ways, "is a target of "+t.id)
		}
	}
	return stack, ways
}

// dwells is the VPC that somebody sits in. Of candidates all must be in one.
func (r *residents) dwells(noun model.Placed) (vpc string, ways []string) {
	p := noun.Place()
	if vpc = r.vpcFor(p); vpc == "" {
		vpcs := map[string]bool{}
		for _, id := range p.Subnets.Why().Candidates {
			if s := r.Subnets[id]; s != nil {
				vpc = s.VPC.Or("")
			}
			vpcs[vpc] = true
		}
		if len(vpcs) != 1 {
			return "", nil
		}
	}
	if subnets := p.Subnets.Items(); len(subnets) > 0 {
		ways = append(ways, "sits in "+strings.Join(subnets, ", "))
	}
	for _, group := range p.SecurityGroups.Items() {
		ways = append(ways, "wears "+group)
	}
	return vpc, append(ways, "is in "+vpc)
}

// append adds a resident. Endpoints of AWS's own services are how a documented component gets
// there without the internet; one of somebody else's service leads to him.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func (r *residents) append(noun model.Placed, stack string, ways []string) {
	c := Resident{Resource: *noun.Base(), Member: Member{Stack: stack}, Documented: model.Known(false), Ways: ways}
	if e, ok := noun.(*model.VPCEndpoint); ok {
		c.Documented = r.servesWayOut(e)
	}
	if i, ok := noun.(*model.Interface); ok && !i.Owner.IsKnown() && isOfNouns(i.OwnerType.Or("")) {
		c.Documented = model.Unknown[bool](i.Owner.Why())
	}
	if lb, ok := noun.(*model.LoadBalancer); ok && !lb.LoadBalancerType.IsKnown() {
		c.Documented = model.Unknown[bool](lb.LoadBalancerType.Why()) // an application's would be the documented one
	}
	c.What = c.Type + " that " + strings.Join(ways, " and ")
	if public := noun.Place().PublicAddress; public.Or(false) {
		c.What += " and has a public address"
	}
	r.facts.Residents = append(r.facts.Residents, c)
}

// isOfNouns recognizes owners that have nouns of their own where they are read: a network
// interface of theirs may be a documented component's that nobody showed.
func isOfNouns(ownerType string) bool {
	return slices.Contains(
		[]string{
			"aws_lb",
			"aws_ecs_service",
			"aws_ecs_task",
			"aws_db_instance",
			"aws_elasticache_cluster",
			"aws_nat_gateway",
			"aws_vpc_endpoint",
			"aws_ec2_transit_gateway_vpc_attachment",
		},
		ownerType,
	)
}

// servesWayOut reports whether an endpoint leads to a service of AWS. One that leads to a serverless cache may be
// that of a documented one that was not read.
func (r *residents) servesWayOut(e *model.VPCEndpoint) model.Value[bool] {
	name, ok := e.ServiceName.Get()
	if !ok {
		return model.Unknown[bool](e.ServiceName.Why())
	}
	if gap := r.Model.GapFor("caches"); gap != nil && strings.HasPrefix(name, model.ServerlessCacheService) {
		return model.Unknown[bool](gap.Why())
	}
	return model.Every(model.Is(e.EndpointType, "Interface"), model.Known(isAWSService(name)))
}

// isAWSService recognizes the name of a service of AWS; others have "vpce" and an id in theirs,
// and so have stores behind an endpoint, such as serverless caches.
func isAWSService(name string) bool {
	return !strings.Contains(name, ".vpce.") && !strings.Contains(name, ".vpce-svc-") &&
		(strings.HasPrefix(name, "com.amazonaws.") || strings.HasPrefix(name, "aws."))
}

// undecided adds somebody whose VPC is not known: it may be this one. Who is known to have no
// interface in a VPC lives nowhere.
func (r *residents) undecided(noun model.Placed) {
	p := noun.Place()
	for _, list := range []model.List[string]{p.Subnets, p.SecurityGroups} {
		if !list.IsWhole() && list.Why().Reason != model.NotManaged {
			r.mayLiveHere(noun, list.Why())
			return
		}
	}
	where := ""
	switch subnets := p.Subnets; {
	case !subnets.IsWhole():
		where = subnets.Why().Detail
	case len(subnets.Items()) > 0:
		where = "it sits in " + model.Named(subnets.Items()) + ", which was not read"
	case r.doc.ComponentsComplete:
		r.append(noun, r.facts.Stacks[0].ID, []string{"is in no VPC"})
		return
	default:
		r.facts.Scope.Unspoken = append(r.facts.Scope.Unspoken, noun.Base().ID)
		return
	}
	r.mayLiveHere(
		noun,
		model.Why{
			Reason: model.Unmatched,
			Detail: "whether it is part of the architecture is not decided, and the document does not have it: " +
				where + ". Document it, or leave it out by `scope`",
		},
	)
}

// mayLiveHere adds somebody of whom it is open whether he is part of an architecture.
func (r *residents) mayLiveHere(noun model.Placed, why model.Why) {
	r.facts.Residents = append(r.facts.Residents, Resident{Resource: *noun.Base(), Documented: model.Unknown[bool](why),
		What: noun.Base().Type + " whose VPC is not known"})
}
