package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"
)

func readRepositories(ctx context.Context, r *region) {
	readRepositoriesOf(ctx, r, ecr.NewFromConfig(r.cfg()))
}

// repositoryAPI is what is read of ECR.
type repositoryAPI interface {
	ecr.DescribeRepositoriesAPIClient
	GetRegistryScanningConfiguration(
		context.Context,
		*ecr.GetRegistryScanningConfigurationInput,
		...func(*ecr.Options),
	) (*ecr.GetRegistryScanningConfigurationOutput, error)
}

func readRepositoriesOf(ctx context.Context, r *region, api repositoryAPI) {
	var found []model.Repository
	_ = pages(
		ctx,
		ecr.NewDescribeRepositoriesPaginator(api, &ecr.DescribeRepositoriesInput{MaxResults: aws.Int32(1000)}),
		func(out *ecr.DescribeRepositoriesOutput) {
			for _, p := range out.Repositories {
				n := model.Repository{
					Resource: r.resource(
						"aws_ecr_repository",
						aws.ToString(p.RepositoryArn),
						p.RepositoryName,
						model.Value[map[string]string]{},
					),
					TagMutability: text(p.ImageTagMutability),
					URL:           value(p.RepositoryUri),
				}
				if p.ImageScanningConfiguration != nil {
					n.ScanOnPush = model.Known(p.ImageScanningConfiguration.ScanOnPush)
				}
				found = append(found, n)
			}
		},
	)
	if len(found) == 0 {
		return
	}
	scanning := registryScanning(after(ctx), api)
	for _, n := range found {
		n.ScanOnPush = scanning.OnPush(n.Name, n.ScanOnPush)
		r.add(func(a *model.Architecture) { a.Repositories = append(a.Repositories, n) })
	}
}

// registryScanning asks how the registry scans: that overrides what a repository says of itself.
func registryScanning(ctx context.Context, api repositoryAPI) form.RegistryScanning {
	out, err := api.GetRegistryScanningConfiguration(ctx, &ecr.GetRegistryScanningConfigurationInput{})
	if err != nil || out.ScanningConfiguration == nil {
		why := model.Why{Reason: model.NotReturned, Detail: "ECR does not tell how the registry scans"}
		if err != nil {
			why = whyNot("ECR", "GetRegistryScanningConfiguration", err)
		}
		return form.RegistryScanning{Enhanced: model.Unknown[bool](why), Filters: model.Part[string](why)}
	}
	scanning := form.RegistryScanning{
		Enhanced: model.Known(out.ScanningConfiguration.ScanType == types.ScanTypeEnhanced),
		Filters:  model.Whole[string](),
	}
	for _, rule := range out.ScanningConfiguration.Rules {
		for _, filter := range rule.RepositoryFilters {
			if rule.ScanFrequency != types.ScanFrequencyManual {
				scanning.Filters = scanning.Filters.With(aws.ToString(filter.Filter))
			}
		}
	}
	return scanning
}
