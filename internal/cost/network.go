package cost

import (
	"fmt"

	"github.com/archcheck/archcheck/internal/model"
)

func assumed(n int, unit string) string { return fmt.Sprintf("%d %s a month", n, unit) }

func (e *estimator) natGateways() {
	for i := range e.Model.NATGateways {
		n := &e.Model.NATGateways[i]
		e.add(RowNAT, &n.Resource, "NAT gateway", "nat/hour", hours(1), "")
		if gb := e.usage.NATGB; gb > 0 {
			e.add(RowNAT, &n.Resource, "data through the NAT gateway", "nat/gb", count(gb), assumed(gb, "GB"))
		}
		kind, known := n.ConnectivityType.Get()
		if !known {
			e.unknown(RowOther, &n.Resource, "public IPv4 address", n.ConnectivityType.Why())
		} else if kind == "public" {
			e.add(RowOther, &n.Resource, "public IPv4 address", "ipv4", hours(1), "")
		}
	}
}

func (e *estimator) loadBalancers() {
	for i := range e.Model.LoadBalancers {
		lb := &e.Model.LoadBalancers[i]
		if kind := lb.LoadBalancerType.Or(""); kind != "application" {
			e.unknown(RowLoadBalancer, &lb.Resource, "load balancer", model.Why{Reason: model.NotPriced, Detail: "the price book has none of type " + kind})
			continue
		}
		e.add(RowLoadBalancer, &lb.Resource, "load balancer", "alb/hour", hours(1), "")
		if n := e.usage.LCUHours; n > 0 {
			e.add(RowLoadBalancer, &lb.Resource, "load balancer capacity", "alb/lcu", count(n), assumed(n, "LCU-hours"))
		}
		internal, known := lb.Internal.Get()
		switch {
		case !known:
			e.unknown(RowOther, &lb.Resource, "public IPv4 addresses", lb.Internal.Why())
		case !internal && !lb.Subnets.IsWhole():
			e.unknown(RowOther, &lb.Resource, "public IPv4 addresses", lb.Subnets.Why())
		case !internal:
			e.add(RowOther, &lb.Resource, "public IPv4 addresses, one a zone", "ipv4", hours(len(lb.Subnets.Items())), "")
			if gb := e.usage.TransferOutGB; gb > 0 {
				e.add(RowTransfer, &lb.Resource, "data out to the internet", "transfer/out", count(gb), assumed(gb, "GB")+", without the 100 GB that an account has for nothing")
			}
		}
	}
}

// network adds what stands between: addresses that no NAT gateway has, and interface endpoints.
func (e *estimator) network() {
	natted := map[string]bool{}
	for i := range e.Model.NATGateways {
		has := e.Model.NATGateways[i].Addresses
		for _, id := range has.Items() {
			natted[id] = true
		}
		if !has.IsWhole() {
			for _, id := range has.Why().Candidates {
				natted[id] = true // it is one of these gateways', and paid for with it
			}
		}
	}
	for i := range e.Model.Addresses {
		if a := &e.Model.Addresses[i]; !natted[a.ID] {
			e.add(RowOther, &a.Resource, "public IPv4 address", "ipv4", hours(1), "")
		}
	}
	for i := range e.Model.VPCEndpoints {
		n := &e.Model.VPCEndpoints[i]
		kind, known := n.EndpointType.Get()
		switch {
		case !known:
			e.unknown(RowOther, &n.Resource, "type of the endpoint", n.EndpointType.Why())
		case kind == "Interface" && !n.Subnets.IsWhole():
			e.unknown(RowOther, &n.Resource, "zones of the endpoint", n.Subnets.Why())
		case kind == "Interface":
			e.add(RowOther, &n.Resource, "interface endpoint, one a zone", "endpoint/hour", hours(len(n.Subnets.Items())), "")
			if gb := e.usage.EndpointGB; gb > 0 {
				e.add(RowOther, &n.Resource, "data through the endpoint", "endpoint/gb", count(gb), assumed(gb, "GB"))
			}
		}
	}
}
