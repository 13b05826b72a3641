package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	logs "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

func readLogGroups(ctx context.Context, r *region) {
	readLogGroupsOf(ctx, r, logs.NewFromConfig(r.cfg()))
}

func readLogGroupsOf(ctx context.Context, r *region, api logs.DescribeLogGroupsAPIClient) {
	_ = pages(
		ctx,
		logs.NewDescribeLogGroupsPaginator(api, &logs.DescribeLogGroupsInput{Limit: aws.Int32(50)}),
		func(out *logs.DescribeLogGroupsOutput) {
			for _, g := range out.LogGroups {
				name := aws.ToString(g.LogGroupName)
				n := model.LogGroup{
					Resource: r.resource(
						"aws_cloudwatch_log_group",
						r.logGroupARN(name, ""),
						g.LogGroupName,
						model.Value[map[string]string]{},
					),
					// A group without retention keeps its logs for ever, which the model writes as 0.
					RetentionDays: model.Known(int(aws.ToInt32(g.RetentionInDays))),
					KMSKey:        model.Known(aws.ToString(g.KmsKeyId)),
					Class:         model.Known(string(types.LogGroupClassStandard)),
				}
				if g.LogGroupClass != "" {
					n.Class = text(g.LogGroupClass)
				}
				r.add(func(a *model.Architecture) { a.LogGroups = append(a.LogGroups, n) })
			}
		},
	)
}
