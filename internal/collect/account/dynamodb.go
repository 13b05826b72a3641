package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// tableAPI is what is read of DynamoDB: never an item.
type tableAPI interface {
	dynamodb.ListTablesAPIClient
	dynamodb.DescribeTableAPIClient
	DescribeContinuousBackups(
		context.Context,
		*dynamodb.DescribeContinuousBackupsInput,
		...func(*dynamodb.Options),
	) (*dynamodb.DescribeContinuousBackupsOutput, error)
	ListTagsOfResource(
		context.Context,
		*dynamodb.ListTagsOfResourceInput,
		...func(*dynamodb.Options),
	) (*dynamodb.ListTagsOfResourceOutput, error)
}

func readTables(ctx context.Context, r *region) {
	readTablesOf(ctx, r, dynamodb.NewFromConfig(r.cfg()))
}

func readTablesOf(ctx context.Context, r *region, api tableAPI) {
	var names []string
	_ = pages(
		ctx,
		dynamodb.NewListTablesPaginator(api, &dynamodb.ListTablesInput{Limit: aws.Int32(100)}),
		func(out *dynamodb.ListTablesOutput) {
			names = append(names, out.TableNames...)
		},
	)
	follow(ctx, names, func(ctx context.Context, name string) {
		n := model.Table{
			Resource: r.resource(
				"aws_dynamodb_table",
				r.arn("dynamodb", "table/"+name),
				&name,
				model.Value[map[string]string]{},
			),
		}
		out, err := api.DescribeTable(ctx, &dynamodb.DescribeTableInput{TableName: &name})
		switch {
		case err != nil && whyNot("DynamoDB", "DescribeTable", err).Reason == model.Vanished:
			return
		case err != nil:
			n = *model.StandIn[model.Table](n.Resource, whyNot("DynamoDB", "DescribeTable", err))
		default:
			describeTable(&n, out.Table)
		}
		tableBackups(ctx, api, &n)
		r.add(func(a *model.Architecture) { a.Tables = append(a.Tables, n) })
	})
}

// describeTable reads what DynamoDB leaves out where it is the default: capacity is provisioned, and the key
// is DynamoDB's own.
func describeTable(n *model.Table, t *types.TableDescription) {
	n.Encrypted = model.Known(true)
	n.KMSKey = model.Known("")
	n.OnDemand = model.Known(false)
	n.DeletionProtection = value(t.DeletionProtectionEnabled)
	n.Lifecycle = form.TableStates().Lifecycle(text(t.TableStatus))
	if t.BillingModeSummary != nil {
		n.OnDemand = model.Known(t.BillingModeSummary.BillingMode == types.BillingModePayPerRequest)
	}
	if t.ProvisionedThroughput != nil {
		n.ReadCapacity = number(t.ProvisionedThroughput.ReadCapacityUnits)
		n.WriteCapacity = number(t.ProvisionedThroughput.WriteCapacityUnits)
	}
	if t.SSEDescription != nil {
		n.KMSKey = model.Known(aws.ToString(t.SSEDescription.KMSMasterKeyArn))
	}
}

// tableBackups reads point-in-time recovery and tags, which are calls of their own.
func tableBackups(ctx context.Context, api tableAPI, n *model.Table) {
	out, err := api.DescribeContinuousBackups(
		ctx,
		&dynamodb.DescribeContinuousBackupsInput{TableName: aws.String(n.Name.Or(""))},
	)
	switch {
	case err != nil:
		n.PointInTimeRecovery = model.Unknown[bool](whyNot("DynamoDB", "DescribeContinuousBackups", err))
	case out.ContinuousBackupsDescription != nil && out.ContinuousBackupsDescription.PointInTimeRecoveryDescription != nil:
		n.PointInTimeRecovery = model.Known(
			out.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus == types.PointInTimeRecoveryStatusEnabled,
		)
	}
	// A table has at most 50 tags, which are one page.
	// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html
	if tags, err := api.ListTagsOfResource(
		ctx,
		&dynamodb.ListTagsOfResourceInput{ResourceArn: aws.String(n.ID)},
	); err != nil {
		n.Tags = model.Unknown[map[string]string](whyNot("DynamoDB", "ListTagsOfResource", err))
	} else {
		n.Tags, _ = tagged(tags.Tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
	}
}
