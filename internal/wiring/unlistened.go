package wiring

import (
	"slices"

	"github.com/archcheck/archcheck/internal/document"
	"github.com/archcheck/archcheck/internal/model"
)

// unlistened are the ports of documented edges to a load balancer on which it has no listener: what its security
// groups let in there is refused.
func (b *builder) unlistened(id string) model.List[string] {
	lacking, bound := model.Whole[string](), b.bindings[id]
	if b.LoadBalancers[id] == nil {
		return lacking
	}
	on := b.listensOn(id)
	for _, name := range bound.names {
		for _, ports := range b.doc.ListenedPorts(b.doc.Component(name)) {
			switch {
			case listensIn(on, ports):
			case bound.open:
				return lacking.Broken(
					model.Why{
						Reason: model.Unmatched,
						Detail: "which documented load balancer " + id + " is, is not decided",
					},
				)
			case !on.IsWhole():
				lacking = lacking.Broken(on.Why())
			default:
				lacking = lacking.With(ports.InDigits())
			}
		}
	}
	return lacking
}

// listensOn are the ports of a load balancer's listeners.
func (b *builder) listensOn(lb string) model.List[int] {
	on := gapped(b.Model, model.Whole[int](), "listeners")
	for _, l := range b.listened[lb] {
		if port, known := l.Port.Get(); known {
			on = on.With(port)
		} else {
			on = on.Broken(l.Port.Why())
		}
	}
	for _, l := range b.listened[""] {
		on = on.Broken(l.LoadBalancer.Why())
	}
	return asFar(on, elsewhere(&b.LoadBalancers[lb].Resource, "listeners"))
}

func listensIn(on model.List[int], ports document.Ports) bool {
	return slices.ContainsFunc(on.Items(), func(port int) bool { return ports.From <= port && port <= ports.To })
}
