package cost

import (
	"cmp"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/wiring"
)

// OutOfScope is the stack of what the scope leaves out.
const OutOfScope = "out of scope"

// findStacks gives each resource to the stack that it is wired to. With one stack and nothing
// out of scope everything is its own.
func (e *estimator) findStacks(facts *wiring.Facts) {
	if len(facts.Stacks) == 1 && facts.OutOfScope == 0 {
		e.whole = facts.Stacks[0].ID
		return
	}
	facts.Each(func(_ string, noun model.Noun) {
		if m, ok := noun.(interface{ StackOf() string }); ok {
			e.claim(noun.Base().ID, m.StackOf())
		}
	})
	for _, s := range facts.Stacks {
		for _, list := range []model.List[string]{s.LoadBalancers, s.Services, s.Databases, s.Caches, s.NATGateways, s.Repositories, s.Secrets} {
			for _, id := range list.Items() {
				e.claim(id, s.ID)
			}
		}
	}
	e.leaveOut()
	e.follow()
	e.place(facts)
}

// place gives an endpoint to the stack of its VPC. Where a scope leaves components out, what
// stands in a VPC of no stack is out of scope too.
func (e *estimator) place(facts *wiring.Facts) {
	stacks := map[string][]string{}
	for _, s := range facts.Stacks {
		for _, vpc := range s.VPCs.Items() {
			stacks[vpc] = append(stacks[vpc], s.ID)
		}
	}
	stand := func(id string, in model.Value[string]) {
		vpc, known := in.Get()
		for _, stack := range stacks[vpc] {
			e.claim(id, stack)
		}
		if known && len(stacks[vpc]) == 0 && facts.OutOfScope > 0 {
			e.stack[id] = OutOfScope
		}
	}
	for i := range e.Model.VPCEndpoints {
		stand(e.Model.VPCEndpoints[i].ID, e.Model.VPCEndpoints[i].VPC)
	}
	for i := range e.Model.NATGateways {
		n := &e.Model.NATGateways[i]
		if s := e.Subnets[n.Subnet.Or("")]; s != nil {
			stand(n.ID, s.VPC)
		}
	}
}

// claim gives a resource to a stack; what two stacks claim is shared, and belongs to none.
func (e *estimator) claim(id, stack string) {
	if before, claimed := e.stack[id]; claimed && before != stack {
		stack = ""
	}
	e.stack[id] = stack
}

// stackOf is the stack of a resource, empty for none.
func (e *estimator) stackOf(id string) string { return cmp.Or(e.stack[id], e.whole) }

// leaveOut marks the components that belong to no stack: the scope leaves them out.
func (e *estimator) leaveOut() {
	e.Model.Each(func(collection string, noun model.Noun) {
		switch collection {
		case "load_balancers", "services", "databases", "caches":
			if id := noun.Base().ID; e.stack[id] == "" {
				e.stack[id] = OutOfScope
			}
		}
	})
}

// follow gives to a stack what serves one of its components: the policies and alarms that scale
// a service, the record and the web ACL of a load balancer.
func (e *estimator) follow() {
	for i := range e.Model.Alarms {
		a := &e.Model.Alarms[i]
		for _, action := range a.AlarmActions.Items() {
			if p := e.ScalingPolicies[action]; p != nil {
				e.serve(a.ID, p.Service.Or(""))
			}
		}
	}
	for i := range e.Model.ScalingPolicies {
		e.serve(e.Model.ScalingPolicies[i].ID, e.Model.ScalingPolicies[i].Service.Or(""))
	}
	for i := range e.Model.Records {
		e.serve(e.Model.Records[i].ID, e.Model.Records[i].AliasTarget.Or(""))
	}
	for i := range e.Model.WebACLs {
		for _, id := range e.Model.WebACLs[i].Resources.Items() {
			e.serve(e.Model.WebACLs[i].ID, id)
		}
	}
}

func (e *estimator) serve(id, component string) {
	if stack := e.stack[component]; stack != "" {
		e.claim(id, stack)
	}
}
