package network

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// gatewayOut is what VPC Block Public Access has to leave a subnet for NAT and egress-only gateways.
func gatewayOut() []string {
	return []string{model.InternetOpen, model.InternetOut, model.InternetByNAT}
}

// admits reports whether VPC Block Public Access leaves a subnet one of these; what is not known is possible.
func (v *view) admits(s *model.Subnet, access ...string) bool {
	left, known := s.InternetAccess.Get()
	return known && slices.Contains(access, left) || !known && v.possible
}

func (w *walk) blocked(s *model.Subnet) string {
	return "VPC Block Public Access closes the internet to " + w.name(s.ID)
}

// limited takes the internet from a tier that leaves by a gateway where VPC Block Public Access closes it.
func (r *routing) limited(t tier, s *model.Subnet) tier {
	isOpen := model.Is(s.InternetAccess, model.InternetOpen)
	if open, known := isOpen.Get(); !known || !open {
		t.public = model.Every(t.public, isOpen)
		t.proof = append(
			slices.Clone(t.proof),
			"VPC Block Public Access closes the internet to "+r.name(s.ID)+", or may",
		)
	}
	return t
}

// natIsClosed is whether VPC Block Public Access closes the internet to a NAT gateway.
func (r *routing) natIsClosed(n *model.NATGateway) model.Value[bool] {
	closed := model.Known(false)
	for _, id := range model.Candidates(n.Subnet) {
		if s := r.Subnets[id]; s != nil {
			closed = model.Some(closed, model.Is(s.InternetAccess, model.InternetClosed))
		}
	}
	return closed
}
