package form

import (
	"slices"

	"github.com/archcheck/archcheck/internal/model"
)

// Regional is how a NAT gateway works in more than one zone.
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
const Regional = "regional"

// RegionalSubnet leaves open where in its VPC a regional NAT gateway stands: in no subnet, and in each zone where AWS,
// or its owner, has it work.
func RegionalSubnet(subnets []*model.Subnet, vpc model.Value[string]) model.Value[string] {
	why := model.Why{
		Reason: model.Unsupported,
		Detail: "it is a regional NAT gateway, and archcheck does not read in which zones it works",
	}
	of := model.Candidates(vpc)
	for _, s := range subnets {
		if id, known := s.VPC.Get(); known && slices.Contains(of, id) {
			why.Candidates = append(why.Candidates, s.ID)
		}
	}
	slices.Sort(why.Candidates)
	return model.Unknown[string](why)
}
