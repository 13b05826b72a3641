package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"
)

func readSecrets(ctx context.Context, r *region) {
	readSecretsOf(ctx, r, secretsmanager.NewFromConfig(r.cfg()))
}

// readSecretsOf lists secrets. No call of archcheck can read a secret's value.
func readSecretsOf(ctx context.Context, r *region, api secretsmanager.ListSecretsAPIClient) {
	_ = pages(ctx, secretsmanager.NewListSecretsPaginator(api, &secretsmanager.ListSecretsInput{MaxResults: aws.Int32(100)}), func(out *secretsmanager.ListSecretsOutput) {
		for _, s := range out.SecretList {
			if s.DeletedDate != nil {
				continue // about to be deleted: nobody can read it any more
			}
			known, _ := tagged(s.Tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
			n := model.Secret{Resource: r.resource("aws_secretsmanager_secret", aws.ToString(s.ARN), s.Name, known), KMSKey: model.Known(aws.ToString(s.KmsKeyId))}
			r.add(func(a *model.Architecture) { a.Secrets = append(a.Secrets, n) })
		}
	})
}
