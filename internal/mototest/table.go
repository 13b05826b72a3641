package mototest

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

func (b *Builder) tables() {
	api := dynamodb.NewFromConfig(b.cfg)
	for _, t := range b.model.Tables {
		in := &dynamodb.CreateTableInput{
			TableName:                 str(t.Name),
			BillingMode:               types.BillingModePayPerRequest,
			DeletionProtectionEnabled: aws.Bool(t.DeletionProtection.Or(false)),
			AttributeDefinitions: []types.AttributeDefinition{
				{AttributeName: aws.String("id"), AttributeType: types.ScalarAttributeTypeS},
			},
			KeySchema: []types.KeySchemaElement{
				{AttributeName: aws.String("id"), KeyType: types.KeyTypeHash},
			},
		}
		if !t.OnDemand.Or(false) {
			in.BillingMode = types.BillingModeProvisioned
			in.ProvisionedThroughput = &types.ProvisionedThroughput{
				ReadCapacityUnits:  aws.Int64(int64(t.ReadCapacity.Or(1))),
				WriteCapacityUnits: aws.Int64(int64(t.WriteCapacity.Or(1))),
			}
		}
		if key := b.id(t.KMSKey); key != nil {
			in.SSESpecification = &types.SSESpecification{
				Enabled:        aws.Bool(true),
				SSEType:        types.SSETypeKms,
				KMSMasterKeyId: key,
			}
		}
		b.IDs[t.ID] = *must(api.CreateTable(b.ctx, in)).TableDescription.TableArn
		if t.PointInTimeRecovery.Or(false) {
			done(api.UpdateContinuousBackups(b.ctx, &dynamodb.UpdateContinuousBackupsInput{
				TableName: str(t.Name),
				PointInTimeRecoverySpecification: &types.PointInTimeRecoverySpecification{
					PointInTimeRecoveryEnabled: aws.Bool(true),
				},
			}))
		}
	}
}
