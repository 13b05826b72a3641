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
	if len(facts.Stacks) == 1 && len(facts.Scope.LeftOut) == 0 {
		e.whole = facts.Stacks[0].ID
		return
	}
	e.wire(facts)
	if len(facts.Scope.LeftOut) > 0 {
		e.leaveOut(facts)
	}
}

// wire follows the wiring from the stacks of some facts.
func (e *estimator) wire(facts *wiring.Facts) {
	facts.Each(func(_ string, noun model.Noun) {
		if m, ok := noun.(interface{ StackOf() string }); ok {
			e.claim(noun.Base().ID, m.StackOf())
		}
	})
	vpcs := map[string][]string{}
	for _, s := range facts.Stacks {
		lists := []model.List[string]{s.NATGateways, s.Repositories, s.Secrets}
		for _, things := range s.Things {
			lists = append(lists, things.List)
		}
		for _, list := range lists {
			for _, id := range list.Items() {
				e.claim(id, s.ID)
			}
		}
		for _, vpc := range s.VPCs.Items() {
			vpcs[vpc] = append(vpcs[vpc], s.ID)
		}
	}
	for i := range e.Model.VPCEndpoints {
		n := &e.Model.VPCEndpoints[i]
		for _, stack := range vpcs[n.VPC.Or("")] {
			e.claim(n.ID, stack)
		}
	}
	e.follow()
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

// leaveOut marks what belongs to stacks that only come to light without the scope, and the
// components of others that the scope leaves out.
func (e *estimator) leaveOut(facts *wiring.Facts) {
	inScope := map[string]bool{}
	for _, s := range facts.Stacks {
		inScope[s.ID] = true
	}
	all := &estimator{Index: e.Index, stack: map[string]string{}}
	all.wire(wiring.Build(e.Index, wiring.Scope{}, facts.Document))
	for id, stack := range all.stack {
		if e.stack[id] == "" && stack != "" && !inScope[stack] {
			e.stack[id] = OutOfScope
		}
	}
	e.Model.Each(func(_ string, noun model.Noun) {
		if id := noun.Base().ID; e.KindOf(id) != "" && e.stack[id] == "" {
			e.stack[id] = OutOfScope
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
