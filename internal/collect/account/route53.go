package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/route53/types"
)

// recordAPI is what is read of Route 53.
type recordAPI interface {
	route53.ListHostedZonesAPIClient
	route53.ListResourceRecordSetsAPIClient
}

func readRecords(ctx context.Context, r *region) {
	readRecordsOf(ctx, r, route53.NewFromConfig(r.cfg()))
}

func readRecordsOf(ctx context.Context, r *region, api recordAPI) {
	var zones []types.HostedZone
	_ = pages(
		ctx,
		route53.NewListHostedZonesPaginator(api, &route53.ListHostedZonesInput{MaxItems: aws.Int32(100)}),
		func(out *route53.ListHostedZonesOutput) {
			zones = append(zones, out.HostedZones...)
		},
	)
	follow(ctx, zones, func(ctx context.Context, z types.HostedZone) {
		zone := strings.TrimPrefix(aws.ToString(z.Id), "/hostedzone/")
		_ = pages(
			ctx,
			route53.NewListResourceRecordSetsPaginator(
				api,
				&route53.ListResourceRecordSetsInput{HostedZoneId: aws.String(zone), MaxItems: aws.Int32(300)},
			),
			func(out *route53.ListResourceRecordSetsOutput) {
				for _, s := range out.ResourceRecordSets {
					if s.AliasTarget != nil || s.SetIdentifier != nil {
						n := r.record(zone, s)
						n.Private = model.Known(z.Config != nil && z.Config.PrivateZone)
						r.add(func(a *model.Architecture) { a.Records = append(a.Records, n) })
					}
				}
			},
		)
	})
}

// record reads an alias, or another record that shares its name with one. Route 53 ends names with a dot and writes "*"
// as \052.
func (r *region) record(zone string, s types.ResourceRecordSet) model.Record {
	name := strings.ReplaceAll(strings.TrimSuffix(aws.ToString(s.Name), "."), `\052`, "*")
	id := "arn:" + r.session.partition + ":route53:::hostedzone/" + zone + "/" + name + "/" + string(s.Type)
	if s.SetIdentifier != nil {
		id += "/" + *s.SetIdentifier
	}
	target := ""
	if s.AliasTarget != nil {
		target = strings.ToLower(strings.TrimSuffix(aws.ToString(s.AliasTarget.DNSName), "."))
	}
	n := model.Record{
		Resource:    r.resource("aws_route53_record", id, &name, model.Value[map[string]string]{}),
		RecordName:  model.Known(name),
		RecordType:  text(s.Type),
		Zone:        model.Known(zone),
		AliasTarget: model.Known(strings.TrimPrefix(target, "dualstack.")),
		Standby: model.Known(
			s.Weight != nil && *s.Weight == 0 || s.Failover == types.ResourceRecordSetFailoverSecondary,
		),
	}
	n.Region = model.Known("")
	return n
}
