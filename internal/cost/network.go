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
			e.unknown(
				RowLoadBalancer,
				&lb.Resource,
				"load balancer",
				model.Why{Reason: model.NotPriced, Detail: "the price book has none of type " + kind},
			)
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
			e.add(
				RowOther,
				&lb.Resource,
				"public IPv4 addresses, one a zone",
				"ipv4",
				hours(len(lb.Subnets.Items())),
				"",
			)
			e.transferOut(lb)
		}
		e.accessLogs(lb)
	}
}

// tiers are the GB of a month from which on data out to the internet has another price. Each
// load balancer climbs them on its own, so that the sum of two plans is that of one; AWS
// counts an account's data together, which is never dearer.
// https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
func tiers() []int { return []int{0, 10240, 51200, 153600} }

func (e *estimator) transferOut(lb *model.LoadBalancer) {
	all := tiers()
	for i, begin := range all {
		gb := e.usage.TransferOutGB - begin
		if i+1 < len(all) {
			gb = min(gb, all[i+1]-begin)
		}
		if gb <= 0 {
			return
		}
		key := "transfer/out"
		what := "data out to the internet"
		assumption := assumed(gb, "GB") + ", without the 100 GB that an account has for nothing"
		if begin > 0 {
			key = fmt.Sprintf("%s/%d", key, begin)
			what = fmt.Sprintf("%s beyond %d GB", what, begin)
			assumption = assumed(gb, "GB")
		}
		e.add(RowTransfer, &lb.Resource, what, key, count(gb), assumption)
	}
}

// accessLogs are stored in a bucket, by the load balancer that writes them.
func (e *estimator) accessLogs(lb *model.LoadBalancer) {
	gb := e.usage.AccessLogGB
	if gb == 0 {
		return
	}
	if on, known := lb.AccessLogs.Get(); !known {
		e.unknown(RowOther, &lb.Resource, "access logs", lb.AccessLogs.Why())
	} else if on {
		e.add(RowOther, &lb.Resource, "access logs stored", "s3/standard", count(gb), assumed(gb, "GB"))
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
			e.add(
				RowOther,
				&n.Resource,
				"interface endpoint, one a zone",
				"endpoint/hour",
				hours(len(n.Subnets.Items())),
				"",
			)
			if gb := e.usage.EndpointGB; gb > 0 {
				e.add(RowOther, &n.Resource, "data through the endpoint", "endpoint/gb", count(gb), assumed(gb, "GB"))
			}
		}
	}
}
