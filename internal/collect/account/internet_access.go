package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// internetBlock is what VPC Block Public Access does in a region.
type internetBlock struct {
	mode model.Value[string]
	// exclusions are the modes of those that name a subnet or a VPC, by its ARN.
	exclusions map[string][]string
	why        *model.Why
}

// blockAPI is what is read of VPC Block Public Access.
type blockAPI interface {
	DescribeVpcBlockPublicAccessOptions(
		context.Context,
		*ec2.DescribeVpcBlockPublicAccessOptionsInput,
		...func(*ec2.Options),
	) (*ec2.DescribeVpcBlockPublicAccessOptionsOutput, error)
	DescribeVpcBlockPublicAccessExclusions(
		context.Context,
		*ec2.DescribeVpcBlockPublicAccessExclusionsInput,
		...func(*ec2.Options),
	) (*ec2.DescribeVpcBlockPublicAccessExclusionsOutput, error)
}

// internetBlockOf reads the mode of the region, and its exclusions only where there is something to be excluded from.
func internetBlockOf(api blockAPI) func(context.Context, *region) {
	return func(ctx context.Context, r *region) {
		b := internetBlock{exclusions: map[string][]string{}}
		out, err := api.DescribeVpcBlockPublicAccessOptions(ctx, &ec2.DescribeVpcBlockPublicAccessOptionsInput{})
		switch {
		case err != nil:
			b.mode = model.Unknown[string](whyNot("EC2", "DescribeVpcBlockPublicAccessOptions", err))
		case out.VpcBlockPublicAccessOptions == nil:
			b.mode = model.Unknown[string](
				model.Why{Reason: model.NotReturned, Detail: "the mode of VPC Block Public Access"},
			)
		default:
			b.mode = model.Known(string(out.VpcBlockPublicAccessOptions.InternetGatewayBlockMode))
		}
		if mode, known := b.mode.Get(); known && mode != string(types.InternetGatewayBlockModeOff) && mode != "" {
			b.readExclusions(after(ctx), api)
		}
		r.mu.Lock()
		r.internetBlock = b
		r.mu.Unlock()
	}
}

// readExclusions reads those that are in force.
func (b *internetBlock) readExclusions(ctx context.Context, api blockAPI) {
	in := &ec2.DescribeVpcBlockPublicAccessExclusionsInput{MaxResults: aws.Int32(1000)}
	for {
		out, err := api.DescribeVpcBlockPublicAccessExclusions(ctx, in)
		if err != nil {
			why := whyNot("EC2", "DescribeVpcBlockPublicAccessExclusions", err)
			b.why = &why
			return
		}
		for _, e := range out.VpcBlockPublicAccessExclusions {
			switch e.State {
			case types.VpcBlockPublicAccessExclusionStateCreateComplete,
				types.VpcBlockPublicAccessExclusionStateUpdateComplete:
				arn := aws.ToString(e.ResourceArn)
				b.exclusions[arn] = append(b.exclusions[arn], string(e.InternetGatewayExclusionMode))
			}
		}
		if in.NextToken = out.NextToken; aws.ToString(in.NextToken) == "" {
			return
		}
	}
}

// linkInternetAccess says of each subnet what is left of the internet.
func (r *region) linkInternetAccess() {
	for i := range r.a.Subnets {
		s := &r.a.Subnets[i]
		modes := model.Whole(r.internetBlock.exclusions[s.ID]...)
		if vpc, known := s.VPC.Get(); known {
			modes = modes.With(r.internetBlock.exclusions[vpc]...)
		}
		if r.internetBlock.why != nil {
			modes = modes.Broken(*r.internetBlock.why)
		}
		s.InternetAccess = form.InternetAccess(r.internetBlock.mode, modes)
	}
}
