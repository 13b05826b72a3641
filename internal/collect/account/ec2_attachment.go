package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// attachmentsOf reads what joins the VPC to others, and what it costs or records.
func attachmentsOf(api ec2API) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		together(ctx, r,
			func(ctx context.Context, r *region) { readAddresses(ctx, r, api) },
			func(ctx context.Context, r *region) { readPeerings(ctx, r, api) },
			func(ctx context.Context, r *region) { readTransitAttachments(ctx, r, api) },
			func(ctx context.Context, r *region) { readFlowLogs(ctx, r, api) })
	}
}

func readAddresses(ctx context.Context, r *region, api ec2API) {
	out, err := api.DescribeAddresses(ctx, &ec2.DescribeAddressesInput{})
	if err != nil {
		return // the guard recorded the gap
	}
	for _, e := range out.Addresses {
		n := model.Address{Resource: r.ec2Resource("aws_eip", r.ec2("elastic-ip", e.AllocationId), e.Tags)}
		r.add(func(a *model.Architecture) { a.Addresses = append(a.Addresses, n) })
	}
}

func readPeerings(ctx context.Context, r *region, api ec2API) {
	_ = pages(
		ctx,
		ec2.NewDescribeVpcPeeringConnectionsPaginator(
			api,
			&ec2.DescribeVpcPeeringConnectionsInput{MaxResults: aws.Int32(1000)},
		),
		func(out *ec2.DescribeVpcPeeringConnectionsOutput) {
			for _, p := range out.VpcPeeringConnections {
				if p.Status != nil && isOver(p.Status.Code) {
					continue
				}
				n := model.PeeringConnection{
					Resource: r.ec2Resource(
						"aws_vpc_peering_connection",
						r.ec2("vpc-peering-connection", p.VpcPeeringConnectionId),
						p.Tags,
					),
					Requester: r.peerVPC(p.RequesterVpcInfo),
					Accepter:  r.peerVPC(p.AccepterVpcInfo),
				}
				r.add(func(a *model.Architecture) { a.PeeringConnections = append(a.PeeringConnections, n) })
			}
		},
	)
}

// isOver recognizes a connection that AWS still lists and that carries nothing any more.
func isOver(code types.VpcPeeringConnectionStateReasonCode) bool {
	switch code {
	case types.VpcPeeringConnectionStateReasonCodeDeleted,
		types.VpcPeeringConnectionStateReasonCodeDeleting,
		types.VpcPeeringConnectionStateReasonCodeRejected,
		types.VpcPeeringConnectionStateReasonCodeExpired,
		types.VpcPeeringConnectionStateReasonCodeFailed:
		return true
	}
	return false
}

// peerVPC is the ARN of one end, which may be of another account or region.
func (r *region) peerVPC(v *types.VpcPeeringConnectionVpcInfo) model.Value[string] {
	if v == nil || v.VpcId == nil {
		return model.Value[string]{}
	}
	owner, region := aws.ToString(v.OwnerId), aws.ToString(v.Region)
	if owner == "" {
		owner = r.session.id
	}
	if region == "" {
		region = r.name
	}
	return model.Known(strings.Join([]string{"arn", r.session.partition, "ec2", region, owner, "vpc/" + *v.VpcId}, ":"))
}

func readTransitAttachments(ctx context.Context, r *region, api ec2API) {
	_ = pages(
		ctx,
		ec2.NewDescribeTransitGatewayVpcAttachmentsPaginator(
			api,
			&ec2.DescribeTransitGatewayVpcAttachmentsInput{MaxResults: aws.Int32(1000)},
		),
		func(out *ec2.DescribeTransitGatewayVpcAttachmentsOutput) {
			for _, t := range out.TransitGatewayVpcAttachments {
				if joinsNothing(t.State) {
					r.noteGone(r.ec2("transit-gateway-attachment", t.TransitGatewayAttachmentId))
					continue
				}
				n := model.TransitGatewayAttachment{
					Resource: r.ec2Resource(
						"aws_ec2_transit_gateway_vpc_attachment",
						r.ec2("transit-gateway-attachment", t.TransitGatewayAttachmentId),
						t.Tags,
					),
					TransitGateway: model.Known(r.ec2("transit-gateway", t.TransitGatewayId)),
					VPC:            model.Known(r.ec2("vpc", t.VpcId)),
					Placement: model.Placement{
						Subnets:        model.Whole(r.ec2All("subnet", t.SubnetIds)...),
						SecurityGroups: model.Whole[string](),
						PublicAddress:  model.Known(false),
					},
				}
				r.add(func(a *model.Architecture) {
					a.TransitGatewayAttachments = append(a.TransitGatewayAttachments, n)
				})
			}
		},
	)
}

// joinsNothing recognizes an attachment that AWS still lists and that carries nothing any more, or never did.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html
func joinsNothing(state types.TransitGatewayAttachmentState) bool {
	switch state {
	case types.TransitGatewayAttachmentStateDeleted,
		types.TransitGatewayAttachmentStateDeleting,
		types.TransitGatewayAttachmentStateFailed,
		types.TransitGatewayAttachmentStateRejected:
		return true
	}
	return false
}

func readFlowLogs(ctx context.Context, r *region, api ec2API) {
	_ = pages(
		ctx,
		ec2.NewDescribeFlowLogsPaginator(api, &ec2.DescribeFlowLogsInput{MaxResults: aws.Int32(1000)}),
		func(out *ec2.DescribeFlowLogsOutput) {
			for _, f := range out.FlowLogs {
				n := model.FlowLog{
					Resource:    r.ec2Resource("aws_flow_log", r.ec2("vpc-flow-log", f.FlowLogId), f.Tags),
					Target:      r.flowTarget(f.ResourceId),
					TrafficType: text(f.TrafficType),
					Delivers:    model.Known(aws.ToString(f.DeliverLogsStatus) != "FAILED"),
				}
				r.add(func(a *model.Architecture) { a.FlowLogs = append(a.FlowLogs, n) })
			}
		},
	)
}

// flowTarget tells by the prefix of its id what is watched.
func (r *region) flowTarget(id *string) model.Value[string] {
	kinds := map[string]string{"vpc": "vpc", "subnet": "subnet", "eni": "network-interface", "tgw": "transit-gateway"}
	prefix, _, _ := strings.Cut(aws.ToString(id), "-")
	if kind, ok := kinds[prefix]; ok {
		return model.Known(r.ec2(kind, id))
	}
	return model.Value[string]{}
}
