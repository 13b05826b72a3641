package network

import "github.com/archcheck/archcheck/internal/model"

// ownZoneNAT reports whether every NAT gateway that a subnet leaves through is in its own zone.
func (r *routing) ownZoneNAT(s *model.Subnet) model.Value[bool] {
	tables, why := r.tablesOf(s)
	zone, ok := s.AvailabilityZone.Get()
	switch {
	case why != nil:
		return model.Unknown[bool](*why)
	case !ok:
		return model.Unknown[bool](s.AvailabilityZone.Why())
	}
	var all []model.Value[bool]
	for _, t := range tables {
		all = append(all, r.throughZone(t, zone))
	}
	return agree(all)
}

// throughZone reports whether all NAT gateways that a table leads to are in a zone.
func (r *routing) throughZone(t *model.RouteTable, zone string) model.Value[bool] {
	var all []model.Value[bool]
	for _, route := range t.Routes.Items() {
		switch kind, known := route.TargetType.Get(); {
		case !known:
			all = append(all, model.Unknown[bool](route.TargetType.Why()))
		case kind == "nat_gateway":
			all = append(all, r.natZone(route, zone))
		}
	}
	if !t.Routes.IsWhole() {
		all = append(all, model.Unknown[bool](t.Routes.Why()))
	}
	if len(all) == 0 {
		return model.Known(false)
	}
	return model.Every(all...)
}

// natZone reports whether all gateways a route can mean are in a zone, or none of them is.
func (r *routing) natZone(route model.Route, zone string) model.Value[bool] {
	var all []model.Value[bool]
	for _, id := range model.Candidates(route.Target) {
		n := r.NATGateways[id]
		if n == nil {
			return model.Unknown[bool](
				model.Why{Reason: model.NotInSource, Detail: "the NAT gateway " + id + " was not read"},
			)
		}
		for _, subnetID := range model.Candidates(n.Subnet) {
			if subnet := r.Subnets[subnetID]; subnet != nil && subnet.AvailabilityZone.IsKnown() {
				all = append(all, model.Known(subnet.AvailabilityZone.Or("") == zone))
			} else {
				all = append(
					all,
					model.Unknown[bool](model.Why{Reason: model.NotInSource, Detail: "zone of " + subnetID}),
				)
			}
		}
		if len(model.Candidates(n.Subnet)) == 0 {
			all = append(all, model.Unknown[bool](n.Subnet.Why()))
		}
	}
	if len(all) == 0 {
		return model.Unknown[bool](route.Target.Why())
	}
	return agree(all)
}
