package account

import (
	"context"
	"errors"
	"testing"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// blockAnswers answers with a mode, and with one exclusion a page.
type blockAnswers struct {
	mode       types.InternetGatewayBlockMode
	exclusions []types.VpcBlockPublicAccessExclusion
	err        error
}

func (a blockAnswers) DescribeVpcBlockPublicAccessOptions(
	context.Context,
	*ec2.DescribeVpcBlockPublicAccessOptionsInput,
	...func(*ec2.Options),
) (*ec2.DescribeVpcBlockPublicAccessOptionsOutput, error) {
	return &ec2.DescribeVpcBlockPublicAccessOptionsOutput{
		VpcBlockPublicAccessOptions: &types.VpcBlockPublicAccessOptions{InternetGatewayBlockMode: a.mode},
	}, nil
}

func (a blockAnswers) DescribeVpcBlockPublicAccessExclusions(
	_ context.Context,
	in *ec2.DescribeVpcBlockPublicAccessExclusionsInput,
	_ ...func(*ec2.Options),
) (*ec2.DescribeVpcBlockPublicAccessExclusionsOutput, error) {
	at := len(aws.ToString(in.NextToken))
	out := &ec2.DescribeVpcBlockPublicAccessExclusionsOutput{}
	if at < len(a.exclusions) {
		token := aws.ToString(in.NextToken) + "x"
		out.VpcBlockPublicAccessExclusions, out.NextToken = a.exclusions[at:at+1], &token
	}
	return out, a.err
}

// TestInternetAccessOfAnAccount: exclusions of the subnet and of its VPC count, on whatever page, once they are made.
func TestInternetAccessOfAnAccount(t *testing.T) {
	const subnet, vpc = "arn:aws:ec2:eu-west-1:123456789012:subnet/s", "arn:aws:ec2:eu-west-1:123456789012:vpc/v"
	both, made := types.InternetGatewayBlockModeBlockBidirectional, types.VpcBlockPublicAccessExclusionStateCreateComplete
	exclusion := func(arn string, state types.VpcBlockPublicAccessExclusionState) types.VpcBlockPublicAccessExclusion {
		return types.VpcBlockPublicAccessExclusion{
			ResourceArn:                  aws.String(arn),
			State:                        state,
			InternetGatewayExclusionMode: types.InternetGatewayExclusionModeAllowBidirectional,
		}
	}
	for name, c := range map[string]struct {
		answers blockAnswers
		want    string
	}{
		"off": {blockAnswers{mode: types.InternetGatewayBlockModeOff}, "open"}, "both ways": {blockAnswers{mode: both}, "closed"},
		"the VPC excluded":     {blockAnswers{mode: both, exclusions: []types.VpcBlockPublicAccessExclusion{exclusion("another", made), exclusion(vpc, made)}}, "open"},
		"the subnet excluded":  {blockAnswers{mode: both, exclusions: []types.VpcBlockPublicAccessExclusion{exclusion(subnet, made)}}, "open"},
		"no longer excluded":   {blockAnswers{mode: both, exclusions: []types.VpcBlockPublicAccessExclusion{exclusion(subnet, types.VpcBlockPublicAccessExclusionStateDeleteComplete)}}, "closed"},
		"exclusions not shown": {blockAnswers{mode: both, err: errors.New("no")}, "unknown"},
	} {
		r := testRegion()
		r.a.Subnets = []model.Subnet{{Resource: model.Resource{ID: subnet}, VPC: model.Known(vpc)}}
		internetBlockOf(c.answers)(t.Context(), r)
		r.linkInternetAccess()
		if got := r.a.Subnets[0].InternetAccess.Or("unknown"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
