package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
)

func readRepositories(ctx context.Context, r *region) {
	readRepositoriesOf(ctx, r, ecr.NewFromConfig(r.cfg()))
}

func readRepositoriesOf(ctx context.Context, r *region, api ecr.DescribeRepositoriesAPIClient) {
	_ = pages(ctx, ecr.NewDescribeRepositoriesPaginator(api, &ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)}), func(out *ecr.DescribeRepositoriesOutput) {
		for _, p := range out.Repositories {
			n := model.Repository{Resource: r.resource("aws_ecr_repository", aws.ToString(p.RepositoryArn), p.RepositoryName, model.Value[map[string]string]{}),
				TagMutability: text(p.ImageTagMutability), URL: value(p.RepositoryUri)}
			if p.ImageScanningConfiguration != nil {
				n.ScanOnPush = model.Known(p.ImageScanningConfiguration.ScanOnPush)
			}
			r.add(func(a *model.Architecture) { a.Repositories = append(a.Repositories, n) })
		}
	})
}
