package account

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"
)

// recordAnswer is one private zone with an alias of weight 0, the record beside it, and a text.
type recordAnswer struct{}

func (recordAnswer) ListHostedZones(
	context.Context,
	*route53.ListHostedZonesInput,
	...func(*route53.Options),
) (*route53.ListHostedZonesOutput, error) {
	return &route53.ListHostedZonesOutput{
		HostedZones: []types.HostedZone{
			{Id: aws.String("/hostedzone/Z1"), Config: &types.HostedZoneConfig{PrivateZone: true}},
		},
	}, nil
}

func (recordAnswer) ListResourceRecordSets(
	context.Context,
	*route53.ListResourceRecordSetsInput,
	...func(*route53.Options),
) (*route53.ListResourceRecordSetsOutput, error) {
	return &route53.ListResourceRecordSetsOutput{ResourceRecordSets: []types.ResourceRecordSet{
		{
			Name:          aws.String("shop.example.com."),
			Type:          types.RRTypeA,
			SetIdentifier: aws.String("a"),
			Weight:        aws.Int64(0),
			AliasTarget:   &types.AliasTarget{DNSName: aws.String("LB.")},
		},
		{
			Name:          aws.String("shop.example.com."),
			Type:          types.RRTypeA,
			SetIdentifier: aws.String("b"),
			Weight:        aws.Int64(1),
		},
		{Name: aws.String("shop.example.com."), Type: types.RRTypeTxt},
	}}, nil
}

// TestRecordsThatStandBy: a record of weight 0 stands by, and one beside it is read although it aliases nothing.
func TestRecordsThatStandBy(t *testing.T) {
	r := testRegion()
	readRecordsOf(context.Background(), r, recordAnswer{})
	if len(r.a.Records) != 2 {
		t.Fatalf("%d records", len(r.a.Records))
	}
	idle, other := r.a.Records[0], r.a.Records[1]
	if !idle.Standby.Or(false) || !idle.Private.Or(false) || idle.AliasTarget.Or("") != "lb" {
		t.Errorf("%+v", idle)
	}
	if other.Standby.Or(true) || other.AliasTarget.Or("?") != "" {
		t.Errorf("%+v", other)
	}
	if second := r.record(
		"Z1",
		types.ResourceRecordSet{Failover: types.ResourceRecordSetFailoverSecondary},
	); !second.Standby.Or(false) {
		t.Error("a secondary record does not stand by")
	}
}
