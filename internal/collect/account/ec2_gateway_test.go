package account

import (
	"slices"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// TestRegionalNATGateway: a regional NAT gateway stands in no subnet, so it is in none that could be named, and in its
// VPC for all that.
func TestRegionalNATGateway(t *testing.T) {
	r := testRegion()
	for id, vpc := range map[string]string{"subnet-1": "vpc-1", "subnet-2": "vpc-1", "subnet-3": "vpc-2"} {
		r.a.Subnets = append(r.a.Subnets, r.subnet(types.Subnet{SubnetId: aws.String(id), VpcId: aws.String(vpc)}))
	}
	r.a.NATGateways = []model.NATGateway{
		r.natGateway(types.NatGateway{
			NatGatewayId:     aws.String("nat-1"),
			VpcId:            aws.String("vpc-1"),
			AvailabilityMode: types.AvailabilityModeRegional,
		}),
		r.natGateway(types.NatGateway{NatGatewayId: aws.String("nat-2"), SubnetId: aws.String("subnet-1")}),
	}
	r.linkRegional()
	regional, zonal := r.a.NATGateways[0].Subnet, r.a.NATGateways[1].Subnet
	if want := r.ec2All("subnet", []string{"subnet-1", "subnet-2"}); regional.IsKnown() ||
		!slices.Equal(model.Candidates(regional), want) {
		t.Errorf("%v, want one of %v", regional, want)
	}
	if id, _ := zonal.Get(); id != r.ec2("subnet", aws.String("subnet-1")) {
		t.Errorf("%v", zonal)
	}
}
